"""The webhooks' outbox: addressing events, claiming deliveries with a lease, settling and forgetting them.

Delivery is at least once and in no promised order: a crash after a listener has answered, and before that is
settled, sends the event again under the same id.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session, aliased

from ..models import DeliveryState, Event, WebhookDelivery
from ..models.outgoing import DEFERRED, QUEUED
from .leasing import is_due, pause_after, settle, take

# Connecting, its handshake, sending and the answer may take ten seconds each.
LEASE = timedelta(seconds=120)
# Together a day, in which somebody can mend a listener.
RETRY_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 900))
LONGEST_RETRY_AFTER = timedelta(hours=6)
# A season in which one can still look up what a listener was told; events hold no personal data.
KEPT = timedelta(days=90)
REMOVED = "not configured any more"


def address(session: Session, listeners: Mapping[str, Collection[str]], now: datetime) -> int:
    """Queue each new event for the webhooks that want its kind, by their URLs; gives how many deliveries.

    What waits for a webhook that is not among them any more is given up. A webhook that is new is not told
    what happened before.
    """
    _give_up_others(session, listeners, now)
    untold = select(Event).where(Event.addressed_at.is_(None)).order_by(Event.id)
    number = 0
    for event in session.scalars(untold.with_for_update(skip_locked=True)).all():
        event.addressed_at = now
        urls = [url for url, kinds in listeners.items() if event.kind in kinds]
        session.add_all(WebhookDelivery(event=event, url=url, due_at=now) for url in urls)
        number += len(urls)
    return number


def _give_up_others(session: Session, urls: Collection[str], now: datetime) -> None:
    waits = or_(WebhookDelivery.state.in_((QUEUED, DEFERRED)), is_due(WebhookDelivery, now))
    session.execute(
        update(WebhookDelivery)
        .where(waits, WebhookDelivery.url.not_in(urls))
        .values(
            state=DeliveryState.GIVEN_UP, settled_at=now, last_error=REMOVED, claim=None, lease_until=None
        ),
        execution_options={"synchronize_session": False},
    )


def claim(session: Session, urls: Collection[str], now: datetime) -> WebhookDelivery | None:
    """Take the next delivery that is due to one of the webhooks, with its event; None where none is."""
    next_due = _next_due(urls, now)
    if session.get_bind().dialect.name == "sqlite":
        # A write first, in one statement: alone under SQLite's single writer.
        taken = take(session, WebhookDelivery, next_due.scalar_subquery(), now, lease=LEASE)
    else:
        found = session.scalar(next_due.with_for_update(skip_locked=True))
        taken = take(session, WebhookDelivery, found, now, lease=LEASE) if found is not None else None
    if taken is not None:
        session.refresh(taken, ["event"])
    return taken


def _next_due(urls: Collection[str], now: datetime) -> Select[Any]:
    due = aliased(WebhookDelivery)
    waiting = select(due.id).where(is_due(due, now), due.url.in_(urls))
    return waiting.order_by(due.due_at, due.id).limit(1)


def settle_sent(session: Session, delivery_id: int, claim: str, now: datetime) -> bool:
    """Mark a delivery as sent; False where the claim has passed to somebody else."""
    return _settle(session, delivery_id, claim, state=DeliveryState.SENT, settled_at=now, last_error=None)


def settle_refused(session: Session, delivery_id: int, claim: str, error: str, now: datetime) -> bool:
    """Mark a delivery that was refused for good; False where the claim has passed to somebody else."""
    refused = {"state": DeliveryState.REFUSED, "settled_at": now, "last_error": error}
    return _settle(session, delivery_id, claim, **refused)


def settle_deferred(
    session: Session,
    delivery_id: int,
    claim: str,
    error: str,
    *,
    attempts: int,
    now: datetime,
    retry_after: timedelta | None = None,
) -> bool:
    """Put a delivery off by a growing pause, or give it up after the last; False as above.

    The pause is no shorter than the listener asked for, within reason.
    """
    pause = pause_after(attempts, RETRY_PAUSES)
    if pause is None:
        given_up = {"state": DeliveryState.GIVEN_UP, "settled_at": now, "last_error": error}
        return _settle(session, delivery_id, claim, **given_up)
    if retry_after is not None:
        pause = max(pause, min(retry_after, LONGEST_RETRY_AFTER))
    deferred = {"state": DeliveryState.DEFERRED, "due_at": now + pause, "last_error": error}
    return _settle(session, delivery_id, claim, **deferred)


def forget_events(session: Session, now: datetime) -> int:
    """Delete the events that are too old to be looked up, with their deliveries; gives how many events."""
    old = select(Event.id).where(Event.at < now - KEPT)
    session.execute(
        delete(WebhookDelivery).where(WebhookDelivery.event_id.in_(old)),
        execution_options={"synchronize_session": False},
    )
    gone = delete(Event).where(Event.at < now - KEPT).returning(Event.id)
    return len(session.scalars(gone.execution_options(synchronize_session=False)).all())


def _settle(session: Session, delivery_id: int, claim: str, **values: object) -> bool:
    return settle(session, WebhookDelivery, delivery_id, claim, **values)
