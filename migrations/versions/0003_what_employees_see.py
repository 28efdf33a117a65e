"""A note for employees on each session, and why the date of a decision has moved

Both are columns that may be empty, so that the release before goes on working beside them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "kaarina_strategy_session",
        sa.Column("staff_note", sa.JSON(), nullable=True, comment="told only to the host's employees"),
    )
    op.add_column(
        "kaarina_strategy_milestone",
        sa.Column("date_reason", sa.JSON(), nullable=True, comment="why the date has moved"),
    )


def downgrade() -> None:
    op.drop_column("kaarina_strategy_milestone", "date_reason")
    op.drop_column("kaarina_strategy_session", "staff_note")
