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
    groups: dict[str, list[MenuEntry]] = {}
    for heading, endpoint, name, roles in _pages(words):
        if any(map(may, roles)):
            groups.setdefault(heading, []).append(MenuEntry(endpoint, name))
    return tuple(MenuGroup(heading, tuple(entries)) for heading, entries in groups.items())


def _pages(words: Words) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    gettext = words.gettext
    situation, registrations = gettext("The situation"), gettext("Registrations")
    communication, public = gettext("Communication"), gettext("Public pages")
    administration = gettext("Administration")
    yield situation, "staff_overview", gettext("Overview"), ANY_OF_STAFF
    yield situation, "staff_exports", gettext("Statistics and exports"), ANY_OF_STAFF
    yield registrations, "staff_sessions", gettext("Workshops and seats"), (REGISTRAR,)
    yield registrations, "staff_registrations", gettext("All registrations"), (REGISTRAR,)
    yield registrations, "staff_new", gettext("New registration"), (REGISTRAR,)
    yield communication, "staff_mailings", gettext("Write to participants"), (REGISTRAR,)
    yield communication, "staff_messages", gettext("Messages"), (REGISTRAR,)
    yield public, "staff_content", gettext("Content"), (EDITOR,)
    yield public, "staff_embedding", gettext("Embed"), ANY_OF_STAFF
    yield administration, "staff_privacy", gettext("Data protection"), (REGISTRAR, ADMIN)
    yield administration, "staff_rights", gettext("Rights"), (ADMIN,)
