"""An address that nobody has confirmed: who may not confirm it, and when it goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.erasing import erase_registration
from kaarina_strategy_ext.services.unit_of_work import in_one_unit
from kaarina_strategy_ext.services.verifying import Caution

from ..town import KEYS, NOW, VISION, wish, wish_or_wait
from .conftest import Office, Residents

ASKED = Caution(is_asked=True)
REASON = "Aino Virtanen, pyörätuoli"


def rows(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def waiting(residents: Residents, office: Office) -> int:
    """Somebody who waits without having confirmed the address, with a free seat of the office's."""
    for name in ("Bertta", "Cecilia"):
        residents.registered(name, wish(VISION))
    aino = residents.registered("Aino", wish_or_wait(VISION), caution=ASKED)
    office.change("session", f"capacity = 3, reserved_seats = 1 WHERE key = '{VISION}'")
    return aino


def test_one_whose_place_was_cancelled_before_the_hour_is_erased_after_it(
    residents: Residents, office: Office, engine: Engine
) -> None:
    aino = residents.asked("Aino", wish(VISION))
    residents.cancel(aino)
    office.expire(NOW + timedelta(hours=1))
    assert rows(engine, f"SELECT email FROM kaarina_strategy_registration WHERE id = {aino}") == [(None,)]


def test_staff_who_give_a_seat_do_not_confirm_the_address(
    residents: Residents, office: Office, waiting: int
) -> None:
    office.give(residents.booking(waiting, VISION), reason=REASON)
    assert residents.places(waiting) == {VISION: "held"}


def test_erasure_takes_the_reasons_of_staff_out_of_the_log(
    residents: Residents, office: Office, engine: Engine, waiting: int
) -> None:
    office.give(residents.booking(waiting, VISION), reason=REASON)
    in_one_unit(engine, lambda session: erase_registration(session, waiting, Act(RESIDENT, NOW), KEYS))
    told = rows(engine, "SELECT details FROM kaarina_strategy_audit_entry")
    assert told
    assert not [each for each in told if "Virtanen" in str(each)]
