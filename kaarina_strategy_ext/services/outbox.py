"""What staff do with messages in the outbox: send one again, or withdraw it."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from ..errors import MessageNotWaiting, MessageOnItsWay, MessageUnknown
from ..models import AuditEntry, Message, MessageState, OpeningRequest, Registration
from .auditing import Act

WAITING = (MessageState.QUEUED, MessageState.DEFERRED)
"""The states in which a message will still be sent by itself."""
ON_ITS_WAY = (*WAITING, MessageState.SENDING)
NOT_SENT = (
    MessageState.DEFERRED,
    MessageState.BOUNCED,
    MessageState.GIVEN_UP,
    MessageState.SUPERSEDED,
    MessageState.ABORTED,
)
_COPY = "#"


def of_process(process_id: int) -> ColumnElement[bool]:
    """The condition for the messages of a process."""
    registrations = select(Registration.id).where(Registration.process_id == process_id)
    requests = select(OpeningRequest.id).where(OpeningRequest.process_id == process_id)
    return or_(Message.registration_id.in_(registrations), Message.opening_request_id.in_(requests))


def resend(session: Session, process_id: int, message_id: int, act: Act) -> Message:
    """Send a message again, now; gives what is queued.

    One that has not been sent goes back into the queue under its Message-ID; of one that has, a copy with
    another Message-ID is queued. Raises `MessageUnknown`, and `MessageOnItsWay` where the message, or a copy
    of it, is queued or being sent already.
    """
    again = {
        "state": MessageState.QUEUED,
        "attempts": 0,
        "due_at": act.now,
        "last_error": None,
    }
    if not _moved(session, process_id, message_id, NOT_SENT, again):
        return _copied(session, _found(session, process_id, message_id), process_id, act)
    message = _found(session, process_id, message_id)
    _note(session, message, process_id, act, "message resent")
    return message


def abort(session: Session, process_id: int, message_id: int, act: Act) -> Message:
    """Withdraw a message that waits to be sent; gives it.

    Raises `MessageUnknown`, and `MessageNotWaiting` where it is being sent or nothing is to be sent any more.
    """
    moved = _moved(session, process_id, message_id, WAITING, {"state": MessageState.ABORTED})
    message = _found(session, process_id, message_id)
    if not moved:
        raise MessageNotWaiting
    _note(session, message, process_id, act, "message aborted")
    return message


def _moved(
    session: Session,
    process_id: int,
    message_id: int,
    states: Collection[MessageState],
    values: dict[str, object],
) -> bool:
    """Whether the message was in one of the states; one statement, so that no worker takes it meanwhile."""
    moved = session.scalars(
        update(Message)
        .where(Message.id == message_id, Message.state.in_(states), of_process(process_id))
        .values(values)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    return bool(moved)


def _found(session: Session, process_id: int, message_id: int) -> Message:
    message = session.scalar(select(Message).where(Message.id == message_id, of_process(process_id)))
    if message is None:
        raise MessageUnknown
    return message


def _copied(session: Session, original: Message, process_id: int, act: Act) -> Message:
    cause = original.dedup_key.partition(_COPY)[0]
    copies = session.scalars(
        select(Message).where(Message.dedup_key.startswith(cause + _COPY, autoescape=True))
    ).all()
    if any(each.state in ON_ITS_WAY for each in (original, *copies)):
        raise MessageOnItsWay
    copy = Message(
        # Two copies at once would have one key, so that the unique index lets only one of them through.
        dedup_key=f"{cause}{_COPY}{len(copies) + 1}",
        kind=original.kind,
        registration_id=original.registration_id,
        opening_request_id=original.opening_request_id,
        mailing_id=original.mailing_id,
        parameters=original.parameters,
        created_at=act.now,
        due_at=act.now,
        message_id=secrets.token_hex(16),
    )
    session.add(copy)
    session.flush()  # for the ids of the copy and of its owner
    _note(session, copy, process_id, act, "message resent", copy_of=original.id)
    return copy


def _note(
    session: Session, message: Message, process_id: int, act: Act, action: str, **details: object
) -> None:
    owner = message.registration or message.opening_request
    session.add(
        AuditEntry(
            process_id=process_id,
            at=act.now,
            actor=act.actor,
            action=action,
            subject=owner.public_id if owner else None,
            details={"kind": message.kind, "message": message.id, **details},
        )
    )
