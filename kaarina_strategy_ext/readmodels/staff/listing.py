"""The list of registrations: any page of it takes as long as the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session, defer, selectinload

from ...models import Registration
from ..present import ProcessNow
from .casework import CaseBooking, booking_of
from .selection import Selection

PAGE = 50
MOST_COUNTED = 10_000
MOST_COUNTED_OF_SOME = 1_000
"""Counting stops there, because to count a hundred thousand takes longer than to show fifty."""


class Sort(StrEnum):
    """In which order the list is."""

    NEWEST = "newest"
    NAME = "name"
    SESSION = "session"


@dataclass(frozen=True)
class Spot:
    """Where in the list a page begins: after a row or before one, at the end, or else at the beginning.

    A row is named by an id, which tells nobody anything: of a registration, or of a booking where the list
    goes by sessions.
    """

    after: int | None = None
    before: int | None = None
    is_last: bool = False

    @property
    def is_backwards(self) -> bool:
        """Whether the rows are those before the spot."""
        return self.is_last or self.before is not None

    @property
    def anchor(self) -> int | None:
        """The row at which the page ends or begins; None at either end of the list."""
        return self.before if self.before is not None else self.after


@dataclass(frozen=True)
class ListRow:
    """One row: a person with all bookings, or with the one that the row stands for.

    Needs and diet are not read, only that there are any.
    """

    id: int
    registration: Registration
    bookings: tuple[CaseBooking, ...]

    @property
    def has_needs(self) -> bool:
        """Whether the person has told needs or a diet."""
        return self.registration.consented_at is not None


@dataclass(frozen=True)
class ListPage:
    """A page of the list; whether there are rows before it and after it."""

    rows: tuple[ListRow, ...]
    has_before: bool
    has_after: bool

    @property
    def public_ids(self) -> tuple[str, ...]:
        """Whose data the page tells."""
        return tuple(dict.fromkeys(each.registration.public_id for each in self.rows))


@dataclass(frozen=True)
class Number:
    """How many fit; `is_more` where there are more than that."""

    counted: int
    is_more: bool


def list_page(
    session: Session, process: ProcessNow, selection: Selection, sort: Sort, spot: Spot
) -> ListPage:
    """The page of people at the spot, newest first or by name; from its beginning where the row is gone."""
    order = _Order(sort)
    anchor = order.anchor(session, spot.anchor)
    which = select(Registration).where(*selection.conditions(session, process))
    if anchor is None:
        spot = Spot(is_last=spot.is_last)
    else:
        which = which.where(order.beyond(anchor, backwards=spot.is_backwards))
    ordered = which.order_by(*order.columns(backwards=spot.is_backwards)).limit(PAGE + 1)
    found = session.scalars(ordered.options(selectinload(Registration.bookings), *PEOPLE)).all()
    rows = [_row(each, process) for each in found[:PAGE]]
    is_placed = anchor is not None or spot.is_last
    return page_of(rows, spot, is_placed=is_placed, has_more=len(found) > PAGE)


def page_of(rows: list[ListRow], spot: Spot, *, is_placed: bool, has_more: bool) -> ListPage:
    """The rows, which were read away from the spot, as a page; `has_more` says whether others follow them."""
    if not is_placed:
        return ListPage(tuple(rows), has_before=False, has_after=has_more)
    if spot.is_backwards:
        return ListPage(tuple(reversed(rows)), has_before=has_more, has_after=not spot.is_last)
    return ListPage(tuple(rows), has_before=True, has_after=has_more)


def _row(person: Registration, process: ProcessNow) -> ListRow:
    return ListRow(person.id, person, tuple(booking_of(each, process) for each in person.bookings))


def number_of(session: Session, process: ProcessNow, selection: Selection) -> Number:
    """How many registrations fit, counted so far as that is quick."""
    most = MOST_COUNTED if selection.is_everybody else MOST_COUNTED_OF_SOME
    some = select(Registration.id).where(*selection.conditions(session, process)).limit(most + 1).subquery()
    counted = session.scalar(select(func.count()).select_from(some)) or 0
    return Number(min(counted, most), counted > most)


PEOPLE = (defer(Registration.needs, raiseload=True), defer(Registration.diet, raiseload=True))
"""What the list never reads of a registration."""


@dataclass(frozen=True)
class _Order:
    """By which columns the list is sorted; the id comes last, so that no two rows are alike."""

    sort: Sort

    @property
    def _keys(self) -> tuple[Any, ...]:
        return (Registration.sort_key, Registration.id) if self.sort is Sort.NAME else (Registration.id,)

    def columns(self, *, backwards: bool) -> Sequence[ColumnElement[Any]]:
        """In which order the rows are read."""
        return [each.desc() if self._descends(backwards=backwards) else each.asc() for each in self._keys]

    def anchor(self, session: Session, row_id: int | None) -> tuple[Any, ...] | None:
        """Where a row stands; None where there is no such row any more."""
        if row_id is None:
            return None
        which: Select[Any] = select(*self._keys).where(
            Registration.id == row_id, Registration.erased_at.is_(None)
        )
        found = session.execute(which).one_or_none()
        return tuple(found) if found else None

    def beyond(self, anchor: tuple[Any, ...], *, backwards: bool) -> ColumnElement[bool]:
        """The condition for the rows that come after where a row stands, in the order of reading."""
        keys = tuple_(*self._keys)
        return keys < anchor if self._descends(backwards=backwards) else keys > anchor

    def _descends(self, *, backwards: bool) -> bool:
        return (self.sort is Sort.NEWEST) != backwards
