"""The outbox as staff see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ...models import Booking, MailingState, Message, MessageKind, MessageState, Registration
from ...services.outbox import WAITING, of_process

PAGE = 50
RESENDABLE = tuple(each for each in MessageState if each not in (MessageState.QUEUED, MessageState.SENDING))


_ALSO_OF_A_CANCELLED_ONE = (
    MessageKind.CANCELLED,
    MessageKind.EXPIRED,
    MessageKind.LINK,
    MessageKind.MAILING,
)


@dataclass(frozen=True)
class MessageRow:
    """One message; `recipient` is a name, or an address of which nobody knows more.

    `is_spent` says that it could tell nothing any more, whatever else is wrong with it.
    """

    message: Message
    recipient: str
    is_spent: bool

    @property
    def subjects(self) -> tuple[str, ...]:
        """The keys of the sessions, or the slug of the workshop, that it is about; empty for all of them."""
        told = self.message.parameters
        one = [told[name] for name in ("session_key", "workshop_slug") if name in told]
        return (*one, *told.get("expired", ()), *told.get("cancelled", ()), *told.get("sessions", ()))

    @property
    def can_be_resent(self) -> bool:
        """Whether it may go out once more."""
        return self.message.state in RESENDABLE and not self.is_spent

    @property
    def can_be_aborted(self) -> bool:
        """Whether it waits and may be withdrawn."""
        return self.message.state in WAITING


@dataclass(frozen=True)
class MessagePage:
    """Messages, newest first; `older_than` is the id with which the next page begins, None on the last."""

    rows: tuple[MessageRow, ...]
    older_than: int | None

    @property
    def public_ids(self) -> tuple[str, ...]:
        """Whose data the page tells, each once."""
        people = (each.message.registration for each in self.rows)
        return tuple(dict.fromkeys(person.public_id for person in people if person))


def message_page(
    session: Session,
    process_id: int,
    now: datetime,
    *,
    state: MessageState | None = None,
    before: int | None = None,
    mailing_id: int | None = None,
) -> MessagePage:
    """The messages of a process in the state, or in any; those with ids below `before`, or the newest.

    Only those of the mailing, where one is named.
    """
    which = select(Message).where(of_process(process_id))
    if mailing_id is not None:
        which = which.where(Message.mailing_id == mailing_id)
    if state is not None:
        which = which.where(Message.state == state)
    if before is not None:
        which = which.where(Message.id < before)
    found = session.scalars(_with_recipients(which).order_by(Message.id.desc()).limit(PAGE + 1)).all()
    return MessagePage(_rows(found[:PAGE], now), found[PAGE - 1].id if len(found) > PAGE else None)


def messages_to(session: Session, registration_id: int, now: datetime) -> tuple[MessageRow, ...]:
    """The messages to one registration, newest first."""
    which = select(Message).where(Message.registration_id == registration_id)
    return _rows(session.scalars(_with_recipients(which).order_by(Message.id.desc())).all(), now)


def _with_recipients(which: Select[Any]) -> Select[Any]:
    bookings = selectinload(Registration.bookings).joinedload(Booking.session)
    return which.options(
        joinedload(Message.registration).options(bookings),
        joinedload(Message.opening_request),
        joinedload(Message.mailing),
    )


def _rows(found: Sequence[Message], now: datetime) -> tuple[MessageRow, ...]:
    return tuple(MessageRow(each, _recipient(each), _is_spent(each, now)) for each in found)


def _is_spent(message: Message, now: datetime) -> bool:
    """Whether the time of what it asks is over; the letter itself knows the rest when it is written."""
    person = message.registration
    if person is None:
        return False
    if message.mailing is not None and message.mailing.state is MailingState.WITHDRAWN:
        return True
    if person.cancelled_at is not None and message.kind not in _ALSO_OF_A_CANCELLED_ONE:
        return True
    if message.kind is MessageKind.OFFER:
        return not any(_is_open_offer(each, now) for each in person.bookings)
    if message.kind is MessageKind.VERIFICATION:
        return person.verify_by is None or person.verify_by <= now
    return False


def _is_open_offer(booking: Booking, now: datetime) -> bool:
    is_called_off = booking.session is not None and booking.session.cancelled is not None
    return booking.answer_by is not None and now < booking.answer_by and not is_called_off


def _recipient(message: Message) -> str:
    person = message.registration
    if person is not None:
        return f"{person.first_name or ''} {person.last_name or ''}".strip()
    return message.opening_request.email if message.opening_request else ""
