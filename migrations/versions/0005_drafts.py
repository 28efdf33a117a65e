"""Drafts of content, what became of them, and when they were published

What is there already is public since it was loaded. The way back loses drafts and their history; a process
that was not public yet is then public, because the release before knows no other.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PROCESS = "kaarina_strategy_process"


def upgrade() -> None:
    op.add_column(
        PROCESS,
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="since when the public sees it; NULL for one that is being prepared",
        ),
    )
    process = sa.table(PROCESS, sa.column("published_at"), sa.column("created_at"))
    op.execute(sa.update(process).values(published_at=process.c.created_at))
    _create_publications()
    _create_drafts()
    _create_revisions()


def downgrade() -> None:
    op.drop_index("kaarina_strategy_revision_process_id_at", table_name="kaarina_strategy_revision")
    op.drop_table("kaarina_strategy_revision")
    op.drop_table("kaarina_strategy_draft")
    op.drop_index("kaarina_strategy_publication_due", table_name="kaarina_strategy_publication")
    op.drop_table("kaarina_strategy_publication")
    # The release before tells notes no way, and its pages would stumble over them.
    op.execute("DELETE FROM kaarina_strategy_change WHERE kind = 'note'")
    op.drop_column(PROCESS, "published_at")


def _of_process(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["process_id"], ["kaarina_strategy_process.id"], name=op.f(f"{table}_process_id_fkey")
    )


def _create_publications() -> None:
    table = "kaarina_strategy_publication"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=True, comment="told to the public"),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state IN ('scheduled', 'published', 'failed', 'withdrawn')", name=op.f(f"{table}_state_check")
        ),
        _of_process(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{table}_pkey")),
    )
    op.create_index("kaarina_strategy_publication_due", table, ["state", "publish_at"])


def _create_drafts() -> None:
    table = "kaarina_strategy_draft"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False, comment="such as session:visio-2022-04-12"),
        sa.Column("base", sa.JSON(), nullable=True),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        _of_process(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{table}_pkey")),
        sa.UniqueConstraint("process_id", "part", name=op.f(f"{table}_part_key")),
    )


def _create_revisions() -> None:
    table = "kaarina_strategy_revision"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "action IN ('saved', 'restored', 'discarded', 'published', 'loaded')",
            name=op.f(f"{table}_action_check"),
        ),
        _of_process(table),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["kaarina_strategy_publication.id"],
            name=op.f(f"{table}_publication_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{table}_pkey")),
        sa.UniqueConstraint("process_id", "part", "version", name=op.f(f"{table}_version_key")),
    )
    op.create_index("kaarina_strategy_revision_process_id_at", table, ["process_id", "at"])
