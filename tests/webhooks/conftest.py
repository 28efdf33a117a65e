"""A town whose events go to a listener: the small process, a clock, and one round of delivery."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, joinedload

from kaarina_strategy_ext.endpoints import Endpoint, endpoints_of
from kaarina_strategy_ext.models import Event, EventKind, Process, WebhookDelivery
from kaarina_strategy_ext.services import announcing, dispatching
from kaarina_strategy_ext.services.auditing import JOB, Act
from kaarina_strategy_ext.services.unit_of_work import in_one_unit
from kaarina_strategy_ext.webhooks.delivery import deliver_due

from .. import town
from ..webhook_sink import SECRET, WebhookSink


@dataclass
class Desk:
    """Where events are written, addressed and sent; `endpoints` are those of the configuration."""

    engine: Engine
    endpoints: list[Endpoint] = field(default_factory=list)
    now: datetime = town.NOW

    def change(self, work: Callable[[Session], Any]) -> Any:
        """Do the work in one unit."""
        return in_one_unit(self.engine, work)

    def happen(self, cause: str = "1", kind: EventKind = EventKind.SESSION_FULL) -> None:
        """Let something happen."""
        act = Act(JOB, self.now)

        def work(session: Session) -> None:
            process = session.get_one(Process, 1)
            data = {"session": town.VISION, "title": {"fi": "Työpaja"}}
            announcing.announce(session, process, kind, town.VISION, act, cause=cause, data=data)

        self.change(work)

    def address(self) -> int:
        """Queue what has happened for whoever wants to hear it."""
        listeners = {each.url: each.events for each in self.endpoints}
        return int(self.change(lambda session: dispatching.address(session, listeners, self.now)))

    def deliver(self, **options: Any) -> int:
        """Do one round."""
        self.address()
        return deliver_due(self.change, self.endpoints, lambda: self.now, **options)

    def deliveries(self) -> list[WebhookDelivery]:
        """What is queued and was sent, oldest first, each with its event."""
        with Session(self.engine) as session:
            whole = select(WebhookDelivery).options(joinedload(WebhookDelivery.event))
            return list(session.scalars(whole.order_by(WebhookDelivery.id)))

    def states(self) -> list[str]:
        """The states of the deliveries, oldest first."""
        return [str(each.state) for each in self.deliveries()]

    def events(self) -> list[Event]:
        """What has happened, oldest first."""
        with Session(self.engine) as session:
            return list(session.scalars(select(Event).order_by(Event.id)))


def endpoint(url: str, secret: str | list[str] = SECRET, **more: Any) -> Endpoint:
    """An endpoint as the configuration gives it."""
    return endpoints_of([{"url": url, "secret": secret, **more}])[0]


@pytest.fixture
def sink(webhook_sink: WebhookSink) -> WebhookSink:
    """The listener."""
    return webhook_sink


def _desk(url: str, sink: WebhookSink) -> Iterator[Desk]:
    engine = town.engine_of(url)
    yield Desk(engine, [endpoint(sink.url)])
    engine.dispose()


@pytest.fixture
def desk(new_sqlite: Callable[..., str], sink: WebhookSink) -> Iterator[Desk]:
    """A desk on SQLite, whose one endpoint is the listener."""
    yield from _desk(new_sqlite(town.prepare), sink)


@pytest.fixture
def either_desk(new_database: Callable[..., str], sink: WebhookSink) -> Iterator[Desk]:
    """The same on each kind of database."""
    yield from _desk(new_database(town.prepare), sink)
