"""The seats of each workshop as they were counted last

Only a new table, so that the release before goes on working beside it; whatever that changes is noted in the
log, and counted anew. It is empty at first, and each row is written by the first change of its workshop.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kaarina_strategy_seat_count",
        sa.Column("workshop_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="the last one of the workshop's log"),
        sa.Column(
            "groups",
            sa.String(),
            nullable=False,
            comment="JSON: what bookings have in common, and how many they are",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["kaarina_strategy_workshop.id"],
            name=op.f("kaarina_strategy_seat_count_workshop_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("kaarina_strategy_seat_count_pkey")),
    )


def downgrade() -> None:
    op.drop_table("kaarina_strategy_seat_count")
