"""All tables of the first release"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kaarina_strategy_process",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "time_zone", sa.String(), nullable=False, comment="IANA name; the zone of all wall-clock times"
        ),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("goal", sa.JSON(), nullable=False),
        sa.Column("welcome", sa.JSON(), nullable=True),
        sa.Column("next_steps", sa.JSON(), nullable=True),
        sa.Column("call_to_action", sa.JSON(), nullable=True),
        sa.Column("notice", sa.JSON(), nullable=True, comment="shown on each page of the process"),
        sa.Column("strengths_intro", sa.JSON(), nullable=True),
        sa.Column("targets_intro", sa.JSON(), nullable=True),
        sa.Column("findings_are_excerpt", sa.Boolean(), nullable=False),
        sa.Column(
            "participation",
            sa.JSON(),
            nullable=False,
            comment="what to know before taking part; texts by language",
        ),
        sa.Column("contact_name", sa.JSON(), nullable=True),
        sa.Column("contact_email", sa.String(), nullable=True),
        sa.Column("contact_phone", sa.String(), nullable=True),
        sa.Column("contact_address", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registration_mode", sa.String(length=16), nullable=True),
        sa.Column("registration_opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_information_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(registration_mode = 'window' AND registration_opens_at IS NOT NULL AND (registration_closes_at IS NULL OR registration_closes_at > registration_opens_at)) OR ((registration_mode IS NULL OR registration_mode = 'announced_later') AND registration_opens_at IS NULL AND registration_closes_at IS NULL)",
            name=op.f("kaarina_strategy_process_registration_window_check"),
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("kaarina_strategy_process_revision_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_process_pkey")),
        sa.UniqueConstraint("slug", name=op.f("kaarina_strategy_process_slug_key")),
    )
    op.create_table(
        "kaarina_strategy_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_change_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_change_pkey")),
    )
    op.create_index(
        "kaarina_strategy_change_process_id_at", "kaarina_strategy_change", ["process_id", "at"], unique=False
    )
    op.create_table(
        "kaarina_strategy_phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=True, comment="one sentence: where are we"),
        sa.Column("description", sa.JSON(), nullable=True),
        sa.Column("starts_earliest", sa.Date(), nullable=True),
        sa.Column("starts_latest", sa.Date(), nullable=True),
        sa.Column("starts_precision", sa.String(length=8), nullable=True),
        sa.Column("starts_text", sa.JSON(), nullable=True),
        sa.Column("ends_earliest", sa.Date(), nullable=True),
        sa.Column("ends_latest", sa.Date(), nullable=True),
        sa.Column("ends_precision", sa.String(length=8), nullable=True),
        sa.Column("ends_text", sa.JSON(), nullable=True),
        sa.Column("status_by_hand", sa.String(length=16), nullable=True),
        sa.Column("status_reason", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "(ends_earliest IS NOT NULL AND ends_latest IS NOT NULL AND ends_precision IN ('day', 'month', 'year') AND ends_earliest <= ends_latest) OR (ends_earliest IS NULL AND ends_latest IS NULL AND ends_precision IS NULL)",
            name=op.f("kaarina_strategy_phase_ends_check"),
        ),
        sa.CheckConstraint(
            "(starts_earliest IS NOT NULL AND starts_latest IS NOT NULL AND starts_precision IN ('day', 'month', 'year') AND starts_earliest <= starts_latest) OR (starts_earliest IS NULL AND starts_latest IS NULL AND starts_precision IS NULL)",
            name=op.f("kaarina_strategy_phase_starts_check"),
        ),
        sa.CheckConstraint(
            "status_by_hand IS NULL OR status_reason IS NOT NULL",
            name=op.f("kaarina_strategy_phase_status_reason_check"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_phase_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_phase_pkey")),
        sa.UniqueConstraint("process_id", "key", name=op.f("kaarina_strategy_phase_key_key")),
    )
    op.create_table(
        "kaarina_strategy_registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id",
            sa.String(),
            nullable=False,
            comment="128 random bits in hexadecimal; no secret by itself",
        ),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=True),
        sa.Column("last_name", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("email_key", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False, comment="ISO 639-1; of all mail to this person"),
        sa.Column("needs", sa.String(), nullable=True),
        sa.Column("diet", sa.String(), nullable=True),
        sa.Column(
            "consented_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="explicit consent to needs and diet, GDPR article 9(2)(a)",
        ),
        sa.Column(
            "submission_key", sa.String(), nullable=True, comment="digest of the form's key and the person"
        ),
        sa.Column(
            "token_version", sa.Integer(), nullable=False, comment="raised to revoke the personal link"
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(needs IS NULL AND diet IS NULL) OR consented_at IS NOT NULL",
            name=op.f("kaarina_strategy_registration_consent_check"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_registration_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_registration_pkey")),
        sa.UniqueConstraint("public_id", name=op.f("kaarina_strategy_registration_public_id_key")),
        sa.UniqueConstraint("submission_key", name=op.f("kaarina_strategy_registration_submission_key_key")),
    )
    op.create_index(
        "kaarina_strategy_registration_person",
        "kaarina_strategy_registration",
        ["process_id", "email_key", "name_key"],
        unique=True,
        sqlite_where=sa.text("cancelled_at IS NULL AND email_key IS NOT NULL"),
        postgresql_where=sa.text("cancelled_at IS NULL AND email_key IS NOT NULL"),
    )
    op.create_table(
        "kaarina_strategy_survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=True),
        sa.Column("respondents", sa.Integer(), nullable=True),
        sa.Column("period_earliest", sa.Date(), nullable=True),
        sa.Column("period_latest", sa.Date(), nullable=True),
        sa.Column("period_precision", sa.String(length=8), nullable=True),
        sa.Column("period_text", sa.JSON(), nullable=True),
        sa.Column("report_url", sa.String(), nullable=True),
        sa.Column("description", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "(period_earliest IS NOT NULL AND period_latest IS NOT NULL AND period_precision IN ('day', 'month', 'year') AND period_earliest <= period_latest) OR (period_earliest IS NULL AND period_latest IS NULL AND period_precision IS NULL)",
            name=op.f("kaarina_strategy_survey_period_check"),
        ),
        sa.CheckConstraint("respondents >= 0", name=op.f("kaarina_strategy_survey_respondents_check")),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_survey_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_survey_pkey")),
        sa.UniqueConstraint("process_id", "key", name=op.f("kaarina_strategy_survey_key_key")),
    )
    op.create_table(
        "kaarina_strategy_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=True),
        sa.Column("is_excerpt", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_theme_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_theme_pkey")),
        sa.UniqueConstraint("process_id", "key", name=op.f("kaarina_strategy_theme_key_key")),
    )
    op.create_table(
        "kaarina_strategy_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'strength' AND theme_id IS NULL) OR (kind = 'target' AND theme_id IS NOT NULL)",
            name=op.f("kaarina_strategy_finding_target_has_theme_check"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_finding_process_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["kaarina_strategy_theme.id"], name=op.f("kaarina_strategy_finding_theme_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_finding_pkey")),
    )
    op.create_table(
        "kaarina_strategy_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dedup_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
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
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'deferred', 'bounced', 'given_up', 'superseded')",
            name=op.f("kaarina_strategy_message_state_check"),
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["kaarina_strategy_registration.id"],
            name=op.f("kaarina_strategy_message_registration_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_message_pkey")),
        sa.UniqueConstraint("dedup_key", name=op.f("kaarina_strategy_message_dedup_key_key")),
    )
    op.create_index(
        "kaarina_strategy_message_due", "kaarina_strategy_message", ["state", "due_at"], unique=False
    )
    op.create_index(
        "kaarina_strategy_message_registration_id",
        "kaarina_strategy_message",
        ["registration_id"],
        unique=False,
    )
    op.create_table(
        "kaarina_strategy_milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False, comment="who decides"),
        sa.Column("expected_earliest", sa.Date(), nullable=True),
        sa.Column("expected_latest", sa.Date(), nullable=True),
        sa.Column("expected_precision", sa.String(length=8), nullable=True),
        sa.Column("expected_text", sa.JSON(), nullable=True),
        sa.Column("is_target", sa.Boolean(), nullable=False, comment="the date is aimed at, not promised"),
        sa.Column("description", sa.JSON(), nullable=True),
        sa.Column("agenda_url", sa.String(), nullable=True),
        sa.Column("minutes_url", sa.String(), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(expected_earliest IS NOT NULL AND expected_latest IS NOT NULL AND expected_precision IN ('day', 'month', 'year') AND expected_earliest <= expected_latest) OR (expected_earliest IS NULL AND expected_latest IS NULL AND expected_precision IS NULL)",
            name=op.f("kaarina_strategy_milestone_expected_check"),
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["kaarina_strategy_phase.id"], name=op.f("kaarina_strategy_milestone_phase_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_milestone_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_milestone_pkey")),
        sa.UniqueConstraint("process_id", "key", name=op.f("kaarina_strategy_milestone_key_key")),
    )
    op.create_table(
        "kaarina_strategy_news_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=True, comment="the phase it announces"),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False, comment="Markdown without HTML"),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "updated_at >= published_at",
            name=op.f("kaarina_strategy_news_item_updated_after_published_check"),
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["kaarina_strategy_phase.id"], name=op.f("kaarina_strategy_news_item_phase_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_news_item_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_news_item_pkey")),
        sa.UniqueConstraint("process_id", "slug", name=op.f("kaarina_strategy_news_item_slug_key")),
    )
    op.create_table(
        "kaarina_strategy_workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=True),
        sa.Column("description", sa.JSON(), nullable=True),
        sa.Column("audience", sa.JSON(), nullable=False, comment="texts by language"),
        sa.Column("period_earliest", sa.Date(), nullable=True),
        sa.Column("period_latest", sa.Date(), nullable=True),
        sa.Column("period_precision", sa.String(length=8), nullable=True),
        sa.Column("period_text", sa.JSON(), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=True, comment="what came out of it"),
        sa.Column(
            "lock_version", sa.Integer(), nullable=False, comment="written first on SQLite, to take its lock"
        ),
        sa.Column("registration_mode", sa.String(length=16), nullable=True),
        sa.Column("registration_opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_information_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(period_earliest IS NOT NULL AND period_latest IS NOT NULL AND period_precision IN ('day', 'month', 'year') AND period_earliest <= period_latest) OR (period_earliest IS NULL AND period_latest IS NULL AND period_precision IS NULL)",
            name=op.f("kaarina_strategy_workshop_period_check"),
        ),
        sa.CheckConstraint(
            "(registration_mode = 'window' AND registration_opens_at IS NOT NULL AND (registration_closes_at IS NULL OR registration_closes_at > registration_opens_at)) OR ((registration_mode IS NULL OR registration_mode = 'announced_later') AND registration_opens_at IS NULL AND registration_closes_at IS NULL)",
            name=op.f("kaarina_strategy_workshop_registration_window_check"),
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["kaarina_strategy_phase.id"], name=op.f("kaarina_strategy_workshop_phase_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_workshop_process_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_workshop_pkey")),
        sa.UniqueConstraint("process_id", "slug", name=op.f("kaarina_strategy_workshop_slug_key")),
    )
    op.create_table(
        "kaarina_strategy_audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column(
            "subject", sa.String(), nullable=True, comment="public id of a registration, key of a session"
        ),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_audit_entry_process_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["kaarina_strategy_workshop.id"],
            name=op.f("kaarina_strategy_audit_entry_workshop_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_audit_entry_pkey")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("kaarina_strategy_audit_entry_number_key")),
    )
    op.create_index(
        "kaarina_strategy_audit_entry_subject", "kaarina_strategy_audit_entry", ["subject"], unique=False
    )
    op.create_table(
        "kaarina_strategy_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False, comment="its name in forms and addresses"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date_earliest", sa.Date(), nullable=False),
        sa.Column("date_latest", sa.Date(), nullable=False),
        sa.Column("date_precision", sa.String(length=8), nullable=False),
        sa.Column("date_text", sa.JSON(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.JSON(), nullable=True),
        sa.Column("theme", sa.JSON(), nullable=True),
        sa.Column("theme_follows", sa.Boolean(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=True),
        sa.Column("address", sa.JSON(), nullable=True),
        sa.Column("access", sa.JSON(), nullable=True, comment="how to get in, hearing loop, lift"),
        sa.Column("remote_url", sa.String(), nullable=True, comment="told only to those who hold a seat"),
        sa.Column("mode", sa.String(length=8), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False, comment="ISO 639-1"),
        sa.Column("catering", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("room_for_all", sa.Boolean(), nullable=False, comment="the editor says that everyone fits"),
        sa.Column("waiting_list_size", sa.Integer(), nullable=True),
        sa.Column("cancelled", sa.JSON(), nullable=True, comment="the reason; present means cancelled"),
        sa.Column(
            "sequence", sa.Integer(), nullable=False, comment="of the calendar entry, RFC 5545 3.8.7.4"
        ),
        sa.Column("registration_mode", sa.String(length=16), nullable=True),
        sa.Column("registration_opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_information_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(date_earliest IS NOT NULL AND date_latest IS NOT NULL AND date_precision IN ('day', 'month', 'year') AND date_earliest <= date_latest) OR (date_earliest IS NULL AND date_latest IS NULL AND date_precision IS NULL)",
            name=op.f("kaarina_strategy_session_date_check"),
        ),
        sa.CheckConstraint(
            "(registration_mode = 'window' AND registration_opens_at IS NOT NULL AND (registration_closes_at IS NULL OR registration_closes_at > registration_opens_at)) OR ((registration_mode IS NULL OR registration_mode = 'announced_later') AND registration_opens_at IS NULL AND registration_closes_at IS NULL)",
            name=op.f("kaarina_strategy_session_registration_window_check"),
        ),
        sa.CheckConstraint(
            "starts_at IS NULL OR date_precision = 'day'",
            name=op.f("kaarina_strategy_session_clock_time_needs_day_check"),
        ),
        sa.CheckConstraint("capacity >= 1", name=op.f("kaarina_strategy_session_capacity_check")),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at",
            name=op.f("kaarina_strategy_session_ends_after_start_check"),
        ),
        sa.CheckConstraint(
            "waiting_list_size >= 0", name=op.f("kaarina_strategy_session_waiting_list_size_check")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["kaarina_strategy_process.id"],
            name=op.f("kaarina_strategy_session_process_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["kaarina_strategy_workshop.id"],
            name=op.f("kaarina_strategy_session_workshop_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_session_pkey")),
        sa.UniqueConstraint("process_id", "key", name=op.f("kaarina_strategy_session_key_key")),
    )
    op.create_index(
        "kaarina_strategy_session_workshop_id", "kaarina_strategy_session", ["workshop_id"], unique=False
    )
    op.create_table(
        "kaarina_strategy_booking",
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
            name=op.f("kaarina_strategy_booking_confirmed_has_session_check"),
        ),
        sa.CheckConstraint(
            "status IN ('confirmed', 'waitlisted', 'cancelled')",
            name=op.f("kaarina_strategy_booking_status_check"),
        ),
        sa.CheckConstraint(
            "exclusive_workshop_id IS NULL OR exclusive_workshop_id = workshop_id",
            name=op.f("kaarina_strategy_booking_exclusive_workshop_check"),
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["kaarina_strategy_registration.id"],
            name=op.f("kaarina_strategy_booking_registration_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["kaarina_strategy_session.id"],
            name=op.f("kaarina_strategy_booking_session_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["kaarina_strategy_workshop.id"],
            name=op.f("kaarina_strategy_booking_workshop_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("kaarina_strategy_booking_pkey")),
        sa.UniqueConstraint(
            "workshop_id", "queue_number", name=op.f("kaarina_strategy_booking_queue_number_key")
        ),
    )
    op.create_index(
        "kaarina_strategy_booking_once_in_session",
        "kaarina_strategy_booking",
        ["registration_id", "session_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('confirmed', 'waitlisted')"),
        postgresql_where=sa.text("status IN ('confirmed', 'waitlisted')"),
    )
    op.create_index(
        "kaarina_strategy_booking_one_alternative",
        "kaarina_strategy_booking",
        ["registration_id", "exclusive_workshop_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('confirmed', 'waitlisted')"),
        postgresql_where=sa.text("status IN ('confirmed', 'waitlisted')"),
    )
    op.create_index(
        "kaarina_strategy_booking_registration_id",
        "kaarina_strategy_booking",
        ["registration_id"],
        unique=False,
    )
    op.create_index(
        "kaarina_strategy_booking_seats",
        "kaarina_strategy_booking",
        ["workshop_id", "session_id", "status"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("kaarina_strategy_booking_seats", table_name="kaarina_strategy_booking")
    op.drop_index("kaarina_strategy_booking_registration_id", table_name="kaarina_strategy_booking")
    op.drop_index(
        "kaarina_strategy_booking_one_alternative",
        table_name="kaarina_strategy_booking",
        sqlite_where=sa.text("status IN ('confirmed', 'waitlisted')"),
        postgresql_where=sa.text("status IN ('confirmed', 'waitlisted')"),
    )
    op.drop_index(
        "kaarina_strategy_booking_once_in_session",
        table_name="kaarina_strategy_booking",
        sqlite_where=sa.text("status IN ('confirmed', 'waitlisted')"),
        postgresql_where=sa.text("status IN ('confirmed', 'waitlisted')"),
    )
    op.drop_table("kaarina_strategy_booking")
    op.drop_index("kaarina_strategy_session_workshop_id", table_name="kaarina_strategy_session")
    op.drop_table("kaarina_strategy_session")
    op.drop_index("kaarina_strategy_audit_entry_subject", table_name="kaarina_strategy_audit_entry")
    op.drop_table("kaarina_strategy_audit_entry")
    op.drop_table("kaarina_strategy_workshop")
    op.drop_table("kaarina_strategy_news_item")
    op.drop_table("kaarina_strategy_milestone")
    op.drop_index("kaarina_strategy_message_registration_id", table_name="kaarina_strategy_message")
    op.drop_index("kaarina_strategy_message_due", table_name="kaarina_strategy_message")
    op.drop_table("kaarina_strategy_message")
    op.drop_table("kaarina_strategy_finding")
    op.drop_table("kaarina_strategy_theme")
    op.drop_table("kaarina_strategy_survey")
    op.drop_index(
        "kaarina_strategy_registration_person",
        table_name="kaarina_strategy_registration",
        sqlite_where=sa.text("cancelled_at IS NULL AND email_key IS NOT NULL"),
        postgresql_where=sa.text("cancelled_at IS NULL AND email_key IS NOT NULL"),
    )
    op.drop_table("kaarina_strategy_registration")
    op.drop_table("kaarina_strategy_phase")
    op.drop_index("kaarina_strategy_change_process_id_at", table_name="kaarina_strategy_change")
    op.drop_table("kaarina_strategy_change")
    op.drop_table("kaarina_strategy_process")
