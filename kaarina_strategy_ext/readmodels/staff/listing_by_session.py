"""The list of registrations by session: the sessions by day, in each those who booked it in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
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
    """The page at the spot, or the first where that is gone; who has several bookings comes once for each."""
    slots = list(_slots(process, selection))
    anchor = _anchor(session, process, spot.anchor)
    home = _Slot(anchor.workshop_id, anchor.session_id) if anchor else None
    if home not in slots:
        anchor, home, spot = None, None, Spot(is_last=spot.is_last)
    if spot.is_backwards:
        slots.reverse()
    rows: list[ListRow] = []
    for slot in slots[slots.index(home) :] if home else slots:
        which = _in(slot, process, selection, spot, anchor if slot == home else None)
        found = session.scalars(which.limit(PAGE + 1 - len(rows)))
        rows += [ListRow(each.id, each.registration, (booking_of(each, process),)) for each in found]
        if len(rows) > PAGE:
            break
    is_placed = anchor is not None or spot.is_last
    return page_of(rows[:PAGE], spot, is_placed=is_placed, has_more=len(rows) > PAGE)


def _slots(process: ProcessNow, selection: Selection) -> Iterator[_Slot]:
    homes = {each.id: home.id for home in process.view.workshops for each in home.sessions}
    asked = [each.id for each in process.view.sessions if selection.session in (None, each.key)]
    yield from (_Slot(homes[each], each) for each in asked)
    # Only the queue of alternatives knows no session.
    yield from (_Slot(home, None) for home in dict.fromkeys(homes[each] for each in asked))


def _anchor(session: Session, process: ProcessNow, booking_id: int | None) -> Booking | None:
    if booking_id is None:
        return None
    return session.scalar(
        select(Booking)
        .join(Booking.registration)
        .where(Booking.id == booking_id, Registration.process_id == process.view.id)
    )


def _in(
    slot: _Slot, process: ProcessNow, selection: Selection, spot: Spot, anchor: Booking | None
) -> Select[Any]:
    """The bookings there that fit, in the order of reading, from the anchor on."""
    asked = [Booking.workshop_id == slot.workshop_id, Booking.session_id == slot.session_id]
    if selection.query:
        asked.append(selection.found(process))
    if selection.status is not None:
        asked.append(Booking.status == selection.status)
    if anchor is not None:
        asked.append(Booking.id < anchor.id if spot.is_backwards else Booking.id > anchor.id)
    loading = contains_eager(Booking.registration).options(*PEOPLE)
    joined = select(Booking).join(Booking.registration).options(loading)
    order = Booking.id.desc() if spot.is_backwards else Booking.id.asc()
    return joined.where(*asked, *selection.of_people(process)).order_by(order)
