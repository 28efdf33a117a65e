"""Writing down who did what, without personal data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ..models import AuditEntry

RESIDENT = "resident"
JOB = "job"
COMMAND_LINE = "command line"

SESSION_BROUGHT_FORWARD = "session brought forward"
"""An editor has moved a session that was to come so that it ends sooner."""
READ = "personal data read"
"""Somebody of the staff was shown or given personal data; the details name the page and whose they were."""
COUNTED = "statistics exported"
"""Somebody of the staff was given numbers, and nobody's data."""
NOT_TOLD = "person not told"
"""Staff have changed something and sent no mail about it."""
DETAILS_CHANGED = "details changed"
"""Somebody's details were corrected; the entry names the fields, and not what stands in them."""


@dataclass(frozen=True)
class Act:
    """Who acts and when; handed to each service, so that none of them asks a clock or a request."""

    actor: str
    now: datetime


@dataclass(frozen=True)
class Reading:
    """That a page tells personal data; `subjects` are the public ids of the registrations whose they are.

    `more` is what else is noted; an export names there whom it gave out, because they may be many.
    """

    page: str
    subjects: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    action: str = READ


def note_readings(session: Session, process_id: int, act: Act, readings: Iterable[Reading]) -> None:
    """Write down whose personal data somebody is about to be shown.

    An entry about one registration has it as its subject; one about several names them in its details.
    """
    for reading in readings:
        only = reading.subjects[0] if len(reading.subjects) == 1 else None
        named = {"registrations": list(reading.subjects)} if len(reading.subjects) > 1 else {}
        session.add(
            AuditEntry(
                process_id=process_id,
                at=act.now,
                actor=act.actor,
                action=reading.action,
                subject=only,
                details={"page": reading.page, **named, **reading.more},
            )
        )
