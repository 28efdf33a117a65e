"""A freed seat is offered to the next, who has until a deadline to answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from kaarina_strategy_ext.errors import (
    BookingUnknown,
    OfferExpired,
    RegistrationCancelled,
    SessionCancelled,
)
from kaarina_strategy_ext.models import MessageKind
from kaarina_strategy_ext.services.choosing import Choice

from ..town import JUNE_1, JUNE_2, NOW, OTHER_GOALS, either_will_do, wish, wish_or_wait
from .conftest import Office, Residents

pytestmark = pytest.mark.usefixtures("promising")

CUT_OFF = datetime(2022, 4, 25, 14, tzinfo=UTC)
DEADLINE = NOW + timedelta(hours=48)
JUNE_1_OR_ELSE_2 = Choice(JUNE_1, accepts_waiting=True, accepts_other=True)


def offered(residents: Residents, key: str = OTHER_GOALS, *, now: datetime = NOW) -> int:
    """Somebody to whom the seat in the session is offered, because its holder has cancelled."""
    holder = residents.registered("Aino", wish(key))
    waiting = residents.registered("Maria", wish_or_wait(key))
    residents.cancel(holder, now=now)
    return waiting


def test_freed_seat_is_offered_to_the_first_who_waits(residents: Residents) -> None:
    maria = offered(residents)
    assert residents.places(maria) == {OTHER_GOALS: "offered"}
    assert residents.mail(maria) == [MessageKind.CONFIRMATION, MessageKind.OFFER]


def test_offer_keeps_the_seat_from_newcomers(residents: Residents) -> None:
    offered(residents)
    newcomer = residents.registered("Pekka", wish_or_wait(OTHER_GOALS))
    assert residents.places(newcomer) == {OTHER_GOALS: "waitlisted"}


@pytest.mark.parametrize(
    ("freed", "deadline"),
    [
        (NOW, DEADLINE),  # the process's two days
        (CUT_OFF - timedelta(hours=48), CUT_OFF),  # which end just with the cut-off
        (CUT_OFF - timedelta(hours=2), CUT_OFF),  # never later than the cut-off
        (CUT_OFF - timedelta(hours=1, microseconds=1), CUT_OFF),  # the last moment that leaves time to answer
        (CUT_OFF - timedelta(hours=1), None),  # from then on staff decide
    ],
)
def test_deadline_is_two_days_and_never_after_the_cut_off(
    residents: Residents, freed: datetime, deadline: datetime | None
) -> None:
    assert residents.deadline(offered(residents, now=freed)) == deadline


def test_accepted_offer_is_a_seat(residents: Residents) -> None:
    maria = offered(residents)
    residents.accept(maria, OTHER_GOALS)
    assert residents.places(maria) == {OTHER_GOALS: "confirmed"}
    assert residents.mail(maria)[-1] is MessageKind.CHANGED


def test_offer_accepted_twice_is_accepted_once(residents: Residents) -> None:
    maria = offered(residents)
    residents.accept(maria, OTHER_GOALS)
    residents.accept(maria, OTHER_GOALS)
    assert residents.mail(maria).count(MessageKind.CHANGED) == 1


@pytest.mark.parametrize("is_ended", [False, True])
def test_offer_cannot_be_accepted_from_its_deadline_on(
    residents: Residents, promising: Office, *, is_ended: bool
) -> None:
    maria = offered(residents)
    if is_ended:  # the job may have been there before, and told the next
        promising.expire(DEADLINE)
    with pytest.raises(OfferExpired):
        residents.accept(maria, OTHER_GOALS, now=DEADLINE)


def test_offer_can_be_accepted_until_just_before_its_deadline(residents: Residents) -> None:
    maria = offered(residents)
    residents.accept(maria, OTHER_GOALS, now=DEADLINE - timedelta(microseconds=1))
    assert residents.places(maria) == {OTHER_GOALS: "confirmed"}


def test_offer_in_a_cancelled_session_cannot_be_accepted(residents: Residents, promising: Office) -> None:
    maria = offered(residents)
    promising.change("session", """cancelled = '{"fi": {"text": "Peruttu", "edited_at": null}}'""")
    with pytest.raises(SessionCancelled):
        residents.accept(maria, OTHER_GOALS)


@pytest.mark.parametrize("answer", [Residents.accept, Residents.decline])
@pytest.mark.parametrize("choice", [either_will_do(), wish_or_wait(JUNE_1)])
def test_answer_to_a_withdrawn_offer_is_told_that_the_session_is_cancelled(
    residents: Residents, promising: Office, answer, choice: Choice
) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    residents.registered("Eero", wish(JUNE_2))
    maria = residents.registered("Maria", choice)
    residents.cancel(aino)
    cancelled = """cancelled = '{"fi": {"text": "Peruttu", "edited_at": null}}'"""
    promising.change("session", f"{cancelled} WHERE key = '{JUNE_1}'")
    promising.resize(JUNE_1, 1)
    key = None if choice.session_key is None else JUNE_1
    with pytest.raises(SessionCancelled):
        answer(residents, maria, key)


def test_one_who_has_cancelled_everything_cannot_accept(residents: Residents) -> None:
    maria = offered(residents)
    residents.cancel(maria)
    with pytest.raises(RegistrationCancelled):
        residents.accept(maria, OTHER_GOALS)


@pytest.mark.parametrize("answer", [Residents.accept, Residents.decline])
def test_one_who_waits_has_nothing_to_answer(residents: Residents, answer) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    maria = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    with pytest.raises(BookingUnknown):
        answer(residents, maria, OTHER_GOALS)


def test_declined_offer_goes_to_the_next(residents: Residents, promising: Office) -> None:
    promising.change("session", "waiting_list_size = NULL")
    maria = offered(residents)
    pekka = residents.registered("Pekka", wish_or_wait(OTHER_GOALS))
    residents.decline(maria, OTHER_GOALS)
    assert residents.places(maria) == {OTHER_GOALS: "declined"}
    assert residents.places(pekka) == {OTHER_GOALS: "offered"}


def test_offer_declined_twice_is_declined_once(residents: Residents) -> None:
    maria = offered(residents)
    residents.decline(maria, OTHER_GOALS)
    residents.decline(maria, OTHER_GOALS)
    assert residents.mail(maria).count(MessageKind.CANCELLED) == 1


def test_second_best_seat_is_given_while_the_preferred_is_awaited(residents: Residents) -> None:
    residents.registered("Aino", wish(JUNE_1))
    maria = residents.registered("Maria", JUNE_1_OR_ELSE_2)
    assert residents.places(maria) == {JUNE_1: "waitlisted", JUNE_2: "confirmed"}


def test_second_best_seat_is_kept_until_the_preferred_is_accepted(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    maria = residents.registered("Maria", JUNE_1_OR_ELSE_2)
    residents.cancel(aino)
    assert residents.places(maria) == {JUNE_1: "offered", JUNE_2: "confirmed"}
    residents.accept(maria, JUNE_1)
    assert residents.places(maria) == {JUNE_1: "confirmed", JUNE_2: "cancelled"}


def test_second_best_seat_stays_where_the_preferred_is_declined(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    maria = residents.registered("Maria", JUNE_1_OR_ELSE_2)
    residents.cancel(aino)
    residents.decline(maria, JUNE_1)
    assert residents.places(maria) == {JUNE_1: "declined", JUNE_2: "confirmed"}


def test_seat_given_up_for_the_preferred_goes_to_the_next(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    maria = residents.registered("Maria", JUNE_1_OR_ELSE_2)
    pekka = residents.registered("Pekka", wish_or_wait(JUNE_2))
    residents.cancel(aino)
    residents.accept(maria, JUNE_1)
    assert residents.places(pekka) == {JUNE_2: "offered"}


def test_one_to_whom_either_will_do_is_offered_the_first_that_frees(residents: Residents) -> None:
    residents.registered("Aino", wish(JUNE_1))
    kristian = residents.registered("Kristian", wish(JUNE_2))
    maria = residents.registered("Maria", either_will_do())
    residents.cancel(kristian)
    assert residents.places(maria) == {JUNE_2: "offered"}


def test_each_answer_is_written_down_once(residents: Residents, engine: Engine) -> None:
    residents.accept(offered(residents), OTHER_GOALS)
    with engine.connect() as connection:
        audit = text("SELECT action FROM kaarina_strategy_audit_entry ORDER BY number")
        assert connection.scalars(audit).all() == [
            "booking confirmed",
            "booking waitlisted",
            "booking cancelled",
            "booking offered",
            "offer accepted",
        ]
