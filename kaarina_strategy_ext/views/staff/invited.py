"""The desk at the door: whoever has the link of an invitation, without a login of the host's."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from sqlalchemy.orm import Session

from ...errors import Busy
from ...host import current_host
from ...identity import DOOR, Identity
from ...models import Process
from ...readmodels.present import SessionNow
from ...readmodels.staff.rights import doors_of
from ...services import inviting
from ..lookup import process_or_404
from .desk import Desk


@dataclass(frozen=True)
class InvitedDesk(Desk):
    """A helper at the doors of some sessions, who may nothing else.

    `doors` is empty once the link has ended.
    """

    token: str = field(kw_only=True, repr=False)
    invitation_id: int = field(kw_only=True)
    is_noted: bool = field(kw_only=True)
    doors: tuple[SessionNow, ...] = field(kw_only=True)

    @classmethod
    def of(cls, token: str, language: str, process: str | None) -> Self | None:
        """The desk that the link opens; None for a link that was never one, or one of another process."""
        session = current_host().database.reading()
        invitation = inviting.invitation_of(session, token)
        slug = session.get_one(Process, invitation.process_id).slug if invitation else None
        if invitation is None or process not in (None, slug):
            return None
        shown = process_or_404(language, slug)
        return cls(
            Identity(invitation.actor, invitation.label, None, frozenset({DOOR})),
            shown,
            token=token,
            invitation_id=invitation.id,
            is_noted=inviting.use_is_noted(invitation, shown.now),
            doors=doors_of(invitation, shown),
        )

    def may(self, role: str) -> bool:
        """Whether it is the door; no host is asked of somebody whom it does not know."""
        return role == DOOR


def note_link(desk: InvitedDesk) -> None:
    """Write down, once a day, that the link is used."""
    if desk.is_noted:
        return

    def work(unit: Session) -> None:
        inviting.note_use(unit, desk.invitation_id, desk.process.now)

    with suppress(Busy):  # the next request notes it
        current_host().database.change(work)
