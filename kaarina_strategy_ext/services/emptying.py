"""Emptying the personal columns of a registration (GDPR, article 17); what stays is a number."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from ..models import AuditEntry, ErasureKind, Message, Registration
from .auditing import Act
from .linking import LinkKeys
from .proving import prove

_SENSITIVE = ("needs", "diet", "consented_at")
_PERSONAL = (
    "first_name",
    "last_name",
    "name_key",
    "email",
    "email_key",
    "phone",
    *_SENSITIVE,
    "submission_key",
)


def empty(session: Session, registration: Registration, kind: ErasureKind, act: Act, keys: LinkKeys) -> None:
    """Empty every personal column and the reasons in the log, revoke the link, delete the mail.

    A proof that this was done is written beside it.
    """
    address_key = registration.email_key
    for name in _PERSONAL:
        setattr(registration, name, None)
    registration.erased_at = act.now
    registration.cancelled_at = registration.cancelled_at or act.now
    registration.token_version += 1
    gone = session.execute(delete(Message).where(Message.registration_id == registration.id))
    counts = {
        "registration": 1,
        "message": cast(CursorResult[Any], gone).rowcount,
        "audit_entry": _forget_reasons(session, registration),
    }
    process_id = registration.process_id
    prove(session, process_id, address_key, kind=kind, counts=counts, act=act, keys=keys)


def empty_needs(session: Session, registration: Registration, act: Act, keys: LinkKeys) -> None:
    """Empty what may tell of somebody's health, and the consent to it; proven likewise."""
    for name in _SENSITIVE:
        setattr(registration, name, None)
    whose = registration.process_id, registration.email_key
    prove(session, *whose, kind=ErasureKind.NEEDS, counts={"registration": 1}, act=act, keys=keys)


def _forget_reasons(session: Session, registration: Registration) -> int:
    """Drop what staff wrote down as their reason, which may tell of the person; gives in how many entries."""
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject == registration.public_id)).all()
    telling = [each for each in entries if "reason" in each.details]
    for entry in telling:
        entry.details = {name: value for name, value in entry.details.items() if name != "reason"}
    return len(telling)
