"""Marking who comes: a mark that was made counts once, whenever and however often it arrives.

Phones at the door lose the network, so that marks come late, twice and in any order. Each carries what its
maker knew: the moment by the server's clock as the phone knows it, and a counter that is one more than that
of the mark it follows (a hybrid logical clock: Kulkarni et al., 2014). The greatest of them stands. So a late
mark never undoes a newer one, and one made in sight of another always follows it, whatever the clocks.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from ..errors import BookingUnknown, SessionUnknown
from ..models import SEATED, Attendance, AuditEntry, Booking, Registration, WalkIn, WorkshopSession
from .auditing import Act
from .opening import write_first

MARKED = "attendance marked"
WALKED_IN = "walk-in counted"

_HIGHEST_COUNTER = 2**30
"""More than anybody marks; half of what the column holds, so that another mark can always follow."""


@dataclass(frozen=True, order=True)
class MarkKey:
    """What orders the marks of one booking, and names this one; equal keys are one and the same mark."""

    made_at: datetime
    counter: int
    name: str


@dataclass(frozen=True)
class Mark:
    """What somebody at the door has marked: how many came of those registered together, 0 for nobody."""

    public_id: str
    people: int
    key: MarkKey | None = None


@dataclass(frozen=True)
class Tap:
    """Somebody without a registration, 1 to count and -1 to take one back; equal keys are one tap."""

    people: int
    key: str


@dataclass(frozen=True)
class Door:
    """The session at whose door something is marked."""

    process_id: int
    session_key: str


def mark(
    session: Session,
    booking_id: int,
    act: Act,
    *,
    present: bool,
    people: int | None = None,
    key: MarkKey | None = None,
) -> Attendance:
    """Mark that so many of the booking's people are here, or nobody; gives the mark that stands afterwards.

    Without `people` all of them are, and never more than have seats. Without a key the mark is made at this
    moment, in sight of the one that stands. An older mark than that, or the same again, changes nothing. A
    booking that has been cancelled meanwhile is marked as well: whoever came has come. Raises
    `BookingUnknown`.
    """
    write_first(session)
    booking = session.get(Booking, booking_id)
    if booking is None or booking.session is None:
        raise BookingUnknown
    return _mark(session, booking, act, (people or booking.seats) if present else 0, key)


def receive(
    session: Session, door: Door, act: Act, marks: Iterable[Mark], taps: Iterable[Tap]
) -> tuple[str, ...]:
    """Take what has been marked at the door; gives the public ids that have no booking in the session.

    Must be the first in its transaction. Raises `SessionUnknown`.
    """
    write_first(session)
    unknown = []
    # In one order, lest two phones wait for each other.
    for each in sorted(marks, key=lambda one: one.public_id):
        booking = _booking_of(session, door, each.public_id)
        if booking is None:
            unknown.append(each.public_id)
        else:
            _mark(session, booking, act, each.people, each.key)
    for tap in taps:
        _count(session, door, act, tap)
    return tuple(unknown)


def walk_ins(session: Session, door: Door) -> int:
    """How many have come to the session without a registration."""
    mine = WalkIn.process_id == door.process_id, WalkIn.session_key == door.session_key
    return int(session.scalar(select(func.coalesce(func.sum(WalkIn.people), 0)).where(*mine)) or 0)


def _mark(session: Session, booking: Booking, act: Act, people: int, key: MarkKey | None) -> Attendance:
    number = max(0, min(people, booking.seats))
    standing = _standing(session, booking.id)
    if standing is not None and not _is_news(standing, number, key):
        return standing
    named = _bounded(key, act) or _now(standing, act)
    if standing is not None and named <= _key_of(standing):
        return standing
    marked = standing or Attendance(booking_id=booking.id)
    marked.present, marked.people = number > 0, number
    marked.marked_at, marked.counter, marked.key = named.made_at, named.counter, named.name
    marked.at, marked.by = act.now, act.actor
    session.add(marked)
    told = {"session_key": booking.session.key if booking.session else None, "people": number}
    _note(session, booking.registration.process_id, act, MARKED, booking.registration.public_id, **told)
    return marked


def _count(session: Session, door: Door, act: Act, tap: Tap) -> None:
    """Count the tap where it is new; below nobody there is nobody less."""
    sitting = select(WorkshopSession.id).where(
        WorkshopSession.process_id == door.process_id, WorkshopSession.key == door.session_key
    )
    if session.scalar(sitting.with_for_update(key_share=True)) is None:
        raise SessionUnknown(door.session_key)
    is_known = session.scalar(select(WalkIn.id).where(WalkIn.key == tap.key)) is not None
    if is_known or walk_ins(session, door) + tap.people < 0:
        return
    session.add(
        WalkIn(
            process_id=door.process_id,
            session_key=door.session_key,
            people=tap.people,
            key=tap.key,
            at=act.now,
            by=act.actor,
        )
    )
    _note(session, door.process_id, act, WALKED_IN, door.session_key, people=tap.people)


def _booking_of(session: Session, door: Door, public_id: str) -> Booking | None:
    which = (
        select(Booking)
        .join(Booking.registration)
        .join(Booking.session)
        .where(
            Registration.process_id == door.process_id,
            Registration.public_id == public_id,
            WorkshopSession.key == door.session_key,
        )
        .options(contains_eager(Booking.registration), contains_eager(Booking.session))
    )
    # Who waited for any session may have got this one by an older booking than one that was cancelled.
    return session.scalar(which.order_by(Booking.status.in_(SEATED).desc(), Booking.id.desc()).limit(1))


def _standing(session: Session, booking_id: int) -> Attendance | None:
    which = select(Attendance).where(Attendance.booking_id == booking_id)
    return session.scalar(which.with_for_update().execution_options(populate_existing=True))


def _is_news(standing: Attendance, number: int, key: MarkKey | None) -> bool:
    """Whether it is another mark than the one that stands; one made now is not where all is so already."""
    return standing.people != number if key is None else standing.key != key.name


def _key_of(standing: Attendance) -> MarkKey:
    return MarkKey(standing.marked_at, standing.counter, standing.key)


def _bounded(key: MarkKey | None, act: Act) -> MarkKey | None:
    """The key without the future, of which a phone with a wrong clock would otherwise be the only master."""
    return key and MarkKey(min(key.made_at, act.now), min(key.counter, _HIGHEST_COUNTER), key.name)


def _now(standing: Attendance | None, act: Act) -> MarkKey:
    before = standing.marked_at if standing else act.now
    return MarkKey(max(act.now, before), standing.counter + 1 if standing else 1, secrets.token_hex(8))


def _note(session: Session, process_id: int, act: Act, action: str, subject: str, **details: Any) -> None:
    session.add(
        AuditEntry(
            process_id=process_id,
            at=act.now,
            actor=act.actor,
            action=action,
            subject=subject,
            details=details,
        )
    )
