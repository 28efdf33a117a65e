"""Invitations to the door: making a link for a helper, finding it, taking it back, and forgetting it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..errors import InvitationUnknown
from ..models import AuditEntry, DoorInvitation, WorkshopSession, door_closes_at
from .auditing import Act
from .linking import LinkKeys
from .opening import write_first

INVITED = "door invitation made"
REVOKED = "door invitation revoked"

_PURPOSE = "door"
_VERSION = 1  # a link is taken back in its row
_A_DAY = timedelta(days=1)


def door_token(keys: LinkKeys, form_key: str, label: str, sessions: Iterable[str]) -> str:
    """The token of the invitation that a form makes, by the form's key and what is filled in.

    The same form has the same token, so that sending it twice makes one link; filled in otherwise it has
    another, so that no link opens what was chosen before. 192 bits of it are known to nobody before that.
    """
    filled_in = json.dumps([form_key, label, *sessions]).encode()
    return keys.sealed(hashlib.sha256(filled_in).hexdigest()[:32], _PURPOSE, _VERSION)


def invite(
    session: Session, process_id: int, act: Act, *, label: str, sessions: Iterable[str], token: str
) -> DoorInvitation:
    """Make an invitation to the doors of these sessions, by key, and give it; the same one for a token twice.

    Only the token's hash is stored.
    """
    write_first(session)
    known = session.scalar(select(DoorInvitation).where(DoorInvitation.token_hash == _hash(token)))
    if known is not None:
        return known
    made = DoorInvitation(
        process_id=process_id,
        label=label,
        token_hash=_hash(token),
        sessions=list(sessions),
        created_at=act.now,
        created_by=act.actor,
    )
    session.add(made)
    session.flush()  # generate made.id
    _note(session, made, INVITED, act, sessions=made.sessions)
    return made


def revoke(session: Session, process_id: int, invitation_id: int, act: Act) -> DoorInvitation:
    """Take the link back for good, and give the invitation; again changes nothing.

    Raises `InvitationUnknown`.
    """
    write_first(session)
    which = select(DoorInvitation).where(
        DoorInvitation.process_id == process_id, DoorInvitation.id == invitation_id
    )
    revoked = session.scalar(which.with_for_update())
    if revoked is None:
        raise InvitationUnknown
    if revoked.revoked_at is None:
        revoked.revoked_at = act.now
        _note(session, revoked, REVOKED, act)
    return revoked


def invitation_of(session: Session, token: str) -> DoorInvitation | None:
    """The invitation with the token, also one that has been taken back; None for any other token."""
    return session.scalar(select(DoorInvitation).where(DoorInvitation.token_hash == _hash(token)))


def invitations(session: Session, process_id: int) -> Sequence[DoorInvitation]:
    """The invitations of a process, the newest first."""
    which = select(DoorInvitation).where(DoorInvitation.process_id == process_id)
    return session.scalars(which.order_by(DoorInvitation.id.desc())).all()


def use_is_noted(invitation: DoorInvitation, now: datetime) -> bool:
    """Whether it has been written down within a day that the link is used."""
    return invitation.used_at is not None and now < invitation.used_at + _A_DAY


def note_use(session: Session, invitation_id: int, now: datetime) -> None:
    """Write down that the link is used."""
    session.execute(update(DoorInvitation).where(DoorInvitation.id == invitation_id).values(used_at=now))


def forget_invitations(session: Session, act: Act, *, days: int) -> int:
    """Delete the invitations that have opened nothing for so many days; gives how many.

    Must not be the first work of its transaction on SQLite, because it reads before it writes.
    """
    since = act.now - timedelta(days=days)
    old = select(DoorInvitation).where(DoorInvitation.created_at < since).with_for_update(skip_locked=True)
    ended = [each for each in session.scalars(old).all() if _ended_at(session, each) < since]
    for each in ended:
        session.delete(each)
    return len(ended)


def _ended_at(session: Session, invitation: DoorInvitation) -> datetime:
    """When it was taken back, or the last of its doors closes; if its sessions are gone, when it was made."""
    if invitation.revoked_at is not None:
        return invitation.revoked_at
    sittings = session.scalars(
        select(WorkshopSession).where(
            WorkshopSession.process_id == invitation.process_id,
            WorkshopSession.key.in_(invitation.sessions),
        )
    )
    closing = (
        door_closes_at(each.terms().ends_at.astimezone(each.workshop.process.zone)) for each in sittings
    )
    return max(closing, default=invitation.created_at)


def _note(session: Session, invitation: DoorInvitation, action: str, act: Act, **details: Any) -> None:
    session.add(
        AuditEntry(
            process_id=invitation.process_id,
            at=act.now,
            actor=act.actor,
            action=action,
            subject=invitation.actor,
            details=details,
        )
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
