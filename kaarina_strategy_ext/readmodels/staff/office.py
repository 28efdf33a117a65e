"""A process as the office may register for it: outside the window too, and into its own seats."""

from __future__ import annotations

from dataclasses import replace

from ...models import NO_SEATS_TAKEN, RegistrationMode, Seats, Window
from ..content import SessionView
from ..present import ProcessNow


def as_office(process: ProcessNow) -> ProcessNow:
    """The process in which each session takes registrations until it is over, and keeps no seats back."""
    views = [each.view for each in process.sessions]
    seats = {each.id: _seats(each, process) for each in views}
    workshops = tuple(
        replace(home, sessions=tuple(_opened(each, process) for each in home.sessions))
        for home in process.view.workshops
    )
    return ProcessNow(replace(process.view, workshops=workshops), process.now, seats, process.is_latest)


def _opened(view: SessionView, process: ProcessNow) -> SessionView:
    terms = replace(
        view.terms,
        begins_at=view.terms.ends_at,
        window=Window(RegistrationMode.WINDOW, opens_at=process.now),
        reserved_seats=0,
    )
    return replace(view, terms=terms)


def _seats(view: SessionView, process: ProcessNow) -> Seats:
    """The counters; without the queue where a seat of the office's own is free, because that passes it."""
    seats = process.seats.get(view.id, NO_SEATS_TAKEN)
    has_own = view.terms.free_in_reserve(seats) > 0
    return replace(seats, from_reserve=0, smallest_party=0 if has_own else seats.smallest_party)
