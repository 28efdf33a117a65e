"""A session that becomes full is announced once, until it has had room again."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import SeatsTaken
from kaarina_strategy_ext.models import Event
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.registering import register
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from .. import town
from ..town import JUNE_1, OTHER_GOALS, VISION, person, wish, wish_or_wait
from .conftest import Office, Residents


def full(engine: Engine) -> list[str]:
    """The keys of the sessions that were announced as full, in order."""
    with Session(engine) as session:
        return list(session.scalars(select(Event.subject).order_by(Event.id)))


def events(engine: Engine) -> list[Event]:
    with Session(engine) as session:
        return list(session.scalars(select(Event).order_by(Event.id)))


def test_last_seat_that_is_taken_is_announced_once(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    assert full(residents.engine) == []
    residents.registered("Maria", wish(VISION))
    residents.registered("Kristian", wish_or_wait(VISION))
    (event,) = events(residents.engine)
    assert (str(event.kind), event.subject, event.at) == ("session_full", VISION, town.NOW)
    assert event.data == {
        "process": "kaarina-2022",
        "workshop": "visio",
        "session": VISION,
        "title": {"fi": "Visio-työpaja", "sv": "Visio-työpaja (sv)"},
        "capacity": 2,
        "has_room_to_wait": True,
    }


def test_session_that_fills_again_is_announced_again(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    for name in ("Maria", "Kristian"):
        mine = residents.registered(name, wish(VISION))
        residents.cancel(mine)
    residents.registered("Pekka", wish(VISION))
    assert full(residents.engine) == [VISION] * 3


def test_seat_that_is_handed_on_at_once_is_no_news(residents: Residents) -> None:
    holder = residents.registered("Aino", wish(OTHER_GOALS))
    residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    residents.cancel(holder)
    assert full(residents.engine) == [OTHER_GOALS]


def test_swap_announces_the_alternative_that_it_fills(residents: Residents) -> None:
    mine = residents.registered("Aino", wish(JUNE_1))
    residents.add(mine, wish(town.JUNE_2))
    assert full(residents.engine) == [JUNE_1, town.JUNE_2]


def test_queue_that_fits_only_after_a_cancellation_fills_the_session(
    promising: Office, residents: Residents
) -> None:
    single = residents.register(person("Aino"), wish(VISION)).registration.id
    residents.register(replace(person("Maria"), companions=1), wish_or_wait(VISION))
    assert full(residents.engine) == []  # one seat is left, though not for two
    residents.cancel(single)
    assert full(residents.engine) == [VISION]


def test_lowered_capacity_fills_a_session(office: Office, residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    office.resize(VISION, 1)
    office.resize(VISION, 2)
    office.resize(VISION, 1)
    assert full(residents.engine) == [VISION, VISION]


def test_refused_registration_announces_nothing(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    with pytest.raises(SeatsTaken):
        residents.registered("Maria", wish(JUNE_1), wish(OTHER_GOALS))
    assert full(residents.engine) == [OTHER_GOALS]


def test_registration_that_is_rolled_back_announces_nothing(residents: Residents) -> None:
    def cut_off(session: Session) -> None:
        act = Act(RESIDENT, town.NOW)
        register(session, 1, person(), [wish(OTHER_GOALS)], act, form_key="a form")
        session.flush()
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        in_one_unit(residents.engine, cut_off)
    assert full(residents.engine) == []


def test_crowd_for_the_last_seats_makes_one_event(residents: Residents) -> None:
    def come(number: int) -> int:
        return residents.registered(f"Aino{number}", wish_or_wait(VISION))

    with ThreadPoolExecutor(6) as crowd:
        list(crowd.map(come, range(6)))
    assert full(residents.engine) == [VISION]


def test_event_knows_nobody(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    told = json.dumps([(each.subject, each.data, each.dedup_key) for each in events(residents.engine)])
    assert OTHER_GOALS in told
    assert not any(word in told for word in ("Aino", "Maria", "Virtanen", "@"))
