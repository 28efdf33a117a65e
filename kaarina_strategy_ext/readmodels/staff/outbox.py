"""The outbox as staff see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from ...models import Message, MessageState
from ...services.outbox import WAITING, of_process

PAGE = 50
RESENDABLE = tuple(each for each in MessageState if each not in (MessageState.QUEUED, MessageState.SENDING))


@dataclass(frozen=True)
class MessageRow:
    """One message; `recipient` is a name, or an address of which nobody knows more."""

    message: Message
    recipient: str

    @property
    def can_be_resent(self) -> bool:
        """Whether it may go out once more."""
        return self.message.state in RESENDABLE

    @property
    def can_be_aborted(self) -> bool:
        """Whether it waits and may be withdrawn."""
        return self.message.state in WAITING


@dataclass(frozen=True)
class MessagePage:
    """Messages, newest first; `older_than` is the id with which the next page begins, None on the last."""

    rows: tuple[MessageRow, ...]
    older_than: int | None


def message_page(
    session: Session, process_id: int, *, state: MessageState | None = None, before: int | None = None
) -> MessagePage:
    """The messages of a process in the state, or in any; those with ids below `before`, or the newest."""
    which = select(Message).where(of_process(process_id))
    if state is not None:
        which = which.where(Message.state == state)
    if before is not None:
        which = which.where(Message.id < before)
    found = session.scalars(_with_recipients(which).order_by(Message.id.desc()).limit(PAGE + 1)).all()
    return MessagePage(_rows(found[:PAGE]), found[PAGE - 1].id if len(found) > PAGE else None)


def messages_to(session: Session, registration_id: int) -> tuple[MessageRow, ...]:
    """The messages to one registration, newest first."""
    which = select(Message).where(Message.registration_id == registration_id)
    return _rows(session.scalars(_with_recipients(which).order_by(Message.id.desc())).all())


def _with_recipients(which: Select[Any]) -> Select[Any]:
    return which.options(joinedload(Message.registration), joinedload(Message.opening_request))


def _rows(found: Sequence[Message]) -> tuple[MessageRow, ...]:
    return tuple(MessageRow(each, _recipient(each)) for each in found)


def _recipient(message: Message) -> str:
    person = message.registration
    if person is not None:
        return f"{person.first_name or ''} {person.last_name or ''}".strip()
    return message.opening_request.email if message.opening_request else ""
