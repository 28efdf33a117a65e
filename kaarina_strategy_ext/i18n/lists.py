"""Several things in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from babel.lists import format_list

from .conventions import conventions


def listed(items: Sequence[str], language: str) -> str:
    """`a, b ja c`, `a, b och c`, `a, b and c`; the empty text for no items."""
    return format_list(items, locale=conventions(language).locale)
