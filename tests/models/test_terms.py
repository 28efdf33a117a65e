"""The one rule that derives a session's registration state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kaarina_strategy_ext.models import RegistrationMode, RegistrationState, Seats, SessionTerms, Window

OPENS = datetime(2022, 4, 4, 6, tzinfo=UTC)
CLOSES = datetime(2022, 4, 10, 21, tzinfo=UTC)
BEGINS = datetime(2022, 4, 12, 14, tzinfo=UTC)
ENDS = datetime(2022, 4, 12, 17, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
WINDOW = Window(RegistrationMode.WINDOW, OPENS, CLOSES)
NOBODY = Seats()


def terms(**changed) -> SessionTerms:
    return SessionTerms(**{"begins_at": BEGINS, "ends_at": ENDS, "window": WINDOW, "capacity": 2, **changed})


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - MOMENT, RegistrationState.SCHEDULED),  # the last moment before the opening
        (OPENS, RegistrationState.OPEN),  # the opening itself belongs to the window
        (CLOSES - MOMENT, RegistrationState.OPEN),
        (CLOSES, RegistrationState.CLOSED),  # the closing itself does not
        (BEGINS, RegistrationState.CLOSED),  # going on
        (ENDS, RegistrationState.HELD),
    ],
)
def test_state_follows_the_clock(now: datetime, state: RegistrationState) -> None:
    assert terms().state(NOBODY, now) is state


@pytest.mark.parametrize(
    ("seats", "state"),
    [
        (Seats(taken=1), RegistrationState.OPEN),  # one seat left
        (Seats(taken=2), RegistrationState.FULL),
        (Seats(taken=3), RegistrationState.FULL),  # the capacity was lowered afterwards
        (Seats(taken=1, waiting=1, smallest_party=1), RegistrationState.FULL),  # it is for the one who waits
        (Seats(taken=1, waiting=2, smallest_party=2), RegistrationState.OPEN),  # who waits does not fit
    ],
)
def test_state_follows_the_seats(seats: Seats, state: RegistrationState) -> None:
    assert terms().state(seats, OPENS) is state


def test_window_without_end_closes_when_the_session_begins() -> None:
    assert terms(window=Window(RegistrationMode.WINDOW, OPENS)).closes_at == BEGINS


def test_window_cannot_outlast_the_beginning() -> None:
    late = Window(RegistrationMode.WINDOW, OPENS, ENDS)
    assert terms(window=late).state(NOBODY, BEGINS) is RegistrationState.CLOSED


@pytest.mark.parametrize("window", [None, Window(RegistrationMode.ANNOUNCED_LATER)])
def test_registration_without_window_is_announced_later(window: Window | None) -> None:
    assert terms(window=window).state(NOBODY, OPENS) is RegistrationState.ANNOUNCED_LATER


def test_session_held_without_registration_is_held() -> None:
    assert terms(window=None).state(NOBODY, ENDS) is RegistrationState.HELD


def test_cancelled_session_is_cancelled_at_any_time() -> None:
    cancelled = terms(is_cancelled=True)
    assert {cancelled.state(NOBODY, now) for now in (OPENS - MOMENT, OPENS, ENDS)} == {
        RegistrationState.CANCELLED
    }


def test_free_seats_are_never_negative() -> None:
    assert terms().free(Seats(taken=5)) == 0


def test_unknown_capacity_never_fills_up() -> None:
    assert terms(capacity=None).state(Seats(taken=10_000), OPENS) is RegistrationState.OPEN


@pytest.mark.parametrize(
    ("size", "has_room"),
    [
        (None, True),  # no limit
        (4, True),  # one place left
        (3, False),
        (0, False),  # no waiting list
    ],
)
def test_waiting_list_has_room_up_to_its_size(size: int | None, *, has_room: bool) -> None:
    assert terms(waiting_list_size=size).has_room_to_wait(Seats(taken=2, waiting=3)) is has_room


@pytest.mark.parametrize(("now", "promotes"), [(BEGINS - MOMENT, True), (BEGINS, False)])
def test_seats_are_given_on_until_the_session_begins(now: datetime, *, promotes: bool) -> None:
    assert terms().promotes(now) is promotes
