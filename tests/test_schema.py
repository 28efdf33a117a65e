"""Our migrations make exactly our models, both ways, on both databases, and leave the host's tables alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from kaarina_strategy_ext import schema
from kaarina_strategy_ext.models import TABLE_PREFIX, Base

from . import town


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


def test_migrations_and_models_agree(engine: Engine) -> None:
    schema.upgrade(engine)
    with engine.connect() as connection:
        options = {"version_table": schema.VERSION_TABLE}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def test_checks_of_the_models_are_in_the_database(engine: Engine) -> None:
    schema.upgrade(engine)
    found = {
        check["name"]
        for table in Base.metadata.tables
        for check in inspect(engine).get_check_constraints(table)
    }
    expected = {
        constraint.name
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert found == expected


def test_down_and_up_again_ends_where_it_began(engine: Engine) -> None:
    schema.upgrade(engine)
    before = _tables(engine)
    schema.downgrade(engine, "base")
    schema.upgrade(engine)
    assert _tables(engine) == before


def test_downgrade_leaves_nothing_of_ours(engine: Engine) -> None:
    schema.upgrade(engine)
    schema.downgrade(engine, "base")
    assert _tables(engine) == set()


def test_tables_of_the_host_outlive_a_downgrade(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE town_page (id INTEGER PRIMARY KEY)"))
    schema.upgrade(engine)
    schema.downgrade(engine, "base")
    assert _tables(engine) == {"town_page"}


def test_upgrade_twice_changes_nothing(engine: Engine) -> None:
    schema.upgrade(engine)
    schema.upgrade(engine)
    assert schema.current(engine) == schema.newest()


def test_everything_of_ours_bears_our_prefix(engine: Engine) -> None:
    schema.upgrade(engine)
    names = _tables(engine)
    for table in _tables(engine):
        names |= {str(index["name"]) for index in inspect(engine).get_indexes(table)}
        names |= {str(key["name"]) for key in inspect(engine).get_foreign_keys(table)}
    assert {name for name in names if not name.startswith(TABLE_PREFIX)} == set()


@pytest.mark.parametrize(
    "statement",
    [
        # a second active booking of the same session
        "INSERT INTO kaarina_strategy_booking"
        " (registration_id, workshop_id, session_id, status, queue_number, created_at, status_at)"
        " VALUES (1, 1, 1, 'waitlisted', 99, '2022-04-05', '2022-04-05')",
        # a confirmed booking without a session
        "UPDATE kaarina_strategy_booking SET session_id = NULL",
        # a status that nobody knows
        "UPDATE kaarina_strategy_booking SET status = 'perhaps'",
        "UPDATE kaarina_strategy_session SET capacity = 0",
        "UPDATE kaarina_strategy_session SET ends_at = starts_at WHERE starts_at IS NOT NULL",
        # needs without consent
        "UPDATE kaarina_strategy_registration SET needs = 'a ramp', consented_at = NULL",
        "UPDATE kaarina_strategy_process SET registration_opens_at = NULL",
    ],
)
def test_database_refuses_what_the_rules_forbid(new_database, statement: str) -> None:
    engine = town.engine_of(new_database(_with_a_registration))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _with_a_registration(url: str) -> None:
    town.prepare(url)
    engine = town.engine_of(url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO kaarina_strategy_registration (public_id, process_id, language, token_version,"
                " version, created_at) VALUES ('aa', 1, 'fi', 1, 1, '2022-04-05')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO kaarina_strategy_booking (registration_id, workshop_id, session_id, status,"
                " queue_number, created_at, status_at)"
                " VALUES (1, 1, 1, 'confirmed', 1, '2022-04-05', '2022-04-05')"
            )
        )
    engine.dispose()


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())
