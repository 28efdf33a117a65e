"""What the events of the export say in words, in each language in which they have a name."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import shorten
from typing import Any

from ...i18n import words
from ...models import SessionMode
from ..content import ContactView
from ..present import SessionNow, WorkshopNow
from ..wording import session_mode
from .merging import InLanguages, Process, by_language
from .shapes import Texts

# Linked Events refuses a longer one.
SHORT_LENGTH = 160


def of_session(
    process: Process, workshop: InLanguages[WorkshopNow], same: InLanguages[SessionNow]
) -> dict[str, Any]:
    """The words of a session: its theme, then what its workshop is for."""
    theme = same.optional_texts(lambda each: each.view.theme)
    return {
        **_told(process, same.texts(lambda each: each.view.title), [theme, *_about(workshop)]),
        "location_extra_info": _extra_info(same),
    }


def of_workshop(process: Process, workshop: InLanguages[WorkshopNow]) -> dict[str, Any]:
    """The words of a workshop."""
    return _told(process, workshop.texts(lambda each: each.view.title), _about(workshop))


def _about(workshop: InLanguages[WorkshopNow]) -> list[Texts | None]:
    return [
        workshop.optional_texts(lambda each: each.view.purpose),
        workshop.optional_texts(lambda each: each.view.description),
        *(said.optional_texts(lambda text: text) for said in workshop.parts(lambda each: each.view.audience)),
    ]


def _told(process: Process, name: Texts, about: Sequence[Texts | None]) -> dict[str, Any]:
    """The name, and in each of its languages a short and a long description, as Linked Events demands.

    Where an event says nothing of itself in a language, the goal of the process stands for it, or its name.
    """
    goal = process.now.texts(lambda now: now.view.goal)
    pieces = {
        language: [said[language] for said in about if said and language in said]
        or [goal.get(language, own_name)]
        for language, own_name in name.items()
    }
    return {
        "name": name,
        "short_description": {
            language: shorten(said[0], SHORT_LENGTH, placeholder=" …") for language, said in pieces.items()
        },
        "description": {language: _html(said) for language, said in pieces.items()},
        **_of_city(process),
    }


def _html(said: Sequence[str]) -> str:
    lines = (escape(each, quote=False).replace("\n", "<br>") for each in said)
    return "".join(f"<p>{each}</p>" for each in lines)


def _of_city(process: Process) -> dict[str, Any]:
    languages = [language for language, _ in process.now.each]
    contact = process.now.part(lambda now: process.site.contact(now.view))
    return {
        "provider": by_language((each, process.site.organisation(each)) for each in languages) or None,
        "provider_contact_info": contact.optional_texts(_contact),
    }


def _contact(contact: ContactView) -> str | None:
    known = (contact.name, contact.email, contact.phone, contact.address)
    return ", ".join(str(each) for each in known if each) or None


def _extra_info(same: InLanguages[SessionNow]) -> Texts | None:
    """That one can come from afar, and how to get in."""
    told = {language: [*_from_afar(now, language), *_access(now, language)] for language, now in same.each}
    return {language: " ".join(each) for language, each in told.items() if each} or None


def _from_afar(now: SessionNow, language: str) -> list[str]:
    mode = now.view.mode
    return [f"{session_mode(mode, words(language))}."] if mode and mode is not SessionMode.ON_SITE else []


def _access(now: SessionNow, language: str) -> list[str]:
    access = now.view.access
    return [access.value] if access and access.language == language else []
