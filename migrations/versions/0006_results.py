"""Results of workshops and the adopted strategy; the order of the list of registrations, and its search"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

REGISTRATION = "kaarina_strategy_registration"
SEARCH_WORD = "kaarina_strategy_search_word"
INDEXES = (
    ("kaarina_strategy_audit_entry_action", "kaarina_strategy_audit_entry", ["process_id", "action", "id"]),
    ("kaarina_strategy_booking_of_session", "kaarina_strategy_booking", ["session_id", "id"]),
    ("kaarina_strategy_booking_of_status", "kaarina_strategy_booking", ["workshop_id", "status"]),
)
PARTIAL = (
    ("kaarina_strategy_registration_by_name", ["process_id", "sort_key", "id"], "erased_at IS NULL"),
    ("kaarina_strategy_registration_newest", ["process_id", "id"], "erased_at IS NULL"),
    ("kaarina_strategy_registration_needs", ["process_id", "id"], "consented_at IS NOT NULL"),
)
WORD = re.compile(r"[^\W_]+")
AT_ONCE = 1000
AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def upgrade() -> None:
    _add_results()
    op.add_column(
        REGISTRATION,
        sa.Column(
            "sort_key",
            _by_bytes(),
            nullable=True,
            comment="the surname first, folded so that its bytes sort as a Finnish list of names",
        ),
    )
    op.create_table(
        SEARCH_WORD,
        sa.Column("registration_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("word", _by_bytes(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["kaarina_strategy_registration.id"],
            name=op.f("kaarina_strategy_search_word_registration_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "word", name=op.f("kaarina_strategy_search_word_pkey")),
    )
    _fill()
    op.create_index(f"{SEARCH_WORD}_word", SEARCH_WORD, ["process_id", "word", "registration_id"])
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    for name, columns, condition in PARTIAL:
        where = sa.text(condition)
        op.create_index(name, REGISTRATION, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_column("kaarina_strategy_process", "adopted")
    op.drop_column("kaarina_strategy_workshop", "materials")
    op.drop_column("kaarina_strategy_workshop", "effect")
    for name, *_ in PARTIAL:
        op.drop_index(name, table_name=REGISTRATION)
    for name, table, _ in INDEXES:
        op.drop_index(name, table_name=table)
    op.drop_index(f"{SEARCH_WORD}_word", table_name=SEARCH_WORD)
    op.drop_table(SEARCH_WORD)
    op.drop_column(REGISTRATION, "sort_key")


def _add_results() -> None:
    op.add_column(
        "kaarina_strategy_workshop",
        sa.Column("effect", sa.JSON(), nullable=True, comment="what it did to the draft of the strategy"),
    )
    op.add_column(
        "kaarina_strategy_workshop",
        sa.Column(
            "materials",
            sa.JSON(),
            nullable=False,
            server_default="[]",
            comment="title by language and url of each",
        ),
    )
    op.add_column(
        "kaarina_strategy_process",
        sa.Column(
            "adopted",
            sa.JSON(),
            nullable=True,
            comment="the adopted strategy: vision, values, goals, document_url",
        ),
    )


def _by_bytes() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _fill() -> None:
    """Give those who are there their place in the list, and the words by which they are found."""
    names = ("id", "process_id", "last_name", "first_name", "name_key", "email_key", "sort_key")
    table = sa.table(REGISTRATION, *map(sa.column, names))
    words = sa.table(SEARCH_WORD, *map(sa.column, ("registration_id", "word", "process_id")))
    filled = sa.update(table).where(table.c.id == sa.bindparam("row")).values(sort_key=sa.bindparam("key"))
    for people in _those_there(table):
        op.get_bind().execute(filled, [{"row": each.id, "key": _sort_key(each)} for each in people])
        found = [
            {"registration_id": each.id, "word": word, "process_id": each.process_id}
            for each in people
            for word in sorted(_words(each))
        ]
        if found:
            op.get_bind().execute(sa.insert(words), found)


def _those_there(table: sa.TableClause) -> Iterator[list[Any]]:
    named = sa.select(table).where(sa.or_(table.c.last_name.is_not(None), table.c.first_name.is_not(None)))
    last = 0
    while (
        people := op.get_bind()
        .execute(named.where(table.c.id > last).order_by(table.c.id).limit(AT_ONCE))
        .all()
    ):
        yield list(people)
        last = people[-1].id


def _sort_key(person: Any) -> str:
    whole = " ".join(f"{person.last_name or ''} {person.first_name or ''}".split())
    folded = unicodedata.normalize("NFC", whole).casefold().translate(AFTER_Z)
    return "".join(each for each in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(each))


def _words(person: Any) -> set[str]:
    address = person.email_key or ""
    local, at, domain = address.rpartition("@")
    parts = {f"{local[each.start() :]}{at}{domain}" for each in WORD.finditer(local)}
    dotted = {part for part in (person.name_key or "").split() if "." in part}
    return {*WORD.findall(person.name_key or ""), *dotted, *parts, *((address, domain) if local else ())}
