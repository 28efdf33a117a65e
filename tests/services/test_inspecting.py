"""What `flask strategy check` finds in what is stored, should a promise ever be broken."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.services.inspecting import broken_promises

from ..town import NOW, OTHER_GOALS, VISION, wish, wish_or_wait
from .conftest import Residents


def found(engine: Engine, now: datetime = NOW) -> list[str]:
    """What is found at the moment."""
    with Session(engine) as session:
        return list(broken_promises(session, now))


def by_hand(engine: Engine, statement: str) -> None:
    """Change something past all rules."""
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_nothing_is_found_in_a_queue_for_a_full_session(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    assert found(residents.engine) == []


def test_session_over_a_lowered_capacity_is_no_broken_promise(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    residents.registered("Maria", wish(VISION))
    residents.registered("Kristian", wish_or_wait(VISION))
    by_hand(residents.engine, f"UPDATE kaarina_strategy_session SET capacity = 1 WHERE key = '{VISION}'")
    assert found(residents.engine) == []


def test_free_seat_before_a_queue_is_found(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    by_hand(residents.engine, f"UPDATE kaarina_strategy_session SET capacity = 2 WHERE key = '{OTHER_GOALS}'")
    (sentence,) = found(residents.engine)
    assert OTHER_GOALS in sentence


def test_gap_in_the_numbers_of_the_audit_is_found(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    residents.registered("Maria", wish(VISION))
    by_hand(residents.engine, "DELETE FROM kaarina_strategy_audit_entry WHERE number = 1")
    (sentence,) = found(residents.engine)
    assert "visio" in sentence


@pytest.mark.usefixtures("promising")
def test_offer_that_nobody_has_ended_is_found(residents: Residents) -> None:
    holder = residents.registered("Aino", wish(OTHER_GOALS))
    residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    residents.cancel(holder)
    assert found(residents.engine, NOW + timedelta(hours=48, minutes=9)) == []
    (sentence,) = found(residents.engine, NOW + timedelta(hours=48, minutes=11))
    assert "deadline" in sentence
