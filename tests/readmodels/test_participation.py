"""Numbers of registration by the day of the town, which at night is another than that of UTC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Booking, Registration
from kaarina_strategy_ext.readmodels.cache import ProcessCache
from kaarina_strategy_ext.readmodels.staff.local_days import as_day, local_day
from kaarina_strategy_ext.readmodels.staff.participation import Course, Shares, course, people

from .. import town
from ..services.conftest import Residents
from ..town import GOALS, JUNE_1, OTHER_GOALS, VISION, wish, wish_or_wait

HELSINKI = ZoneInfo("Europe/Helsinki")
SINCE, UNTIL = datetime(2021, 4, 5, tzinfo=UTC), datetime(2023, 4, 5, tzinfo=UTC)


@pytest.fixture
def engine(new_database: Callable[..., str]) -> Iterator[Engine]:
    """A database that holds the small process and nobody yet."""
    engine = town.engine_of(new_database(town.prepare))
    yield engine
    engine.dispose()


@pytest.fixture
def residents(engine: Engine) -> Residents:
    return Residents(engine)


def of(engine: Engine, slug: str | None = None, now: datetime = town.NOW) -> Course:
    """The course of the workshop, or of all of them."""
    with Session(engine) as session:
        process = ProcessCache().present(session, "kaarina-2022", "fi", now)
        assert process is not None
        return course(session, process, slug)


def groups(engine: Engine) -> tuple[Shares, Shares]:
    """The shares of the languages, and of those who come together."""
    with Session(engine) as session:
        process = ProcessCache().present(session, "kaarina-2022", "fi", town.NOW)
        assert process is not None
        return people(session, process)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2022, 4, 5, 20, 59, 59, tzinfo=UTC), date(2022, 4, 5)),  # the last second of a summer day
        (datetime(2022, 4, 5, 21, tzinfo=UTC), date(2022, 4, 6)),
        (datetime(2022, 2, 5, 21, 59, 59, tzinfo=UTC), date(2022, 2, 5)),  # and of a winter day
        (datetime(2022, 2, 5, 22, tzinfo=UTC), date(2022, 2, 6)),
        (datetime(2022, 3, 26, 22, tzinfo=UTC), date(2022, 3, 27)),  # the night before the clocks go on
        (datetime(2022, 3, 27, 20, 59, tzinfo=UTC), date(2022, 3, 27)),  # and the evening after it
        (datetime(2022, 3, 27, 21, tzinfo=UTC), date(2022, 3, 28)),
        (datetime(2022, 10, 29, 21, tzinfo=UTC), date(2022, 10, 30)),  # the night before they go back
        (datetime(2022, 10, 30, 21, 59, tzinfo=UTC), date(2022, 10, 30)),
    ],
)
def test_database_finds_the_day_of_the_town(residents: Residents, instant: datetime, day: date) -> None:
    residents.registered("Aino", wish(VISION))
    with Session(residents.engine) as session, session.begin():
        session.execute(update(Booking).values(created_at=instant))
        found = local_day(session, Booking.created_at, HELSINKI, SINCE, UNTIL)
        assert as_day(session.scalars(select(found)).one()) == day
        assert instant.astimezone(HELSINKI).date() == day


def test_zone_that_never_changes_has_its_days_too(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    with Session(residents.engine) as session:
        found = local_day(session, Booking.created_at, ZoneInfo("Asia/Kolkata"), SINCE, UNTIL)
        assert as_day(session.scalars(select(found)).one()) == date(2022, 4, 5)


def test_places_come_and_go_with_those_who_wait(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    later = datetime(2022, 4, 7, 9, tzinfo=UTC)
    gone = residents.registered("Kalle", wish(GOALS), now=later)
    residents.cancel(gone, now=datetime(2022, 4, 8, 9, tzinfo=UTC))
    shown = of(residents.engine, "paamaarat", datetime(2022, 4, 9, 9, tzinfo=UTC))
    assert [(each.on.day, each.change, each.total) for each in shown.days] == [
        (5, 2, 2),
        (7, 1, 3),
        (8, -1, 2),
    ]
    assert (shown.total, shown.until) == (2, date(2022, 4, 9))


def test_capacity_is_told_where_every_session_has_one(residents: Residents) -> None:
    assert [of(residents.engine, slug).capacity for slug in ("visio", "paamaarat", "viimeistely", None)] == [
        2,
        None,  # one of them is not limited
        2,
        None,
    ]


def test_course_of_a_past_process_ends_with_its_last_session(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    assert of(residents.engine, "visio", datetime(2024, 1, 1, tzinfo=UTC)).until == date(2022, 4, 12)


@pytest.mark.parametrize(
    ("swedish", "parts"),
    [
        (0, (("fi", 3),)),
        (2, None),  # who the two are could be guessed
        (3, (("fi", 3), ("sv", 3))),
    ],
)
def test_languages_are_told_where_none_is_of_a_few(residents: Residents, swedish: int, parts: object) -> None:
    for number in range(3 + swedish):
        language = "fi" if number < 3 else "sv"
        residents.register(town.person(f"Nimi{number}", language=language), wish(GOALS))
    languages, _ = groups(residents.engine)
    assert (languages.total, languages.parts) == (3 + swedish, parts)


def test_those_who_have_cancelled_are_not_among_the_groups(residents: Residents) -> None:
    residents.cancel(residents.registered("Aino", wish(JUNE_1)))
    assert [each.total for each in groups(residents.engine)] == [0, 0]


def test_parties_of_many_are_one_group(residents: Residents) -> None:
    for number, companions in enumerate((0, 0, 0, 3, 4, 9)):
        residents.registered(f"Nimi{number}", wish(GOALS))
        with Session(residents.engine) as session, session.begin():
            newest = Registration.id == number + 1
            session.execute(update(Registration).where(newest).values(companions=companions))
    _, parties = groups(residents.engine)
    assert parties.parts == (("1", 3), ("4+", 3))
