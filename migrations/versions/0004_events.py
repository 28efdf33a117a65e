"""Events for the host: what has happened, its delivery to webhooks, and what was told last

Only new tables, so that the release before goes on working beside them. The way back loses what they hold;
the next upgrade then tells nothing that is old as if it were new.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kaarina_strategy_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id",
            sa.String(),
            nullable=False,
            comment="128 random bits in hexadecimal; the webhook-id",
        ),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("dedup_key", sa.String(), nullable=False),
        sa.Column(
            "addressed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when its deliveries were made; NULL until then",
        ),
        sa.CheckConstraint(
            "kind IN ('phase_changed', 'registration_opened', 'session_moved', 'session_cancelled', 'session_full', 'result_published')",
            name=op.f("kaarina_strategy_event_kind_check"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_event_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_event_pkey")),
        sa.UniqueConstraint("dedup_key", name=op.f("kaarina_strategy_event_dedup_key_key")),
        sa.UniqueConstraint("public_id", name=op.f("kaarina_strategy_event_public_id_key")),
    )
    op.create_index("kaarina_strategy_event_addressed_at", "kaarina_strategy_event", ["addressed_at"])
    op.create_index("kaarina_strategy_event_at", "kaarina_strategy_event", ["at"])
    _create_deliveries()
    op.create_table(
        "kaarina_strategy_observation",
        sa.Column("process_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("phases", sa.JSON(), nullable=False),
        sa.Column("opened", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_observation_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("process_id", name=op.f("kaarina_strategy_observation_pkey")),
    )


def downgrade() -> None:
    op.drop_table("kaarina_strategy_observation")
    op.drop_index("kaarina_strategy_webhook_delivery_due", table_name="kaarina_strategy_webhook_delivery")
    op.drop_table("kaarina_strategy_webhook_delivery")
    op.drop_index("kaarina_strategy_event_at", table_name="kaarina_strategy_event")
    op.drop_index("kaarina_strategy_event_addressed_at", table_name="kaarina_strategy_event")
    op.drop_table("kaarina_strategy_event")


def _create_deliveries() -> None:
    op.create_table(
        "kaarina_strategy_webhook_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column(
            "settled_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when it was sent, refused or given up",
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "claim",
            sa.String(),
            nullable=True,
            comment="who is sending it; random, so that a late one notices",
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True, comment="class and code only, no personal data"),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'deferred', 'given_up', 'refused')",
            name=op.f("kaarina_strategy_webhook_delivery_state_check"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["kaarina_strategy_event.id"],
            name=op.f("kaarina_strategy_webhook_delivery_event_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_webhook_delivery_pkey")),
        sa.UniqueConstraint("event_id", "url", name=op.f("kaarina_strategy_webhook_delivery_url_key")),
    )
    op.create_index(
        "kaarina_strategy_webhook_delivery_due", "kaarina_strategy_webhook_delivery", ["state", "due_at"]
    )
