"""Results of workshops and the adopted strategy, and the order of the list of registrations"""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

REGISTRATION = "kaarina_strategy_registration"
INDEXES = (
    ("kaarina_strategy_audit_entry_action", "kaarina_strategy_audit_entry", ["process_id", "action", "id"]),
    ("kaarina_strategy_booking_of_session", "kaarina_strategy_booking", ["session_id", "id"]),
    ("kaarina_strategy_booking_of_status", "kaarina_strategy_booking", ["workshop_id", "status"]),
)
PARTIAL = (
    ("kaarina_strategy_registration_by_name", ["process_id", "sort_key", "id"]),
    ("kaarina_strategy_registration_newest", ["process_id", "id"]),
)
AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def upgrade() -> None:
    op.add_column(
        REGISTRATION,
        sa.Column(
            "sort_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=True,
            comment="the surname first, folded so that its bytes sort as a Finnish list of names",
        ),
    )
    _fill()
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    where = sa.text("erased_at IS NULL")
    for name, columns in PARTIAL:
        op.create_index(name, REGISTRATION, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, _ in PARTIAL:
        op.drop_index(name, table_name=REGISTRATION)
    for name, table, _ in INDEXES:
        op.drop_index(name, table_name=table)
    op.drop_column(REGISTRATION, "sort_key")


def _fill() -> None:
    """Give those who are there their place in the list."""
    columns = (sa.column("id"), sa.column("last_name"), sa.column("first_name"), sa.column("sort_key"))
    table = sa.table(REGISTRATION, *columns)
    named = sa.select(table.c.id, table.c.last_name, table.c.first_name).where(table.c.last_name.is_not(None))
    keys = [
        {"row": id_, "key": _sort_key(last, first)} for id_, last, first in op.get_bind().execute(named).all()
    ]
    if keys:
        filled = sa.update(table).where(table.c.id == sa.bindparam("row")).values(sort_key=sa.bindparam("key"))
        op.get_bind().execute(filled, keys)


def _sort_key(last_name: str | None, first_name: str | None) -> str:
    whole = " ".join(f"{last_name or ''} {first_name or ''}".split())
    folded = unicodedata.normalize("NFC", whole).casefold().translate(AFTER_Z)
    return "".join(each for each in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(each))
