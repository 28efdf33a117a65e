"""What came out: the materials of workshops, and the strategy as it was adopted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .text import Text, optional_text, text


@dataclass(frozen=True)
class MaterialView:
    """Something to read or look at on the web."""

    title: Text
    url: str


@dataclass(frozen=True)
class StatementView:
    """A value or a goal of a strategy."""

    title: Text
    text: Text | None


@dataclass(frozen=True)
class StrategyView:
    """The strategy as it was adopted; `document_url` leads to the whole of it, or is None."""

    vision: Text
    values: tuple[StatementView, ...]
    goals: tuple[StatementView, ...]
    document_url: str | None


def material_views(stored: Iterable[Mapping[str, Any]], language: str) -> tuple[MaterialView, ...]:
    """The materials for readers of a language, in their order."""
    return tuple(MaterialView(text(each["title"], language), each["url"]) for each in stored)


def strategy_view(stored: Mapping[str, Any] | None, language: str) -> StrategyView | None:
    """The adopted strategy for readers of a language; None until there is one."""
    if stored is None:
        return None
    return StrategyView(
        vision=text(stored["vision"], language),
        values=_statements(stored.get("values", ()), language),
        goals=_statements(stored.get("goals", ()), language),
        document_url=stored.get("document_url"),
    )


def _statements(stored: Iterable[Mapping[str, Any]], language: str) -> tuple[StatementView, ...]:
    return tuple(
        StatementView(text(each["title"], language), optional_text(each.get("text"), language))
        for each in stored
    )
