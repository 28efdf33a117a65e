"""Rows as the first release left them, written without its code or ours."""

from __future__ import annotations

from kaarina_strategy_ext import schema

from . import town

_TEXT = '{"fi": {"text": "Työpajat", "edited_at": null}}'

PARENTS = f"""
INSERT INTO kaarina_strategy_process (slug, revision, time_zone, name, goal, findings_are_excerpt,
    participation, created_at, registration_mode, registration_opens_at)
VALUES ('kaarina-2022', 3, 'Europe/Helsinki', '{_TEXT}', '{_TEXT}', FALSE, '[]', '2022-03-03 10:00:00.000000',
    'window', '2022-04-04 06:00:00.000000');

INSERT INTO kaarina_strategy_phase (process_id, key, position, title) VALUES (1, 'tyopajat', 1, '{_TEXT}');

INSERT INTO kaarina_strategy_workshop (process_id, phase_id, slug, position, kind, title, audience, summary,
    lock_version)
VALUES (1, 1, 'visio', 1, 'separate', '{_TEXT}', '[]', '{_TEXT}', 7),
       (1, 1, 'viimeistely', 2, 'alternatives', '{_TEXT}', '[]', NULL, 9);

INSERT INTO kaarina_strategy_session (process_id, workshop_id, key, position, date_earliest, date_latest,
    date_precision, theme_follows, languages, catering, capacity, room_for_all, sequence)
VALUES (1, 1, 'visio-1', 1, '2022-04-12', '2022-04-12', 'day', FALSE, '["fi"]', TRUE, 1, FALSE, 2),
       (1, 2, 'kesa-1', 1, '2022-06-01', '2022-06-01', 'day', FALSE, '["fi"]', FALSE, 1, FALSE, 0),
       (1, 2, 'kesa-2', 2, '2022-06-02', '2022-06-02', 'day', FALSE, '["sv"]', FALSE, 1, FALSE, 0);

INSERT INTO kaarina_strategy_audit_entry (process_id, workshop_id, number, at, actor, action, subject,
    details)
VALUES (1, 1, 1, '2022-04-05 09:00:00.000000', 'resident', 'booking confirmed', 'r1', '{{}}');
"""

# The third has cancelled; the fifth has no booking yet.
REGISTRATIONS = """
INSERT INTO kaarina_strategy_registration (public_id, process_id, first_name, last_name, name_key, email,
    email_key, language, needs, consented_at, submission_key, token_version, version, created_at,
    cancelled_at)
VALUES
    ('r1', 1, 'Aino', 'Virtanen', 'aino virtanen', 'aino@example.fi', 'aino@example.fi', 'fi', 'ramppi',
     '2022-04-05 09:00:00.000000', 's1', 1, 2, '2022-04-05 09:00:00.000000', NULL),
    ('r2', 1, 'Bo', 'Ek', 'bo ek', 'bo@example.fi', 'bo@example.fi', 'sv', NULL,
     NULL, NULL, 2, 1, '2022-04-05 09:01:00.000000', NULL),
    ('r3', 1, 'Cia', 'Ek', 'cia ek', 'bo@example.fi', 'bo@example.fi', 'sv', NULL,
     NULL, NULL, 1, 3, '2022-04-05 09:02:00.000000', '2022-04-05 10:00:00.000000'),
    ('r4', 1, 'Dag', 'Ek', 'dag ek', 'dag@example.fi', 'dag@example.fi', 'sv', NULL,
     NULL, NULL, 1, 1, '2022-04-05 09:03:00.000000', NULL),
    ('r5', 1, 'Eva', 'Ek', 'eva ek', 'eva@example.fi', 'eva@example.fi', 'sv', NULL,
     NULL, NULL, 1, 1, '2022-04-05 09:04:00.000000', NULL);
"""

# The first has a seat in both workshops; the second waits for the one and for either alternative.
BOOKINGS = """
INSERT INTO kaarina_strategy_booking (registration_id, workshop_id, session_id, exclusive_workshop_id, status,
    queue_number, created_at, status_at)
VALUES (1, 1, 1, NULL, 'confirmed', 1, '2022-04-05 09:00:00.000000', '2022-04-05 09:00:00.000000'),
       (1, 2, 2, 2, 'confirmed', 1, '2022-04-05 09:00:00.000000', '2022-04-05 09:00:00.000000'),
       (2, 1, 1, NULL, 'waitlisted', 2, '2022-04-05 09:01:00.000000', '2022-04-05 09:01:00.000000'),
       (2, 2, NULL, 2, 'waitlisted', 2, '2022-04-05 09:01:00.000000', '2022-04-05 09:01:00.000000'),
       (3, 2, 3, 2, 'cancelled', 3, '2022-04-05 09:02:00.000000', '2022-04-05 10:00:00.000000'),
       (4, 2, 3, 2, 'waitlisted', 4, '2022-04-05 09:03:00.000000', '2022-04-05 09:03:00.000000');
"""

MESSAGES = """
INSERT INTO kaarina_strategy_message (dedup_key, kind, registration_id, parameters, state, created_at, due_at,
    attempts, last_error, message_id, sent_at)
VALUES ('confirmation-1', 'confirmation', 1, '{"keys": ["visio-1"]}', 'sent', '2022-04-05 09:00:00.000000',
        '2022-04-05 09:00:00.000000', 2, 'SMTPServerDisconnected', '<1@example.fi>',
        '2022-04-05 09:05:00.000000'),
       ('cancelled-3', 'cancelled', 3, '{}', 'superseded', '2022-04-05 10:00:00.000000',
        '2022-04-05 10:00:00.000000', 0, NULL, '<2@example.fi>', NULL);
"""


def prepare(url: str) -> None:
    """Make the tables of the first release in an empty database, and fill them."""
    engine = town.engine_of(url)
    schema.upgrade(engine, "0001")
    with engine.begin() as connection:
        for statement in "".join((PARENTS, REGISTRATIONS, BOOKINGS, MESSAGES)).split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
    engine.dispose()
