"""What exports give out of the registrations: read in small steps, and only what was written down before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import Engine, exists, select
from sqlalchemy.orm import Session

from ...models import ACTIVE, Attendance, Booking, BookingStatus, Registration
from ...services.ranges import Ranges
from ..content import SessionView, WorkshopView
from ..present import ProcessNow
from . import wording
from .selection import Selection
from .spreadsheets import Cell, Table

AT_ONCE = 500
_IDS_AT_ONCE = 5_000
Row = tuple[Cell, ...]


def ids_of(session: Session, process: ProcessNow, selection: Selection) -> Ranges:
    """The ids of the registrations that fit, for the audit and for the export itself."""
    which = select(Registration.id).where(*selection.conditions(session, process))
    return Ranges.of(session.scalars(which.order_by(Registration.id)).yield_per(_IDS_AT_ONCE))


def ids_with_needs(session: Session, process: ProcessNow, selection: Selection) -> Ranges:
    """The ids of those who have told needs or a diet and are to come."""
    is_to_come = exists().where(Booking.registration_id == Registration.id, Booking.status.in_(ACTIVE))
    which = select(Registration.id).where(*selection.conditions(session, process), is_to_come)
    needy = which.where(Registration.consented_at.is_not(None)).order_by(Registration.id)
    return Ranges.of(session.scalars(needy).yield_per(_IDS_AT_ONCE))


@dataclass(frozen=True)
class Handout:
    """An export of the registrations with the ids, in the reader's language.

    Each step takes a connection for a moment, so that none is held while somebody's line is slow, and of a
    hundred thousand people only some are ever in memory.
    """

    engine: Engine
    process: ProcessNow
    ids: Ranges

    def people(self) -> Table:
        """A row for each registration, with a column for each session; needs and diet have their own."""
        gettext = self.process.words.gettext
        columns = _columns(self.process)
        head = (
            *self._head_of_person,
            gettext("E-mail"),
            gettext("Phone"),
            gettext("Language"),
            gettext("People"),
            gettext("Registered"),
            gettext("Registration cancelled"),
        )
        return self._table(gettext("Registrations"), (*head, *columns.values()), self._people(list(columns)))

    def attendance(self, selection: Selection) -> Table:
        """A row for each booking that fits, by session, in the order in which they were made."""
        gettext = self.process.words.gettext
        head = (gettext("Workshop"), gettext("Time"), *self._head_of_person, gettext("People"))
        state = (gettext("Language"), gettext("State"), gettext("Since"))
        titled = (*head, *state, gettext("At the door"), gettext("People who came"))
        return self._table(gettext("Attendance"), titled, self._attendance(selection))

    def needs(self) -> Table:
        """A row for each registration with needs or a diet, and what is needed where."""
        gettext = self.process.words.gettext
        more = (gettext("Language"), gettext("Workshops"), gettext("Needs"), gettext("Diet"))
        return self._table(gettext("Needs and diets"), (*self._head_of_person, *more), self._needs())

    @property
    def _head_of_person(self) -> tuple[str, ...]:
        gettext = self.process.words.gettext
        return gettext("Registration number"), gettext("Last name"), gettext("First name")

    def _table(self, title: str, head: tuple[str, ...], rows: Iterator[Row]) -> Table:
        return Table(title, head, rows, self.process.view.zone)

    def _people(self, slots: list[tuple[int, int | None]]) -> Iterator[Row]:
        told = (Registration.email, Registration.phone, Registration.language, Registration.companions)
        for people, bookings in self._steps(*told, Registration.created_at, Registration.cancelled_at):
            for each in people:
                states = self._states(bookings[each.id])
                yield (
                    *_person(each),
                    each.email,
                    each.phone,
                    each.language,
                    1 + each.companions,
                    each.created_at,
                    each.cancelled_at,
                    *(states.get(slot) for slot in slots),
                )

    def _needs(self) -> Iterator[Row]:
        titles = _columns(self.process)
        told = (Registration.language, Registration.needs, Registration.diet)
        for people, bookings in self._steps(*told):
            for each in people:
                active = [one for one in bookings[each.id] if one.status in ACTIVE]
                where = ", ".join(titles.get((one.workshop_id, one.session_id), "") for one in active)
                if active and (each.needs or each.diet):
                    yield *_person(each), each.language, where, each.needs, each.diet

    def _attendance(self, selection: Selection) -> Iterator[Row]:
        for _, sitting in _slots(self.process):
            if sitting is None or selection.session not in (None, sitting.key):
                continue
            title, day = str(sitting.title), sitting.when
            for each in self._bookings(sitting.id, selection):
                state, came = self._words[each.status], wording.attendance(each.present, self.process.words)
                known = each.seats, each.language, state, each.status_at, came, each.people
                yield title, day, *_person(each), *known

    def _bookings(self, session_id: int, selection: Selection) -> Iterator[Any]:
        told = (Booking.id, Booking.registration_id, Booking.status, Booking.seats, Booking.status_at)
        which = (
            select(*told, *_NAMES, Registration.language, Attendance.present, Attendance.people)
            .join(Booking.registration)
            .outerjoin(Booking.attendance)
            .where(Booking.session_id == session_id, *selection.of_people(self.process))
            .order_by(Booking.id)
            .limit(AT_ONCE)
        )
        if selection.status is not None:
            which = which.where(Booking.status == selection.status)
        last = 0
        while found := self._read(which.where(Booking.id > last)):
            yield from (each for each in found if each.registration_id in self.ids)
            last = found[-1].id

    def _steps(self, *told: Any) -> Iterator[tuple[list[Any], Mapping[int, list[Any]]]]:
        """So many people at a time, with their bookings by registration id."""
        ids = iter(self.ids)
        while step := list(islice(ids, AT_ONCE)):
            people = select(Registration.id, *_NAMES, *told).where(
                Registration.id.in_(step), Registration.erased_at.is_(None)
            )
            booked = (Booking.registration_id, Booking.workshop_id, Booking.session_id, Booking.status)
            bookings: defaultdict[int, list[Any]] = defaultdict(list)
            for each in self._read(
                select(*booked).where(Booking.registration_id.in_(step)).order_by(Booking.id)
            ):
                bookings[each.registration_id].append(each)
            yield self._read(people.order_by(Registration.id)), bookings

    def _read(self, which: Any) -> list[Any]:
        with Session(self.engine) as session:
            return list(session.execute(which).all())

    def _states(self, bookings: list[Any]) -> Mapping[tuple[int, int | None], str]:
        """The words for each session; where there are several bookings of one, for the newest."""
        return {(each.workshop_id, each.session_id): self._words[each.status] for each in bookings}

    @cached_property
    def _words(self) -> Mapping[BookingStatus, str]:
        return {each: wording.booking_status(each, self.process.words) for each in BookingStatus}


_NAMES = (Registration.public_id, Registration.last_name, Registration.first_name)


def _person(each: Any) -> tuple[str, str | None, str | None]:
    # A plain space, because that is what somebody types who looks for the number.
    number = wording.reference(each.public_id).replace("\N{NO-BREAK SPACE}", " ")
    return number, each.last_name, each.first_name


def _slots(process: ProcessNow) -> Iterator[tuple[WorkshopView, SessionView | None]]:
    """The sessions of each workshop; and where it has alternatives, with None the queue for any of them."""
    for home in process.view.workshops:
        yield from ((home, each) for each in home.sessions)
        if home.has_alternatives:
            yield home, None


def _columns(process: ProcessNow) -> Mapping[tuple[int, int | None], str]:
    """The heads of the columns for the sessions, by the ids of workshop and session."""
    any_of_them = process.words.gettext("Any of the sessions")
    return {
        (home.id, each.id if each else None): (
            f"{each.title} {each.day_text}" if each else f"{home.title}: {any_of_them}"
        )
        for home, each in _slots(process)
    }
