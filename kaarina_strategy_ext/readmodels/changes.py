"""Public changes in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any

from ..i18n import Words, day, day_and_clock, month
from ..models import Change, ChangeKind, PhaseStatus
from .content import ChangeView
from .text import Text, text
from .wording import phase_status

OF_A_SESSION = frozenset(
    {
        ChangeKind.TIME,
        ChangeKind.PLACE,
        ChangeKind.THEME,
        ChangeKind.SESSION_ADDED,
        ChangeKind.SESSION_CANCELLED,
        ChangeKind.SESSION_RESTORED,
    }
)
_TOLD_BY_TEXT = frozenset({ChangeKind.PLACE, ChangeKind.THEME})


def change_view(change: Change, titles: Mapping[str, Text], zone: tzinfo, words: Words) -> ChangeView:
    """The change for a reader: what it concerns, and where both are known, the old and the new.

    `titles` are those of the sessions by key; a subject that is not there has the title that it had then.
    """
    return ChangeView(
        id=change.id,
        at=change.at,
        kind=change.kind,
        subject=change.subject,
        day=day(change.at.astimezone(zone).date(), words.language),
        sentence=_sentence(change, _subject(change, titles, words), words),
        earlier_start=_earlier_start(change, zone),
    )


def _earlier_start(change: Change, zone: tzinfo) -> str | None:
    when = change.before.get("date") if change.kind is ChangeKind.TIME and change.before else None
    if not isinstance(when, str) or len(when) != len("2022-04-12"):
        return None
    if "starts" not in change.before:
        return when
    clock = time.fromisoformat(change.before["starts"])
    return datetime.combine(date.fromisoformat(when), clock, zone).isoformat(timespec="minutes")


def _subject(change: Change, titles: Mapping[str, Text], words: Words) -> str:
    named = change.after or change.before
    title: object = titles.get(change.subject) if change.kind in OF_A_SESSION else None
    if title is None and isinstance(named, dict) and isinstance(named.get("title"), dict):
        title = text(named["title"], words.language)
    if change.kind in _TOLD_BY_TEXT and isinstance(named, dict) and "date" in named:
        # The sessions of a workshop often share its title.
        return f"{title or change.subject} {moment_in_words({'date': named['date']}, words.language)}"
    return str(title or change.subject)


def _sentence(change: Change, title: str, words: Words) -> str:
    if change.kind is ChangeKind.NOTE:
        return str(text(change.after["text"], words.language))
    before, after = (_value(change.kind, each, words) for each in (change.before, change.after))
    told = {
        ChangeKind.TIME: words.gettext("%(title)s: new time", title=title),
        ChangeKind.PLACE: words.gettext("%(title)s: place", title=title),
        ChangeKind.THEME: words.gettext("%(title)s: theme", title=title),
        ChangeKind.SESSION_ADDED: words.gettext("New workshop: %(title)s", title=title),
        ChangeKind.SESSION_CANCELLED: words.gettext("Workshop cancelled: %(title)s", title=title),
        ChangeKind.SESSION_RESTORED: words.gettext(
            "The workshop will be held after all: %(title)s", title=title
        ),
        ChangeKind.REGISTRATION: words.gettext("Registration times have changed"),
        ChangeKind.DECISION: words.gettext("%(title)s: date of the decision", title=title),
        ChangeKind.PHASE: words.gettext("Phase: %(title)s", title=title),
        ChangeKind.NEWS: words.gettext("News: %(title)s", title=title),
    }[change.kind]
    if before and after:
        values = words.gettext("%(after)s (earlier: %(before)s)", after=after, before=before)
        return f"{told}: {values}"
    return f"{told}: {after}" if after else told


def _value(kind: ChangeKind, value: Any, words: Words) -> str | None:
    """The old or new value in words; None where the sentence says enough without it."""
    if not isinstance(value, dict):
        return None
    if kind in _TOLD_BY_TEXT:
        return str(text(value["text"], words.language)) if value.get("text") else None
    if "date" in value:
        return str(moment_in_words(value, words.language))
    return phase_status(PhaseStatus(value["status"]), words) if "status" in value else None


def moment_in_words(value: Mapping[str, Any], language: str) -> Text:
    """The day and the clock times of a session, which come in the shape of the content file."""
    when = value["date"]
    if isinstance(when, dict):
        return text(when, language)
    if len(when) == len("2022"):
        return Text(str(when), language)
    if len(when) == len("2022-04"):
        return Text(month(date.fromisoformat(f"{when}-01"), language), language)
    starts, ends = value.get("starts"), value.get("ends")
    told = day_and_clock(
        date.fromisoformat(when),
        time.fromisoformat(starts) if starts else None,
        time.fromisoformat(ends) if ends else None,
        language,
    )
    return Text(told, language)
