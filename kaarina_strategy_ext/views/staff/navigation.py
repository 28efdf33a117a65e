"""The menu of the staff side: the pages that somebody may open, in the order of the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...i18n import Words
from ...identity import ADMIN, ANY_OF_STAFF, EDITOR, REGISTRAR


@dataclass(frozen=True)
class MenuEntry:
    """One page of the menu, with its name in the reader's language."""

    endpoint: str
    name: str


def menu(words: Words, may: Callable[[str], bool]) -> tuple[MenuEntry, ...]:
    """The entries that somebody may open, asked by role; empty where there is none."""
    return tuple(
        MenuEntry(endpoint, name) for endpoint, name, roles in _entries(words) if any(map(may, roles))
    )


def _entries(words: Words) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield "staff_overview", words.gettext("Overview"), ANY_OF_STAFF
    yield "staff_sessions", words.gettext("Workshops and seats"), (REGISTRAR,)
    yield "staff_new", words.gettext("New registration"), (REGISTRAR,)
    yield "staff_registrations", words.gettext("All registrations"), (REGISTRAR,)
    yield "staff_mailings", words.gettext("Write to participants"), (REGISTRAR,)
    yield "staff_messages", words.gettext("Messages"), (REGISTRAR,)
    yield "staff_exports", words.gettext("Statistics and exports"), ANY_OF_STAFF
    yield "staff_privacy", words.gettext("Data protection"), (REGISTRAR, ADMIN)
    yield "staff_content", words.gettext("Content"), (EDITOR,)
    yield "staff_embedding", words.gettext("Embed"), ANY_OF_STAFF
    yield "staff_rights", words.gettext("Rights"), (ADMIN,)
