"""Changing one's own registration, and who is next."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import (
    AddressTaken,
    BookingUnknown,
    RegistrationCancelled,
    RegistrationChanged,
    SeatsTaken,
    SessionOver,
)
from kaarina_strategy_ext.models import MessageKind, Registration
from kaarina_strategy_ext.services.changing import change_details
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..town import (
    ACT,
    GOALS,
    JUNE_1,
    JUNE_2,
    OTHER_GOALS,
    VISION,
    either_will_do,
    person,
    wish,
    wish_or_wait,
)
from .conftest import Residents


def test_freed_seat_goes_to_the_first_who_waits(residents: Residents) -> None:
    holders = [residents.registered(name, wish(VISION)) for name in ("Aino", "Kristian")]
    first, second = (residents.registered(name, wish_or_wait(VISION)) for name in ("Maria", "Pekka"))
    residents.cancel(holders[0], VISION)
    assert residents.places(first) == {VISION: "confirmed"}
    assert residents.places(second) == {VISION: "waitlisted"}


def test_promoted_person_is_told_by_mail(residents: Residents) -> None:
    holder = residents.registered("Aino", wish(OTHER_GOALS))
    waiting = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    residents.cancel(holder)
    assert residents.mail(waiting) == [MessageKind.CONFIRMATION, MessageKind.PROMOTED]


def test_newcomer_does_not_overtake_those_who_wait(residents: Residents, engine: Engine) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    with engine.begin() as connection:
        connection.execute(text("UPDATE kaarina_strategy_session SET capacity = 2, waiting_list_size = NULL"))
    newcomer = residents.registered("Pekka", wish_or_wait(OTHER_GOALS))
    assert residents.places(newcomer) == {OTHER_GOALS: "waitlisted"}


def test_one_who_waits_for_either_gets_the_first_seat_that_frees(residents: Residents) -> None:
    residents.registered("Aino", wish(JUNE_1))
    kristian = residents.registered("Kristian", wish(JUNE_2))
    maria = residents.registered("Maria", either_will_do())
    residents.cancel(kristian)
    assert residents.places(maria) == {JUNE_2: "confirmed"}


def test_alternatives_share_a_queue_in_the_order_of_arrival(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    either = residents.registered("Maria", either_will_do())
    only_first = residents.registered("Pekka", wish_or_wait(JUNE_1))
    residents.cancel(aino)
    assert residents.places(either) == {JUNE_1: "confirmed"}
    assert residents.places(only_first) == {JUNE_1: "waitlisted"}


def test_no_seat_is_given_on_once_the_session_has_begun(residents: Residents) -> None:
    holder = residents.registered("Aino", wish(OTHER_GOALS))
    waiting = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    residents.cancel(holder, now=datetime(2022, 4, 26, 14, tzinfo=UTC))
    assert residents.places(waiting) == {OTHER_GOALS: "waitlisted"}


def test_swap_gives_up_the_old_alternative_and_takes_the_new_one(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    residents.add(aino, wish(JUNE_2))
    assert residents.places(aino) == {JUNE_1: "cancelled", JUNE_2: "confirmed"}


def test_swap_gives_the_old_seat_to_the_next(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    waiting = residents.registered("Maria", wish_or_wait(JUNE_1))
    residents.add(aino, wish(JUNE_2))
    assert residents.places(waiting) == {JUNE_1: "confirmed"}


def test_swap_to_a_full_alternative_keeps_the_old_seat(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    with pytest.raises(SeatsTaken):
        residents.add(aino, wish(JUNE_2))
    assert residents.places(aino) == {JUNE_1: "confirmed"}


def test_seat_is_kept_while_a_full_alternative_is_awaited(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    residents.add(aino, wish_or_wait(JUNE_2))
    assert residents.places(aino) == {JUNE_1: "confirmed", JUNE_2: "waitlisted"}


def test_seat_in_the_awaited_alternative_replaces_the_one_held(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    kristian = residents.registered("Kristian", wish(JUNE_2))
    residents.add(aino, wish_or_wait(JUNE_2))
    residents.cancel(kristian)
    assert residents.places(aino) == {JUNE_1: "cancelled", JUNE_2: "confirmed"}


def test_swap_back_is_possible(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    residents.add(aino, wish(JUNE_2))
    residents.add(aino, wish(JUNE_1))
    assert residents.places(aino) == {JUNE_1: "confirmed", JUNE_2: "cancelled"}


def test_added_session_leaves_the_others_as_they_were(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION))
    residents.add(aino, wish(GOALS), wish(VISION))
    assert residents.places(aino) == {VISION: "confirmed", GOALS: "confirmed"}


def test_change_supersedes_a_confirmation_that_still_waits(residents: Residents, engine: Engine) -> None:
    aino = residents.registered("Aino", wish(VISION))
    residents.add(aino, wish(GOALS))
    with engine.connect() as connection:
        states = connection.execute(text("SELECT kind, state FROM kaarina_strategy_message ORDER BY id"))
        assert [tuple(row) for row in states] == [("confirmation", "superseded"), ("changed", "queued")]


def test_cancelling_the_last_booking_cancels_the_registration(residents: Residents, engine: Engine) -> None:
    aino = residents.registered("Aino", wish(VISION))
    residents.cancel(aino, VISION)
    with Session(engine) as session:
        assert session.get_one(Registration, aino).cancelled_at is not None


def test_second_cancellation_says_that_it_was_cancelled_already(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION))
    residents.cancel(aino)
    with pytest.raises(RegistrationCancelled):
        residents.cancel(aino)


def test_booking_cancelled_twice_is_unknown_the_second_time(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION), wish(GOALS))
    residents.cancel(aino, VISION)
    with pytest.raises(BookingUnknown):
        residents.cancel(aino, VISION)


def test_booking_of_somebody_else_cannot_be_cancelled(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION))
    residents.registered("Kristian", wish(GOALS))
    with pytest.raises(BookingUnknown):
        residents.cancel(aino, GOALS)


def test_one_who_cancelled_can_register_again(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION))
    residents.cancel(aino)
    again = residents.registered("Aino", wish(VISION), form_key="a new form")
    assert again != aino


def test_one_who_cancelled_can_send_the_same_form_again(residents: Residents) -> None:
    first = residents.registered("Aino", wish(VISION), form_key="a form")
    residents.cancel(first)
    again = [residents.registered("Aino", wish(VISION), form_key="a form") for _ in range(2)]
    assert residents.places(again[0]) == {VISION: "confirmed"}
    assert again[0] == again[1] != first


def test_new_address_revokes_the_old_link(residents: Residents, engine: Engine) -> None:
    aino = residents.registered("Aino", wish(VISION))
    _correct(engine, aino, email="aino.uusi@example.fi")
    with Session(engine) as session:
        assert session.get_one(Registration, aino).token_version == 2


def test_correction_of_an_outdated_page_is_refused(residents: Residents, engine: Engine) -> None:
    aino = residents.registered("Aino", wish(VISION))
    _correct(engine, aino, email="aino.uusi@example.fi")
    with pytest.raises(RegistrationChanged):
        _correct(engine, aino, email="aino.toinen@example.fi")


def test_correction_to_somebody_elses_name_and_address_is_refused(
    residents: Residents, engine: Engine
) -> None:
    residents.register(person("Aino", email="perhe@example.fi"), wish(VISION))
    other = residents.register(person("Aino", email="aino@example.fi"), wish(VISION)).registration.id
    with pytest.raises(AddressTaken):
        _correct(engine, other, email="perhe@example.fi")


def _correct(engine: Engine, registration_id: int, *, email: str) -> None:
    corrected = person("Aino", email=email)
    in_one_unit(engine, lambda session: change_details(session, registration_id, corrected, ACT, version=1))


@pytest.mark.parametrize("choice", [either_will_do(), wish(VISION)])
def test_addition_of_what_is_booked_changes_nothing(residents: Residents, choice) -> None:
    residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    maria = residents.registered("Maria", either_will_do(), wish(VISION))
    residents.add(maria, choice)
    assert residents.places(maria) == {None: "waitlisted", VISION: "confirmed"}
    assert residents.mail(maria) == [MessageKind.CONFIRMATION]


def test_session_that_has_been_held_cannot_be_left(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION), wish(GOALS))
    with pytest.raises(SessionOver):
        residents.cancel(aino, VISION, now=datetime(2022, 4, 12, 17, tzinfo=UTC))


def test_cancelling_everything_leaves_what_has_been_held(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION), wish(GOALS))
    residents.cancel(aino, now=datetime(2022, 4, 12, 17, tzinfo=UTC))
    assert residents.places(aino) == {VISION: "confirmed", GOALS: "cancelled"}


def test_nothing_is_left_to_cancel_once_everything_is_over(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION))
    with pytest.raises(SessionOver):
        residents.cancel(aino, now=datetime(2022, 4, 12, 17, tzinfo=UTC))
    assert residents.mail(aino) == [MessageKind.CONFIRMATION]


def test_two_changes_of_one_registration_take_turns(residents: Residents, engine: Engine) -> None:
    aino = residents.registered("Aino", wish(VISION))
    other = text("SELECT id FROM kaarina_strategy_registration FOR NO KEY UPDATE")
    if engine.dialect.name == "sqlite":
        other = text("UPDATE kaarina_strategy_workshop SET lock_version = lock_version")
    with ThreadPoolExecutor() as tab, engine.begin() as first:
        first.execute(other)
        second = tab.submit(residents.cancel, aino)
        waited = not wait([second], timeout=0.3).done
        first.rollback()
        second.result(timeout=10)
    assert waited
