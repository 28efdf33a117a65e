"""The office registers by phone on its own seats, and may give a seat beside the queue, with its reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import (
    BookingUnknown,
    RegistrationCancelled,
    RegistrationNotOpen,
    SeatsTaken,
    SessionOver,
)
from kaarina_strategy_ext.models import AuditEntry
from kaarina_strategy_ext.services.choosing import Choice

from ..town import GOALS, JUNE_1, JUNE_2, OTHER_GOALS, VISION, either_will_do, wish, wish_or_wait
from .conftest import Office, Residents

AFTER_CUT_OFF = datetime(2022, 4, 26, 13, tzinfo=UTC)
BEGUN = datetime(2022, 4, 26, 14, tzinfo=UTC)
OVER = datetime(2022, 4, 26, 17, tzinfo=UTC)


@pytest.fixture
def waiting(residents: Residents, promising: Office) -> int:
    """Somebody who waits for the one seat of a session, which has become free after the cut-off."""
    aino = residents.registered("Aino", wish(OTHER_GOALS))
    maria = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    residents.cancel(aino, now=AFTER_CUT_OFF)
    return maria


def test_after_the_cut_off_a_free_seat_is_nobodys_by_itself(residents: Residents, waiting: int) -> None:
    assert residents.places(waiting) == {OTHER_GOALS: "waitlisted"}


def test_after_the_cut_off_staff_give_the_seat(residents: Residents, office: Office, waiting: int) -> None:
    office.give(residents.booking(waiting, OTHER_GOALS), now=AFTER_CUT_OFF)
    assert residents.places(waiting) == {OTHER_GOALS: "confirmed"}


def test_reason_and_member_of_staff_are_written_down(
    residents: Residents, office: Office, waiting: int, engine: Engine
) -> None:
    office.give(residents.booking(waiting, OTHER_GOALS), reason="needs the lift", now=AFTER_CUT_OFF)
    with Session(engine) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "seat given")).one()
    assert (entry.actor, entry.details["reason"]) == ("staff-7", "needs the lift")


def test_seat_given_twice_is_given_once(residents: Residents, office: Office, waiting: int) -> None:
    for _ in range(2):
        office.give(residents.booking(waiting, OTHER_GOALS), now=AFTER_CUT_OFF)
    assert [str(kind) for kind in residents.mail(waiting)] == ["confirmation", "changed"]


def test_staff_seat_nobody_beyond_the_capacity(residents: Residents, office: Office) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    maria = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    with pytest.raises(SeatsTaken):
        office.give(residents.booking(maria, OTHER_GOALS))


@pytest.mark.parametrize(("now", "is_possible"), [(BEGUN, True), (OVER, False)])
def test_seat_can_be_given_until_the_session_is_over(
    residents: Residents, office: Office, waiting: int, now: datetime, *, is_possible: bool
) -> None:
    booking = residents.booking(waiting, OTHER_GOALS)
    if is_possible:
        office.give(booking, now=now)
        assert residents.places(waiting) == {OTHER_GOALS: "confirmed"}
    else:
        with pytest.raises(SessionOver):
            office.give(booking, now=now)


def test_cancelled_registration_gets_no_seat(residents: Residents, office: Office) -> None:
    aino = residents.registered("Aino", wish(OTHER_GOALS))
    residents.cancel(aino)
    with pytest.raises(RegistrationCancelled):
        office.give(residents.booking(aino, OTHER_GOALS))


@pytest.mark.parametrize("key", [GOALS, "no-such-session"])
def test_seat_cannot_be_given_outside_the_workshop(residents: Residents, office: Office, key: str) -> None:
    aino = residents.registered("Aino", wish(VISION))
    with pytest.raises(BookingUnknown):
        office.give(residents.booking(aino, VISION), key=key)


def test_staff_can_move_somebody_to_the_other_alternative(residents: Residents, office: Office) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    maria = residents.registered("Maria", wish_or_wait(JUNE_1))
    office.give(residents.booking(aino, JUNE_1), key=JUNE_2)
    assert residents.places(aino) == {JUNE_1: "cancelled", JUNE_2: "confirmed"}
    assert residents.places(maria) == {JUNE_1: "confirmed"}


def test_staff_can_move_somebody_to_another_separate_session(residents: Residents, office: Office) -> None:
    aino = residents.registered("Aino", wish(OTHER_GOALS))
    maria = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    office.give(residents.booking(aino, OTHER_GOALS), key=GOALS)
    assert residents.places(aino) == {OTHER_GOALS: "cancelled", GOALS: "confirmed"}
    assert residents.places(maria) == {OTHER_GOALS: "confirmed"}


def test_nobody_is_moved_to_where_they_sit_already(residents: Residents, office: Office) -> None:
    aino = residents.registered("Aino", wish(GOALS), wish(OTHER_GOALS))
    with pytest.raises(BookingUnknown):
        office.give(residents.booking(aino, OTHER_GOALS), key=GOALS)


@pytest.mark.parametrize("accepts_other", [True, False])
def test_second_best_given_by_staff_leaves_the_wait_for_the_preferred(
    residents: Residents, office: Office, *, accepts_other: bool
) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    maria = residents.registered("Maria", Choice(JUNE_1, accepts_waiting=True, accepts_other=accepts_other))
    office.resize(JUNE_2, 2, reserved=1)
    office.give(residents.booking(maria, JUNE_1), key=JUNE_2)
    assert residents.places(maria) == {JUNE_1: "waitlisted", JUNE_2: "confirmed"}
    residents.cancel(aino)
    assert residents.places(maria) == {JUNE_1: "confirmed", JUNE_2: "cancelled"}


def test_one_to_whom_either_will_do_gets_a_seat_of_the_office(residents: Residents, office: Office) -> None:
    residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    maria = residents.registered("Maria", either_will_do())
    office.resize(JUNE_2, 2, reserved=1)
    office.give(residents.booking(maria, None))
    assert residents.places(maria) == {JUNE_2: "confirmed"}


def test_seats_of_the_office_are_not_the_publics(residents: Residents, office: Office) -> None:
    office.resize(VISION, 2, reserved=1)
    residents.registered("Aino", wish(VISION))
    with pytest.raises(SeatsTaken):
        residents.registered("Kristian", wish(VISION))


def test_office_takes_its_own_seats_first(residents: Residents, office: Office) -> None:
    office.resize(VISION, 2, reserved=1)
    residents.registered("Phoned", wish(VISION), by_office=True)
    aino = residents.registered("Aino", wish(VISION))
    assert residents.places(aino) == {VISION: "confirmed"}


def test_freed_seat_of_the_office_stays_the_offices(residents: Residents, office: Office) -> None:
    office.resize(VISION, 2, reserved=1)
    phoned = residents.registered("Phoned", wish(VISION), by_office=True)
    residents.registered("Aino", wish(VISION))
    maria = residents.registered("Maria", wish_or_wait(VISION))
    residents.cancel(phoned)
    assert residents.places(maria) == {VISION: "waitlisted"}


@pytest.mark.parametrize(("now", "is_possible"), [(BEGUN, True), (OVER, False)])
def test_office_registers_until_the_session_is_over(
    residents: Residents, now: datetime, *, is_possible: bool
) -> None:
    if is_possible:
        assert residents.registered("Phoned", wish(OTHER_GOALS), by_office=True, now=now)
    else:
        with pytest.raises(RegistrationNotOpen):
            residents.registered("Phoned", wish(OTHER_GOALS), by_office=True, now=now)
