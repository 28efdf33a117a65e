"""Emptying the personal columns of a registration (GDPR, article 17); what stays is a number."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..models import Message, Registration
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
    """Empty every personal column, revoke the link and delete the mail in the outbox."""
    for name in _PERSONAL:
        setattr(registration, name, None)
    registration.erased_at = act.now
    registration.cancelled_at = registration.cancelled_at or act.now
    registration.token_version += 1
    session.execute(delete(Message).where(Message.registration_id == registration.id))
