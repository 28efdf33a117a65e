"""Whom a mailing reaches: those of the chosen sessions in the chosen states, each once."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import BookingStatus
from kaarina_strategy_ext.services.erasing import erase_registration
from kaarina_strategy_ext.services.mailing.reaching import keys_of

from ...town import (
    ACT,
    GOALS,
    JUNE_1,
    JUNE_2,
    KEYS,
    OTHER_GOALS,
    VISION,
    either_will_do,
    person,
    wish,
    wish_or_wait,
)
from ..conftest import Office, Residents
from .conftest import CONFIRMED, WAITLISTED, Desk, audience, written


def test_each_person_is_counted_once_and_once_in_each_session(desk: Desk, residents: Residents) -> None:
    residents.registered("Aino", wish(VISION), wish(GOALS))
    residents.register(person("Kristian", language="sv"), wish(GOALS))
    found = desk.reach(audience(VISION, GOALS))
    assert found.by_language == {"fi": 1, "sv": 1}
    assert found.by_session == {VISION: {"fi": 1}, GOALS: {"fi": 1, "sv": 1}}
    assert found.people == 2


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (BookingStatus.CONFIRMED, "Aino"),
        (BookingStatus.WAITLISTED, "Åsa"),
        (BookingStatus.OFFERED, "Kristian"),
        (BookingStatus.CANCELLED, "Eero"),
    ],
)
def test_only_those_in_the_chosen_state_are_reached(
    desk: Desk, residents: Residents, promising: Office, status: BookingStatus, name: str
) -> None:
    eero = residents.registered("Eero", wish(VISION))
    residents.registered("Aino", wish(VISION))
    residents.registered("Kristian", wish_or_wait(VISION))
    residents.registered("Åsa", wish_or_wait(VISION))
    residents.cancel(eero)  # and Kristian is offered the seat
    desk.send(desk.begin(written(VISION, statuses=(status,))))
    desk.work()
    assert desk.recipients() == [name]


def test_nobody_of_other_sessions_is_reached(desk: Desk, residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    assert desk.reach(audience(GOALS)).people == 0


@pytest.mark.parametrize("key", [JUNE_1, JUNE_2])
def test_whoever_takes_any_alternative_waits_for_each(desk: Desk, residents: Residents, key: str) -> None:
    for number, alternative in enumerate((JUNE_1, JUNE_2)):
        residents.registered(f"Aino{number}", wish(alternative))
    waiting = residents.registered("Åsa", either_will_do())
    whom = audience(key, statuses=(WAITLISTED,))
    assert desk.reach(whom).by_session == {key: {"fi": 1}}
    with Session(desk.engine) as session:
        assert keys_of(session, 1, whom, waiting) == (key,)


def test_whoever_has_cancelled_and_come_back_has_not_cancelled(desk: Desk, residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION), wish(GOALS))
    residents.cancel(aino, VISION)
    gone = audience(VISION, statuses=(BookingStatus.CANCELLED,))
    assert desk.reach(gone).people == 1
    residents.add(aino, wish(VISION))
    assert desk.reach(gone).people == 0


def test_unconfirmed_address_is_counted_apart(desk: Desk, residents: Residents) -> None:
    residents.asked("Aino", wish(VISION))
    found = desk.reach(audience(VISION))
    assert (found.people, found.unconfirmed, found.without_mail) == (0, 1, 0)


def test_whoever_has_no_address_is_counted_to_be_phoned(
    desk: Desk, residents: Residents, office: Office
) -> None:
    residents.registered("Aino", wish(VISION))
    office.change("registration", "email = NULL, email_key = NULL")
    found = desk.reach(audience(VISION))
    assert (found.people, found.unconfirmed, found.without_mail) == (0, 0, 1)


def test_whoever_was_erased_is_reached_no_more(desk: Desk, residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION))
    desk.unit(lambda session: erase_registration(session, aino, ACT, KEYS))
    whom = audience(VISION, statuses=(CONFIRMED, BookingStatus.CANCELLED))
    found = desk.reach(whom)
    assert (found.people, found.unconfirmed, found.without_mail) == (0, 0, 0)
    with Session(desk.engine) as session:
        assert keys_of(session, 1, whom, aino) == ()


def test_session_of_no_such_key_reaches_nobody(desk: Desk, residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    assert desk.reach(audience("no-such-session")).people == 0
