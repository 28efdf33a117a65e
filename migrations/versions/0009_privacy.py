"""Proofs of erasure, rounds of retention, and an index by which the log finds what is old

Only new tables and an index, so that the release before goes on working beside them. The way back loses the
proofs.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kaarina_strategy_erasure_proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False, comment="128 random bits in hexadecimal"),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False, comment="as in the audit"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('request', 'retention', 'needs', 'unconfirmed')",
            name=op.f("kaarina_strategy_erasure_proof_kind_check"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_erasure_proof_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_erasure_proof_pkey")),
        sa.UniqueConstraint("public_id", name=op.f("kaarina_strategy_erasure_proof_public_id_key")),
    )
    op.create_index("kaarina_strategy_erasure_proof_address", "kaarina_strategy_erasure_proof", ["address"])
    op.create_index("kaarina_strategy_erasure_proof_at", "kaarina_strategy_erasure_proof", ["at"])
    _create_runs()
    op.create_index(
        "kaarina_strategy_audit_entry_remembered",
        "kaarina_strategy_audit_entry",
        ["at"],
        sqlite_where=sa.text("actor != 'forgotten'"),
        postgresql_where=sa.text("actor != 'forgotten'"),
    )


def downgrade() -> None:
    op.drop_index("kaarina_strategy_audit_entry_remembered", table_name="kaarina_strategy_audit_entry")
    op.drop_index("kaarina_strategy_retention_run_at", table_name="kaarina_strategy_retention_run")
    op.drop_index("kaarina_strategy_retention_run_idle", table_name="kaarina_strategy_retention_run")
    op.drop_table("kaarina_strategy_retention_run")
    op.drop_index("kaarina_strategy_erasure_proof_at", table_name="kaarina_strategy_erasure_proof")
    op.drop_index("kaarina_strategy_erasure_proof_address", table_name="kaarina_strategy_erasure_proof")
    op.drop_table("kaarina_strategy_erasure_proof")


def _create_runs() -> None:
    op.create_table(
        "kaarina_strategy_retention_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "erased",
            sa.Integer(),
            nullable=False,
            comment="registrations, requests or entries; 0 where nothing was due",
        ),
        sa.CheckConstraint(
            "job IN ('registrations', 'requests', 'log')",
            name=op.f("kaarina_strategy_retention_run_job_check"),
        ),
        sa.CheckConstraint("erased >= 0", name=op.f("kaarina_strategy_retention_run_erased_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_retention_run_pkey")),
    )
    op.create_index(
        "kaarina_strategy_retention_run_idle",
        "kaarina_strategy_retention_run",
        ["job"],
        unique=True,
        sqlite_where=sa.text("erased = 0"),
        postgresql_where=sa.text("erased = 0"),
    )
    op.create_index("kaarina_strategy_retention_run_at", "kaarina_strategy_retention_run", ["at"])
