"""Derived texts, as people say them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import RegistrationState, Seats, SessionTerms
from kaarina_strategy_ext.readmodels.wording import (
    last_moment,
    registration_as_a_whole,
    registration_sentence,
    registration_state,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
EVENING = datetime(2022, 4, 12, 17, tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("closes_at", "told"),
    [
        (datetime(2022, 4, 12, 17, 0, tzinfo=HELSINKI), "ti 12.4.2022 klo 17"),
        (datetime(2022, 6, 1, 0, 0, tzinfo=HELSINKI), "ti 31.5.2022"),  # midnight ends the day before
        (datetime(2022, 4, 10, 23, 59, tzinfo=HELSINKI), "su 10.4.2022"),  # the last minute is the whole day
    ],
)
def test_last_moment_is_told_as_people_say_it(closes_at: datetime, told: str) -> None:
    assert last_moment(closes_at, HELSINKI, "fi") == told


# English has one word for a full workshop and a full layout, and one for a workshop and a seat that is held.
@pytest.mark.parametrize(
    ("state", "finnish", "swedish"),
    [
        (RegistrationState.FULL, "Täynnä", "Fullsatt"),
        (RegistrationState.HELD, "Pidetty", "Har hållits"),
    ],
)
def test_state_of_a_workshop_is_not_told_with_the_word_for_another_thing(
    state: RegistrationState, finnish: str, swedish: str
) -> None:
    assert [registration_state(state, words(each)) for each in ("fi", "sv")] == [finnish, swedish]


@dataclass(frozen=True)
class Told:
    """A workshop of which only the end is asked."""

    is_past: bool


@pytest.mark.parametrize(
    ("workshops", "finnish", "swedish"),
    [
        (
            [],
            "Työpajoista ei ole vielä tietoa. Kerromme niistä näillä sivuilla.",
            "Det finns ingen information om workshoppar ännu. Vi berättar om dem på de här sidorna.",
        ),
        ([True, True], "Kaikki työpajat ovat päättyneet.", "Alla workshoppar är avslutade."),
        (
            [True, False],
            "Työpajojen päivät ilmoitetaan myöhemmin.",
            "Datumen för workshopparna meddelas senare.",
        ),
    ],
)
def test_why_no_workshop_is_coming_is_told(workshops: list[bool], finnish: str, swedish: str) -> None:
    known = [Told(each) for each in workshops]
    told = [registration_as_a_whole([], known, HELSINKI, words(each)) for each in ("fi", "sv")]
    assert told == [finnish, swedish]


@pytest.mark.parametrize(
    ("waiting_list_size", "finnish"),
    [
        (0, "Työpaja on täynnä. Valitse toinen työpaja."),  # there is no waiting list of which to speak
        (1, "Työpaja ja sen jonotuslista ovat täynnä. Valitse toinen työpaja."),
        (None, "Työpaja on täynnä. Voit ilmoittautua jonotuslistalle."),
    ],
)
def test_full_workshop_says_what_one_can_do(waiting_list_size: int | None, finnish: str) -> None:
    terms = SessionTerms(EVENING, EVENING, capacity=1, waiting_list_size=waiting_list_size)
    seats = Seats(taken=1, waiting=1)
    assert registration_sentence(terms, seats, RegistrationState.FULL, HELSINKI, words("fi")) == finnish
