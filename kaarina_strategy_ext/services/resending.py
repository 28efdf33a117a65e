"""Sending somebody the personal links that they have lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..models import Message, MessageKind, Registration
from .auditing import Act
from .counting import Limit, is_within
from .personal_data import email_key
from .queueing_mail import queue_message

PAUSE = timedelta(hours=1)


def resend_links(session: Session, address: str, act: Act, *, limits: Sequence[Limit]) -> None:
    """Queue one mail with the links of all registrations of the address, where it has any.

    An address of which nobody has confirmed any is asked for that again instead. It goes at most once in an
    hour, and within the limits, which are counted whether or not the address is known. A caller cannot tell
    what has happened, and so neither can whoever types somebody else's address.
    """
    if not is_within(session, limits, act.now):
        return
    mine = registrations_with_links(session, email_key(address))
    is_proven = any(each.verify_by is None for each in mine)
    kind = MessageKind.LINK if is_proven else MessageKind.VERIFICATION
    if not mine or _was_sent(session, mine, kind, act):
        return
    queue_message(session, mine[0], kind, act, cause=act.now.isoformat(timespec="seconds"))


def registrations_with_links(session: Session, key: str) -> Sequence[Registration]:
    """The registrations of an `email_key` that have a personal link, the newest first; may be empty."""
    which = select(Registration).where(Registration.email_key == key, Registration.erased_at.is_(None))
    return session.scalars(which.order_by(Registration.created_at.desc(), Registration.id.desc())).all()


def _was_sent(session: Session, registrations: Sequence[Registration], kind: MessageKind, act: Act) -> bool:
    last = session.scalar(
        select(func.max(Message.created_at)).where(
            Message.kind == kind, Message.registration_id.in_([each.id for each in registrations])
        )
    )
    # Whoever has yet to confirm the address has no more than an hour, and is asked again sooner.
    pause = PAUSE / 6 if kind is MessageKind.VERIFICATION else PAUSE
    return last is not None and last > act.now - pause
