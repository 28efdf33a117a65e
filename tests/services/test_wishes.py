"""A wish is granted as far as it can be, kept whole while it waits, and changed without losing the queue."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import WaitingListFull
from kaarina_strategy_ext.models import Registration
from kaarina_strategy_ext.services.choosing import Choice
from kaarina_strategy_ext.services.queueing import queue_positions

from ..town import JUNE_1, JUNE_2, either_will_do, wish, wish_or_wait
from .conftest import Office, Residents

JUNE_1_OR_ELSE_2 = Choice(JUNE_1, accepts_waiting=True, accepts_other=True)
JUNE_2_OR_ELSE_1 = Choice(JUNE_2, accepts_waiting=True, accepts_other=True)
CANCELLED = 'cancelled = \'{"fi": {"text": "Peruttu", "edited_at": null}}\''


@pytest.fixture
def full(residents: Residents) -> list[int]:
    """Two who sit in the one seat of each alternative."""
    return [residents.registered(name, wish(key)) for name, key in (("Aino", JUNE_1), ("Eero", JUNE_2))]


def position(engine: Engine, registration_id: int) -> int:
    """The registration's place in the queue."""
    with Session(engine) as session:
        (place,) = queue_positions(session, session.get_one(Registration, registration_id)).values()
        return place


def version(engine: Engine, registration_id: int) -> int:
    """How often the registration has changed."""
    with Session(engine) as session:
        return session.get_one(Registration, registration_id).version


def test_one_who_waits_and_says_either_gets_the_other_that_is_free(residents: Residents) -> None:
    residents.registered("Aino", wish(JUNE_1))
    maria = residents.registered("Maria", wish_or_wait(JUNE_1))
    residents.add(maria, Choice(None, "viimeistely"))
    assert residents.places(maria) == {JUNE_1: "cancelled", JUNE_2: "confirmed"}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (wish_or_wait(JUNE_1), either_will_do()),
        (wish_or_wait(JUNE_1), JUNE_2_OR_ELSE_1),
        (either_will_do(), JUNE_2_OR_ELSE_1),
        (either_will_do(), wish_or_wait(JUNE_2)),
        (JUNE_1_OR_ELSE_2, wish_or_wait(JUNE_1)),
    ],
)
def test_wish_with_something_in_common_keeps_the_place_in_the_queue(
    residents: Residents, engine: Engine, full: list[int], first: Choice, then: Choice
) -> None:
    maria = residents.registered("Maria", first)
    for name in ("Pekka", "Siv"):
        residents.registered(name, either_will_do())
    residents.add(maria, then)
    assert position(engine, maria) == 1


def test_widened_wish_is_served_by_what_it_was_widened_to(residents: Residents, full: list[int]) -> None:
    maria = residents.registered("Maria", wish_or_wait(JUNE_1))
    residents.add(maria, either_will_do())
    residents.cancel(full[1])
    assert residents.places(maria) == {JUNE_2: "confirmed"}


def test_wish_for_another_one_begins_at_the_end_of_its_queue(
    residents: Residents, engine: Engine, full: list[int]
) -> None:
    maria = residents.registered("Maria", wish_or_wait(JUNE_1))
    residents.registered("Pekka", wish_or_wait(JUNE_2))
    residents.add(maria, wish_or_wait(JUNE_2))
    assert position(engine, maria) == 2


def test_second_best_that_is_free_is_given_to_one_who_waits_on(residents: Residents) -> None:
    residents.registered("Aino", wish(JUNE_1))
    maria = residents.registered("Maria", wish_or_wait(JUNE_1))
    residents.add(maria, JUNE_1_OR_ELSE_2)
    assert residents.places(maria) == {JUNE_1: "waitlisted", JUNE_2: "confirmed"}


@pytest.mark.parametrize(
    ("has", "says"),
    [
        (wish(JUNE_1), either_will_do()),  # whoever sits has what either would be
        (either_will_do(), either_will_do()),
        (JUNE_2_OR_ELSE_1, JUNE_2_OR_ELSE_1),
    ],
)
def test_wish_for_what_one_has_changes_nothing(
    residents: Residents, engine: Engine, has: Choice, says: Choice
) -> None:
    if has.accepts_waiting:
        for name, key in (("Aino", JUNE_1), ("Eero", JUNE_2)):
            residents.registered(name, wish(key))
    maria = residents.registered("Maria", has)
    residents.add(maria, says)
    assert version(engine, maria) == 1


def test_one_whose_session_is_cancelled_can_say_either(residents: Residents, office: Office) -> None:
    maria = residents.registered("Maria", wish(JUNE_1))
    office.change("session", f"{CANCELLED} WHERE key = '{JUNE_1}'")
    residents.add(maria, either_will_do())
    assert residents.places(maria) == {JUNE_1: "cancelled", JUNE_2: "confirmed"}


def test_one_whose_session_takes_place_after_all_waits_no_more(
    residents: Residents, office: Office, full: list[int]
) -> None:
    office.change("session", f"{CANCELLED} WHERE key = '{JUNE_1}'")
    residents.add(full[0], either_will_do())
    office.change("session", f"cancelled = NULL WHERE key = '{JUNE_1}'")
    office.resize(JUNE_1, 2)
    assert residents.places(full[0]) == {JUNE_1: "confirmed", None: "cancelled"}


def test_full_list_of_one_alternative_narrows_no_wish(
    residents: Residents, office: Office, full: list[int]
) -> None:
    office.change("session", f"waiting_list_size = 0 WHERE key = '{JUNE_1}'")
    maria = residents.registered("Maria", either_will_do())
    pekka = residents.registered("Pekka", JUNE_1_OR_ELSE_2)
    residents.cancel(full[0])
    assert residents.places(maria) == {JUNE_1: "confirmed"}
    residents.cancel(full[1])
    assert residents.places(pekka) == {JUNE_1: "waitlisted", JUNE_2: "confirmed"}


def test_wish_is_refused_where_no_list_has_room(
    residents: Residents, office: Office, full: list[int]
) -> None:
    office.change("session", "waiting_list_size = 0")
    for choice in (either_will_do(), JUNE_1_OR_ELSE_2):
        with pytest.raises(WaitingListFull):
            residents.registered("Maria", choice)


def test_own_wait_does_not_fill_the_list_against_oneself(
    residents: Residents, office: Office, full: list[int]
) -> None:
    office.change("session", "waiting_list_size = 1")
    maria = residents.registered("Maria", either_will_do())
    residents.add(maria, wish_or_wait(JUNE_2))
    assert residents.places(maria) == {JUNE_2: "waitlisted"}


def test_offer_stays_open_for_one_who_says_either(
    residents: Residents, promising: Office, full: list[int]
) -> None:
    maria = residents.registered("Maria", wish_or_wait(JUNE_1))
    residents.cancel(full[0])
    residents.add(maria, either_will_do())
    assert residents.places(maria) == {JUNE_1: "offered"}
    promising.change("session", f"{CANCELLED} WHERE key = '{JUNE_1}'")
    promising.resize(JUNE_1, 1)
    assert residents.places(maria) == {None: "waitlisted"}
