"""One registration as staff see it, with its story; and finding it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, selectinload

from ...models import AuditEntry, Booking, Registration, RegistrationState
from ..present import ProcessNow, SessionNow, WorkshopNow
from .outbox import MessageRow, messages_to

MOST_FOUND = 50
_NUMBER = re.compile(r"[0-9a-f]{4,32}")


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
class Case:
    """One registration: its bookings, what was done with it, newest first, and its messages."""

    registration: Registration
    bookings: tuple[CaseBooking, ...]
    story: Sequence[AuditEntry]
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
    story = select(AuditEntry).where(
        AuditEntry.subject == public_id, AuditEntry.process_id == process.view.id
    )
    return Case(
        registration,
        tuple(_booking(each, process) for each in registration.bookings),
        session.scalars(story.order_by(AuditEntry.id.desc())).all(),
        messages_to(session, registration.id, process.now),
    )


def found_registrations(session: Session, process_id: int, query: str) -> Sequence[Registration]:
    """The registrations whose name or address holds the text or whose number begins with it, by name.

    At most `MOST_FOUND`; none for an empty text.
    """
    wanted = unicodedata.normalize("NFC", query).casefold().split()
    if not wanted or "\0" in query:
        return ()
    return session.scalars(
        select(Registration)
        .where(
            Registration.process_id == process_id,
            Registration.erased_at.is_(None),
            _matches(wanted),
        )
        .order_by(Registration.name_key, Registration.id)
        .limit(MOST_FOUND)
    ).all()


def _matches(wanted: list[str]) -> ColumnElement[bool]:
    # The keys are folded in Python as the text is, because SQLite's `lower()` leaves Ä as it is.
    by_name = and_(*(Registration.name_key.contains(each, autoescape=True) for each in wanted))
    ways = [by_name, Registration.email_key.contains(" ".join(wanted), autoescape=True)]
    number = "".join(wanted)
    if _NUMBER.fullmatch(number):
        ways.append(Registration.public_id.startswith(number))
    return or_(*ways)


def _has_room(session: SessionNow, party: int) -> bool:
    """Whether there are so many seats of the public's, whoever waits for them, or of the office's own."""
    free = session.view.terms.free(session.seats)
    return free is None or max(free, session.view.terms.free_in_reserve(session.seats)) >= party


def _booking(booking: Booking, process: ProcessNow) -> CaseBooking:
    workshop = next(each for each in process.workshops if each.view.id == booking.workshop_id)
    sitting = next((each for each in workshop.sessions if each.view.id == booking.session_id), None)
    is_over = sitting is not None and sitting.view.terms.ends_at <= process.now
    return CaseBooking(booking, workshop, sitting, is_over)
