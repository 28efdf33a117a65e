"""One round of sending what is due in the outbox."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from enum import Enum, auto

from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, joinedload, selectinload

from ..errors import Busy, MailDeferred, MailRefused, MailServerFailed
from ..models import Booking, Message, MessageKind, OpeningRequest, Registration, Workshop, WorkshopSession
from ..services import delivering, noticing
from ..services.unit_of_work import InUnit
from .composing import compose
from .letterhead import Letterhead
from .transport import Line, Transport, told_apart

ROUND = 200
# A round that takes long, or a server that is down, would keep the worker from all its other jobs.
ROUND_TIME = timedelta(seconds=30)
MOST_FAILURES = 3

Settle = Callable[[Session], bool]

logger = logging.getLogger(__name__)


class Outcome(Enum):
    """What one step of a round has come to."""

    NOTHING_DUE = auto()
    HANDLED = auto()
    SERVER_FAILED = auto()
    """The message waits, and there is little hope for the next."""


@dataclass(frozen=True)
class Delivery:
    """How messages are sent: `write_letterhead` reads what a mail needs beside the message's own row."""

    in_unit: InUnit
    write_letterhead: Callable[[Session, Message], Letterhead]
    transport: Transport
    clock: Callable[[], datetime]

    def send_next(self, due_by: datetime) -> Outcome:
        """Send the next message that was due by then, and write down what became of it."""
        claimed = self.in_unit(lambda session: delivering.claim(session, self.clock(), due_by=due_by))
        if claimed is None:
            return Outcome.NOTHING_DUE
        outcome = Outcome.HANDLED
        try:
            settle = self._sent(claimed)
        except (Busy, DBAPIError):
            raise  # the database fails, not the message
        except MailDeferred as fault:
            settle = self._deferred(claimed, fault)
            if isinstance(fault, MailServerFailed):
                outcome = Outcome.SERVER_FAILED
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one mail must not stop the others
            settle = self._refused(claimed, fault)
        if not self.in_unit(settle):
            logger.warning("Message %d is not ours any more", claimed.id)
        return outcome

    def _sent(self, claimed: Message) -> Settle:
        mail = self._composed(claimed)
        if mail is None:
            return lambda session: delivering.settle_superseded(session, claimed)
        self._carried(mail)
        now = self.clock()
        return lambda session: delivering.settle_sent(session, claimed, now)

    def _composed(self, claimed: Message) -> EmailMessage | None:
        def read(session: Session) -> tuple[Message, Letterhead] | None:
            if claimed.kind is MessageKind.NOTICE:
                noticing.bring_up_to_date(session, claimed.id, self.clock())
            message = _loaded(session, claimed.id)
            return (message, self.write_letterhead(session, message)) if message else None

        found = self.in_unit(read)
        return compose(*found) if found else None

    def _carried(self, mail: EmailMessage) -> None:
        written = mail.as_bytes()  # what cannot be written is a fault of the mail, not of whoever carries it
        if isinstance(self.transport, Line):
            self.transport.carry(mail, written)
            return
        with told_apart():
            self.transport(mail)

    def _deferred(self, claimed: Message, fault: MailDeferred) -> Settle:
        reason, now = _reason(claimed, fault), self.clock()
        return lambda session: delivering.settle_deferred(session, claimed, reason, now)

    def _refused(self, claimed: Message, fault: Exception) -> Settle:
        reason, now = _reason(claimed, fault), self.clock()
        return lambda session: delivering.settle_refused(session, claimed, reason, now)


def deliver_due(
    in_unit: InUnit,
    write_letterhead: Callable[[Session, Message], Letterhead],
    transport: Transport,
    clock: Callable[[], datetime],
    *,
    limit: int = ROUND,
) -> int:
    """Send the messages that are due, at most `limit`, one after the other; gives how many were handled.

    Any number of workers may do this at once. No transaction is open while a mail is sent. Nothing that
    befalls one message stops the others; only a database that fails ends the round, with `Busy` or a
    `DBAPIError`, and the message in hand is sent in a later one, under the same Message-ID. A round ends
    early after half a minute, and where the server fails three times in a row.
    """
    delivery = Delivery(in_unit, write_letterhead, transport, clock)
    begun = clock()
    handled = failures = 0
    while handled < limit and failures < MOST_FAILURES and clock() - begun < ROUND_TIME:
        # What is put off must not come again in the same round, however long that takes.
        outcome = delivery.send_next(due_by=begun)
        if outcome is Outcome.NOTHING_DUE:
            break
        handled += 1
        failures = failures + 1 if outcome is Outcome.SERVER_FAILED else 0
    return handled


_BOOKINGS = selectinload(Registration.bookings).joinedload(Booking.session)
# Made once, because making it takes longer than asking it.
_WITH_ALL = (
    select(Message)
    .where(Message.id == bindparam("message"))
    .options(
        joinedload(Message.registration).options(
            joinedload(Registration.process),
            _BOOKINGS.joinedload(WorkshopSession.workshop).joinedload(Workshop.process),
        ),
        joinedload(Message.opening_request).joinedload(OpeningRequest.process),
    )
)


def _loaded(session: Session, message_id: int) -> Message | None:
    """The message with all that its mail shows; None where it has been erased meanwhile."""
    return session.scalar(_WITH_ALL, {"message": message_id})


def _reason(claimed: Message, fault: Exception) -> str:
    """What went wrong, also as one line of the log; without personal data, which foreign texts may hold."""
    name = type(fault).__name__
    reason = f"{name}: {fault}" if isinstance(fault, (MailDeferred, MailRefused)) else name
    logger.warning("Message %d: %s", claimed.id, reason)
    return reason
