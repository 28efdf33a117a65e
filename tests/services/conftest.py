"""A migrated database with the small process, and the acts of its residents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Booking, Message, MessageKind, Registration, WorkshopSession
from kaarina_strategy_ext.services import changing
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
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
        self, person: Person, *choices: Choice, form_key: str | None = None, now: datetime = town.NOW
    ) -> Received:
        """Send the form; a new one unless its key is given."""
        key = form_key or f"form of {person.first_name}"
        return in_one_unit(
            self.engine,
            lambda session: register(session, 1, person, choices, Act(RESIDENT, now), form_key=key),
        )

    def registered(self, name: str, *choices: Choice, **options: object) -> int:
        """Register somebody of that name and give the id of the registration."""
        return self.register(town.person(name), *choices, **options).registration.id

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
        with Session(self.engine) as session:
            mine = select(Booking.id).join(Booking.session)
            booking_id = session.scalars(
                mine.where(Booking.registration_id == registration_id, WorkshopSession.key == key).order_by(
                    Booking.id.desc()
                )
            ).first()
        in_one_unit(
            self.engine,
            lambda session: changing.cancel_booking(session, registration_id, booking_id or 0, act),
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


@pytest.fixture
def residents(engine: Engine) -> Residents:
    """The residents of the small process."""
    return Residents(engine)
