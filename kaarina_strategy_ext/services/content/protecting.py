"""What a content file may not do to people who have booked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...models import Booking, Workshop, WorkshopSession
from .comparing import end_of
from .document import Process
from .problems import Problem, Said


def booking_problems(
    session: Session, process_id: int, before: Process, after: Process, now: datetime
) -> list[Problem]:
    """All that would leave a booking without its place, its time or its rules; empty where nothing would."""
    booked = _booked(session, process_id)
    return [
        *_removed_workshops(before, after, booked),
        *_removed_sessions(before, after, booked),
        *_other_kinds(before, after, booked),
        *_moved_sessions(before, after, booked),
        *_sessions_in_the_past(before, after, booked, now),
    ]


@dataclass(frozen=True)
class _Booked:
    """The slugs of workshops and the keys of sessions with bookings: those of any status, and active ones."""

    ever: frozenset[str | None]
    now: frozenset[str | None]
    sessions_ever: frozenset[str | None]
    sessions_now: frozenset[str | None]


def _booked(session: Session, process_id: int) -> _Booked:
    rows = session.execute(
        select(Workshop.slug, WorkshopSession.key, Booking.status)
        .select_from(Booking)
        .join(Booking.workshop)
        .outerjoin(Booking.session)
        .where(Workshop.process_id == process_id)
        .distinct()
    ).all()
    active = [row for row in rows if row.status.is_active]
    return _Booked(
        frozenset(row.slug for row in rows),
        frozenset(row.slug for row in active),
        frozenset(row.key for row in rows),
        frozenset(row.key for row in active),
    )


def _homes(process: Process) -> dict[str, str]:
    return {session.key: workshop.slug for workshop in process.workshops for session in workshop.sessions}


def _removed_workshops(before: Process, after: Process, booked: _Booked) -> Iterator[Problem]:
    kept = {workshop.slug for workshop in after.workshops}
    for workshop in before.workshops:
        if workshop.slug in booked.ever - kept:
            pattern = "{name!r} has bookings and cannot be removed; cancel its sessions instead"
            yield Problem("workshops", Said(pattern, name=workshop.slug))


def _removed_sessions(before: Process, after: Process, booked: _Booked) -> Iterator[Problem]:
    kept = _homes(after)
    places = {workshop.slug: number for number, workshop in enumerate(after.workshops)}
    for key, slug in _homes(before).items():
        if key in booked.sessions_ever and key not in kept:
            path = f"workshops[{places[slug]}].sessions" if slug in places else "workshops"
            pattern = "{name!r} has bookings and cannot be removed; cancel it instead"
            yield Problem(path, Said(pattern, name=key))


def _other_kinds(before: Process, after: Process, booked: _Booked) -> Iterator[Problem]:
    kinds = {workshop.slug: workshop.kind for workshop in before.workshops}
    for number, workshop in enumerate(after.workshops):
        if workshop.slug in booked.now and workshop.kind != kinds.get(workshop.slug):
            pattern = "{name!r} has bookings, so that its kind cannot change any more"
            yield Problem(f"workshops[{number}].kind", Said(pattern, name=workshop.slug))


def _moved_sessions(before: Process, after: Process, booked: _Booked) -> Iterator[Problem]:
    homes = _homes(before)
    for number, workshop in enumerate(after.workshops):
        for place, session in enumerate(workshop.sessions):
            home = homes.get(session.key, workshop.slug)
            if session.key in booked.sessions_now and home != workshop.slug:
                pattern = "{name!r} has bookings, so that it cannot move out of {home!r}"
                message = Said(pattern, name=session.key, home=home)
                yield Problem(f"workshops[{number}].sessions[{place}].key", message)


def _sessions_in_the_past(
    before: Process, after: Process, booked: _Booked, now: datetime
) -> Iterator[Problem]:
    """What comes of a slip in the year: people would be told that they have been there, and erased."""
    to_come = {
        session.key
        for workshop in before.workshops
        for session in workshop.sessions
        if end_of(session, ZoneInfo(before.time_zone)) > now
    }
    for number, workshop in enumerate(after.workshops):
        for place, session in enumerate(workshop.sessions):
            is_over = end_of(session, ZoneInfo(after.time_zone)) <= now and session.cancelled is None
            if is_over and session.key in to_come & booked.sessions_now:
                message = Said(
                    "{name!r} has bookings, so that it cannot move into the past", name=session.key
                )
                yield Problem(f"workshops[{number}].sessions[{place}].date", message)
