"""Where there is reason to ask, a seat is only held until the address has been confirmed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from kaarina_strategy_ext.errors import RegistrationCancelled, VerificationExpired
from kaarina_strategy_ext.models import MessageKind
from kaarina_strategy_ext.services.registering import Reception
from kaarina_strategy_ext.services.verifying import MOST_FROM_ONE_ORIGIN, WINDOW, Caution

from ..town import NOW, OTHER_GOALS, VISION, person, wish, wish_or_wait
from .conftest import Office, Residents

HOUR = timedelta(hours=1)
ASKED = Caution(is_asked=True)


@pytest.fixture
def aino(residents: Residents) -> int:
    """Somebody who is asked to confirm the address."""
    return residents.asked("Aino", wish(OTHER_GOALS))


def test_seat_is_held_until_the_address_is_confirmed(residents: Residents, aino: int) -> None:
    assert residents.places(aino) == {OTHER_GOALS: "held"}
    assert residents.mail(aino) == [MessageKind.VERIFICATION]


def test_held_seat_is_nobody_elses(residents: Residents, aino: int) -> None:
    maria = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    assert residents.places(maria) == {OTHER_GOALS: "waitlisted"}


def test_confirmed_address_makes_the_seat_firm(residents: Residents, aino: int) -> None:
    residents.verify(aino, now=NOW + HOUR - timedelta(microseconds=1))
    assert residents.places(aino) == {OTHER_GOALS: "confirmed"}
    assert residents.mail(aino) == [MessageKind.VERIFICATION, MessageKind.CONFIRMATION]


def test_address_confirmed_twice_is_confirmed_once(residents: Residents, aino: int) -> None:
    residents.verify(aino)
    residents.verify(aino, now=NOW + 2 * HOUR)
    assert residents.mail(aino).count(MessageKind.CONFIRMATION) == 1


@pytest.mark.parametrize("is_ended", [False, True])
def test_address_cannot_be_confirmed_after_the_hour(
    residents: Residents, office: Office, aino: int, *, is_ended: bool
) -> None:
    if is_ended:  # the job may have been there before, and given the seat on
        office.expire(NOW + HOUR)
    with pytest.raises(VerificationExpired):
        residents.verify(aino, now=NOW + HOUR)


def test_address_of_a_cancelled_registration_is_not_confirmed(residents: Residents, aino: int) -> None:
    residents.cancel(aino)
    with pytest.raises(RegistrationCancelled):
        residents.verify(aino)


def test_form_sent_again_asks_again(residents: Residents, aino: int) -> None:
    again = residents.register(person("Aino"), wish(VISION), form_key="another", now=NOW + HOUR / 2)
    assert again.reception is Reception.DUPLICATE
    assert residents.mail(aino) == [MessageKind.VERIFICATION] * 2


def test_accepting_an_offer_proves_the_address(residents: Residents, promising: Office) -> None:
    kristian = residents.registered("Kristian", wish(OTHER_GOALS))
    maria = residents.registered("Maria", wish(VISION), wish_or_wait(OTHER_GOALS), caution=ASKED)
    residents.cancel(kristian)
    residents.accept(maria, OTHER_GOALS)
    assert residents.places(maria) == {VISION: "confirmed", OTHER_GOALS: "confirmed"}


def test_one_who_phones_the_office_is_not_asked(residents: Residents) -> None:
    phoned = residents.registered("Aino", wish(VISION), caution=ASKED, by_office=True)
    assert residents.places(phoned) == {VISION: "confirmed"}


def test_many_from_one_network_are_asked_and_not_refused(residents: Residents, engine: Engine) -> None:
    network = Caution(origin="a digest")
    with engine.begin() as connection:
        begun = "2022-04-05 09:00:00" + ("+00" if engine.dialect.name == "postgresql" else ".000000")
        connection.execute(
            text("INSERT INTO kaarina_strategy_tally (subject, since, number) VALUES ('a digest', :at, :n)"),
            {"at": begun, "n": MOST_FROM_ONE_ORIGIN - 1},
        )
    last = residents.registered("Aino", wish(VISION), caution=network)
    first_too_many = residents.registered("Maria", wish(VISION), caution=network)
    later = residents.registered("Pekka", wish_or_wait(OTHER_GOALS), caution=network, now=NOW + WINDOW)
    assert [list(residents.places(each).values()) for each in (last, first_too_many, later)] == [
        ["confirmed"],
        ["held"],
        ["confirmed"],
    ]


def test_confirmation_is_written_down(residents: Residents, engine: Engine, aino: int) -> None:
    residents.verify(aino)
    with engine.connect() as connection:
        audit = text("SELECT action FROM kaarina_strategy_audit_entry ORDER BY number")
        assert connection.scalars(audit).all() == ["booking held", "booking confirmed"]
