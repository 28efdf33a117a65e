"""Putting messages into the outbox, in the transaction of their cause."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, inspect, select
from sqlalchemy.orm import InstanceState, Session

from ..models import Message, MessageKind, MessageState, OpeningRequest, Registration
from .auditing import Act

SHOW_ALL = (
    MessageKind.CONFIRMATION,
    MessageKind.EXISTING,
    MessageKind.CHANGED,
    MessageKind.PROMOTED,
    MessageKind.CANCELLED,
)
"""The kinds that show the registration as it is, and bring all of it to a calendar."""
# A newer one makes these superfluous while they still wait; that a seat was given is news of its own.
_REPLACED = (MessageKind.CONFIRMATION, MessageKind.CHANGED)
_WAITING = (MessageState.QUEUED, MessageState.DEFERRED)


_LAST_SHOWN = select(func.max(Message.created_at)).where(
    Message.registration_id == bindparam("registration"),
    Message.kind.in_(SHOW_ALL),
    Message.state == MessageState.SENT,
)


def queue_message(
    session: Session,
    recipient: Registration | OpeningRequest,
    kind: MessageKind,
    act: Act,
    *,
    cause: str,
    **parameters: Any,
) -> Message | None:
    """Queue one mail to the address of a registration or of an opening request, and give it.

    None where there is no address, or where this cause has already queued its message.
    """
    dedup_key = f"{kind}:{recipient.public_id}:{cause}"
    # Nothing can be queued yet for somebody who is only being written.
    if recipient.email is None or (_is_written(recipient) and _is_queued(session, dedup_key)):
        return None
    message = Message(
        dedup_key=dedup_key,
        kind=kind,
        registration=recipient if isinstance(recipient, Registration) else None,
        opening_request=recipient if isinstance(recipient, OpeningRequest) else None,
        parameters=parameters,
        created_at=act.now,
        due_at=act.now,
        message_id=hashlib.sha256(dedup_key.encode()).hexdigest()[:32],
    )
    session.add(message)
    return message


def _is_written(recipient: Registration | OpeningRequest) -> bool:
    """Whether the recipient has a row already."""
    state: InstanceState[Any] = inspect(recipient)
    return state.has_identity


def _is_queued(session: Session, dedup_key: str) -> bool:
    with session.no_autoflush:
        return session.scalar(select(Message.id).where(Message.dedup_key == dedup_key)) is not None


def supersede_messages(session: Session, registration: Registration) -> dict[str, Any]:
    """Withdraw mails that tell an older state of the registration and have not been sent.

    Gives their parameters: what the mail in their place has to tell beside its own.
    """
    withdrawn = session.scalars(
        select(Message)
        .where(
            Message.registration_id == registration.id,
            Message.kind.in_(_REPLACED),
            Message.state.in_(_WAITING),
        )
        .order_by(Message.id)
        .with_for_update()
    ).all()
    for each in withdrawn:
        each.state = MessageState.SUPERSEDED
    return {name: value for each in withdrawn for name, value in each.parameters.items()}


def last_shown(session: Session, registration: Registration) -> datetime | None:
    """The moment up to which mails that were sent have shown the whole registration; None before the first.

    That is when the last of them was queued: it was written after that.
    """
    shown: datetime | None = session.scalar(_LAST_SHOWN, {"registration": registration.id})
    return shown
