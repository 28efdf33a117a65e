"""One round of telling the webhooks what has happened."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ..endpoints import Endpoint
from ..errors import Busy, WebhookDeferred, WebhookRefused
from ..models import Event, WebhookDelivery
from ..services import dispatching
from ..services.unit_of_work import InUnit
from .posting import post
from .signing import signed_headers

# A listener that is slow must not keep the mail of the next round waiting.
ROUND_SECONDS = 30.0
USER_AGENT = "kaarina-strategy-ext"

Settle = Callable[[Session], bool]

logger = logging.getLogger(__name__)


class Transport(Protocol):
    """`posting.post`, or what stands in for it."""

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes, /) -> None:
        """Post the body; raises `WebhookDeferred` or `WebhookRefused`."""


@dataclass
class Delivery:
    """One round; `willing` are the endpoints that have failed at nothing in it, by their URLs."""

    in_unit: InUnit
    willing: dict[str, Endpoint]
    clock: Callable[[], datetime]
    transport: Transport = post

    def send_next(self) -> bool:
        """Send the next event that is due and write down what became of it; False where nothing is due."""
        claimed = self.in_unit(lambda session: dispatching.claim(session, self.willing.keys(), self.clock()))
        if claimed is None:
            return False
        try:
            settle = self._sent(claimed)
        except (Busy, DBAPIError):
            raise  # the database fails, not the listener
        except WebhookDeferred as fault:
            settle = self._deferred(claimed, fault)
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one event must not stop the others
            settle = self._refused(claimed, fault)
        if not self.in_unit(settle):
            logger.warning("Webhook delivery %d is not ours any more", claimed.id)
        return True

    def _sent(self, claimed: WebhookDelivery) -> Settle:
        endpoint, body = self.willing[claimed.url], body_of(claimed.event)
        # Listeners compare it with their own clock, which is not that of a host whose clock can be moved.
        headers = signed_headers(endpoint.secrets, claimed.event.public_id, int(time.time()), body)
        plain = {"Content-Type": "application/json", "User-Agent": USER_AGENT}
        self.transport(claimed.url, {**plain, **headers}, body)
        claim, now = claimed.claim or "", self.clock()
        return lambda session: dispatching.settle_sent(session, claimed.id, claim, now)

    def _deferred(self, claimed: WebhookDelivery, fault: WebhookDeferred) -> Settle:
        # What else waits for this listener would most likely only wait for it again.
        del self.willing[claimed.url]
        logger.warning("Webhook delivery %d: %s", claimed.id, fault.reason)
        claim, now = claimed.claim or "", self.clock()
        return lambda session: dispatching.settle_deferred(
            session,
            claimed.id,
            claim,
            fault.reason,
            attempts=claimed.attempts,
            now=now,
            retry_after=fault.retry_after,
        )

    def _refused(self, claimed: WebhookDelivery, fault: Exception) -> Settle:
        reason = fault.reason if isinstance(fault, WebhookRefused) else type(fault).__name__
        logger.warning("Webhook delivery %d: %s", claimed.id, reason)
        claim, now = claimed.claim or "", self.clock()
        return lambda session: dispatching.settle_refused(session, claimed.id, claim, reason, now)


def deliver_due(
    in_unit: InUnit,
    endpoints: Iterable[Endpoint],
    clock: Callable[[], datetime],
    *,
    transport: Transport = post,
    seconds: float = ROUND_SECONDS,
) -> int:
    """Send the events that are due, one after the other, for about so many seconds; gives how many.

    Any number of workers may do this at once. No transaction is open while an event is sent. A listener that
    fails gets nothing more in this round, so that it holds up the others once. Only a database that fails
    ends the round, with `Busy` or a `DBAPIError`, and the event in hand is sent in a later one.
    """
    delivery = Delivery(in_unit, {each.url: each for each in endpoints}, clock, transport)
    handled, end = 0, time.monotonic() + seconds
    while delivery.willing and time.monotonic() < end and delivery.send_next():
        handled += 1
    return handled


def body_of(event: Event) -> bytes:
    """What a listener receives: compact JSON with the event's kind, its moment in UTC, and its data."""
    moment = event.at.isoformat().replace("+00:00", "Z")
    told = {"type": event.kind, "timestamp": moment, "data": event.data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
