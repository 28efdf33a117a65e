"""What the public is told about the difference between two states of a process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ...models import ChangeKind
from .document import FuzzyDate, Process, Registration, Session, Text
from .mapping import instant

_LENGTHS = {"month": 7, "year": 4}  # of 2022-04 and 2022
_ANNOUNCED_LATER = Registration(mode="announced_later")


@dataclass(frozen=True)
class PublicChange:
    """One change as `models.Change` keeps it, with its subject's key or slug.

    `after` names the subject as well (`title`), so that it can be told when the subject is gone.
    """

    kind: ChangeKind
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def public_changes(before: Process, after: Process) -> Iterator[PublicChange]:
    """Each change that the public is told, sessions first, in the order of the content.

    Corrected words, and parts that are gone, are not told.
    """
    yield from _of_sessions(before, after)
    yield from _of_registration(before, after)
    yield from _of_milestones(before, after)
    yield from _of_phases(before, after)
    known = {each.slug for each in before.news}
    for item in after.news:
        if item.slug not in known:
            yield PublicChange(ChangeKind.NEWS, item.slug, None, {"title": item.title})


def _of_sessions(before: Process, after: Process) -> Iterator[PublicChange]:
    known = {key: session for key, session, _ in _sessions(before)}
    for key, session, title in _sessions(after):
        told = {"title": title, **moment_of(session)}
        if key in known:
            yield from _of_session(known[key], session, told)
        elif not session.cancelled:
            yield PublicChange(ChangeKind.SESSION_ADDED, key, None, told)


def _sessions(process: Process) -> Iterator[tuple[str, Session, Text]]:
    for workshop in process.workshops:
        for session in workshop.sessions:
            yield session.key, session, session.title or workshop.title


def _of_session(before: Session, after: Session, told: dict[str, Any]) -> Iterator[PublicChange]:
    key = after.key
    if after.cancelled:
        # When or where it would have been matters no more.
        if not before.cancelled:
            yield PublicChange(ChangeKind.SESSION_CANCELLED, key, None, told)
        return
    if before.cancelled:
        yield PublicChange(ChangeKind.SESSION_RESTORED, key, None, told)
    if moment_of(before) != moment_of(after):
        yield PublicChange(ChangeKind.TIME, key, moment_of(before), told)
    for kind, old, new in (
        (ChangeKind.PLACE, before.place, after.place),
        (ChangeKind.THEME, before.theme, after.theme),
    ):
        if old != new:
            known = {"text": new} if new else {}
            yield PublicChange(kind, key, {"text": old} if old else None, told | known)


def _of_registration(before: Process, after: Process) -> Iterator[PublicChange]:
    old, new = dict(_windows(before)), dict(_windows(after))
    if any(old[name] != new[name] for name in old.keys() & new.keys()):
        yield PublicChange(ChangeKind.REGISTRATION, after.slug, None, None)


def _windows(process: Process) -> Iterator[tuple[tuple[str, ...], Registration]]:
    """The windows that hold, inherited or not, for the process, its workshops and their sessions."""
    whole = process.registration or _ANNOUNCED_LATER
    yield (), whole
    for workshop in process.workshops:
        own = workshop.registration or whole
        yield ("workshop", workshop.slug), own
        for session in workshop.sessions:
            yield ("session", session.key), session.registration or own


def _of_milestones(before: Process, after: Process) -> Iterator[PublicChange]:
    known = {each.key: each for each in before.milestones}
    for milestone in after.milestones:
        old = known.get(milestone.key)
        if old and _date(old.date) != _date(milestone.date):
            told = {"title": milestone.title, **_date(milestone.date)}
            was = {"title": old.title, **_date(old.date)}
            yield PublicChange(ChangeKind.DECISION, milestone.key, was, told)


def _of_phases(before: Process, after: Process) -> Iterator[PublicChange]:
    known = {each.key: each for each in before.phases}
    for phase in after.phases:
        old = known.get(phase.key)
        if old and old.status != phase.status:
            told = {"title": phase.title} | ({"status": phase.status} if phase.status else {})
            yield PublicChange(ChangeKind.PHASE, phase.key, None, told)


def moment_of(session: Session) -> dict[str, Any]:
    """The day and the clock times of a session, in the shape of the content file."""
    clocks = {"starts": session.starts, "ends": session.ends}
    return _date(session.date) | {name: f"{clock:%H:%M}" for name, clock in clocks.items() if clock}


def end_of(session: Session, zone: ZoneInfo) -> datetime:
    """The instant at which the session is over: its end, or that of its day where the end is not known."""
    if session.ends:
        return instant(datetime.combine(session.date.earliest, session.ends), zone)
    return instant(session.date.latest + timedelta(days=1), zone)


@dataclass(frozen=True)
class BroughtForward:
    """A session that was still to come and ends sooner now than people had been told."""

    key: str
    before: datetime
    after: datetime


def brought_forward(before: Process, after: Process, now: datetime) -> Iterator[BroughtForward]:
    """The sessions that end sooner, unless they were over already."""
    old, new = dict(_ends(before)), dict(_ends(after))
    for key, end in old.items():
        if key in new and now < end and new[key] < end:
            yield BroughtForward(key, end, new[key])


def _ends(process: Process) -> Iterator[tuple[str, datetime]]:
    for key, session, _ in _sessions(process):
        yield key, end_of(session, ZoneInfo(process.time_zone))


def _date(when: FuzzyDate | None) -> dict[str, Any]:
    """The day; else the words of a vaguer date, or its month or year; nothing where it is not known."""
    if when is None:
        return {}
    known = when.earliest.isoformat()
    if when.precision == "day":
        return {"date": known}
    return {"date": when.text or known[: _LENGTHS[when.precision]]}
