"""What staff write to participants, and when it is to go: shape and wording."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ..i18n import Words
from ..models import Audience
from ..services.mailing.reaching import CHOICES
from ..services.mailing.rules import LENGTHS, Fault, FaultKind, MailingText
from .person import several_lines

LONGEST_AHEAD = timedelta(days=366)

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?::00)?", re.ASCII)


def mailing_text(data: Any, languages: Iterable[str], keys: Collection[str]) -> MailingText:
    """The text in the submitted fields; a session of another process, or no such one, is not chosen."""
    chosen = data.getlist("sessions")
    statuses = data.getlist("statuses")
    each = tuple(languages)
    return MailingText(
        {language: _subject(data.get(f"subject-{language}")) for language in each},
        {language: several_lines(data.get(f"body-{language}")) for language in each},
        Audience(
            tuple(key for key in keys if key in chosen),
            tuple(status for status in CHOICES if status.value in statuses),
        ),
    )


def problems_of(faults: Iterable[Fault], words: Words) -> list[tuple[str, str]]:
    """The faults as field name and sentence, in their order."""
    return [(_field(each), _sentence(each, words)) for each in faults]


def language_name(language: str, words: Words) -> str:
    """The name of a language, as it begins a line."""
    names = {"fi": words.gettext("Finnish"), "sv": words.gettext("Swedish"), "en": words.gettext("English")}
    name = names.get(language, language)
    return name[:1].upper() + name[1:]


@dataclass(frozen=True)
class SendingTime:
    """When a mailing is to go, as it was typed: a day and a clock time in the process's zone."""

    day: str
    clock: str

    @classmethod
    def of(cls, data: Mapping[str, str]) -> SendingTime:
        """The submitted fields."""
        return cls(data.get("day", "").strip(), data.get("clock", "").strip())

    @classmethod
    def proposed(cls, now: datetime, zone: ZoneInfo) -> SendingTime:
        """Tomorrow morning."""
        return cls((now.astimezone(zone).date() + timedelta(days=1)).isoformat(), "09:00")

    def moment(self, zone: ZoneInfo) -> datetime | None:
        """The instant, in UTC; of an hour that comes twice the first. None where there is no such moment."""
        day, clock = _day(self.day), _clock(self.clock)
        if day is None or clock is None:
            return None
        moment = datetime.combine(day, clock, zone).astimezone(UTC)
        # An hour that is left out in spring comes back as another one.
        return (
            moment if moment.astimezone(zone).replace(tzinfo=None) == datetime.combine(day, clock) else None
        )

    def problems(self, now: datetime, zone: ZoneInfo, words: Words) -> list[tuple[str, str]]:
        """What is wrong with it, as field name and sentence; empty where nothing is."""
        gettext, found = words.gettext, []
        if _day(self.day) is None:
            found.append(("day", gettext("Enter the day in the format %(example)s", example="12.4.2022")))
        if _clock(self.clock) is None:
            found.append(("clock", gettext("Enter the clock time in the format %(example)s", example="9.00")))
        if found:
            return found
        moment = self.moment(zone)
        if moment is None:
            return [
                ("clock", gettext("This clock time does not exist on that day, because the clocks change"))
            ]
        if moment <= now:
            return [("day", gettext("Choose a moment that is still to come"))]
        if moment > now + LONGEST_AHEAD:
            return [("day", gettext("Choose a moment within a year"))]
        return []


def _subject(value: str | None) -> str:
    """On one line, whatever was submitted, because it becomes a header."""
    return " ".join(unicodedata.normalize("NFC", value or "").split())


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def _field(fault: Fault) -> str:
    return f"{fault.part}-{fault.language}" if fault.language else fault.part


def _sentence(fault: Fault, words: Words) -> str:
    sentence = (_of_marks(fault, words) | _of_parts(fault, words))[fault.kind]
    return f"{language_name(fault.language, words)}: {sentence}" if fault.language else sentence


def _of_parts(fault: Fault, words: Words) -> dict[FaultKind, str]:
    missing = {"subject": words.gettext("Write the subject"), "body": words.gettext("Write the message")}
    excess = words.ngettext(
        "Use at most %(length)s characters. Remove %(n)s character.",
        "Use at most %(length)s characters. Remove %(n)s characters.",
        fault.number,
        length=LENGTHS.get(fault.part),
    )
    return {
        FaultKind.TOO_LONG: excess,
        FaultKind.UNSHOWABLE: words.gettext("Remove the characters that cannot be shown"),
        FaultKind.MISSING: missing.get(fault.part, ""),
        FaultKind.NO_SESSION: words.gettext("Choose at least one workshop"),
        FaultKind.NO_STATUS: words.gettext("Choose to whom you write"),
    }


def _of_marks(fault: Fault, words: Words) -> dict[FaultKind, str]:
    gettext, told = words.gettext, fault.words
    return {
        FaultKind.UNKNOWN_PLACEHOLDER: gettext(
            "Nothing can be filled in for %(words)s. Use those that are listed below.", words=told
        ),
        FaultKind.MISPLACED_PLACEHOLDER: gettext(
            "%(words)s can be filled in in the message only, not in its subject.", words=told
        ),
        FaultKind.LONE_BRACE: gettext(
            "One of the braces { and } stands alone. They are only for what is filled in."
        ),
        FaultKind.PICTURE: gettext("Pictures are not sent. Link to a page instead."),
        FaultKind.HTML: gettext(
            "%(words)s is HTML, which is not sent. Use the marks that are explained below.", words=told
        ),
        FaultKind.SHORT_LINK: gettext(
            "The address of a link begins with https://, mailto: or tel:, not like this: %(words)s",
            words=told,
        ),
    }
