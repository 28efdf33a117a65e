"""Mailings of staff to participants, and which message belongs to which

A table of its own, and a column of the messages that the release before leaves empty, so that it goes on
working beside them. On SQLite the messages are rebuilt, to which no foreign key points. The way back loses
the mailings and their mail.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


TABLES_OF_0007 = sa.MetaData()

MESSAGE = sa.Table(
    "kaarina_strategy_message",
    TABLES_OF_0007,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("dedup_key", sa.String(), nullable=False),
    sa.Column("kind", sa.String(length=24), nullable=False),
    sa.Column("registration_id", sa.Integer(), nullable=True),
    sa.Column("opening_request_id", sa.Integer(), nullable=True),
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
        "state IN ('queued', 'sending', 'sent', 'deferred', 'bounced', 'given_up', 'superseded', 'aborted')",
        name="kaarina_strategy_message_state_check",
    ),
    sa.CheckConstraint(
        "(registration_id IS NULL) != (opening_request_id IS NULL)",
        name="kaarina_strategy_message_one_recipient_check",
    ),
    sa.ForeignKeyConstraint(
        ["registration_id"],
        ["kaarina_strategy_registration.id"],
        name="kaarina_strategy_message_registration_id_fkey",
    ),
    sa.ForeignKeyConstraint(
        ["opening_request_id"],
        ["kaarina_strategy_opening_request.id"],
        name="kaarina_strategy_message_opening_request_id_fkey",
    ),
    sa.PrimaryKeyConstraint("id", name="kaarina_strategy_message_pkey"),
    sa.UniqueConstraint("dedup_key", name="kaarina_strategy_message_dedup_key_key"),
    sa.Index("kaarina_strategy_message_due", "state", "due_at"),
    sa.Index("kaarina_strategy_message_registration_id", "registration_id"),
    sa.Index("kaarina_strategy_message_opening_request_id", "opening_request_id"),
)


OPEN = "state IN ('queued', 'deferred', 'sending')"
NEXT = {
    "kaarina_strategy_message_next": sa.text(f"mailing_id IS NULL AND {OPEN}"),
    "kaarina_strategy_message_next_of_mailing": sa.text(f"mailing_id IS NOT NULL AND {OPEN}"),
}


def upgrade() -> None:
    _create_mailings()
    with op.batch_alter_table("kaarina_strategy_message", copy_from=MESSAGE) as batch:
        batch.drop_index("kaarina_strategy_message_due")
        batch.add_column(sa.Column("mailing_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("kaarina_strategy_message_mailing_id_fkey"),
            "kaarina_strategy_mailing",
            ["mailing_id"],
            ["id"],
        )
        batch.create_check_constraint(
            op.f("kaarina_strategy_message_mailing_check"), "(kind = 'mailing') = (mailing_id IS NOT NULL)"
        )
        batch.create_index("kaarina_strategy_message_mailing_id", ["mailing_id", "state"])
        for name, which in NEXT.items():
            batch.create_index(name, ["due_at", "id"], sqlite_where=which, postgresql_where=which)


def downgrade() -> None:
    op.execute("DELETE FROM kaarina_strategy_message WHERE kind = 'mailing'")
    if op.get_context().dialect.name == "sqlite":
        with op.batch_alter_table("kaarina_strategy_message", copy_from=MESSAGE, recreate="always"):
            pass
    else:
        for name in ("kaarina_strategy_message_mailing_id", *NEXT):
            op.drop_index(name, table_name="kaarina_strategy_message")
        op.drop_constraint(
            op.f("kaarina_strategy_message_mailing_check"), "kaarina_strategy_message", type_="check"
        )
        op.drop_column("kaarina_strategy_message", "mailing_id")
        op.create_index("kaarina_strategy_message_due", "kaarina_strategy_message", ["state", "due_at"])
    op.drop_index("kaarina_strategy_mailing_process_id", table_name="kaarina_strategy_mailing")
    op.drop_index("kaarina_strategy_mailing_due", table_name="kaarina_strategy_mailing")
    op.drop_table("kaarina_strategy_mailing")


def _create_mailings() -> None:
    instant, language_texts = sa.DateTime(timezone=True), sa.JSON()
    op.create_table(
        "kaarina_strategy_mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("subject", language_texts, nullable=False, comment="one line, with placeholders"),
        sa.Column("body", language_texts, nullable=False, comment="light Markdown, with placeholders"),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("send_at", instant, nullable=True, comment="when it is to go, or went"),
        sa.Column("sent_by", sa.String(), nullable=True, comment="who had it sent; the host's id"),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("queued", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False, comment="of the form that made it; random"),
        sa.Column("created_by", sa.String(), nullable=False, comment="the host's id of a member of staff"),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("edited_by", sa.String(), nullable=False),
        sa.Column("edited_at", instant, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'scheduled', 'sending', 'sent', 'withdrawn')",
            name=op.f("kaarina_strategy_mailing_state_check"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR send_at IS NOT NULL",
            name=op.f("kaarina_strategy_mailing_send_at_check"),
        ),
        sa.CheckConstraint("queued >= 0", name=op.f("kaarina_strategy_mailing_queued_check")),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_mailing_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_mailing_pkey")),
        sa.UniqueConstraint("form_key", name=op.f("kaarina_strategy_mailing_form_key_key")),
    )
    op.create_index("kaarina_strategy_mailing_due", "kaarina_strategy_mailing", ["state", "send_at"])
    op.create_index("kaarina_strategy_mailing_process_id", "kaarina_strategy_mailing", ["process_id"])
