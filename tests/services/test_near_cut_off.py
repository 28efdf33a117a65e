"""Near the cut-off staff decide: an offer that had to end early costs nobody the place in the queue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import OfferExpired, OfferLapsed
from kaarina_strategy_ext.models import LEAST_TIME_TO_ANSWER, Message, MessageKind, WorkshopSession, day
from kaarina_strategy_ext.services.choosing import Choice
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..town import JUNE_1, JUNE_2, NOW, OTHER_GOALS, either_will_do, wish, wish_or_wait
from .conftest import Office, Residents

pytestmark = pytest.mark.usefixtures("promising")

CUT_OFF = datetime(2022, 4, 25, 14, tzinfo=UTC)
JUNE_1_OR_ELSE_2 = Choice(JUNE_1, accepts_waiting=True, accepts_other=True)
NEAR = CUT_OFF - timedelta(hours=2)


@pytest.fixture
def offered(residents: Residents, promising: Office) -> list[int]:
    """Two in a queue, of whom the first has two hours to answer the offer of a seat."""
    promising.change("session", "waiting_list_size = NULL")
    holder = residents.registered("Aino", wish(OTHER_GOALS))
    waiting = [residents.registered(name, wish_or_wait(OTHER_GOALS)) for name in ("Maria", "Pekka")]
    residents.cancel(holder, now=NEAR)
    return waiting


def move(engine: Engine, begins: datetime) -> None:
    """Move the session, as an editor would."""

    def work(session: Session) -> None:
        sitting = session.query(WorkshopSession).filter_by(key=OTHER_GOALS).one()
        sitting.date, sitting.starts_at = day(begins.date()), begins
        sitting.ends_at = begins + timedelta(hours=3)

    in_one_unit(engine, work)


def test_one_whose_offer_ended_early_waits_again(
    offered: list[int], residents: Residents, promising: Office
) -> None:
    promising.expire(CUT_OFF)
    assert [residents.places(each) for each in offered] == [{OTHER_GOALS: "waitlisted"}] * 2


def test_one_whose_offer_ended_early_is_told_so(
    offered: list[int], residents: Residents, promising: Office, engine: Engine
) -> None:
    promising.expire(CUT_OFF)
    with Session(engine) as session:
        message = session.query(Message).filter_by(kind=MessageKind.EXPIRED).one()
        assert message.registration_id == offered[0]
        assert message.parameters == {"expired": [], "lapsed": [OTHER_GOALS]}


def test_one_whose_offer_ended_early_is_still_the_first(
    offered: list[int], residents: Residents, promising: Office, engine: Engine
) -> None:
    promising.expire(CUT_OFF)
    move(engine, datetime(2022, 5, 10, 14, tzinfo=UTC))
    promising.resize(OTHER_GOALS, 1, now=CUT_OFF)
    assert [residents.places(each) for each in offered] == [
        {OTHER_GOALS: "offered"},
        {OTHER_GOALS: "waitlisted"},
    ]


@pytest.mark.parametrize("is_ended", [False, True])
@pytest.mark.parametrize("answer", [Residents.accept, Residents.decline])
def test_answer_to_an_offer_that_ended_early_is_told_what_holds(
    offered: list[int], residents: Residents, promising: Office, answer, *, is_ended: bool
) -> None:
    if is_ended:
        promising.expire(CUT_OFF)
    with pytest.raises(OfferLapsed):
        answer(residents, offered[0], OTHER_GOALS, now=CUT_OFF)


def test_offer_with_the_whole_time_is_lost_at_the_cut_off_too(
    residents: Residents, promising: Office
) -> None:
    holder = residents.registered("Aino", wish(OTHER_GOALS))
    maria = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    residents.cancel(holder, now=CUT_OFF - timedelta(hours=48))
    promising.expire(CUT_OFF)
    assert residents.places(maria) == {OTHER_GOALS: "expired"}
    with pytest.raises(OfferExpired):
        residents.accept(maria, OTHER_GOALS, now=CUT_OFF)


@pytest.mark.parametrize(
    ("begins", "deadline"),
    [
        (NEAR + timedelta(hours=24, minutes=30), NEAR + LEAST_TIME_TO_ANSWER),  # not cut off before an hour
        (NEAR + timedelta(minutes=30), NEAR + timedelta(minutes=30)),  # nor later than the beginning
        (CUT_OFF + timedelta(hours=23), CUT_OFF - timedelta(hours=1)),  # the new cut-off
        (CUT_OFF + timedelta(days=9), CUT_OFF),  # what has been promised holds
    ],
)
def test_move_leaves_time_to_answer(
    offered: list[int],
    residents: Residents,
    promising: Office,
    begins: datetime,
    deadline: datetime,
) -> None:
    move(promising.engine, begins)
    promising.resize(OTHER_GOALS, 1, now=NEAR)
    assert residents.deadline(offered[0]) == deadline


def test_offer_shortened_by_a_move_costs_nothing_once_it_is_moved_back(
    offered: list[int], residents: Residents, promising: Office, engine: Engine
) -> None:
    move(engine, NEAR + timedelta(hours=20))
    promising.resize(OTHER_GOALS, 1, now=NEAR)
    move(engine, datetime(2022, 5, 10, 14, tzinfo=UTC))
    promising.expire(NEAR + LEAST_TIME_TO_ANSWER)
    assert residents.places(offered[0]) == {OTHER_GOALS: "offered"}
    assert residents.deadline(offered[0]) == NEAR + LEAST_TIME_TO_ANSWER + timedelta(hours=48)


@pytest.mark.parametrize(
    "choice", [either_will_do(), Choice(JUNE_1, accepts_waiting=True, accepts_other=True)]
)
def test_wish_for_alternatives_is_whole_again_after_an_offer_that_ended_early(
    residents: Residents, promising: Office, choice: Choice
) -> None:
    residents.registered("Aino", wish(JUNE_1))
    second = residents.registered("Eero", wish(JUNE_2))
    maria = residents.registered("Maria", choice)
    cut_off = datetime(2022, 5, 31, 21, tzinfo=UTC)  # of the second, which begins with its day
    residents.cancel(second, now=cut_off - timedelta(hours=2))
    assert residents.places(maria)[JUNE_2] == "offered"
    promising.expire(cut_off)
    promising.resize(JUNE_2, 1, now=NOW)
    assert residents.places(maria)[JUNE_2] == "offered"
