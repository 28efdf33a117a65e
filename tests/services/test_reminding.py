"""Reminders before a session and news of its results: to whom, when, and once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from kaarina_strategy_ext.models import MessageKind
from kaarina_strategy_ext.services.auditing import JOB, Act
from kaarina_strategy_ext.services.reminding import queue_reminders, queue_results
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..town import GOALS, JUNE_1, OTHER_GOALS, VISION, wish, wish_or_wait
from .conftest import Residents

BEGINS = datetime(2022, 4, 12, 14, tzinfo=UTC)  # the vision workshop
TWO_DAYS_BEFORE = BEGINS - timedelta(hours=48)
TWO_HOURS_BEFORE = BEGINS - timedelta(hours=2)


def remind(residents: Residents, now: datetime) -> int:
    return in_one_unit(residents.engine, lambda session: queue_reminders(session, Act(JOB, now)))


def tell_results(residents: Residents, now: datetime) -> int:
    return in_one_unit(residents.engine, lambda session: queue_results(session, Act(JOB, now)))


def by_hand(residents: Residents, statement: str, **values: object) -> None:
    with residents.engine.begin() as connection:
        connection.execute(text(statement), values)


def move(residents: Residents, starts: datetime) -> None:
    """Let the vision workshop begin at another moment."""
    moved = "UPDATE kaarina_strategy_session SET starts_at = :starts, ends_at = NULL WHERE key = :key"
    by_hand(
        residents, moved, starts=starts.replace(tzinfo=None) if is_sqlite(residents) else starts, key=VISION
    )


def is_sqlite(residents: Residents) -> bool:
    return residents.engine.dialect.name == "sqlite"


@pytest.mark.parametrize(
    ("now", "reminded"),
    [
        (TWO_DAYS_BEFORE - timedelta(microseconds=1), 0),
        (TWO_DAYS_BEFORE, 1),
        (BEGINS - timedelta(microseconds=1), 1),
        (BEGINS, 0),
    ],
)
def test_reminder_is_due_from_two_days_before_until_the_session_begins(
    residents: Residents, now: datetime, reminded: int
) -> None:
    residents.registered("Aino", wish(VISION))
    assert remind(residents, now) == reminded


def test_each_hour_reminds_once(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION))
    for now in (TWO_DAYS_BEFORE, TWO_DAYS_BEFORE + timedelta(hours=1), TWO_HOURS_BEFORE, TWO_HOURS_BEFORE):
        remind(residents, now)
    assert residents.mail(aino).count(MessageKind.REMINDER) == 2


def test_who_only_waits_is_not_reminded(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    waiting = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    remind(residents, datetime(2022, 4, 25, tzinfo=UTC))
    assert MessageKind.REMINDER not in residents.mail(waiting)


def test_who_got_the_seat_after_the_moment_of_the_reminder_is_not_reminded(residents: Residents) -> None:
    late = residents.registered("Aino", wish(VISION), now=TWO_DAYS_BEFORE + timedelta(minutes=1))
    remind(residents, TWO_DAYS_BEFORE + timedelta(minutes=2))
    assert MessageKind.REMINDER not in residents.mail(late)


def test_session_that_moves_is_reminded_of_at_its_new_time(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION))
    remind(residents, TWO_DAYS_BEFORE)
    move(residents, BEGINS + timedelta(days=7))
    remind(residents, TWO_DAYS_BEFORE + timedelta(days=1))
    assert residents.mail(aino).count(MessageKind.REMINDER) == 1
    remind(residents, TWO_DAYS_BEFORE + timedelta(days=7))
    assert residents.mail(aino).count(MessageKind.REMINDER) == 2


def test_day_without_a_clock_time_is_not_reminded_of_in_its_night(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    midnight = datetime(2022, 5, 31, 21, tzinfo=UTC)
    remind(residents, midnight - timedelta(hours=48))
    remind(residents, midnight - timedelta(hours=1))
    assert residents.mail(aino).count(MessageKind.REMINDER) == 1


def test_cancelled_session_is_not_reminded_of(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    by_hand(
        residents,
        "UPDATE kaarina_strategy_session SET cancelled = :reason WHERE key = :key",
        reason='{"fi": {"text": "Sairaus", "edited_at": "2022-04-05T09:00:00+00:00"}}',
        key=VISION,
    )
    assert remind(residents, TWO_DAYS_BEFORE) == 0


SUMMARY = '{"fi": {"text": "Yhteenveto", "edited_at": "2022-04-05T09:00:00+00:00"}}'


def summarise(residents: Residents, slug: str) -> None:
    by_hand(
        residents,
        "UPDATE kaarina_strategy_workshop SET summary = :summary WHERE slug = :slug",
        summary=SUMMARY,
        slug=slug,
    )


def test_results_are_told_once_after_the_last_session(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(GOALS))
    summarise(residents, "paamaarat")
    assert tell_results(residents, datetime(2022, 4, 21, tzinfo=UTC)) == 0  # another session is to come
    assert tell_results(residents, datetime(2022, 4, 27, tzinfo=UTC)) == 1
    assert tell_results(residents, datetime(2022, 4, 28, tzinfo=UTC)) == 0
    assert residents.mail(aino).count(MessageKind.RESULTS) == 1


def test_results_are_told_only_to_those_who_had_a_seat(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    waiting = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    summarise(residents, "paamaarat")
    tell_results(residents, datetime(2022, 4, 27, tzinfo=UTC))
    assert MessageKind.RESULTS not in residents.mail(waiting)
