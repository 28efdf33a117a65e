"""Attendance, invitations to the door, and rights that sleep

Only new tables, so that the release before goes on working beside them. The way back loses what they hold.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_attendance()
    _create_walk_ins()
    _create_invitations()
    op.create_table(
        "kaarina_strategy_right",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False, comment="the host's own, as in the audit"),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column(
            "noticed_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when they first came with it",
        ),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True, comment="written at most once a day"),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True, comment="when it was last woken"),
        sa.Column("renewed_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_right_pkey")),
        sa.UniqueConstraint("identity_id", "role", name=op.f("kaarina_strategy_right_role_key")),
    )


def downgrade() -> None:
    op.drop_table("kaarina_strategy_right")
    op.drop_index(
        "kaarina_strategy_door_invitation_process_id", table_name="kaarina_strategy_door_invitation"
    )
    op.drop_table("kaarina_strategy_door_invitation")
    op.drop_index("kaarina_strategy_walk_in_session", table_name="kaarina_strategy_walk_in")
    op.drop_table("kaarina_strategy_walk_in")
    op.drop_table("kaarina_strategy_attendance")


def _create_attendance() -> None:
    op.create_table(
        "kaarina_strategy_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column(
            "marked_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="by the clock of who marked",
        ),
        sa.Column(
            "counter",
            sa.Integer(),
            nullable=False,
            comment="one more than that of the mark which this one followed",
        ),
        sa.Column("key", sa.String(), nullable=False, comment="of the mark, made where it was made"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when it arrived"),
        sa.Column("by", sa.String(), nullable=False, comment="as the actor of an audit entry"),
        sa.CheckConstraint("people >= 0", name=op.f("kaarina_strategy_attendance_people_check")),
        sa.CheckConstraint(
            "present = (people > 0)", name=op.f("kaarina_strategy_attendance_present_is_somebody_check")
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["kaarina_strategy_booking.id"],
            name=op.f("kaarina_strategy_attendance_booking_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_attendance_pkey")),
        sa.UniqueConstraint("booking_id", name=op.f("kaarina_strategy_attendance_booking_id_key")),
    )


def _create_walk_ins() -> None:
    op.create_table(
        "kaarina_strategy_walk_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("session_key", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column(
            "key",
            sa.String(),
            nullable=False,
            comment="of the tap, so that it counts once however often it arrives",
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when it arrived"),
        sa.Column("by", sa.String(), nullable=False, comment="as the actor of an audit entry"),
        sa.CheckConstraint("people IN (-1, 1)", name=op.f("kaarina_strategy_walk_in_people_check")),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_walk_in_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_walk_in_pkey")),
        sa.UniqueConstraint("key", name=op.f("kaarina_strategy_walk_in_key_key")),
    )
    op.create_index(
        "kaarina_strategy_walk_in_session", "kaarina_strategy_walk_in", ["process_id", "session_key"]
    )


def _create_invitations() -> None:
    op.create_table(
        "kaarina_strategy_door_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column(
            "label",
            sa.String(),
            nullable=False,
            comment="for whom or for what the link is, in the words of its maker",
        ),
        sa.Column(
            "token_hash",
            sa.String(),
            nullable=False,
            comment="SHA-256 in hexadecimal; the token is stored nowhere",
        ),
        sa.Column("sessions", sa.JSON(), nullable=False, comment="keys of sessions"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True, comment="written at most once a day"),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_door_invitation_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_door_invitation_pkey")),
        sa.UniqueConstraint("token_hash", name=op.f("kaarina_strategy_door_invitation_token_hash_key")),
    )
    op.create_index(
        "kaarina_strategy_door_invitation_process_id", "kaarina_strategy_door_invitation", ["process_id"]
    )
