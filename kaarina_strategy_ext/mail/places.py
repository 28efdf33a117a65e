"""The sessions of a registration as a mail tells them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from ..i18n import Words, moment
from ..models import Booking, BookingStatus, Registration, RegistrationState
from ..readmodels.content import SessionView
from ..readmodels.present import SessionNow, WorkshopNow
from ..readmodels.text import Text
from ..readmodels.waiting import is_for_staff
from ..services.verifying import promised_until
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
        return view.title, view.theme, view.place, view.address, view.access, view.cancelled


@dataclass(frozen=True)
class Place:
    """What one booking holds or awaits: one session, or several while any alternative will do.

    `since` is when it came to its standing, `answer_by` the deadline of an offer, else None; `is_cut_short`
    says that whoever does not answer it waits again. `is_for_staff` says that staff decide who gets what it
    waits for. `alternatives_of` is the id of a workshop of whose sessions one chooses a single one, else
    None. `keeps` says that the person keeps another one of them meanwhile, where that is so.
    """

    title: Text
    status: str
    standing: BookingStatus
    since: datetime
    answer_by: datetime | None
    is_cut_short: bool
    is_for_staff: bool
    alternatives_of: int | None
    key: str | None
    sittings: tuple[Sitting, ...]
    booking_id: int
    keeps: str | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether the seat is the person's own."""
        return self.standing is BookingStatus.CONFIRMED

    @property
    def is_sure(self) -> bool:
        """Whether the person has taken the seat, even if the address is yet to be confirmed."""
        return self.standing.is_sure

    @property
    def is_awaited(self) -> bool:
        """Whether the person is on the waiting list for it."""
        return self.standing is BookingStatus.WAITLISTED

    @property
    def is_over(self) -> bool:
        """Whether all that it holds or awaits has been held or cancelled."""
        return all(each.over for each in self.sittings)


def places(registration: Registration, letterhead: Letterhead) -> tuple[Place, ...]:
    """The active bookings, by day; empty where nothing is booked any more."""
    found = [_place(registration, booking, letterhead) for booking in registration.active_bookings]
    return tuple(sorted(found, key=lambda place: place.sittings[0].view.terms.begins_at))


def held(booked: Iterable[Place], key: str) -> tuple[Place, ...]:
    """The confirmed seat in the session, unless that is over; at most one."""
    return tuple(each for each in booked if each.is_confirmed and each.key == key and not each.is_over)


def offered(booked: Iterable[Place], now: datetime) -> tuple[Place, ...]:
    """The seats on offer that can still be taken."""
    return tuple(each for each in booked if each.answer_by and now < each.answer_by and not each.is_over)


def sittings(keys: Collection[str], letterhead: Letterhead) -> tuple[Sitting, ...]:
    """The sessions with these keys, by day; a key that is not known any more is left out."""
    return tuple(
        _sitting(each, letterhead.words) for each in letterhead.process.sessions if each.view.key in keys
    )


def _place(registration: Registration, booking: Booking, letterhead: Letterhead) -> Place:
    workshop = next(each for each in letterhead.process.workshops if each.view.id == booking.workshop_id)
    told = _told(booking, workshop, letterhead.words)
    over = told[0].over if booking.session_id else None
    return Place(
        title=told[0].view.title if booking.session_id else workshop.view.title,
        status=over or _status(registration, booking, letterhead),
        standing=booking.status,
        since=booking.status_at,
        answer_by=booking.answer_by,
        is_cut_short=booking.is_cut_short,
        is_for_staff=is_for_staff(booking, workshop, letterhead.now),
        alternatives_of=booking.exclusive_workshop_id,
        key=told[0].view.key if booking.session_id else None,
        sittings=told,
        booking_id=booking.id,
        keeps=_kept_meanwhile(registration, booking, letterhead),
    )


def _kept_meanwhile(registration: Registration, booking: Booking, letterhead: Letterhead) -> str | None:
    kept = {
        each.session_id
        for each in registration.active_bookings
        if each.exclusive_workshop_id == booking.workshop_id and each.status.is_sure
    }
    days = [each.view.day_text for each in letterhead.process.sessions if each.view.id in kept]
    if booking.exclusive_workshop_id is None or booking.status.is_sure or not days:
        return None
    words, is_asked = letterhead.words, booking.status is BookingStatus.OFFERED
    if is_asked or letterhead.process.view.offer_hours:
        return words.gettext("You keep your place on %(day)s unless you take this one.", day=days[0])
    return words.gettext("You keep your place on %(day)s until you get this one.", day=days[0])


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


def _status(registration: Registration, booking: Booking, letterhead: Letterhead) -> str:
    words, position = letterhead.words, letterhead.positions.get(booking.id)
    if booking.status is BookingStatus.CONFIRMED:
        return words.gettext("Your place is confirmed.")
    held_until = promised_until(registration, letterhead.now)
    if booking.status is BookingStatus.HELD and held_until:
        until = _moment(held_until, letterhead)
        return words.gettext("The place is held for you until %(moment)s. Confirm by then.", moment=until)
    if booking.answer_by:
        until = _moment(booking.answer_by, letterhead)
        return words.gettext("A place is kept for you until %(moment)s. Answer by then.", moment=until)
    if position is None:
        return words.gettext("You are on the waiting list.")
    return words.gettext("You are number %(n)s on the waiting list.", n=position)


def _moment(instant: datetime, letterhead: Letterhead) -> str:
    return moment(instant, letterhead.process.view.zone, letterhead.language)
