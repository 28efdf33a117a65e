"""Whom a mailing reaches, by the bookings as they are at this moment: one condition for all who ask."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from ...models import ACTIVE, Audience, Booking, BookingStatus, Registration, WorkshopSession

CHOICES = (
    BookingStatus.CONFIRMED,
    BookingStatus.WAITLISTED,
    BookingStatus.OFFERED,
    BookingStatus.CANCELLED,
)
"""The statuses that can be chosen; a place held for an address not yet confirmed goes with the first."""


@dataclass(frozen=True)
class Reach:
    """How many people a mailing would reach: each counted once, and once in each session.

    `by_language` and `by_session` (key, then language) count those who get a mail. `without_mail` have no
    address and must be phoned. `unconfirmed` get nothing, because nobody has confirmed that the address is
    theirs.
    """

    by_language: Mapping[str, int]
    by_session: Mapping[str, Mapping[str, int]]
    without_mail: int
    unconfirmed: int

    @property
    def people(self) -> int:
        """How many get a mail."""
        return sum(self.by_language.values())


def reach(session: Session, process_id: int, audience: Audience) -> Reach:
    """How many the audience is."""
    kinds = Registration.language, Registration.email.is_(None), Registration.verify_by.is_not(None)
    number = func.count(Registration.id.distinct())
    everybody = _people_in_sessions(process_id, audience)
    rows = session.execute(everybody.with_only_columns(*kinds, number).group_by(*kinds)).all()
    by_session: defaultdict[str, dict[str, int]] = defaultdict(dict)
    written = everybody.where(can_be_written_to())
    kept = WorkshopSession.key, Registration.language
    for key, language, people in session.execute(written.with_only_columns(*kept, number).group_by(*kept)):
        by_session[key][language] = people
    by_language: Counter[str] = Counter()
    for language, is_without, is_unconfirmed, people in rows:
        if not is_without and not is_unconfirmed:
            by_language[language] += people
    return Reach(
        by_language,
        by_session,
        without_mail=sum(row[3] for row in rows if row[1]),
        unconfirmed=sum(row[3] for row in rows if row[2] and not row[1]),
    )


def is_reached(process_id: int, audience: Audience) -> ColumnElement[bool]:
    """The condition for the registrations in the audience, whether or not one can write to them."""
    meant = (
        select(Booking.id)
        .join(WorkshopSession, _wants())
        .where(Booking.registration_id == Registration.id, *_meant(process_id, audience))
    )
    return and_(
        Registration.process_id == process_id,
        Registration.erased_at.is_(None),
        meant.correlate(Registration).exists(),
    )


def can_be_written_to() -> ColumnElement[bool]:
    """The condition for the registrations that have an address of which nobody doubts whose it is."""
    return and_(Registration.email.is_not(None), Registration.verify_by.is_(None))


def keys_of(session: Session, process_id: int, audience: Audience, registration_id: int) -> tuple[str, ...]:
    """The sessions for which the registration is in the audience now, by key; empty where it is not."""
    mine = _people_in_sessions(process_id, audience).where(Registration.id == registration_id)
    return tuple(sorted(set(session.scalars(mine.with_only_columns(WorkshopSession.key)))))


def _people_in_sessions(process_id: int, audience: Audience) -> Select[Any]:
    """The registrations with the chosen sessions in which they have a part."""
    return (
        select(Registration)
        .join(Booking, Booking.registration_id == Registration.id)
        .join(WorkshopSession, _wants())
        .where(Registration.erased_at.is_(None), *_meant(process_id, audience))
    )


def _wants() -> ColumnElement[bool]:
    """Whether the booking is one of the session; who would take any alternative waits for each of them."""
    takes_any = and_(
        Booking.status == BookingStatus.WAITLISTED,
        Booking.workshop_id == WorkshopSession.workshop_id,
        or_(Booking.session_id.is_(None), Booking.accepts_other),
    )
    return or_(Booking.session_id == WorkshopSession.id, takes_any)


def _meant(process_id: int, audience: Audience) -> tuple[ColumnElement[bool], ...]:
    statuses = set(audience.statuses)
    if BookingStatus.CONFIRMED in statuses:
        statuses.add(BookingStatus.HELD)
    other = aliased(Booking)
    # Who has cancelled and come back has not cancelled.
    is_back = exists().where(
        other.registration_id == Booking.registration_id,
        other.session_id == Booking.session_id,
        other.status.in_(ACTIVE),
    )
    return (
        WorkshopSession.process_id == process_id,
        WorkshopSession.key.in_(audience.session_keys),
        Booking.status.in_(statuses),
        or_(Booking.status != BookingStatus.CANCELLED, ~is_back),
    )
