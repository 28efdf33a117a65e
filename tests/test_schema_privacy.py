"""The tables of proofs and rounds of retention come and go beside everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from kaarina_strategy_ext import schema

from . import town
from .shapes import shape_of

PROOF = (
    "INSERT INTO kaarina_strategy_erasure_proof (public_id, process_id, at, actor, kind, counts)"
    " VALUES ('{0}', {1}, '2022-04-06', 'job', '{2}', '{{}}')"
)
RUN = "INSERT INTO kaarina_strategy_retention_run (job, at, erased) VALUES ('{0}', '2022-04-06', {1})"
NEW = {"kaarina_strategy_erasure_proof", "kaarina_strategy_retention_run"}


def _with_proofs(url: str) -> None:
    town.prepare(url)
    engine = town.engine_of(url)
    with engine.begin() as connection:
        for statement in (PROOF.format("aa", 1, "request"), RUN.format("log", 0), RUN.format("log", 3)):
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def engine(new_database: Callable[..., str]) -> Iterator[Engine]:
    """A database at the present revision with the small process, one proof and two rounds."""
    engine = town.engine_of(new_database(_with_proofs))
    yield engine
    engine.dispose()


def test_downgrade_takes_the_proofs_and_the_rounds_and_nothing_else(engine: Engine) -> None:
    shape = shape_of(engine)
    schema.downgrade(engine, "0008")
    assert NEW & set(inspect(engine).get_table_names()) == set()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM kaarina_strategy_process")) == 1
    schema.upgrade(engine)
    assert shape_of(engine) == shape


@pytest.mark.parametrize(
    "statement",
    [
        PROOF.format("bb", 1, "whim"),  # a reason that nobody knows
        PROOF.format("aa", 1, "request"),  # under the number of another
        PROOF.format("bb", 99, "request"),  # of no process
        RUN.format("dust", 1),  # of no job
        RUN.format("log", 0),  # a second last round that found nothing
        RUN.format("requests", -1),
    ],
)
def test_database_refuses_what_cannot_be(engine: Engine, statement: str) -> None:
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql(statement)
