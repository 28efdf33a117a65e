"""Telling people by telephone who have no e-mail address: staff write down that they have done so."""

from __future__ import annotations

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from ..models import AuditEntry, Registration
from . import seating
from .auditing import Act

PHONED = "person phoned"
"""The action of the audit entry with which what had changed before it counts as told."""


def note_phoned(session: Session, registration_id: int, act: Act) -> Registration:
    """Note that the person has been told of all that has changed until now; gives the registration."""
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    registration = session.scalars(select(Registration).where(Registration.id == registration_id)).one()
    session.add(
        AuditEntry(
            process_id=registration.process_id,
            at=act.now,
            actor=act.actor,
            action=PHONED,
            subject=registration.public_id,
            details={},
        )
    )
    return registration
