"""One round of sending what is due in the outbox."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from enum import Enum, auto

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ..errors import Busy, MailDeferred, MailRefused, MailServerFailed
from ..models import Message
from ..services import delivering
from ..services.unit_of_work import InUnit
from .composing import compose
from .letterhead import Letterhead
from .reading import Reader, Sheet
from .transport import Line, Transport, told_apart

ROUND = 200
# A round that takes long, or a server that is down, would keep the worker from all its other jobs.
ROUND_TIME = timedelta(seconds=30)
MOST_FAILURES = 3

# What was read longer ago may not be true any more, and others may be quicker.
FRESH = timedelta(seconds=1)
BATCH = 20

Settle = Callable[[Session], bool]

logger = logging.getLogger(__name__)


class Outcome(Enum):
    """What one step of a round has come to."""

    HANDLED = auto()
    SERVER_FAILED = auto()
    """The message waits, and there is little hope for the next."""


@dataclass(frozen=True)
class Batch:
    """Messages in hand: those that wait, what they tell by their ids, and since when that has been known."""

    waiting: deque[Message]
    sheets: dict[int, Sheet]
    read_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether what was read may still be sent; a clock that has jumped back knows nothing of that."""
        return timedelta() <= now - self.read_at < FRESH


@dataclass(frozen=True)
class Delivery:
    """How messages are claimed, sent and settled."""

    in_unit: InUnit
    reader: Reader
    transport: Transport
    clock: Callable[[], datetime]

    def claimed(self, due_by: datetime, most: int) -> Batch | None:
        """The next messages that were due by then, with all that they tell; None where nothing is due."""
        messages = self.in_unit(
            lambda session: delivering.claim(session, self.clock(), due_by=due_by, most=most)
        )
        if not messages:
            return None
        batch = Batch(deque(messages), {}, self.clock())
        with self.giving_back(batch):
            sheets = self.reader.sheets(messages)
        return replace(batch, sheets=sheets, read_at=self.clock())

    def send_next(self, batch: Batch) -> Outcome:
        """Send the next of them, and write down at once what became of it."""
        claimed = batch.waiting.popleft()
        outcome = Outcome.HANDLED
        try:
            settle = self._sent(claimed, batch.sheets.get(claimed.id))
        except (Busy, DBAPIError):
            raise  # the database fails, not the message
        except MailDeferred as fault:
            settle = self._deferred(claimed, fault)
            if isinstance(fault, MailServerFailed):
                outcome = Outcome.SERVER_FAILED
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one mail must not stop the others
            settle = self._refused(claimed, fault)
        self._settled(claimed, settle, batch.waiting)
        return outcome

    @contextmanager
    def giving_back(self, batch: Batch) -> Iterator[None]:
        """Let those of them wait that have not been tried, also where the block is broken off."""
        try:
            yield
        except BaseException:
            with suppress(Busy, DBAPIError):  # else they wait until their lease ends
                self.give_back(batch)
            raise

    def give_back(self, batch: Batch) -> None:
        """Let those of them wait that have not been tried."""
        if batch.waiting:
            self.in_unit(lambda session: delivering.give_back(session, batch.waiting))

    def _settled(self, claimed: Message, settle: Settle, waiting: deque[Message]) -> None:
        """Write down what became of one, and leave out of the next ones what is not to be sent any more."""

        def work(session: Session) -> tuple[bool, bool]:
            # Somebody may have been erased since the next one was read.
            return settle(session), not waiting or delivering.is_ours(session, waiting[0])

        is_settled, has_next = self.in_unit(work)
        lost = [] if is_settled else [claimed]
        while not has_next:
            lost.append(waiting.popleft())
            has_next = not waiting or self.in_unit(lambda session: delivering.is_ours(session, waiting[0]))
        for each in lost:
            logger.warning("Message %d is not ours any more", each.id)

    def _sent(self, claimed: Message, sheet: Sheet | None) -> Settle:
        mail = _composed(sheet) if sheet else None
        if mail is None:
            return lambda session: delivering.settle_superseded(session, claimed)
        self._carried(mail)
        now = self.clock()
        return lambda session: delivering.settle_sent(session, claimed, now)

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
    is_stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Send the messages that are due, at most `limit`, one after the other; gives how many were handled.

    Some are claimed and read at once, and each is settled as soon as the server has taken it. Those that are
    not sent within a second, or before the round ends, wait again for anybody.

    Any number of workers may do this at once. No transaction is open while a mail is sent. Nothing that
    befalls one message stops the others; only a database that fails ends the round, with `Busy` or a
    `DBAPIError`, and the message in hand is sent in a later one, under the same Message-ID. A round ends
    early after half a minute, where the server fails three times in a row, and once `is_stopping`.
    """
    delivery = Delivery(in_unit, Reader(in_unit, write_letterhead, clock), transport, clock)
    this = _Round(delivery, limit, is_stopping, begun=clock())
    while this.goes_on():
        # What is put off must not come again in the same round, however long that takes.
        batch = delivery.claimed(due_by=this.begun, most=min(this.size, limit - this.handled))
        if batch is None:
            break
        this.send(batch)
    return this.handled


@dataclass
class _Round:
    """How far a round has come; `size` is how many are to be claimed at once."""

    delivery: Delivery
    limit: int
    is_stopping: Callable[[], bool]
    begun: datetime
    handled: int = 0
    failures: int = 0
    size: int = BATCH

    def goes_on(self) -> bool:
        is_early = self.delivery.clock() - self.begun < ROUND_TIME
        is_open = self.handled < self.limit and self.failures < MOST_FAILURES
        return is_early and is_open and not self.is_stopping()

    def send(self, batch: Batch) -> None:
        before, clock = self.handled, self.delivery.clock
        with self.delivery.giving_back(batch):
            while batch.waiting and self.goes_on() and (self.handled == before or batch.is_fresh(clock())):
                held = len(batch.waiting)
                outcome = self.delivery.send_next(batch)
                self.handled += held - len(batch.waiting)
                self.failures = self.failures + 1 if outcome is Outcome.SERVER_FAILED else 0
        # As many as can be sent while they are fresh, so that a slow server keeps few from other workers.
        self.size = max(1, self.handled - before) if batch.waiting else min(BATCH, 2 * self.size)
        self.delivery.give_back(batch)


def _composed(sheet: Sheet) -> EmailMessage | None:
    if isinstance(sheet[1], Exception):
        raise sheet[1]
    return compose(sheet[0], sheet[1])


def _reason(claimed: Message, fault: Exception) -> str:
    """What went wrong, also as one line of the log; without personal data, which foreign texts may hold."""
    name = type(fault).__name__
    reason = f"{name}: {fault}" if isinstance(fault, (MailDeferred, MailRefused)) else name
    logger.warning("Message %d: %s", claimed.id, reason)
    return reason
