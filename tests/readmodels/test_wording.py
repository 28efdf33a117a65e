"""Derived texts, as people say them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import RegistrationState
from kaarina_strategy_ext.readmodels.wording import last_moment, registration_state

HELSINKI = ZoneInfo("Europe/Helsinki")


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
