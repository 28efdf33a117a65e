"""Every column that we store is either personal, with its terms, or is named here with the reason why not."""

from __future__ import annotations

from sqlalchemy import Column, Integer

from kaarina_strategy_ext.models import TABLE_PREFIX, Base
from kaarina_strategy_ext.models.data_map import personal_columns

# Tables that hold nothing of anybody, but for the columns that say so themselves.
TABLES = {
    "process": "content that the public reads",
    "phase": "content that the public reads",
    "milestone": "content that the public reads",
    "survey": "content that the public reads, without answers of anybody",
    "theme": "content that the public reads",
    "finding": "content that the public reads",
    "workshop": "content that the public reads, and the lock",
    "session": "content that the public reads, and what is told to staff",
    "news_item": "content that the public reads",
    "change": "content that the public reads",
    "event": "what happened in a process; its data are checked to name nobody",
    "webhook_delivery": "the way of an event to another system",
    "observation": "how a process stood when it was last looked at",
    "retention_run": "numbers",
    "publication": "content, and when it went public",
    "draft": "content that is being edited",
    "revision": "content as it was",
    "mailing": "what the staff write to participants, without any of them",
    "door_invitation": "which sessions a link opens, and a digest of it",
    "walk_in": "numbers",
    "right": "which role was used when",
}
COLUMNS = {
    "registration.token_version": "a number that is raised",
    "registration.version": "a number that is raised",
    "registration.erased_at": "when the rest was erased",
    "booking.exclusive_workshop_id": "repeats the workshop",
    "booking.from_reserve": "which of the places it is",
    "booking.was_confirmed": "what the queue follows from",
    "booking.queue_number": "the order of the lock",
    "opening_request.opened_before": "what was open when it was made",
    "attendance.counter": "the order of the marks",
    "attendance.key": "a random text, of the mark itself",
    "search_word.process_id": "repeats the registration's process",
    "message.dedup_key": "its cause, with a random number",
    "message.message_id": "a digest of that",
    "message.due_at": "how the sending goes",
    "message.lease_until": "how the sending goes",
    "message.claim": "how the sending goes",
    "message.attempts": "how the sending goes",
    "message.last_error": "class and code only",
    "audit_entry.number": "the order of the lock",
    "seat_count.number": "the order of the lock",
    "seat_count.groups": "numbers",
    "tally.since": "when the counting began",
    "tally.number": "how often",
    "erasure_proof.public_id": "a random number, of the proof itself",
    "erasure_proof.at": "when something was erased",
    "erasure_proof.kind": "why something was erased",
    "erasure_proof.counts": "numbers",
}


def name_of(column: Column[object]) -> str:
    """The table's name without our prefix, and the column's."""
    return f"{column.table.name.removeprefix(TABLE_PREFIX)}.{column.name}"


def leads_only_elsewhere(column: Column[object]) -> bool:
    """Whether it is the number of a row, here or elsewhere, and so means what that row means."""
    return isinstance(column.type, Integer) and bool(column.primary_key or column.foreign_keys)


def test_every_column_is_personal_or_says_why_not() -> None:
    personal = {name_of(column) for column, _ in personal_columns(Base.metadata)}
    rest = [
        name_of(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if name_of(column) not in personal and not leads_only_elsewhere(column)
    ]
    unexplained = [name for name in rest if name.partition(".")[0] not in TABLES and name not in COLUMNS]
    assert unexplained == [], "enter it in models/data_map.py, or give the reason here"


def test_no_reason_outlives_its_column() -> None:
    names = {name_of(column) for table in Base.metadata.sorted_tables for column in table.columns}
    personal = {name_of(column) for column, _ in personal_columns(Base.metadata)}
    tables = {name.partition(".")[0] for name in names}
    assert COLUMNS.keys() - (names - personal) == set()
    assert TABLES.keys() - tables == set()


def test_every_personal_column_has_terms_and_an_export_or_a_reason() -> None:
    for column, personal in personal_columns(Base.metadata):
        assert bool(personal.told_as) != bool(personal.untold), name_of(column)
        assert personal.terms.seen_by, name_of(column)
