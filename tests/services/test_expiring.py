"""What nobody answers in time ends by itself, and the next one gets the seat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from kaarina_strategy_ext.models import MessageKind
from kaarina_strategy_ext.services.verifying import LONGEST_HOLD, Caution

from ..town import NOW, OTHER_GOALS, VISION, wish, wish_or_wait
from .conftest import Office, Residents

DEADLINE = NOW + timedelta(hours=48)
HOUR = timedelta(hours=1)


@pytest.fixture
def queue(residents: Residents, promising: Office) -> list[int]:
    """Three who want one seat: the first has cancelled, the second has an offer, the third waits."""
    promising.change("session", "waiting_list_size = NULL")
    aino = residents.registered("Aino", wish(OTHER_GOALS))
    others = [residents.registered(name, wish_or_wait(OTHER_GOALS)) for name in ("Maria", "Pekka")]
    residents.cancel(aino)
    return others


def test_unanswered_offer_goes_to_the_next(queue: list[int], residents: Residents, promising: Office) -> None:
    maria, pekka = queue
    assert promising.expire(DEADLINE) == [maria]
    assert residents.places(maria) == {OTHER_GOALS: "expired"}
    assert residents.places(pekka) == {OTHER_GOALS: "offered"}


def test_one_whose_offer_has_ended_is_told(queue: list[int], residents: Residents, promising: Office) -> None:
    promising.expire(DEADLINE)
    assert residents.mail(queue[0])[-1] is MessageKind.EXPIRED


def test_offer_lasts_until_its_deadline(queue: list[int], promising: Office) -> None:
    assert promising.expire(DEADLINE - timedelta(microseconds=1)) == []


def test_next_deadline_begins_when_the_next_is_offered_the_seat(
    queue: list[int], residents: Residents, promising: Office
) -> None:
    promising.expire(DEADLINE + HOUR)
    assert residents.deadline(queue[1]) == DEADLINE + HOUR + timedelta(hours=48)


def test_nothing_is_ended_twice(queue: list[int], promising: Office) -> None:
    promising.expire(DEADLINE)
    assert promising.expire(DEADLINE) == []


def test_seat_of_an_unconfirmed_address_goes_to_the_next(residents: Residents, office: Office) -> None:
    aino = residents.asked("Aino", wish(OTHER_GOALS))
    maria = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    assert office.expire(NOW + HOUR) == [aino]
    assert residents.places(aino) == {OTHER_GOALS: "expired"}
    assert residents.places(maria) == {OTHER_GOALS: "confirmed"}


def test_seat_of_an_unconfirmed_address_is_held_for_an_hour(residents: Residents, office: Office) -> None:
    residents.asked("Aino", wish(OTHER_GOALS))
    assert office.expire(NOW + HOUR - timedelta(microseconds=1)) == []


def test_hour_begins_only_when_the_mail_that_asks_has_gone(residents: Residents, office: Office) -> None:
    aino = residents.registered("Aino", wish(OTHER_GOALS), caution=Caution(is_asked=True))
    assert office.expire(NOW + LONGEST_HOLD - timedelta(microseconds=1)) == []
    assert office.expire(NOW + LONGEST_HOLD) == [aino]


def test_unconfirmed_person_is_erased_with_the_mail(
    residents: Residents, office: Office, engine: Engine
) -> None:
    residents.asked("Aino", wish(VISION))
    office.expire(NOW + HOUR)
    with engine.connect() as connection:
        person = text("SELECT first_name, email, email_key, phone FROM kaarina_strategy_registration")
        assert tuple(connection.execute(person).one()) == (None, None, None, None)
        assert connection.scalars(text("SELECT id FROM kaarina_strategy_message")).all() == []


def test_one_who_was_erased_unconfirmed_can_register_anew(residents: Residents, office: Office) -> None:
    aino = residents.asked("Aino", wish(VISION))
    office.expire(NOW + HOUR)
    assert residents.registered("Aino", wish(VISION), now=NOW + HOUR) != aino
