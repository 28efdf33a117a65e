"""Emptying the personal columns of a registration (GDPR, article 17); what stays is a number."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..models import AuditEntry, Message, Registration
from .auditing import Act

_PERSONAL = (
    "first_name",
    "last_name",
    "name_key",
    "email",
    "email_key",
    "phone",
    "needs",
    "diet",
    "consented_at",
    "submission_key",
)


def empty(session: Session, registration: Registration, act: Act) -> None:
    """Empty every personal column and the reasons in the log, revoke the link, delete the mail."""
    for name in _PERSONAL:
        setattr(registration, name, None)
    registration.erased_at = act.now
    registration.cancelled_at = registration.cancelled_at or act.now
    registration.token_version += 1
    session.execute(delete(Message).where(Message.registration_id == registration.id))
    for entry in session.scalars(select(AuditEntry).where(AuditEntry.subject == registration.public_id)):
        # What staff wrote down as their reason may tell of the person.
        entry.details = {name: value for name, value in entry.details.items() if name != "reason"}
