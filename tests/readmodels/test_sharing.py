"""The one state of a process that all readers share, beside one that is made afresh for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.readmodels.cache import ProcessCache
from kaarina_strategy_ext.readmodels.present import ProcessNow
from kaarina_strategy_ext.services.registering import register
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from .. import town

SLUG = "kaarina-2022"
TICK = timedelta(microseconds=1)
# No whole minute, because at each of those everything is made anew.
OPENS = town.NOW + timedelta(hours=1, seconds=30)
OPEN_THEN = f"UPDATE kaarina_strategy_process SET registration_opens_at = '{OPENS:%Y-%m-%d %H:%M:%S}.000000'"

NOTE = (
    "INSERT INTO kaarina_strategy_audit_entry"
    " (process_id, workshop_id, number, at, actor, action, details)"
    " SELECT process_id, id, 1000, '2022-04-05 09:00:00.000000', 'staff', 'details changed', '{}'"
    " FROM kaarina_strategy_workshop LIMIT 1"
)


@pytest.fixture
def engine(new_sqlite) -> Iterator[Engine]:
    engine = town.engine_of(new_sqlite(town.prepare))
    yield engine
    engine.dispose()


def told(process: ProcessNow | None) -> list[object]:
    """Everything that the clock decides of a process."""
    assert process is not None
    return [
        process.phases,
        process.workshops,
        process.sessions,
        process.news,
        process.adopted,
        process.days_to_decision,
        process.registration_sentence,
        process.openings,
        process.reassurance,
        process.changes(14),
        process.today,
    ]


def test_what_is_shared_says_the_same_as_what_is_fresh_at_each_instant(engine: Engine) -> None:
    cache = ProcessCache()
    with Session(engine) as session:
        session.execute(text(OPEN_THEN))
        session.commit()
        first = cache.present(session, SLUG, "sv", town.NOW)
        assert first is not None
        assert OPENS in first.view.instants
        for instant in sorted(first.view.instants):
            for now in (instant - timedelta(seconds=10), instant - TICK, instant, instant + TICK):
                shared, fresh = (ask(session, SLUG, "sv", now) for ask in (cache.shared, cache.present))
                assert told(shared) == told(fresh), now


def test_registration_opens_to_the_instant(engine: Engine) -> None:
    cache = ProcessCache()

    def is_open(now: datetime) -> bool:
        process = cache.shared(session, SLUG, "fi", now)
        return process is not None and process.takes_registrations

    with Session(engine) as session:
        session.execute(text(OPEN_THEN))
        session.commit()
        assert [is_open(OPENS - 10 * TICK), is_open(OPENS - TICK), is_open(OPENS)] == [False, False, True]


def test_readers_of_one_minute_share_one_object(engine: Engine) -> None:
    cache, later = ProcessCache(), town.NOW + timedelta(seconds=59)
    with Session(engine) as session:
        shown = [cache.shared(session, SLUG, "fi", now) for now in (town.NOW, later)]
        next_minute = cache.shared(session, SLUG, "fi", town.NOW + timedelta(minutes=1))
    assert shown[0] is shown[1] is not next_minute


def test_clock_that_is_set_back_is_believed(engine: Engine) -> None:
    cache, earlier = ProcessCache(), town.NOW - timedelta(seconds=1)
    with Session(engine) as session:
        cache.shared(session, SLUG, "fi", town.NOW)
        process = cache.shared(session, SLUG, "fi", earlier)
    assert process is not None
    assert process.now == earlier


def test_new_content_is_seen_by_the_next_reader(engine: Engine) -> None:
    cache = ProcessCache()
    with Session(engine) as session:
        before = cache.shared(session, SLUG, "fi", town.NOW)
        session.execute(text("UPDATE kaarina_strategy_process SET revision = revision + 1"))
        session.commit()
        assert cache.shared(session, SLUG, "fi", town.NOW) is not before


def test_taken_seat_is_seen_by_the_next_reader(engine: Engine) -> None:
    cache = ProcessCache()

    def taken() -> list[int]:
        with Session(engine) as session:
            process = cache.shared(session, SLUG, "fi", town.NOW)
        assert process is not None
        return [each.seats.taken for each in process.sessions if each.view.key == town.VISION]

    before = taken()
    in_one_unit(
        engine,
        lambda session: register(
            session, 1, town.person(), [town.wish(town.VISION)], town.ACT, form_key="a form"
        ),
    )
    assert (before, taken()) == ([0], [1])


def test_note_that_takes_no_seat_leaves_what_is_shared(engine: Engine) -> None:
    cache = ProcessCache()
    with Session(engine) as session:
        before = cache.shared(session, SLUG, "fi", town.NOW)
        session.execute(text(NOTE))
        session.commit()
        assert cache.shared(session, SLUG, "fi", town.NOW) is before
