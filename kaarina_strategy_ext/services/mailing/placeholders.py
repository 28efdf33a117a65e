"""What stands in braces in a mailing and is filled in for each recipient."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Placeholder(StrEnum):
    """What can be filled in."""

    FIRST_NAME = "first_name"
    SESSIONS = "sessions"
    """The recipient's own sessions among those that the mailing is about, with time and place."""
    LINK = "link"
    """The recipient's personal link."""
    CONTACT = "contact"
    """Whom to ask, as on every page."""


# Each name holds in a text of any language; those of its own language are the ones that are shown.
NAMES: Mapping[Placeholder, Mapping[str, str]] = {
    Placeholder.FIRST_NAME: {"fi": "etunimi", "sv": "förnamn"},
    Placeholder.SESSIONS: {"fi": "työpajat", "sv": "workshoppar"},
    Placeholder.LINK: {"fi": "linkki", "sv": "länk"},
    Placeholder.CONTACT: {"fi": "yhteystiedot", "sv": "kontaktuppgifter"},
}
IN_SUBJECT = (Placeholder.FIRST_NAME,)
"""A subject is one short line, and a link in it could not be followed."""

_MEANINGS = {
    name: placeholder for placeholder, names in NAMES.items() for name in (placeholder.value, *names.values())
}
_BRACED = re.compile(r"\{([^{}\n]*)\}")


def shown_in(placeholder: Placeholder, language: str) -> str:
    """The placeholder as one writes it in that language, with its braces."""
    return f"{{{NAMES[placeholder].get(language, placeholder.value)}}}"


def meaning(name: str) -> Placeholder | None:
    """What the name in the braces stands for, in whatever case; None for one that we do not know."""
    return _MEANINGS.get(unicodedata.normalize("NFC", name).strip().casefold())


def names_in(text: str) -> Iterator[str]:
    """The names in braces, known or not, in their order."""
    return (each[1] for each in _BRACED.finditer(text))


def has_lone_brace(text: str) -> bool:
    """Whether a brace is left that neither opens nor closes a name."""
    return bool(re.search(r"[{}]", _BRACED.sub("", text)))


def holds(text: str, placeholder: Placeholder) -> bool:
    """Whether the text has the placeholder, by whichever of its names."""
    return any(meaning(each) is placeholder for each in names_in(text))


@dataclass(frozen=True)
class Slot:
    """Where something is to be filled in, with the text before and behind it."""

    placeholder: Placeholder
    before: str
    behind: str

    @property
    def is_alone_on_its_line(self) -> bool:
        """Whether nothing else stands on the line, so that what is put there may be several lines."""
        return not self.before.rpartition("\n")[2].strip() and not self.behind.partition("\n")[0].strip()

    @property
    def is_address_of_link(self) -> bool:
        """Whether it is the address of a Markdown link, as in `[words]({link})`."""
        return self.before.endswith("](")


def filled(text: str, value: Callable[[Slot], str]) -> str:
    """The text with its placeholders filled in; what is unknown stays as it is."""

    def put(match: re.Match[str]) -> str:
        placeholder = meaning(match[1])
        if placeholder is None:
            return match[0]
        return value(Slot(placeholder, text[: match.start()], text[match.end() :]))

    return _BRACED.sub(put, text)
