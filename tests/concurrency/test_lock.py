"""What the lock is for: with it one seat goes to one person, and without it the same people collide.

Even then the seat is not sold twice: whoever has counted the seats too early has read too low a number of the
log, which is the only one of its kind.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import Busy
from kaarina_strategy_ext.models import Booking, BookingStatus
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.registering import register
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from .. import town

PEOPLE = 6
A_WHILE = 0.05


@pytest.fixture
def engine(new_database: Callable[..., str]) -> Iterator[Engine]:
    """A database with one seat in each June session, whose counts of seats take their time to arrive."""
    engine = town.engine_of(new_database(town.prepare))
    event.listen(engine, "after_cursor_execute", _Slowly())
    yield engine
    engine.dispose()


class _Slowly:
    """Holds back whoever has counted the seats, each a little longer, so that all count before one writes."""

    def __init__(self) -> None:
        self.turns = count(1)

    def __call__(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "GROUP BY kaarina_strategy_booking" in statement:
            time.sleep(next(self.turns) % PEOPLE * A_WHILE)


def everybody_registers(engine: Engine) -> int:
    """All want the one seat in the same moment; gives how many have got it."""
    ready = Barrier(PEOPLE, timeout=30)

    def attempt(number: int) -> None:
        person, wish = town.person(f"Aino{number}"), [town.wish_or_wait(town.JUNE_1)]
        act = Act(RESIDENT, town.NOW)
        ready.wait()
        with suppress(Busy, IntegrityError):  # after the third collision
            in_one_unit(engine, lambda session: register(session, 1, person, wish, act, form_key=f"{number}"))

    with ThreadPoolExecutor(PEOPLE) as people:
        list(people.map(attempt, range(PEOPLE)))
    with Session(engine) as session:
        confirmed = select(func.count()).where(Booking.status == BookingStatus.CONFIRMED)
        return session.scalar(confirmed) or 0


def without_lock(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
    """The statement, unless it is the lock of a workshop, which becomes one that locks nothing."""
    if statement.startswith("UPDATE kaarina_strategy_workshop SET lock_version"):
        return "SELECT 1", ()
    return statement.replace("FOR NO KEY UPDATE", ""), parameters


def collisions(engine: Engine) -> list[str]:
    """What a unique index refuses from now on."""
    found: list[str] = []

    def note(fault: Any) -> None:
        if isinstance(fault.sqlalchemy_exception, IntegrityError):
            found.append(str(fault.original_exception))

    event.listen(engine, "handle_error", note)
    return found


def test_one_seat_goes_to_one_person_and_nobody_collides(engine: Engine) -> None:
    found = collisions(engine)
    assert (everybody_registers(engine), found) == (1, [])


def test_without_the_lock_they_collide_and_the_seat_is_not_oversold(engine: Engine) -> None:
    event.listen(engine, "before_cursor_execute", without_lock, retval=True)
    found = collisions(engine)
    assert everybody_registers(engine) == 1
    assert found
