"""The list of registrations by session: the sessions by day, and in each those who booked it, the first first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, contains_eager

from ...models import Booking, Registration
from ..present import ProcessNow
from .casework import booking_of
from .listing import PAGE, PEOPLE, ListPage, ListRow, Spot, page_of
from .selection import Selection


@dataclass(frozen=True)
class _Slot:
    """A session, or with None the queue for any session of a workshop."""

    workshop_id: int
    session_id: int | None


def page_by_session(session: Session, process: ProcessNow, selection: Selection, spot: Spot) -> ListPage:
    """The page at the spot; who has several bookings comes once for each. From the beginning if it is gone."""
    slots = list(_slots(process, selection))
    anchor = _anchor(session, process, spot.anchor)
    home = _Slot(anchor.workshop_id, anchor.session_id) if anchor else None
    if home not in slots:
        anchor, spot = None, Spot(is_last=spot.is_last)
    if spot.is_backwards:
        slots.reverse()
    rows: list[ListRow] = []
    for slot in slots[slots.index(home) :] if anchor and home else slots:
        beyond = anchor.id if anchor and slot == home else None
        rows += _rows(session, process, selection, slot, spot, beyond, PAGE + 1 - len(rows))
        if len(rows) > PAGE:
            break
    is_placed = anchor is not None or spot.is_last
    return page_of(rows[:PAGE], spot, is_placed=is_placed, has_more=len(rows) > PAGE)


def _slots(process: ProcessNow, selection: Selection) -> Iterator[_Slot]:
    homes = {each.view.id: home.view.id for home in process.workshops for each in home.sessions}
    asked = [each for each in process.sessions if selection.session in (None, each.view.key)]
    yield from (_Slot(homes[each.view.id], each.view.id) for each in asked)
    # Only the queue of alternatives knows no session.
    yield from (_Slot(each, None) for each in dict.fromkeys(homes[sitting.view.id] for sitting in asked))


def _anchor(session: Session, process: ProcessNow, booking_id: int | None) -> Booking | None:
    if booking_id is None:
        return None
    return session.scalar(
        select(Booking)
        .join(Booking.registration)
        .where(Booking.id == booking_id, Registration.process_id == process.view.id)
    )


def _rows(
    session: Session,
    process: ProcessNow,
    selection: Selection,
    slot: _Slot,
    spot: Spot,
    beyond: int | None,
    most: int,
) -> Iterator[ListRow]:
    here = and_(Booking.workshop_id == slot.workshop_id, Booking.session_id == slot.session_id)
    which = select(Booking).join(Booking.registration).where(here, *selection.of_people(process))
    if selection.query:
        which = which.where(selection.found(process))
    if selection.status is not None:
        which = which.where(Booking.status == selection.status)
    if beyond is not None:
        which = which.where(Booking.id < beyond if spot.is_backwards else Booking.id > beyond)
    order = Booking.id.desc() if spot.is_backwards else Booking.id.asc()
    loading = contains_eager(Booking.registration).options(*PEOPLE)
    for booking in session.scalars(which.options(loading).order_by(order).limit(most)):
        yield ListRow(booking.id, booking.registration, (booking_of(booking, process),))
