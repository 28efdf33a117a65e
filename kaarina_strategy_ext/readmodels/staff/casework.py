"""One registration as staff see it, with its story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ...models import AuditEntry, Booking, Message, Registration, RegistrationState
from ...services.auditing import JOB, READ, RESIDENT
from ..present import ProcessNow, SessionNow, WorkshopNow
from .outbox import MessageRow, messages_to


@dataclass(frozen=True)
class CaseBooking:
    """A booking, active or not; `session` is None while any alternative will do."""

    booking: Booking
    workshop: WorkshopNow
    session: SessionNow | None
    is_over: bool


@dataclass(frozen=True)
class Destination:
    """A session to which somebody could be moved, and whether there are seats for them."""

    session: SessionNow
    has_room: bool


@dataclass(frozen=True)
class StoryRow:
    """Something that has happened: an entry of the audit, a message that was sent, or with neither the first.

    `actor` is that of the audit, see `AuditEntry`.
    """

    at: datetime
    actor: str
    entry: AuditEntry | None = None
    message: Message | None = None

    @property
    def session_key(self) -> str | None:
        """The session that it is about, or None."""
        told = self.entry.details if self.entry else {}
        return told.get("session_key")


@dataclass(frozen=True)
class Case:
    """One registration: its bookings, what has happened, newest first, and its messages."""

    registration: Registration
    bookings: tuple[CaseBooking, ...]
    story: tuple[StoryRow, ...]
    messages: tuple[MessageRow, ...]

    @property
    def active(self) -> tuple[CaseBooking, ...]:
        """The bookings that hold or await a seat."""
        return tuple(each for each in self.bookings if each.booking.status.is_active)

    def destinations(self, moved: CaseBooking) -> tuple[Destination, ...]:
        """The other sessions of the workshop that are to come and where the person has no seat; may be none.

        Only somebody who has a seat can be moved, and not out of what is over.
        """
        if moved.is_over or not moved.booking.status.is_sure:
            return ()
        seats = [each for each in self.active if each.booking.status.is_sure]
        mine = {each.booking.session_id for each in seats}
        gone = (RegistrationState.HELD, RegistrationState.CANCELLED)
        return tuple(
            Destination(each, _has_room(each, moved.booking.seats))
            for each in moved.workshop.sessions
            if each.view.id not in mine and each.state not in gone
        )

    def booking(self, booking_id: int | None) -> CaseBooking | None:
        """The active booking with the id, or None."""
        return next((each for each in self.active if each.booking.id == booking_id), None)


def case(session: Session, process: ProcessNow, public_id: str) -> Case | None:
    """The registration of the process with the id; None where there is none, or it has been erased."""
    registration = session.scalar(
        select(Registration)
        .where(
            Registration.process_id == process.view.id,
            Registration.public_id == public_id,
            Registration.erased_at.is_(None),
        )
        .options(selectinload(Registration.bookings).joinedload(Booking.session))
    )
    if registration is None:
        return None
    messages = messages_to(session, registration.id, process.now)
    return Case(
        registration,
        tuple(booking_of(each, process) for each in registration.bookings),
        _story(session, registration, messages),
        messages,
    )


def _story(
    session: Session, registration: Registration, messages: Iterable[MessageRow]
) -> tuple[StoryRow, ...]:
    """All that has happened, newest first; who has only seen the details is told elsewhere."""
    which = select(AuditEntry).where(
        AuditEntry.subject == registration.public_id,
        AuditEntry.process_id == registration.process_id,
        AuditEntry.action != READ,
    )
    entries = session.scalars(which.order_by(AuditEntry.id)).all()
    first = entries[0].actor if entries else RESIDENT
    story = [StoryRow(registration.created_at, first)]
    story += [StoryRow(each.at, each.actor, entry=each) for each in entries]
    sent = sorted((each.message for each in messages if each.message.sent_at), key=lambda each: each.id)
    story += [StoryRow(each.sent_at, JOB, message=each) for each in sent if each.sent_at]
    story.sort(key=lambda row: row.at)
    return tuple(story[::-1])


def _has_room(session: SessionNow, party: int) -> bool:
    """Whether there are so many seats of the public's, whoever waits for them, or of the office's own."""
    free = session.view.terms.free(session.seats)
    return free is None or max(free, session.view.terms.free_in_reserve(session.seats)) >= party


def booking_of(booking: Booking, process: ProcessNow) -> CaseBooking:
    """The booking with its workshop and its session."""
    workshop = next(each for each in process.workshops if each.view.id == booking.workshop_id)
    sitting = next((each for each in workshop.sessions if each.view.id == booking.session_id), None)
    is_over = sitting is not None and sitting.view.terms.ends_at <= process.now
    return CaseBooking(booking, workshop, sitting, is_over)
