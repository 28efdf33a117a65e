"""A migrated database with the small process, and the acts of its residents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Booking, Message, MessageKind, Registration, WorkshopSession
from kaarina_strategy_ext.services import changing, expiring, offering, overruling, resizing, verifying
from kaarina_strategy_ext.services.auditing import JOB, RESIDENT, Act
from kaarina_strategy_ext.services.choosing import Choice
from kaarina_strategy_ext.services.personal_data import Person
from kaarina_strategy_ext.services.registering import Received, register
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from .. import town


@pytest.fixture
def engine(new_database: Callable[..., str]) -> Iterator[Engine]:
    """An engine on a database that holds the small process and nobody yet."""
    engine = town.engine_of(new_database(town.prepare))
    yield engine
    engine.dispose()


@dataclass(frozen=True)
class Residents:
    """What residents do, each act in a unit of its own, and what they can see of it."""

    engine: Engine

    def register(
        self,
        person: Person,
        *choices: Choice,
        form_key: str | None = None,
        now: datetime = town.NOW,
        **options: Any,
    ) -> Received:
        """Send the form; a new one unless its key is given."""
        key, act = form_key or f"form of {person.first_name}", Act(RESIDENT, now)
        return in_one_unit(
            self.engine,
            lambda session: register(session, 1, person, choices, act, form_key=key, **options),
        )

    def registered(self, name: str, *choices: Choice, **options: Any) -> int:
        """Register somebody of that name and give the id of the registration."""
        return self.register(town.person(name), *choices, **options).registration.id

    def asked(self, name: str, *choices: Choice) -> int:
        """Register somebody who has been sent the mail that asks to confirm the address; gives the id."""
        registration_id = self.registered(name, *choices, caution=verifying.Caution(is_asked=True))
        in_one_unit(self.engine, lambda session: verifying.begin_hour(session, registration_id, town.NOW))
        return registration_id

    def add(self, registration_id: int, *choices: Choice) -> None:
        """Add sessions to a registration, or swap alternatives."""
        in_one_unit(
            self.engine, lambda session: changing.add_bookings(session, registration_id, choices, town.ACT)
        )

    def cancel(self, registration_id: int, key: str | None = None, now: datetime = town.NOW) -> None:
        """Cancel the booking of one session, or everything."""
        act = Act(RESIDENT, now)
        if key is None:
            in_one_unit(
                self.engine, lambda session: changing.cancel_registration(session, registration_id, act)
            )
            return
        booking_id = self.booking(registration_id, key)
        in_one_unit(
            self.engine,
            lambda session: changing.cancel_booking(session, registration_id, booking_id, act),
        )

    def booking(self, registration_id: int, key: str | None) -> int:
        """The id of the registration's newest booking of the session, 0 where there is none."""
        with Session(self.engine) as session:
            mine = select(Booking.id).outerjoin(Booking.session)
            which = Booking.registration_id == registration_id, WorkshopSession.key == key
            return session.scalars(mine.where(*which).order_by(Booking.id.desc())).first() or 0

    def accept(self, registration_id: int, key: str | None, now: datetime = town.NOW) -> None:
        """Accept the offer of a seat in the session."""
        which = registration_id, self.booking(registration_id, key), Act(RESIDENT, now)
        in_one_unit(self.engine, lambda session: offering.accept_offer(session, *which))

    def decline(self, registration_id: int, key: str | None, now: datetime = town.NOW) -> None:
        """Decline the offer of a seat in the session."""
        which = registration_id, self.booking(registration_id, key), Act(RESIDENT, now)
        in_one_unit(self.engine, lambda session: offering.decline_offer(session, *which))

    def verify(self, registration_id: int, now: datetime = town.NOW) -> None:
        """Confirm the address."""
        in_one_unit(
            self.engine, lambda session: verifying.verify(session, registration_id, Act(RESIDENT, now))
        )

    def places(self, registration_id: int) -> dict[str | None, str]:
        """The statuses of the registration's bookings by session key, the newest for each key."""
        with Session(self.engine) as session:
            registration = session.get_one(Registration, registration_id)
            return {
                booking.session.key if booking.session else None: str(booking.status)
                for booking in registration.bookings
            }

    def mail(self, registration_id: int) -> list[MessageKind]:
        """The kinds of the messages queued for the registration, in order."""
        with Session(self.engine) as session:
            which = select(Message.kind).where(Message.registration_id == registration_id)
            return list(session.scalars(which.order_by(Message.id)))

    def deadline(self, registration_id: int) -> datetime | None:
        """Until when the registration's offer must be answered; None where it has none."""
        with Session(self.engine) as session:
            bookings = session.get_one(Registration, registration_id).bookings
            return next((each.answer_by for each in bookings if each.answer_by), None)


@dataclass(frozen=True)
class Office:
    """What staff and the jobs do, each act in a unit of its own."""

    engine: Engine

    def give(
        self, booking_id: int, *, key: str | None = None, now: datetime = town.NOW, reason: str = "asked"
    ) -> None:
        """Give the booking a seat."""
        act = Act("staff-7", now)
        in_one_unit(
            self.engine,
            lambda session: overruling.give_seat(session, booking_id, act, reason=reason, session_key=key),
        )

    def resize(self, key: str, capacity: int | None, *, reserved: int = 0, now: datetime = town.NOW) -> None:
        """Say how many people the session takes; its waiting list has no limit then."""
        act = Act("staff-7", now)
        sizes = {"capacity": capacity, "reserved_seats": reserved, "waiting_list_size": None}
        in_one_unit(self.engine, lambda session: resizing.resize(session, 1, key, act, **sizes))

    def expire(self, now: datetime) -> list[int]:
        """Do what the job does with everything that is due; gives the registrations."""
        act, keys = Act(JOB, now), town.KEYS
        due = in_one_unit(self.engine, lambda session: expiring.expired_registrations(session, act))
        for each in due:
            in_one_unit(self.engine, lambda session, each=each: expiring.expire(session, each, act, keys))
        return list(due)

    def change(self, table: str, values: str) -> None:
        """Set columns as an editor would, and nothing else happens."""
        with self.engine.begin() as connection:
            connection.execute(text(f"UPDATE kaarina_strategy_{table} SET {values}"))


@pytest.fixture
def office(engine: Engine) -> Office:
    """The staff of the small process, which gives freed seats at once."""
    return Office(engine)


@pytest.fixture
def promising(office: Office) -> Office:
    """The staff, after the process has begun to offer seats for two days, until a day before the session."""
    office.change("process", "offer_hours = 48, cut_off_hours = 24, companions = 2")
    return office


@pytest.fixture
def residents(engine: Engine) -> Residents:
    """The residents of the small process."""
    return Residents(engine)
