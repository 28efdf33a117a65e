"""What the models say of their personal columns is what the export tells and the erasure empties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Attendance, Base, Booking, BookingStatus, Message, Registration
from kaarina_strategy_ext.models.data_map import personal_columns
from kaarina_strategy_ext.services.disclosing import disclose
from kaarina_strategy_ext.services.erasing import erase_address
from kaarina_strategy_ext.services.opening import confirm_request, request_opening, requests_of
from kaarina_strategy_ext.services.personal_data import Person
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..town import ACT, GOALS, KEYS, NOW, OTHER_GOALS, wish
from .conftest import Office, Residents

ADDRESS = "markkeri@example.fi"
PERSON = Person(
    "Markkeri", "Markkeri", ADDRESS, "sv", phone="050 1", needs="markkeri", diet="markkeri", companions=1
)


@pytest.fixture
def engine_with_everything(residents: Residents, promising: Office) -> Engine:
    """A database in which everything that can be stored about somebody is stored about one person."""
    mine = residents.register(PERSON, wish(GOALS)).registration.id
    promising.resize(OTHER_GOALS, 2)
    promising.give(residents.booking(mine, GOALS), key=OTHER_GOALS, reason="markkeri")
    in_one_unit(residents.engine, _ask_to_be_told)
    with Session(residents.engine) as session, session.begin():
        # What no single day leaves behind beside all the rest.
        session.execute(update(Registration).values(verify_by=NOW + timedelta(hours=1)))
        session.execute(
            update(Booking)
            .where(Booking.status == BookingStatus.CONFIRMED)
            .values(status=BookingStatus.OFFERED, answer_by=NOW + timedelta(days=1))
        )
        session.add(_came(session.scalars(select(Booking.id)).first()))
        session.execute(update(Message).values(sent_at=NOW))
    return residents.engine


def _came(booking_id: int | None) -> Attendance:
    return Attendance(
        booking_id=booking_id, present=True, people=1, marked_at=NOW, counter=1, key="1", at=NOW, by="reija"
    )


def _ask_to_be_told(session: Session) -> None:
    request_opening(session, 1, ADDRESS, "sv", ACT, already_open=[])
    (request,) = requests_of(session, ADDRESS)
    confirm_request(session, request.id, ACT)
    request.told_at = NOW


def emptied() -> list[str]:
    """The personal columns that an erasure must leave empty, as table and name."""
    return [
        f"{column.table.name}.{column.name}"
        for column, personal in personal_columns(Base.metadata)
        if personal.stays is None
    ]


def filled(engine: Engine) -> set[str]:
    """Which of them hold anything."""
    tables = Base.metadata.tables
    with engine.connect() as connection:
        return {
            each
            for each in emptied()
            if connection.scalar(select(func.count(tables[each.partition(".")[0]].c[each.partition(".")[2]])))
        }


def told(value: Any, path: str) -> Iterator[Any]:
    """What stands at the path in each item of lists along it."""
    name, _, rest = path.partition(".")
    for each in value if isinstance(value, list) else [value]:
        if each is not None and name in each:
            yield from told(each[name], rest) if rest else [each[name]]


def test_erasure_empties_every_personal_column(engine_with_everything: Engine) -> None:
    assert filled(engine_with_everything) == set(emptied())
    in_one_unit(engine_with_everything, lambda session: erase_address(session, ADDRESS, ACT, KEYS))
    assert filled(engine_with_everything) == set()


def test_export_tells_every_personal_column(engine_with_everything: Engine) -> None:
    whole = in_one_unit(engine_with_everything, lambda session: disclose(session, ADDRESS))
    paths = [each.told_as for _, each in personal_columns(Base.metadata) if each.told_as]
    assert [path for path in paths if not any(True for _ in told(whole, path))] == []


def test_export_tells_the_reason_of_staff_and_not_who_they_are(engine_with_everything: Engine) -> None:
    registration, _ = in_one_unit(engine_with_everything, lambda session: disclose(session, ADDRESS))
    assert "markkeri" in [each["reason"] for each in registration["log"]]
    assert "staff-7" not in str(registration)
