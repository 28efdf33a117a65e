"""Putting messages into the outbox, in the transaction of their cause."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..models import Message, MessageKind, MessageState, OpeningRequest, Registration
from .auditing import Act

# A mail that shows the registration as it now is makes these superfluous while they still wait.
_REPLACED = (MessageKind.CONFIRMATION, MessageKind.CHANGED, MessageKind.PROMOTED)
_WAITING = (MessageState.QUEUED, MessageState.DEFERRED)


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
    if recipient.email is None or _is_queued(session, dedup_key):
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


def _is_queued(session: Session, dedup_key: str) -> bool:
    with session.no_autoflush:
        return session.scalar(select(Message.id).where(Message.dedup_key == dedup_key)) is not None


def supersede_messages(session: Session, registration: Registration) -> None:
    """Withdraw mails that tell an older state of the registration and have not been sent."""
    session.execute(
        update(Message)
        .where(
            Message.registration_id == registration.id,
            Message.kind.in_(_REPLACED),
            Message.state.in_(_WAITING),
        )
        .values(state=MessageState.SUPERSEDED),
        execution_options={"synchronize_session": False},
    )
