"""Receiving registrations: everything that somebody asks for, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import (
    AlternativesBothChosen,
    NothingChosen,
    RegistrationNotOpen,
    SeatsTaken,
    SessionUnknown,
    WaitingListFull,
)
from kaarina_strategy_ext.models import AuditEntry, MessageKind, Registration
from kaarina_strategy_ext.services.registering import Reception

from ..town import (
    GOALS,
    JUNE_1,
    JUNE_2,
    OPENED,
    OTHER_GOALS,
    VISION,
    either_will_do,
    person,
    wish,
    wish_or_wait,
)
from .conftest import Residents


def test_free_seat_is_confirmed(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION))
    assert residents.places(aino) == {VISION: "confirmed"}


def test_several_workshops_are_booked_in_one_go(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION), wish(GOALS), wish(JUNE_1))
    assert residents.places(aino) == {VISION: "confirmed", GOALS: "confirmed", JUNE_1: "confirmed"}


def test_registration_queues_one_confirmation(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION), wish(GOALS))
    assert residents.mail(aino) == [MessageKind.CONFIRMATION]


def test_full_session_puts_registrant_on_waiting_list(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    kristian = residents.registered("Kristian", wish_or_wait(OTHER_GOALS))
    assert residents.places(kristian) == {OTHER_GOALS: "waitlisted"}


def test_full_session_is_refused_to_one_who_did_not_ask_to_wait(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    with pytest.raises(SeatsTaken) as refusal:
        residents.registered("Kristian", wish(VISION), wish(OTHER_GOALS))
    assert refusal.value.session_keys == (OTHER_GOALS,)


def test_refused_session_leaves_no_trace_of_the_others(residents: Residents, engine: Engine) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    with pytest.raises(SeatsTaken):
        residents.registered("Kristian", wish(VISION), wish(OTHER_GOALS))
    with Session(engine) as session:
        assert session.scalar(select(func.count(Registration.id))) == 1


def test_full_waiting_list_is_refused(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    residents.registered("Kristian", wish_or_wait(OTHER_GOALS))
    with pytest.raises(WaitingListFull):
        residents.registered("Maria", wish_or_wait(OTHER_GOALS))


def test_unknown_capacity_takes_everybody(residents: Residents) -> None:
    everybody = [residents.registered(f"Aino{number}", wish(GOALS)) for number in range(5)]
    assert [residents.places(each) for each in everybody] == [{GOALS: "confirmed"}] * 5


def test_either_alternative_gives_the_one_with_room(residents: Residents) -> None:
    residents.registered("Aino", wish(JUNE_1))
    kristian = residents.registered("Kristian", either_will_do())
    assert residents.places(kristian) == {JUNE_2: "confirmed"}


def test_either_alternative_waits_for_both_where_both_are_full(residents: Residents) -> None:
    residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    maria = residents.registered("Maria", either_will_do())
    assert residents.places(maria) == {None: "waitlisted"}


def test_two_alternatives_at_once_are_refused(residents: Residents) -> None:
    with pytest.raises(AlternativesBothChosen):
        residents.registered("Aino", wish(JUNE_1), wish(JUNE_2))


def test_alternative_and_either_at_once_are_refused(residents: Residents) -> None:
    with pytest.raises(AlternativesBothChosen):
        residents.registered("Aino", wish(JUNE_1), either_will_do())


def test_nothing_chosen_is_refused(residents: Residents) -> None:
    with pytest.raises(NothingChosen):
        residents.registered("Aino")


@pytest.mark.parametrize("key", ["no-such-session", "", "1", "' OR 1=1 --"])
def test_unknown_session_is_refused(residents: Residents, key: str) -> None:
    with pytest.raises(SessionUnknown):
        residents.registered("Aino", wish(VISION), wish(key))


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (OPENED - timedelta(microseconds=1), False),  # the last moment before the opening
        (OPENED, True),  # the opening itself belongs to the window
        (datetime(2022, 4, 12, 14, tzinfo=UTC) - timedelta(microseconds=1), True),  # just before the start
        (datetime(2022, 4, 12, 14, tzinfo=UTC), False),  # the start closes the registration
    ],
)
def test_window_is_half_open(residents: Residents, now: datetime, *, is_open: bool) -> None:
    if is_open:
        assert residents.registered("Aino", wish(VISION), now=now)
    else:
        with pytest.raises(RegistrationNotOpen):
            residents.registered("Aino", wish(VISION), now=now)


def test_same_form_sent_twice_is_one_registration(residents: Residents) -> None:
    first = residents.register(person(), wish(VISION), form_key="one form")
    second = residents.register(person(), wish(VISION), form_key="one form")
    assert second.reception is Reception.REPEATED
    assert second.registration.id == first.registration.id


def test_same_form_for_somebody_else_is_a_registration_of_their_own(residents: Residents) -> None:
    residents.register(person("Aino"), wish(VISION), form_key="one form")
    other = residents.register(person("Kristian"), wish(VISION), form_key="one form")
    assert other.reception is Reception.NEW


@pytest.mark.parametrize(
    "address",
    ["aino@example.fi", "AINO@EXAMPLE.FI", "aino@EXAMPLE.fi"],
)
def test_second_registration_of_a_person_only_mails_the_link(residents: Residents, address: str) -> None:
    aino = residents.registered("Aino", wish(VISION))
    again = residents.register(person("Aino", email=address), wish(GOALS), form_key="another form")
    assert again.reception is Reception.DUPLICATE
    assert residents.mail(aino) == [MessageKind.CONFIRMATION, MessageKind.EXISTING]


def test_letters_beyond_ascii_fold_alike_on_both_databases(residents: Residents) -> None:
    residents.register(person("Ääri", email="ÄÄRI@example.fi"), wish(VISION))
    again = residents.register(person("ÄÄRI", email="ääri@example.fi"), wish(VISION), form_key="another")
    assert again.reception is Reception.DUPLICATE


def test_couple_with_one_address_registers_each_by_name(residents: Residents) -> None:
    residents.register(person("Aino", email="perhe@example.fi"), wish(VISION))
    kristian = residents.register(person("Kristian", email="perhe@example.fi"), wish(VISION))
    assert kristian.reception is Reception.NEW


def test_duplicate_is_mailed_once_an_hour(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION))
    for number in range(3):
        residents.register(person(), wish(VISION), form_key=f"form {number}")
    assert residents.mail(aino) == [MessageKind.CONFIRMATION, MessageKind.EXISTING]


def test_audit_of_a_registration_holds_no_personal_data(residents: Residents, engine: Engine) -> None:
    residents.registered("Aino", wish(VISION))
    with Session(engine) as session:
        entries = session.scalars(select(AuditEntry)).all()
    told = " ".join(f"{each.actor} {each.action} {each.subject} {each.details}" for each in entries)
    assert entries
    assert "aino" not in told.lower()


@pytest.mark.parametrize("name", ["Aino", "Kristian"])
def test_refusal_is_the_same_for_the_known_and_the_unknown(residents: Residents, name: str) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    with pytest.raises(SeatsTaken):
        residents.register(person(name), wish(OTHER_GOALS), form_key="another form")
