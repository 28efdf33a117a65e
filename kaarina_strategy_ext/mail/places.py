"""The sessions of a registration as a mail tells them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..i18n import Words
from ..models import Booking, BookingStatus, Registration, RegistrationState
from ..readmodels.content import SessionView
from ..readmodels.present import SessionNow, WorkshopNow
from ..readmodels.text import Text
from .letterhead import Letterhead

_OVER = (RegistrationState.HELD, RegistrationState.CANCELLED)


@dataclass(frozen=True)
class Sitting:
    """One session.

    `when` says also that the clock time is not known yet. `over` is a sentence where the session has been
    held or cancelled, else None. `remote_url` is None for everyone but those who hold a seat.
    """

    view: SessionView
    when: str
    over: str | None
    remote_url: str | None = None

    @property
    def texts(self) -> tuple[Text | None, ...]:
        """Everything in it that an editor has written."""
        view = self.view
        return view.title, view.place, view.address, view.access, view.cancelled


@dataclass(frozen=True)
class Place:
    """What one booking holds or awaits: one session, or several while either alternative will do."""

    title: Text
    status: str
    is_confirmed: bool
    sittings: tuple[Sitting, ...]


def places(registration: Registration, letterhead: Letterhead) -> tuple[Place, ...]:
    """The active bookings, by day; empty where nothing is booked any more."""
    found = [_place(booking, letterhead) for booking in registration.active_bookings]
    return tuple(sorted(found, key=lambda place: place.sittings[0].view.terms.begins_at))


def sittings(keys: Collection[str], letterhead: Letterhead) -> tuple[Sitting, ...]:
    """The sessions with these keys, by day; a key that is not known any more is left out."""
    return tuple(
        _sitting(each, letterhead.words) for each in letterhead.process.sessions if each.view.key in keys
    )


def _place(booking: Booking, letterhead: Letterhead) -> Place:
    workshop = next(each for each in letterhead.process.workshops if each.view.id == booking.workshop_id)
    told = _told(booking, workshop, letterhead.words)
    return Place(
        title=told[0].view.title if booking.session_id else workshop.view.title,
        status=told[0].over if booking.session_id and told[0].over else _status(booking, letterhead),
        is_confirmed=booking.status is BookingStatus.CONFIRMED,
        sittings=told,
    )


def _told(booking: Booking, workshop: WorkshopNow, words: Words) -> tuple[Sitting, ...]:
    remote_url = None
    if booking.session and booking.status is BookingStatus.CONFIRMED:
        remote_url = booking.session.remote_url
    return tuple(
        _sitting(each, words, remote_url)
        for each in workshop.sessions
        if booking.session_id in (None, each.view.id)
    )


def _sitting(session: SessionNow, words: Words, remote_url: str | None = None) -> Sitting:
    is_over = session.state in _OVER
    return Sitting(
        view=session.view,
        when=session.view.when if session.view.time_text else _day_alone(session.view, words),
        over=session.state_sentence if is_over else None,
        remote_url=None if is_over else remote_url,
    )


def _day_alone(view: SessionView, words: Words) -> str:
    return words.gettext("%(day)s, clock time to be specified", day=view.day_text)


def _status(booking: Booking, letterhead: Letterhead) -> str:
    words, position = letterhead.words, letterhead.positions.get(booking.id)
    if booking.status is BookingStatus.CONFIRMED:
        return words.gettext("Your place is confirmed.")
    if position is None:
        return words.gettext("You are on the waiting list.")
    return words.gettext("You are number %(n)s on the waiting list.", n=position)
