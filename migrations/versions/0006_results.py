"""What workshops did to the draft, their materials, and the adopted strategy

All are columns that may be empty or have a default, so that the release before goes on working beside them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
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


def downgrade() -> None:
    op.drop_column("kaarina_strategy_process", "adopted")
    op.drop_column("kaarina_strategy_workshop", "materials")
    op.drop_column("kaarina_strategy_workshop", "effect")
