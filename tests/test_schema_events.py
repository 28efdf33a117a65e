"""The tables of events come and go beside everything else, with rows in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from kaarina_strategy_ext import schema

from . import town
from .shapes import shape_of

EVENT = (
    "INSERT INTO kaarina_strategy_event (public_id, process_id, kind, subject, at, data, dedup_key)"
    " VALUES ('{0}', {1}, '{2}', 'visio', '2022-04-06', '{{}}', '{3}')"
)
DELIVERY = (
    "INSERT INTO kaarina_strategy_webhook_delivery (event_id, url, state, due_at, attempts)"
    " VALUES ({0}, 'https://intranet.example.fi', '{1}', '2022-04-06', 0)"
)
OBSERVATION = (
    "INSERT INTO kaarina_strategy_observation (process_id, number, phases, opened)"
    " VALUES ({0}, 0, '{{}}', '[]')"
)
NEW = {"kaarina_strategy_event", "kaarina_strategy_webhook_delivery", "kaarina_strategy_observation"}


def _with_events(url: str) -> None:
    town.prepare(url)
    engine = town.engine_of(url)
    with engine.begin() as connection:
        for statement in (
            EVENT.format("aa", 1, "session_full", "cause"),
            DELIVERY.format(1, "queued"),
            OBSERVATION.format(1),
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def engine(new_database: Callable[..., str]) -> Iterator[Engine]:
    """A database at the present revision with the small process, one event, and foreign keys enforced."""
    engine = town.engine_of(new_database(_with_events))
    yield engine
    engine.dispose()


def counts(engine: Engine) -> dict[str, int]:
    """How many rows each table holds."""
    tables = [each for each in inspect(engine).get_table_names() if each != schema.VERSION_TABLE]
    with engine.connect() as connection:
        return {each: connection.scalar(text(f"SELECT count(*) FROM {each}")) or 0 for each in tables}


def test_downgrade_takes_the_events_and_nothing_else(engine: Engine) -> None:
    schema.downgrade(engine, "0004")
    before, shape = counts(engine), shape_of(engine)
    assert all(before[table] for table in NEW)
    schema.downgrade(engine, "0003")
    assert counts(engine) == {table: number for table, number in before.items() if table not in NEW}
    schema.upgrade(engine, "0004")
    assert shape_of(engine) == shape
    assert counts(engine) == {**before, **dict.fromkeys(NEW, 0)}


@pytest.mark.parametrize(
    "statement",
    [
        EVENT.format("bb", 1, "session_empty", "other"),  # a kind that nobody knows
        EVENT.format("bb", 1, "session_full", "cause"),  # twice for the same cause
        EVENT.format("aa", 1, "session_full", "other"),  # under the id of another
        EVENT.format("bb", 99, "session_full", "other"),  # of no process
        DELIVERY.format(1, "queued"),  # twice to the same webhook
        DELIVERY.format(99, "queued"),  # of no event
        "UPDATE kaarina_strategy_webhook_delivery SET state = 'lost'",
        OBSERVATION.format(1),  # two memories of one process
        OBSERVATION.format(99),
        "DELETE FROM kaarina_strategy_event",  # while its delivery is there
    ],
)
def test_database_refuses_what_the_rules_forbid(engine: Engine, statement: str) -> None:
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql(statement)
