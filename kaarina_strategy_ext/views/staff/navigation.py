"""The menu of the staff side: the pages that somebody may open, grouped and in the order of the work."""

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


@dataclass(frozen=True)
class MenuGroup:
    """The pages of one kind of work, at least one, under their heading in the reader's language."""

    name: str
    entries: tuple[MenuEntry, ...]


def menu(words: Words, may: Callable[[str], bool]) -> tuple[MenuGroup, ...]:
    """The groups with the entries that somebody may open, asked by role; empty where there is none."""
    groups = (
        MenuGroup(
            heading,
            tuple(MenuEntry(endpoint, name) for endpoint, name, roles in pages if any(map(may, roles))),
        )
        for heading, pages in _groups(words)
    )
    return tuple(each for each in groups if each.entries)


_Page = tuple[str, str, tuple[str, ...]]


def _groups(words: Words) -> Iterator[tuple[str, tuple[_Page, ...]]]:
    gettext = words.gettext
    yield (
        gettext("The situation"),
        (
            ("staff_overview", gettext("Overview"), ANY_OF_STAFF),
            ("staff_exports", gettext("Statistics and exports"), ANY_OF_STAFF),
        ),
    )
    yield (
        gettext("Registrations"),
        (
            ("staff_sessions", gettext("Workshops and seats"), (REGISTRAR,)),
            ("staff_registrations", gettext("All registrations"), (REGISTRAR,)),
            ("staff_new", gettext("New registration"), (REGISTRAR,)),
        ),
    )
    yield (
        gettext("Communication"),
        (
            ("staff_mailings", gettext("Write to participants"), (REGISTRAR,)),
            ("staff_messages", gettext("Messages"), (REGISTRAR,)),
        ),
    )
    yield (
        gettext("Public pages"),
        (
            ("staff_content", gettext("Content"), (EDITOR,)),
            ("staff_embedding", gettext("Embed"), ANY_OF_STAFF),
        ),
    )
    yield (
        gettext("Administration"),
        (
            ("staff_privacy", gettext("Data protection"), (REGISTRAR, ADMIN)),
            ("staff_rights", gettext("Rights"), (ADMIN,)),
        ),
    )
