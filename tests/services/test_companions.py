"""People who come together get their seats together or not at all."""

from __future__ import annotations

import pytest

from kaarina_strategy_ext.errors import PartyTooLarge, SeatsTaken, TooManyCompanions, WaitingListFull
from kaarina_strategy_ext.services.personal_data import Person
from kaarina_strategy_ext.services.registering import Reception

from ..town import GOALS, JUNE_1, JUNE_2, VISION, Choice, either_will_do, wish, wish_or_wait
from .conftest import Office, Residents


def group(residents: Residents, name: str, companions: int, *choices: Choice) -> int:
    """Register somebody with so many companions and give the id of the registration."""
    leader = Person(name, "Virtanen", f"{name}@example.fi", "fi", companions=companions)
    return residents.register(leader, *choices).registration.id


@pytest.mark.parametrize(
    ("companions", "is_welcome"),
    [(2, True), (3, False), (-1, False)],  # the process allows two
)
def test_no_more_come_along_than_the_process_allows(
    residents: Residents, promising: Office, companions: int, *, is_welcome: bool
) -> None:
    if is_welcome:
        assert group(residents, "Aino", companions, wish(GOALS))
    else:
        with pytest.raises(TooManyCompanions):
            group(residents, "Aino", companions, wish(GOALS))


def test_nobody_comes_along_where_the_process_says_nothing_of_it(residents: Residents) -> None:
    with pytest.raises(TooManyCompanions):
        group(residents, "Aino", 1, wish(GOALS))


def test_group_takes_a_seat_for_each(residents: Residents, promising: Office) -> None:
    group(residents, "Aino", 1, wish(VISION))
    with pytest.raises(SeatsTaken):
        residents.registered("Kristian", wish(VISION))


def test_group_is_not_divided(residents: Residents, promising: Office) -> None:
    residents.registered("Aino", wish(VISION))
    pair = group(residents, "Maria", 1, wish_or_wait(VISION))
    assert residents.places(pair) == {VISION: "waitlisted"}


def test_newcomer_gets_the_seat_that_is_too_few_for_those_who_wait(
    residents: Residents, promising: Office
) -> None:
    residents.registered("Aino", wish(VISION))
    group(residents, "Maria", 1, wish_or_wait(VISION))
    kristian = residents.registered("Kristian", wish(VISION))
    assert residents.places(kristian) == {VISION: "confirmed"}


def test_group_that_does_not_fit_is_passed_over(residents: Residents, promising: Office) -> None:
    aino = residents.registered("Aino", wish(VISION))
    residents.registered("Kristian", wish(VISION))
    pair = group(residents, "Maria", 1, wish_or_wait(VISION))
    single = residents.registered("Pekka", wish_or_wait(VISION))
    residents.cancel(aino)
    assert residents.places(pair) == {VISION: "waitlisted"}
    assert residents.places(single) == {VISION: "offered"}


def test_group_is_first_again_where_it_fits(residents: Residents, promising: Office) -> None:
    aino = group(residents, "Aino", 1, wish(VISION))
    pair = group(residents, "Maria", 1, wish_or_wait(VISION))
    single = residents.registered("Pekka", wish_or_wait(VISION))
    residents.cancel(aino)
    assert residents.places(pair) == {VISION: "offered"}
    assert residents.places(single) == {VISION: "waitlisted"}


def test_group_counts_whole_on_the_waiting_list(residents: Residents, promising: Office) -> None:
    group(residents, "Aino", 1, wish(VISION))
    promising.change("session", "waiting_list_size = 1")
    with pytest.raises(WaitingListFull):
        group(residents, "Maria", 1, wish_or_wait(VISION))


@pytest.mark.parametrize(("reserved", "most"), [(0, 2), (1, 1)])  # the office's seats are never the public's
def test_group_that_never_fits_is_refused_and_told_how_many_do(
    residents: Residents, promising: Office, reserved: int, most: int
) -> None:
    promising.resize(VISION, 2, reserved=reserved)
    with pytest.raises(PartyTooLarge) as refusal:
        group(residents, "Maria", 2, wish_or_wait(VISION))
    assert (refusal.value.session_keys, refusal.value.most) == ((VISION,), most)


def test_group_may_wait_for_any_where_one_is_large_enough(residents: Residents, promising: Office) -> None:
    promising.change("session", f"capacity = 2 WHERE key = '{JUNE_2}'")
    residents.registered("Aino", wish(JUNE_2))
    pair = group(residents, "Maria", 1, either_will_do())
    assert residents.places(pair) == {None: "waitlisted"}
    with pytest.raises(PartyTooLarge):
        group(residents, "Pekka", 1, wish_or_wait(JUNE_1))


def test_group_that_cancels_frees_a_seat_for_each(residents: Residents, office: Office) -> None:
    office.change("process", "companions = 1")
    pair = group(residents, "Aino", 1, wish(VISION))
    waiting = [residents.registered(name, wish_or_wait(VISION)) for name in ("Maria", "Pekka")]
    residents.cancel(pair)
    assert [residents.places(each) for each in waiting] == [{VISION: "confirmed"}] * 2


def test_same_form_with_other_companions_is_the_same_registration(
    residents: Residents, promising: Office
) -> None:
    group(residents, "Aino", 0, wish(GOALS))
    leader = Person("Aino", "Virtanen", "aino@example.fi", "fi", companions=2)
    assert residents.register(leader, wish(GOALS)).reception is Reception.REPEATED
