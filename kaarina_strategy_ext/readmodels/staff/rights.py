"""Who has used which right, and which links to the door there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...models import DoorInvitation, Right, door_closes_at
from ...services.inviting import invitations
from ..present import ProcessNow, SessionNow
from .door import is_open_at_the_door


@dataclass(frozen=True)
class RightNow:
    """A role of somebody, and whether it sleeps."""

    right: Right
    sleeps: bool


@dataclass(frozen=True)
class InvitationNow:
    """A link to the door: the sessions of the process that it was made for, and until when it opens any.

    `last_day` is that of the latest of them; None where none of them is left.
    """

    invitation: DoorInvitation
    sessions: tuple[SessionNow, ...]
    last_day: date | None
    is_open: bool


def all_rights(session: Session, now: datetime, days: int) -> tuple[RightNow, ...]:
    """What is known of all rights: those that sleep first, then by id and role."""
    found = session.scalars(select(Right).order_by(Right.identity_id, Right.role))
    rights = [RightNow(each, each.sleeps(now, days)) for each in found]
    return tuple(sorted(rights, key=lambda each: not each.sleeps))


def doors_of(invitation: DoorInvitation, process: ProcessNow) -> tuple[SessionNow, ...]:
    """The sessions whose doors the link opens now, by day; none where it has been revoked or is over."""
    if invitation.revoked_at is not None:
        return ()
    return tuple(each for each in _sessions(invitation, process) if is_open_at_the_door(each, process))


def door_invitations(
    session: Session, process: ProcessNow, key: str | None = None
) -> tuple[InvitationNow, ...]:
    """The links of the process, or those to one session, the newest first."""
    found = (each for each in invitations(session, process.view.id) if key is None or key in each.sessions)
    return tuple(_invitation(each, process) for each in found)


def _invitation(invitation: DoorInvitation, process: ProcessNow) -> InvitationNow:
    sessions = _sessions(invitation, process)
    zone = process.view.zone
    closing = [door_closes_at(each.view.terms.ends_at.astimezone(zone)) for each in sessions]
    last_day = (max(closing) - timedelta(days=1)).date() if closing else None
    return InvitationNow(invitation, sessions, last_day, is_open=bool(doors_of(invitation, process)))


def _sessions(invitation: DoorInvitation, process: ProcessNow) -> tuple[SessionNow, ...]:
    return tuple(each for each in process.sessions if each.view.key in invitation.sessions)
