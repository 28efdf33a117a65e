"""Erasure empties every personal column, and happens when it was promised."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from kaarina_strategy_ext.models import Base
from kaarina_strategy_ext.services.auditing import JOB, Act
from kaarina_strategy_ext.services.choosing import Choice
from kaarina_strategy_ext.services.content.loading import load_content
from kaarina_strategy_ext.services.disclosing import disclose
from kaarina_strategy_ext.services.erasing import erase_due, erase_registration
from kaarina_strategy_ext.services.keeping import LEAST_KEPT
from kaarina_strategy_ext.services.personal_data import Person
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..town import ACT, KEYS, NOW, OTHER_GOALS, VISION, person, wish, wish_or_wait
from .conftest import Residents

MARKED = Person(
    first_name="Markkeri",
    last_name="Markkeri",
    email="markkeri@example.fi",
    language="sv",
    phone="markkeri 050",
    needs="markkeri needs",
    diet="markkeri diet",
)
VISION_ENDED = datetime(2022, 4, 12, 17, tzinfo=UTC)


def everything(engine: Engine) -> str:
    """All that our tables hold, as one text."""
    with engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        return " ".join(str(connection.execute(table.select()).all()) for table in tables).lower()


def test_no_column_of_any_table_keeps_an_erased_person(residents: Residents, engine: Engine) -> None:
    registration_id = residents.register(MARKED, wish(VISION)).registration.id
    assert "markkeri" in everything(engine)
    in_one_unit(engine, lambda session: erase_registration(session, registration_id, ACT, KEYS))
    assert "markkeri" not in everything(engine)


def test_erased_persons_seat_goes_to_the_next(residents: Residents, engine: Engine) -> None:
    holder = residents.registered("Aino", wish(OTHER_GOALS))
    waiting = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    in_one_unit(engine, lambda session: erase_registration(session, holder, ACT, KEYS))
    assert residents.places(waiting) == {OTHER_GOALS: "confirmed"}


@pytest.mark.parametrize(
    ("passed", "first_name", "needs"),
    [
        (timedelta(days=7) - timedelta(seconds=1), "Markkeri", "markkeri needs"),  # nothing is due yet
        (timedelta(days=7), "Markkeri", None),  # needs and diet go first
        (timedelta(days=30) - timedelta(seconds=1), "Markkeri", None),
        (timedelta(days=30), None, None),
    ],
)
def test_retention_erases_exactly_what_is_due(
    residents: Residents, engine: Engine, passed: timedelta, first_name: str | None, needs: str | None
) -> None:
    residents.register(MARKED, wish(VISION))
    _retain(engine, VISION_ENDED + passed)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT first_name, needs FROM kaarina_strategy_registration")).one()
    assert tuple(row) == (first_name, needs)


def test_retention_twice_finds_nothing_more(residents: Residents, engine: Engine) -> None:
    residents.register(MARKED, wish(VISION))
    assert _retain(engine, VISION_ENDED + timedelta(days=31)) == 1
    assert _retain(engine, VISION_ENDED + timedelta(days=31)) == 0


def test_registration_stays_while_a_later_session_is_to_come(residents: Residents, engine: Engine) -> None:
    residents.register(MARKED, wish(VISION), Choice("viimeistely-2022-06-01"))
    _retain(engine, VISION_ENDED + timedelta(days=31))
    assert "markkeri" in everything(engine)


def test_slip_in_the_date_of_a_session_erases_nobody_at_once(residents: Residents, engine: Engine) -> None:
    residents.register(MARKED, wish(VISION))
    slip = {"key": VISION, "date": "2021-04-12", "cancelled": {"fi": "Peruttu", "sv": "Inställt"}}
    source = json.dumps({"amends": "kaarina-2022", "workshops": [{"slug": "visio", "sessions": [slip]}]})
    in_one_unit(engine, lambda session: load_content(session, source, ACT, languages=("fi", "sv")))
    assert _retain(engine, NOW + LEAST_KEPT - timedelta(seconds=1), days=0) == 0
    assert _retain(engine, NOW + timedelta(days=30) - timedelta(seconds=1)) == 1  # needs and diet
    assert _retain(engine, NOW + timedelta(days=30)) == 1


def test_person_is_told_everything_about_them_and_nothing_about_others(
    residents: Residents, engine: Engine
) -> None:
    residents.register(MARKED, wish(VISION))
    residents.register(person("Aino"), wish(VISION))
    told = in_one_unit(engine, lambda session: disclose(session, "MARKKERI@example.fi"))
    assert [each["needs"] for each in told] == ["markkeri needs"]
    assert told[0]["bookings"][0]["session"] == VISION
    assert "aino" not in str(told).lower()


def _retain(engine: Engine, now: datetime, days: int = 30) -> int:
    act, needs_days = Act(JOB, now), min(days, 7)
    return in_one_unit(
        engine, lambda session: erase_due(session, act, KEYS, registration_days=days, needs_days=needs_days)
    )
