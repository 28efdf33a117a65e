"""A database of the first release keeps what it holds, whichever way it is migrated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kaarina_strategy_ext import schema
from kaarina_strategy_ext.models import Base, Process, Registration, SearchWord, Workshop, search_words
from kaarina_strategy_ext.models.naming import sort_key

from . import town
from .first_release import prepare
from .shapes import shape_of

NEW_BOOKING = (
    "INSERT INTO kaarina_strategy_booking (registration_id, workshop_id, session_id, exclusive_workshop_id,"
    " status, answer_by, queue_number, created_at, status_at) VALUES ({}, 99, '2022-04-06', '2022-04-06')"
)
NEW_MESSAGE = (
    "INSERT INTO kaarina_strategy_message (dedup_key, kind, registration_id, opening_request_id, parameters,"
    " state, created_at, due_at, attempts, message_id)"
    " VALUES ('{0}', '{0}', {1}, {2}, '{{}}', '{3}', '2022-04-06', '2022-04-06', 0, '<new@example.fi>')"
)
NEW_OPENING_REQUEST = (
    "INSERT INTO kaarina_strategy_opening_request (public_id, process_id, email, email_key, language,"
    " opened_before, created_at) VALUES ('{}', 1, 'Aino@example.fi', 'aino@example.fi', 'fi', '[]',"
    " '2022-04-06')"
)


@pytest.fixture
def old(new_database: Callable[..., str]) -> Iterator[Engine]:
    """A database of the first release with rows in it; foreign keys are enforced on SQLite as well."""
    engine = town.engine_of(new_database(prepare))
    yield engine
    engine.dispose()


@pytest.fixture
def upgraded(old: Engine) -> Engine:
    """The same at the present revision."""
    schema.upgrade(old)
    return old


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def rows(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def contents(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, with its values by column."""
    tables = [each for each in inspect(engine).get_table_names() if each != schema.VERSION_TABLE]
    with engine.connect() as connection:
        return {
            table: [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]
            for table in tables
        }


def in_order(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda row: row["id"])


def bookings(engine: Engine) -> dict[int, tuple[Any, ...]]:
    """Registration, session and status of the bookings by their ids."""
    query = "SELECT id, registration_id, session_id, status FROM kaarina_strategy_booking"
    return {row[0]: row[1:] for row in rows(engine, query)}


def assert_no_reference_dangles(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        assert rows(engine, "PRAGMA foreign_keys") == [(1,)]
        assert rows(engine, "PRAGMA foreign_key_check") == []


def test_upgrade_keeps_every_row_and_value(old: Engine) -> None:
    before = contents(old)
    schema.upgrade(old)
    after = contents(old)
    assert all(before[table] for table in ("kaarina_strategy_booking", "kaarina_strategy_message"))
    for table, rows_before in before.items():
        columns = rows_before[0].keys() if rows_before else ()
        kept = [{column: row[column] for column in columns} for row in after[table]]
        assert in_order(kept) == in_order(rows_before)
    assert_no_reference_dangles(old)


def test_upgraded_database_has_the_shape_of_the_models(upgraded: Engine, new_database) -> None:
    made_at_once = town.engine_of(new_database())
    Base.metadata.create_all(made_at_once)
    assert shape_of(upgraded) == shape_of(made_at_once)
    made_at_once.dispose()


def test_upgraded_rows_hold_the_defaults(upgraded: Engine) -> None:
    with Session(upgraded) as session:
        process = session.get_one(Process, 1)
        assert (process.offer_hours, process.cut_off_hours, process.companions) == (48, 24, 0)
        assert process.reminder_hours == [48, 2]
    defaults = "seats = 1 AND NOT accepts_other AND NOT from_reserve AND answer_by IS NULL"
    assert rows(upgraded, f"SELECT id FROM kaarina_strategy_booking WHERE NOT ({defaults})") == []


def test_results_that_were_out_before_the_upgrade_are_not_told_again(upgraded: Engine) -> None:
    with Session(upgraded) as session:
        told = {each.slug: each.results_told_at is not None for each in session.query(Workshop)}
    assert told == {"visio": True, "viimeistely": False}


@pytest.mark.parametrize(
    "statement",
    [
        NEW_BOOKING.format("1, 1, 1, NULL, 'waitlisted', NULL"),  # a second active one of the same session
        NEW_BOOKING.format("1, 1, 1, NULL, 'offered', '2022-04-07'"),
        NEW_BOOKING.format("1, 2, 3, 2, 'confirmed', NULL"),  # both alternatives for sure
        NEW_BOOKING.format("1, 2, 3, 2, 'held', NULL"),
        NEW_BOOKING.format("4, 1, NULL, NULL, 'held', NULL"),  # a seat in no session
        NEW_BOOKING.format("4, 1, 1, NULL, 'offered', NULL"),  # an offer for ever
        NEW_BOOKING.format("4, 1, 1, NULL, 'confirmed', '2022-04-07'"),  # a deadline without an offer
        NEW_BOOKING.format("4, 1, 1, NULL, 'perhaps', NULL"),
        NEW_BOOKING.format("99, 1, 1, NULL, 'confirmed', NULL"),  # of nobody
        "UPDATE kaarina_strategy_booking SET seats = 0",
        "UPDATE kaarina_strategy_booking SET queue_number = 1",  # the same place in the queue for two
        "UPDATE kaarina_strategy_booking SET exclusive_workshop_id = 1 WHERE workshop_id = 2",
        NEW_MESSAGE.format("notice", "NULL", "NULL", "queued"),  # to nobody
        NEW_MESSAGE.format("notice", "1", "1", "queued"),  # to two
        NEW_MESSAGE.format("notice", "1", "NULL", "lost"),
        NEW_MESSAGE.format("notice", "99", "NULL", "queued"),
        NEW_MESSAGE.format("confirmation-1", "1", "NULL", "queued"),  # twice for the same cause
        NEW_OPENING_REQUEST.format("bb"),  # twice for the same address
        "UPDATE kaarina_strategy_process SET offer_hours = -1",
        "UPDATE kaarina_strategy_process SET cut_off_hours = -1",
        "UPDATE kaarina_strategy_process SET companions = -1",
        "UPDATE kaarina_strategy_registration SET companions = -1",
        "UPDATE kaarina_strategy_session SET reserved_seats = -1",
    ],
)
def test_upgraded_database_refuses_what_the_rules_forbid(upgraded: Engine, statement: str) -> None:
    run(upgraded, NEW_OPENING_REQUEST.format("aa"))
    with pytest.raises(IntegrityError):
        run(upgraded, statement)


@pytest.mark.parametrize(
    "statement",
    [
        NEW_BOOKING.format("1, 2, 3, 2, 'waitlisted', NULL"),  # sure of one alternative, waits for the other
        NEW_BOOKING.format("1, 2, 3, 2, 'offered', '2022-04-07'"),
        NEW_BOOKING.format("1, 1, 1, NULL, 'declined', NULL"),  # gone, and so not in the way
        NEW_MESSAGE.format("opening_requested", "NULL", "1", "aborted"),
    ],
)
def test_upgraded_database_takes_what_is_new(upgraded: Engine, statement: str) -> None:
    run(upgraded, NEW_OPENING_REQUEST.format("aa"), statement)


def test_downgrade_at_once_restores_shape_and_rows(old: Engine) -> None:
    shape, before = shape_of(old), contents(old)
    schema.upgrade(old)
    schema.downgrade(old, "0001")
    assert shape_of(old) == shape
    after = contents(old)
    assert {table: in_order(found) for table, found in after.items()} == {
        table: in_order(found) for table, found in before.items()
    }
    assert_no_reference_dangles(old)


def test_up_down_and_up_again_ends_in_the_same_shape(upgraded: Engine) -> None:
    shape = shape_of(upgraded)
    schema.downgrade(upgraded, "0001")
    schema.upgrade(upgraded)
    assert shape_of(upgraded) == shape
    run(upgraded, NEW_BOOKING.format("4, 1, 1, NULL, 'confirmed', NULL"))  # ids go on where they were


def test_downgrade_keeps_registrations_and_gives_up_their_unsure_seats(upgraded: Engine) -> None:
    before = bookings(upgraded)
    run(
        upgraded,
        # 1 is sure of one alternative and waits for the other, 2 waits for both and is offered the last seat
        NEW_BOOKING.format("1, 2, 3, 2, 'waitlisted', NULL").replace("99", "20"),
        NEW_BOOKING.format("2, 2, 3, 2, 'offered', '2022-04-07'").replace("99", "21"),
        NEW_BOOKING.format("4, 1, 1, NULL, 'offered', '2022-04-07'").replace("99", "22"),
        NEW_BOOKING.format("5, 1, 1, NULL, 'held', NULL").replace("99", "23"),
        NEW_BOOKING.format("5, 2, 2, 2, 'expired', NULL").replace("99", "24"),
        NEW_BOOKING.format("5, 2, 3, 2, 'declined', NULL").replace("99", "25"),
        "UPDATE kaarina_strategy_registration SET verify_by = '2022-04-07' WHERE id = 5",
    )
    schema.downgrade(upgraded, "0001")
    first = max(before) + 1
    assert bookings(upgraded) == before | {
        first: (1, 3, "cancelled"),
        first + 1: (2, 3, "cancelled"),
        first + 2: (4, 1, "waitlisted"),
        first + 3: (5, 1, "cancelled"),
        first + 4: (5, 2, "cancelled"),
        first + 5: (5, 3, "cancelled"),
    }
    over = "SELECT id, cancelled_at IS NOT NULL FROM kaarina_strategy_registration ORDER BY id"
    assert rows(upgraded, over) == [(1, False), (2, False), (3, True), (4, False), (5, True)]
    assert_no_reference_dangles(upgraded)


def test_who_takes_any_alternative_waits_for_none_by_name_after_a_downgrade(upgraded: Engine) -> None:
    run(upgraded, "UPDATE kaarina_strategy_booking SET accepts_other = TRUE WHERE registration_id = 4")
    schema.downgrade(upgraded, "0001")
    assert [each for each in bookings(upgraded).values() if each[0] == 4] == [(4, None, "waitlisted")]


def test_downgrade_deletes_only_the_mail_it_cannot_hold(upgraded: Engine) -> None:
    run(
        upgraded,
        NEW_OPENING_REQUEST.format("aa"),
        NEW_MESSAGE.format("opening", "NULL", "1", "queued"),
        NEW_MESSAGE.format("reminder", "1", "NULL", "sent"),
        NEW_MESSAGE.format("changed", "1", "NULL", "aborted"),
    )
    schema.downgrade(upgraded, "0001")
    assert rows(upgraded, "SELECT dedup_key, state FROM kaarina_strategy_message ORDER BY id") == [
        ("confirmation-1", "sent"),
        ("cancelled-3", "superseded"),
        ("changed", "superseded"),
    ]


def test_people_of_before_have_their_place_in_the_list_and_are_found(upgraded: Engine) -> None:
    with Session(upgraded) as session:
        people = session.query(Registration).filter(Registration.first_name.is_not(None)).all()
        words = {each.id: search_words(each.name_key, each.email_key) for each in people}
        found = {each: set() for each in words}
        for each in session.query(SearchWord):
            found[each.registration_id].add(each.word)
        assert {each.id: each.sort_key for each in people} == {
            each.id: sort_key(each.last_name, each.first_name) for each in people
        }
        assert people
        assert found == words
