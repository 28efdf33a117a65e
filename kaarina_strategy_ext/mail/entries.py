"""The sessions that a calendar file holds: those that anybody may have, and somebody's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from ..models import Booking, BookingStatus, Registration, WorkshopSession


@dataclass(frozen=True)
class Entry:
    """One session in a file; `owner` is the public id of the registration whose entry it is.

    `told_at` is the moment since which it has said what it says; None where it is made anew for its reader.
    """

    session: WorkshopSession
    sequence: int
    is_cancelled: bool
    owner: str | None = None
    told_at: datetime | None = None

    @property
    def uid(self) -> str:
        """What comes before the domain in the UID: the same in every file, whatever changes."""
        if self.owner:
            return f"{self.session.key}-{self.owner}"
        # Another process of the same site may have a session of the same key.
        return f"{self.session.workshop.process.slug}-{self.session.key}"


def public_entries(sessions: Iterable[WorkshopSession]) -> list[Entry]:
    """The sessions as anybody may have them.

    Their workshops, and the changes of their process, must be loaded, or loadable.
    """
    return [
        Entry(each, each.sequence, is_cancelled=each.cancelled is not None, told_at=_told_at(each))
        for each in sessions
    ]


def own_entries(registration: Registration) -> list[Entry]:
    """The sessions in which the registration has a confirmed seat."""
    return [
        _own_entry(registration, each.session, is_cancelled=each.session.cancelled is not None)
        for each in registration.bookings
        if each.session and each.status is BookingStatus.CONFIRMED
    ]


def given_up_entries(registration: Registration) -> list[Entry]:
    """The alternatives that were swapped for another session of their workshop, as cancelled."""
    workshops = {each.workshop_id for each in registration.active_bookings}
    return [
        _own_entry(registration, sitting, is_cancelled=True)
        for booking, sitting in _lost(registration)
        if booking.exclusive_workshop_id in workshops
    ]


def cancelled_entries(registration: Registration, keys: Collection[str]) -> list[Entry]:
    """The sessions with these keys in which the registration has no seat any more, as cancelled."""
    return [
        _own_entry(registration, sitting, is_cancelled=True)
        for _, sitting in _lost(registration)
        if sitting.key in keys
    ]


def _told_at(sitting: WorkshopSession) -> datetime:
    process = sitting.workshop.process
    changes = [each.at for each in process.changes if each.subject == sitting.key]
    texts = (sitting.title or sitting.workshop.title, sitting.theme, sitting.place, sitting.address)
    edits = [
        moment
        for text in (*texts, sitting.access, sitting.cancelled)
        if text
        for moment in text.edited_at.values()
    ]
    return max([process.created_at, *changes, *edits])


def _lost(registration: Registration) -> list[tuple[Booking, WorkshopSession]]:
    held = {each.session_id for each in registration.active_bookings}
    # An offer that was declined or has expired never was in a calendar.
    lost = {
        each.session.id: (each, each.session)
        for each in _cancelled(registration)
        if each.session and each.session_id not in held
    }
    return list(lost.values())


def _cancelled(registration: Registration) -> list[Booking]:
    return [each for each in registration.bookings if each.status is BookingStatus.CANCELLED]


def _own_entry(registration: Registration, sitting: WorkshopSession, *, is_cancelled: bool) -> Entry:
    # Cancelling raises the number by one, and booking again after it by one more, so that the latest wins.
    number = sum(each.session_id == sitting.id for each in _cancelled(registration))
    is_seated = any(each.session_id == sitting.id for each in registration.active_bookings)
    sequence = sitting.sequence + 2 * number - (0 if is_seated else 1)
    return Entry(sitting, sequence, is_cancelled=is_cancelled, owner=registration.public_id)
