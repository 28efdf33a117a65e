"""How all sessions of a process stand, and what waits for somebody to look at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from ...models import Booking, BookingStatus, Message, MessageState, Registration, Seats, Workshop
from ...services.outbox import WAITING, of_process
from ...services.seat_counting import Groups, grouped, seats_in
from ..present import ProcessNow, SessionNow


@dataclass(frozen=True)
class SessionTally:
    """How many people a session has in each state; who waits for any alternative waits for each of them."""

    session: SessionNow
    seats: Seats
    confirmed: int
    held: int
    offered: int

    @property
    def free(self) -> int | None:
        """Seats that the public can have; None where the capacity is unknown or unlimited."""
        return self.session.view.terms.free(self.seats)

    @property
    def free_in_reserve(self) -> int:
        """Seats of the office's own that nobody has taken."""
        return self.session.view.terms.free_in_reserve(self.seats)

    @property
    def over(self) -> int:
        """By how many people the session is over its capacity; 0 where it is not."""
        return self.session.view.terms.over(self.seats)


@dataclass(frozen=True)
class OpenOffer:
    """A seat that waits for its answer; somebody without an e-mail address must be phoned."""

    booking_id: int
    registration: Registration
    session: SessionNow
    answer_by: datetime


@dataclass(frozen=True)
class OutboxTally:
    """How many messages are in each state, and since when the oldest of those that are due has waited."""

    numbers: Mapping[MessageState, int]
    waiting_since: datetime | None


def session_tallies(session: Session, process: ProcessNow) -> tuple[SessionTally, ...]:
    """All sessions of the process by day."""
    groups = grouped(session, Workshop.process_id == process.view.id)
    homes = {each.view.id: home.view.id for home in process.workshops for each in home.sessions}
    return tuple(_tally(each, groups.get(homes[each.view.id], Counter())) for each in process.sessions)


def open_offers(session: Session, process: ProcessNow) -> tuple[OpenOffer, ...]:
    """The offers that have not been answered, the first deadline first."""
    sittings = {each.view.id: each for each in process.sessions}
    rows = session.scalars(
        select(Booking)
        .join(Booking.registration)
        .where(Registration.process_id == process.view.id, Booking.status == BookingStatus.OFFERED)
        .options(contains_eager(Booking.registration))
        .order_by(Booking.answer_by, Booking.id)
    ).all()
    return tuple(
        OpenOffer(each.id, each.registration, sittings[each.session_id], each.answer_by)
        for each in rows
        if each.session_id in sittings and each.answer_by
    )


def outbox_tally(session: Session, process: ProcessNow) -> OutboxTally:
    """How the mail of the process stands."""
    mine = of_process(process.view.id)
    rows = session.execute(select(Message.state, func.count()).where(mine).group_by(Message.state)).all()
    oldest = select(Message.created_at).where(mine, Message.state.in_(WAITING), Message.due_at <= process.now)
    since = session.scalar(oldest.order_by(Message.created_at).limit(1))
    return OutboxTally({row[0]: row[1] for row in rows}, since)


def _tally(sitting: SessionNow, groups: Groups) -> SessionTally:
    people: Counter[BookingStatus] = Counter()
    for group, number in groups.items():
        if group.session_id == sitting.view.id:
            people[group.status] += group.seats * number
    return SessionTally(
        session=sitting,
        seats=seats_in(groups, sitting.view.id),
        confirmed=people[BookingStatus.CONFIRMED],
        held=people[BookingStatus.HELD],
        offered=people[BookingStatus.OFFERED],
    )
