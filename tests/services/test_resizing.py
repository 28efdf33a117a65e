"""Raising the number of seats gives them on; lowering it sends nobody away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import ReserveTooLarge, SessionUnknown
from kaarina_strategy_ext.models import WorkshopSession
from kaarina_strategy_ext.services.seat_counting import seat_counts

from ..town import VISION, wish, wish_or_wait
from .conftest import Office, Residents

BEGUN = datetime(2022, 4, 12, 14, tzinfo=UTC)


@pytest.fixture
def people(residents: Residents) -> list[int]:
    """Four who want the two seats of a session."""
    names = ("Aino", "Kristian", "Maria", "Pekka")
    return [residents.registered(name, wish_or_wait(VISION)) for name in names]


def statuses(residents: Residents, people: list[int]) -> list[str]:
    return [residents.places(each)[VISION] for each in people]


def over(engine: Engine) -> int:
    with Session(engine) as session:
        sitting = session.query(WorkshopSession).filter_by(key=VISION).one()
        return sitting.terms().over(seat_counts(session, 1)[sitting.id])


def test_raised_capacity_goes_to_as_many_as_fit(
    residents: Residents, office: Office, people: list[int]
) -> None:
    office.resize(VISION, 3)
    assert statuses(residents, people) == ["confirmed"] * 3 + ["waitlisted"]


def test_raised_capacity_is_offered_where_seats_are_offered(
    residents: Residents, promising: Office, people: list[int]
) -> None:
    promising.resize(VISION, 4)
    assert statuses(residents, people) == ["confirmed"] * 2 + ["offered"] * 2


def test_unlimited_capacity_is_for_all(residents: Residents, office: Office, people: list[int]) -> None:
    office.resize(VISION, None)
    assert statuses(residents, people) == ["confirmed"] * 4


def test_lowered_capacity_sends_nobody_away(
    residents: Residents, office: Office, people: list[int], engine: Engine
) -> None:
    office.resize(VISION, 1)
    assert statuses(residents, people) == ["confirmed"] * 2 + ["waitlisted"] * 2
    assert over(engine) == 1


def test_seat_that_is_one_too_many_is_not_given_on(
    residents: Residents, office: Office, people: list[int], engine: Engine
) -> None:
    office.resize(VISION, 1)
    residents.cancel(people[0])
    assert statuses(residents, people) == ["cancelled", "confirmed", "waitlisted", "waitlisted"]
    assert over(engine) == 0


def test_seats_are_given_on_again_below_the_lowered_capacity(
    residents: Residents, office: Office, people: list[int]
) -> None:
    office.resize(VISION, 1)
    for each in people[:2]:
        residents.cancel(each)
    assert statuses(residents, people) == ["cancelled", "cancelled", "confirmed", "waitlisted"]


def test_lowered_reserve_goes_to_those_who_wait(residents: Residents, office: Office) -> None:
    office.resize(VISION, 2, reserved=1)
    residents.registered("Aino", wish(VISION))
    maria = residents.registered("Maria", wish_or_wait(VISION))
    office.resize(VISION, 2)
    assert residents.places(maria) == {VISION: "confirmed"}


def test_raised_reserve_takes_no_seat_from_anybody(
    residents: Residents, office: Office, people: list[int]
) -> None:
    office.resize(VISION, 2, reserved=2)
    assert statuses(residents, people) == ["confirmed"] * 2 + ["waitlisted"] * 2


def test_capacity_raised_after_the_beginning_is_for_staff_to_give(
    residents: Residents, office: Office, people: list[int]
) -> None:
    office.resize(VISION, 4, now=BEGUN)
    assert statuses(residents, people) == ["confirmed"] * 2 + ["waitlisted"] * 2


@pytest.mark.parametrize(("capacity", "reserved"), [(2, 3), (None, 1)])
def test_no_more_is_kept_for_the_office_than_there_is(
    office: Office, capacity: int | None, reserved: int
) -> None:
    with pytest.raises(ReserveTooLarge):
        office.resize(VISION, capacity, reserved=reserved)


def test_unknown_session_is_refused(office: Office) -> None:
    with pytest.raises(SessionUnknown):
        office.resize("no-such-session", 2)


def test_resizing_is_seen_by_the_pages(office: Office, engine: Engine) -> None:
    office.resize(VISION, 3)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT revision FROM kaarina_strategy_process")) == 2
