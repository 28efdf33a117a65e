"""Rights that nobody uses: noted when they are used, asleep after a time, and woken by an administrator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import RightUnknown
from ..models import AuditEntry, Right
from .auditing import Act
from .opening import write_first

WOKEN = "right woken"

_A_DAY = timedelta(days=1)


def rights_of(session: Session, identity_id: str) -> Mapping[str, Right]:
    """What is known of somebody's rights, by role; empty for whoever comes for the first time."""
    found = session.scalars(select(Right).where(Right.identity_id == identity_id))
    return {each.role: each for each in found}


def is_noted(known: Mapping[str, Right], roles: Iterable[str], used: str, now: datetime) -> bool:
    """Whether all roles of somebody are known, and it has been written down within a day that one is used."""
    right = known.get(used)
    is_fresh = right is not None and right.used_at is not None and now < right.used_at + _A_DAY
    return is_fresh and all(role in known for role in roles)


def note_use(session: Session, identity_id: str, roles: Iterable[str], used: str, now: datetime) -> None:
    """Write down that somebody has these roles and uses one of them; what is known of the others stays."""
    write_first(session)
    known = rights_of(session, identity_id)
    for role in sorted({*roles, used}):
        right = known.get(role) or Right(identity_id=identity_id, role=role, noticed_at=now)
        session.add(right)
        if role == used:
            right.first_used_at = right.first_used_at or now
            right.used_at = now


def wake(session: Session, identity_id: str, role: str, act: Act, *, process_id: int | None = None) -> Right:
    """Let somebody use the role again, as if they had used it now; gives the right.

    Written in the audit of the process, where there is one. Raises `RightUnknown` for a role with which
    nobody of that id has ever come.
    """
    write_first(session)
    which = select(Right).where(Right.identity_id == identity_id, Right.role == role)
    right = session.scalar(which.with_for_update())
    if right is None:
        raise RightUnknown(identity_id, role)
    right.renewed_at, right.renewed_by = act.now, act.actor
    if process_id is not None:
        session.add(
            AuditEntry(
                process_id=process_id,
                at=act.now,
                actor=act.actor,
                action=WOKEN,
                subject=None,
                details={"identity": identity_id, "role": role},
            )
        )
    return right
