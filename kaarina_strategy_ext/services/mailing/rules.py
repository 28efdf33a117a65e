"""What a mailing must be: bounds for every draft, and more before it can be sent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from ...models import Audience
from . import placeholders

SUBJECT_LENGTH = 150
BODY_LENGTH = 10_000
LENGTHS = {"subject": SUBJECT_LENGTH, "body": BODY_LENGTH}

_PICTURE = re.compile(r"!\[[^\]\n]*\]\s*[(\[]")
_HTML = re.compile(r"</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>|<!--", re.IGNORECASE)
_ADDRESS_OF_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
# A mail has no page that a shorter address could start from.
_WHOLE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|\{)", re.IGNORECASE)


@dataclass(frozen=True)
class MailingText:
    """What somebody has written: subject and body by language, and to whom."""

    subject: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    audience: Audience = field(default_factory=Audience)

    def parts(self, language: str) -> Iterator[tuple[str, str]]:
        """The name and the text of each part in the language; an empty text where there is none."""
        yield "subject", self.subject.get(language, "")
        yield "body", self.body.get(language, "")


class FaultKind(Enum):
    """What can be wrong with a mailing."""

    TOO_LONG = auto()
    """`number` characters too many."""
    UNSHOWABLE = auto()
    MISSING = auto()
    UNKNOWN_PLACEHOLDER = auto()
    """`words` is what stands in the braces."""
    MISPLACED_PLACEHOLDER = auto()
    """`words` can be used in the body only."""
    LONE_BRACE = auto()
    PICTURE = auto()
    HTML = auto()
    """`words` is the first tag."""
    SHORT_LINK = auto()
    """`words` is the address, which is not a whole one."""
    NO_SESSION = auto()
    NO_STATUS = auto()


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; `part` is "subject", "body", "sessions" or "statuses"."""

    kind: FaultKind
    part: str
    language: str = ""
    words: str = ""
    number: int = 0


def broken_bounds(text: MailingText) -> Iterator[Fault]:
    """What cannot even be kept as a draft, part by part; empty where nothing is wrong."""
    for language in sorted({*text.subject, *text.body}):
        for part, words in text.parts(language):
            excess = len(words) - LENGTHS[part]
            if excess > 0:
                yield Fault(FaultKind.TOO_LONG, part, language, number=excess)
            elif any(unicodedata.category(each) in ("Cc", "Cs") and each != "\n" for each in words):
                yield Fault(FaultKind.UNSHOWABLE, part, language)


def lacking(text: MailingText, languages: Sequence[str], *, is_bilingual: bool) -> Iterator[Fault]:
    """What must be mended before the mailing can be sent, at most one fault a part.

    Where `is_bilingual`, each of the languages is needed, else the first one alone; one of which a part is
    there needs the other part too.
    """
    for language in languages:
        needed = is_bilingual or language == languages[0] or any(words for _, words in text.parts(language))
        for part, words in text.parts(language):
            fault = _of_part(part, words, language, needed=needed)
            if fault:
                yield fault
    if not text.audience.session_keys:
        yield Fault(FaultKind.NO_SESSION, "sessions")
    if not text.audience.statuses:
        yield Fault(FaultKind.NO_STATUS, "statuses")


def _of_part(part: str, words: str, language: str, *, needed: bool) -> Fault | None:
    if not words:
        return Fault(FaultKind.MISSING, part, language) if needed else None
    faults = (*_of_placeholders(part, words), *(_of_markdown(words) if part == "body" else ()))
    first = next(iter(faults), None)
    return Fault(first[0], part, language, first[1]) if first else None


def _of_placeholders(part: str, words: str) -> Iterator[tuple[FaultKind, str]]:
    for name in placeholders.names_in(words):
        known = placeholders.meaning(name)
        if known is None:
            yield FaultKind.UNKNOWN_PLACEHOLDER, f"{{{name}}}"
        elif part == "subject" and known not in placeholders.IN_SUBJECT:
            yield FaultKind.MISPLACED_PLACEHOLDER, f"{{{name}}}"
    if placeholders.has_lone_brace(words):
        yield FaultKind.LONE_BRACE, ""


def _of_markdown(words: str) -> Iterator[tuple[FaultKind, str]]:
    if _PICTURE.search(words):
        yield FaultKind.PICTURE, ""
    if tag := _HTML.search(words):
        yield FaultKind.HTML, tag[0]
    for link in _ADDRESS_OF_LINK.finditer(words):
        if not _WHOLE_ADDRESS.match(link[1]):
            yield FaultKind.SHORT_LINK, link[1]
