"""Writing down who did what, without personal data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ..models import AuditEntry

RESIDENT = "resident"
JOB = "job"
COMMAND_LINE = "command line"

SESSION_BROUGHT_FORWARD = "session brought forward"
"""An editor has moved a session that was to come so that it ends sooner."""
READ = "personal data read"
"""Somebody of the staff was shown or given personal data; the details name the page and whose they were."""


@dataclass(frozen=True)
class Act:
    """Who acts and when; handed to each service, so that none of them asks a clock or a request."""

    actor: str
    now: datetime


@dataclass(frozen=True)
class Reading:
    """That a page tells personal data; `subjects` are the public ids of the registrations whose they are."""

    page: str
    subjects: tuple[str, ...]


def note_readings(session: Session, process_id: int, act: Act, readings: Iterable[Reading]) -> None:
    """Write down whose personal data somebody is about to be shown.

    An entry about one registration has it as its subject; one about several names them in its details.
    """
    for reading in readings:
        only = reading.subjects[0] if len(reading.subjects) == 1 else None
        named = {} if only else {"registrations": list(reading.subjects)}
        session.add(
            AuditEntry(
                process_id=process_id,
                at=act.now,
                actor=act.actor,
                action=READ,
                subject=only,
                details={"page": reading.page, **named},
            )
        )
