"""Offers, holds, companions, office seats, opening requests

On SQLite only bookings and messages are rebuilt, to which no foreign key points: dropping a table that one
points to would fail, or take other rows along, as foreign keys cannot be switched off in a transaction.

The way back loses what 0001 has no place for: companions, office seats, reminders, opening requests, and the
mail of kinds that it does not know. Seats that are held or on offer are given up; no registration is deleted.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES_OF_0001 = sa.MetaData()

ACTIVE_IN_0001 = sa.text("status IN ('confirmed', 'waitlisted')")
ACTIVE = sa.text("status IN ('held', 'confirmed', 'offered', 'waitlisted')")
SURE = sa.text("status IN ('held', 'confirmed')")

BOOKING = sa.Table(
    "kaarina_strategy_booking",
    TABLES_OF_0001,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("registration_id", sa.Integer(), nullable=False),
    sa.Column("workshop_id", sa.Integer(), nullable=False),
    sa.Column("session_id", sa.Integer(), nullable=True),
    sa.Column("exclusive_workshop_id", sa.Integer(), nullable=True),
    sa.Column("status", sa.String(length=16), nullable=False),
    sa.Column("queue_number", sa.Integer(), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint(
        "session_id IS NOT NULL OR status != 'confirmed'",
        name="kaarina_strategy_booking_confirmed_has_session_check",
    ),
    sa.CheckConstraint(
        "status IN ('confirmed', 'waitlisted', 'cancelled')", name="kaarina_strategy_booking_status_check"
    ),
    sa.CheckConstraint(
        "exclusive_workshop_id IS NULL OR exclusive_workshop_id = workshop_id",
        name="kaarina_strategy_booking_exclusive_workshop_check",
    ),
    sa.ForeignKeyConstraint(
        ["registration_id"],
        ["kaarina_strategy_registration.id"],
        name="kaarina_strategy_booking_registration_id_fkey",
    ),
    sa.ForeignKeyConstraint(
        ["session_id"], ["kaarina_strategy_session.id"], name="kaarina_strategy_booking_session_id_fkey"
    ),
    sa.ForeignKeyConstraint(
        ["workshop_id"], ["kaarina_strategy_workshop.id"], name="kaarina_strategy_booking_workshop_id_fkey"
    ),
    sa.PrimaryKeyConstraint("id", name="kaarina_strategy_booking_pkey"),
    sa.UniqueConstraint("workshop_id", "queue_number", name="kaarina_strategy_booking_queue_number_key"),
    sa.Index(
        "kaarina_strategy_booking_once_in_session",
        "registration_id",
        "session_id",
        unique=True,
        sqlite_where=ACTIVE_IN_0001,
        postgresql_where=ACTIVE_IN_0001,
    ),
    sa.Index(
        "kaarina_strategy_booking_one_alternative",
        "registration_id",
        "exclusive_workshop_id",
        unique=True,
        sqlite_where=ACTIVE_IN_0001,
        postgresql_where=ACTIVE_IN_0001,
    ),
    sa.Index("kaarina_strategy_booking_registration_id", "registration_id"),
    sa.Index("kaarina_strategy_booking_seats", "workshop_id", "session_id", "status"),
)

MESSAGE = sa.Table(
    "kaarina_strategy_message",
    TABLES_OF_0001,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("dedup_key", sa.String(), nullable=False),
    sa.Column("kind", sa.String(length=24), nullable=False),
    sa.Column("registration_id", sa.Integer(), nullable=False),
    sa.Column("parameters", sa.JSON(), nullable=False),
    sa.Column("state", sa.String(length=16), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
    sa.Column("claim", sa.String(), nullable=True),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("last_error", sa.String(), nullable=True),
    sa.Column("message_id", sa.String(), nullable=False),
    sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint(
        "state IN ('queued', 'sending', 'sent', 'deferred', 'bounced', 'given_up', 'superseded')",
        name="kaarina_strategy_message_state_check",
    ),
    sa.ForeignKeyConstraint(
        ["registration_id"],
        ["kaarina_strategy_registration.id"],
        name="kaarina_strategy_message_registration_id_fkey",
    ),
    sa.PrimaryKeyConstraint("id", name="kaarina_strategy_message_pkey"),
    sa.UniqueConstraint("dedup_key", name="kaarina_strategy_message_dedup_key_key"),
    sa.Index("kaarina_strategy_message_due", "state", "due_at"),
    sa.Index("kaarina_strategy_message_registration_id", "registration_id"),
)


def upgrade() -> None:
    _create_tables()
    _add_columns()
    _upgrade_bookings()
    _upgrade_messages()


def downgrade() -> None:
    _give_up_what_0001_cannot_hold()
    _downgrade_messages()
    _downgrade_bookings()
    _drop_columns()
    op.drop_table("kaarina_strategy_tally")
    op.drop_index(
        "kaarina_strategy_opening_request_address",
        table_name="kaarina_strategy_opening_request",
        sqlite_where=sa.text("told_at IS NULL"),
        postgresql_where=sa.text("told_at IS NULL"),
    )
    op.drop_table("kaarina_strategy_opening_request")


def _create_tables() -> None:
    op.create_table(
        "kaarina_strategy_opening_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id",
            sa.String(),
            nullable=False,
            comment="128 random bits in hexadecimal; no secret by itself",
        ),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("email_key", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False, comment="ISO 639-1; of the mail to this address"),
        sa.Column("opened_before", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True, comment="when the mail was queued"),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_opening_request_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_opening_request_pkey")),
        sa.UniqueConstraint("public_id", name=op.f("kaarina_strategy_opening_request_public_id_key")),
    )
    op.create_index(
        "kaarina_strategy_opening_request_address",
        "kaarina_strategy_opening_request",
        ["process_id", "email_key"],
        unique=True,
        sqlite_where=sa.text("told_at IS NULL"),
        postgresql_where=sa.text("told_at IS NULL"),
    )
    op.create_table(
        "kaarina_strategy_tally",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "since", name=op.f("kaarina_strategy_tally_pkey")),
    )


def _add_columns() -> None:
    process = "kaarina_strategy_process"
    _add_number(process, "offer_hours", 48, "to answer the offer of a freed seat; 0 gives it at once")
    _add_number(process, "cut_off_hours", 24, "before a session; from then on staff give its freed seats")
    _add_number(process, "companions", 0, "most people whom one may bring along")
    op.add_column(
        process,
        sa.Column(
            "reminder_hours", sa.JSON(), server_default="[48, 2]", nullable=False, comment="before a session"
        ),
    )
    registration = "kaarina_strategy_registration"
    _add_number(registration, "companions", 0, "who come along")
    op.add_column(
        registration,
        sa.Column(
            "verify_by",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="until when the address must be confirmed; NULL once it is, or need not be",
        ),
    )
    op.create_index("kaarina_strategy_registration_verify_by", registration, ["verify_by"])
    op.add_column(
        "kaarina_strategy_workshop",
        sa.Column(
            "results_told_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when those who came were told of the summary",
        ),
    )
    # What came out before this release is no news, and nobody is mailed about it now.
    op.execute(
        "UPDATE kaarina_strategy_workshop SET results_told_at = CURRENT_TIMESTAMP WHERE summary IS NOT NULL"
    )
    session = "kaarina_strategy_session"
    _add_number(session, "reserved_seats", 0, "of the capacity, kept for those whom the office registers")
    op.add_column(
        session,
        sa.Column(
            "reminded", sa.String(), nullable=True, comment="the start and the hours of the last reminders"
        ),
    )


def _add_number(table: str, column: str, default: int, comment: str) -> None:
    """Add a number that is at least 0; SQLite takes a CHECK for an old table only together with a column."""
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} INTEGER DEFAULT '{default}' NOT NULL"
        f" CONSTRAINT {table}_{column}_check CHECK ({column} >= 0)"
    )
    if not _is_sqlite():
        op.execute(f"COMMENT ON COLUMN {table}.{column} IS '{comment}'")


def _drop_columns() -> None:
    op.drop_index("kaarina_strategy_registration_verify_by", table_name="kaarina_strategy_registration")
    for table, column in (
        ("session", "reminded"),
        ("session", "reserved_seats"),
        ("workshop", "results_told_at"),
        ("registration", "verify_by"),
        ("registration", "companions"),
        ("process", "reminder_hours"),
        ("process", "companions"),
        ("process", "cut_off_hours"),
        ("process", "offer_hours"),
    ):
        op.drop_column(f"kaarina_strategy_{table}", column)


def _upgrade_bookings() -> None:
    with op.batch_alter_table("kaarina_strategy_booking", copy_from=BOOKING) as batch:
        batch.drop_index("kaarina_strategy_booking_once_in_session")
        batch.drop_index("kaarina_strategy_booking_one_alternative")
        batch.drop_constraint(op.f("kaarina_strategy_booking_status_check"), type_="check")
        batch.drop_constraint(op.f("kaarina_strategy_booking_confirmed_has_session_check"), type_="check")
        batch.add_column(sa.Column("seats", sa.Integer(), server_default="1", nullable=False))
        batch.add_column(sa.Column("accepts_other", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(
            sa.Column(
                "from_reserve",
                sa.Boolean(),
                server_default=sa.false(),
                nullable=False,
                comment="the seat is one of those kept for the office",
            )
        )
        batch.add_column(
            sa.Column(
                "was_confirmed",
                sa.Boolean(),
                server_default=sa.false(),
                nullable=False,
                comment="the seat has been theirs, and may be in a calendar",
            )
        )
        batch.add_column(
            sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True, comment="of an offer")
        )
        batch.create_check_constraint(
            op.f("kaarina_strategy_booking_status_check"),
            "status IN ('held', 'confirmed', 'waitlisted', 'offered', 'cancelled', 'declined', 'expired')",
        )
        batch.create_check_constraint(
            op.f("kaarina_strategy_booking_seat_has_session_check"),
            "session_id IS NOT NULL OR status NOT IN ('held', 'confirmed', 'offered')",
        )
        batch.create_check_constraint(
            op.f("kaarina_strategy_booking_offer_has_deadline_check"),
            "(status = 'offered') = (answer_by IS NOT NULL)",
        )
        batch.create_check_constraint(op.f("kaarina_strategy_booking_seats_check"), "seats >= 1")
        batch.create_index(
            "kaarina_strategy_booking_once_in_session",
            ["registration_id", "session_id"],
            unique=True,
            sqlite_where=ACTIVE,
            postgresql_where=ACTIVE,
        )
        batch.create_index(
            "kaarina_strategy_booking_one_alternative",
            ["registration_id", "exclusive_workshop_id"],
            unique=True,
            sqlite_where=SURE,
            postgresql_where=SURE,
        )
        batch.create_index("kaarina_strategy_booking_answer_by", ["answer_by"])
    # Of what has been cancelled nobody knows any more; to take out of a calendar what is not in it does no harm.
    op.execute(
        "UPDATE kaarina_strategy_booking SET was_confirmed = true WHERE status IN ('confirmed', 'cancelled')"
    )


def _downgrade_bookings() -> None:
    if _is_sqlite():
        _rebuild(BOOKING)
        return
    with op.batch_alter_table("kaarina_strategy_booking") as batch:
        batch.drop_index("kaarina_strategy_booking_answer_by")
        batch.drop_index("kaarina_strategy_booking_one_alternative")
        batch.drop_index("kaarina_strategy_booking_once_in_session")
        for name in ("seats", "offer_has_deadline", "seat_has_session", "status"):
            batch.drop_constraint(op.f(f"kaarina_strategy_booking_{name}_check"), type_="check")
        for column in ("answer_by", "was_confirmed", "from_reserve", "accepts_other", "seats"):
            batch.drop_column(column)
        batch.create_check_constraint(
            op.f("kaarina_strategy_booking_confirmed_has_session_check"),
            "session_id IS NOT NULL OR status != 'confirmed'",
        )
        batch.create_check_constraint(
            op.f("kaarina_strategy_booking_status_check"),
            "status IN ('confirmed', 'waitlisted', 'cancelled')",
        )
        batch.create_index(
            "kaarina_strategy_booking_once_in_session",
            ["registration_id", "session_id"],
            unique=True,
            postgresql_where=ACTIVE_IN_0001,
        )
        batch.create_index(
            "kaarina_strategy_booking_one_alternative",
            ["registration_id", "exclusive_workshop_id"],
            unique=True,
            postgresql_where=ACTIVE_IN_0001,
        )


def _upgrade_messages() -> None:
    with op.batch_alter_table("kaarina_strategy_message", copy_from=MESSAGE) as batch:
        batch.drop_constraint(op.f("kaarina_strategy_message_state_check"), type_="check")
        batch.alter_column("registration_id", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("opening_request_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("kaarina_strategy_message_opening_request_id_fkey"),
            "kaarina_strategy_opening_request",
            ["opening_request_id"],
            ["id"],
        )
        batch.create_check_constraint(
            op.f("kaarina_strategy_message_state_check"),
            "state IN ('queued', 'sending', 'sent', 'deferred', 'bounced', 'given_up', 'superseded', 'aborted')",
        )
        batch.create_check_constraint(
            op.f("kaarina_strategy_message_one_recipient_check"),
            "(registration_id IS NULL) != (opening_request_id IS NULL)",
        )
        batch.create_index("kaarina_strategy_message_opening_request_id", ["opening_request_id"])


def _downgrade_messages() -> None:
    if _is_sqlite():
        _rebuild(MESSAGE)
        return
    with op.batch_alter_table("kaarina_strategy_message") as batch:
        batch.drop_index("kaarina_strategy_message_opening_request_id")
        batch.drop_constraint(op.f("kaarina_strategy_message_one_recipient_check"), type_="check")
        batch.drop_constraint(op.f("kaarina_strategy_message_state_check"), type_="check")
        batch.drop_column("opening_request_id")
        batch.alter_column("registration_id", existing_type=sa.Integer(), nullable=False)
        batch.create_check_constraint(
            op.f("kaarina_strategy_message_state_check"),
            "state IN ('queued', 'sending', 'sent', 'deferred', 'bounced', 'given_up', 'superseded')",
        )


def _give_up_what_0001_cannot_hold() -> None:
    op.execute(
        "DELETE FROM kaarina_strategy_message WHERE opening_request_id IS NOT NULL"
        " OR kind NOT IN ('confirmation', 'existing', 'changed', 'promoted', 'cancelled')"
    )
    op.execute("UPDATE kaarina_strategy_message SET state = 'superseded' WHERE state = 'aborted'")
    op.execute(
        "UPDATE kaarina_strategy_booking SET answer_by = NULL,"
        " status = CASE status WHEN 'offered' THEN 'waitlisted' ELSE 'cancelled' END"
        " WHERE status IN ('held', 'offered', 'declined', 'expired')"
    )
    # One place among alternatives: a seat before a wait, else the wait that has lasted longest.
    op.execute(
        "UPDATE kaarina_strategy_booking SET status = 'cancelled'"
        " WHERE status = 'waitlisted' AND EXISTS (SELECT 1 FROM kaarina_strategy_booking AS other"
        " WHERE other.registration_id = kaarina_strategy_booking.registration_id"
        " AND other.exclusive_workshop_id = kaarina_strategy_booking.exclusive_workshop_id"
        " AND (other.status = 'confirmed' OR (other.status = 'waitlisted'"
        " AND other.queue_number < kaarina_strategy_booking.queue_number)))"
    )
    # In 0001 whoever takes any alternative waits for none by name.
    op.execute(
        "UPDATE kaarina_strategy_booking SET session_id = NULL"
        " WHERE status = 'waitlisted' AND accepts_other AND exclusive_workshop_id IS NOT NULL"
    )
    # With all its seats given up a registration is over, and the person can register anew.
    op.execute(
        "UPDATE kaarina_strategy_registration SET cancelled_at = CURRENT_TIMESTAMP"
        " WHERE cancelled_at IS NULL AND verify_by IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM kaarina_strategy_booking"
        " WHERE registration_id = kaarina_strategy_registration.id"
        " AND status IN ('confirmed', 'waitlisted'))"
    )


def _rebuild(table: sa.Table) -> None:
    """Give a table of SQLite the shape it had in 0001, with the rows it has."""
    with op.batch_alter_table(table.name, copy_from=table, recreate="always"):
        pass


def _is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"
