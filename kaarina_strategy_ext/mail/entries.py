"""The sessions that a calendar file holds: those that anybody may have, and somebody's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from ..models import BookingStatus, Registration, WorkshopSession


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


def lost_entries(
    registration: Registration, since: datetime | None = None, keys: Collection[str] = ()
) -> list[Entry]:
    """The sessions in which the registration has had a seat and has none any more, as cancelled.

    Only those of which that has been so since the moment, or that have one of the keys; all of them where the
    moment is None.
    """
    seated = {each.session_id for each in registration.bookings if each.status is BookingStatus.CONFIRMED}
    lost = {
        each.session.id: each.session
        for each in registration.bookings
        if each.session
        and each.was_confirmed
        and each.session_id not in seated
        and (since is None or each.status_at >= since or each.session.key in keys)
    }
    return [
        _own_entry(registration, each, is_cancelled=True) for each in lost.values() if _has_had_a_day(each)
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


def _own_entry(registration: Registration, sitting: WorkshopSession, *, is_cancelled: bool) -> Entry:
    # Cancelling raises the number by one, and booking again after it by one more, so that the latest wins.
    mine = [each.status for each in registration.bookings if each.session_id == sitting.id]
    is_seated = BookingStatus.CONFIRMED in mine
    sequence = sitting.sequence + 2 * mine.count(BookingStatus.CANCELLED) - (0 if is_seated else 1)
    return Entry(sitting, sequence, is_cancelled=is_cancelled, owner=registration.public_id)


def _has_had_a_day(sitting: WorkshopSession) -> bool:
    """Whether it can be in a calendar: one whose date has never changed and is vague is in none."""
    return sitting.date.is_exact or sitting.sequence > 0
