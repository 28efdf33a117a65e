"""One round of sending what is due in the outbox."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, joinedload, selectinload

from ..errors import Busy, MailDeferred, MailRefused
from ..models import Booking, Message, OpeningRequest, Registration, Workshop, WorkshopSession
from ..services import delivering
from ..services.unit_of_work import InUnit
from .composing import compose
from .letterhead import Letterhead
from .transport import Transport, told_apart

ROUND = 200

Settle = Callable[[Session], bool]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivery:
    """How messages are sent: `write_letterhead` reads what a mail needs beside the message's own row."""

    in_unit: InUnit
    write_letterhead: Callable[[Session, Message], Letterhead]
    transport: Transport
    clock: Callable[[], datetime]

    def send_next(self) -> bool:
        """Send the next message that is due and write down what became of it; False where nothing is due."""
        claimed = self.in_unit(lambda session: delivering.claim(session, self.clock()))
        if claimed is None:
            return False
        try:
            settle = self._sent(claimed)
        except (Busy, DBAPIError):
            raise  # the database fails, not the message
        except MailDeferred as fault:
            settle = self._deferred(claimed, fault)
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one mail must not stop the others
            settle = self._refused(claimed, fault)
        if not self.in_unit(settle):
            logger.warning("Message %d is not ours any more", claimed.id)
        return True

    def _sent(self, claimed: Message) -> Settle:
        mail = self._composed(claimed)
        claim = claimed.claim or ""
        if mail is None:
            return lambda session: delivering.settle_superseded(session, claimed.id, claim)
        with told_apart():
            self.transport(mail)
        now = self.clock()
        return lambda session: delivering.settle_sent(session, claimed.id, claim, now)

    def _composed(self, claimed: Message) -> EmailMessage | None:
        def read(session: Session) -> tuple[Message, Letterhead] | None:
            message = _loaded(session, claimed.id)
            return (message, self.write_letterhead(session, message)) if message else None

        found = self.in_unit(read)
        return compose(*found) if found else None

    def _deferred(self, claimed: Message, fault: MailDeferred) -> Settle:
        reason, now = _reason(claimed, fault), self.clock()
        return lambda session: delivering.settle_deferred(
            session, claimed.id, claimed.claim or "", reason, attempts=claimed.attempts, now=now
        )

    def _refused(self, claimed: Message, fault: Exception) -> Settle:
        reason = _reason(claimed, fault)
        return lambda session: delivering.settle_refused(session, claimed.id, claimed.claim or "", reason)


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
    `DBAPIError`, and the message in hand is sent in a later one, under the same Message-ID.
    """
    delivery = Delivery(in_unit, write_letterhead, transport, clock)
    for handled in range(limit):
        if not delivery.send_next():
            return handled
    return limit


def _loaded(session: Session, message_id: int) -> Message | None:
    """The message with all that its mail shows; None where it has been erased meanwhile."""
    sessions = selectinload(Registration.bookings).joinedload(Booking.session)
    bookings = sessions.joinedload(WorkshopSession.workshop).joinedload(Workshop.process)
    return session.scalar(
        select(Message)
        .where(Message.id == message_id)
        .options(
            joinedload(Message.registration).options(joinedload(Registration.process), bookings),
            joinedload(Message.opening_request).joinedload(OpeningRequest.process),
        )
    )


def _reason(claimed: Message, fault: Exception) -> str:
    """What went wrong, also as one line of the log; without personal data, which foreign texts may hold."""
    name = type(fault).__name__
    reason = f"{name}: {fault}" if isinstance(fault, (MailDeferred, MailRefused)) else name
    logger.warning("Message %d: %s", claimed.id, reason)
    return reason
