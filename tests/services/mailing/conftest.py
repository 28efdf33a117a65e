"""The desk at which mailings are written, each act in a unit of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import (
    Audience,
    AuditEntry,
    BookingStatus,
    Mailing,
    Message,
    MessageKind,
    MessageState,
    Registration,
)
from kaarina_strategy_ext.services.auditing import JOB, Act
from kaarina_strategy_ext.services.mailing import drafting, reaching, sending
from kaarina_strategy_ext.services.mailing.rules import MailingText
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ... import town

CONFIRMED, WAITLISTED = BookingStatus.CONFIRMED, BookingStatus.WAITLISTED
BOTH = {"languages": ("fi", "sv"), "is_bilingual": True}


def audience(*keys: str, statuses: tuple[BookingStatus, ...] = (CONFIRMED,)) -> Audience:
    """Those who are confirmed in the sessions, unless other statuses are meant."""
    return Audience(keys, statuses)


def written(
    *keys: str, statuses: tuple[BookingStatus, ...] = (CONFIRMED,), body: str = "Tervetuloa"
) -> MailingText:
    """A whole mailing to those in the sessions, in both languages."""
    return MailingText(
        {"fi": "Huomenna", "sv": "I morgon"},
        {"fi": body, "sv": "Välkommen"},
        audience(*keys, statuses=statuses),
    )


@dataclass(frozen=True)
class Desk:
    """Somebody who writes mailings, and the job that sends them."""

    engine: Engine
    actor: str = "reija"

    def unit(self, work: Callable[[Session], Any]) -> Any:
        """Do the work in one unit."""
        return in_one_unit(self.engine, work)

    def act(self, now: datetime = town.NOW) -> Act:
        return Act(self.actor, now)

    def begin(self, text: MailingText, form_key: str = "a form") -> Mailing:
        """Keep a new draft."""
        return self.unit(
            lambda session: drafting.begin_mailing(session, 1, text, self.act(), form_key=form_key)
        )

    def edit(self, mailing_id: int, text: MailingText, version: int) -> Mailing:
        """Change a draft."""
        return self.unit(
            lambda session: drafting.edit_mailing(session, 1, mailing_id, text, self.act(), version=version)
        )

    def send(self, mailing: Mailing, **options: Any) -> Mailing:
        """Have the mailing sent."""
        version = options.pop("version", mailing.version)
        return self.unit(
            lambda session: sending.send_mailing(
                session, 1, mailing.id, self.act(), version=version, **{**BOTH, **options}
            )
        )

    def withdraw(self, mailing: Mailing) -> Mailing:
        return self.unit(lambda session: sending.withdraw_mailing(session, 1, mailing.id, self.act()))

    def work(self, now: datetime = town.NOW, *, most: int = 500) -> list[int]:
        """Let the job put everything that is due into the outbox; gives the sizes of its steps."""
        act, steps = Act(JOB, now), []
        for each in self.unit(lambda session: sending.begin_due(session, act)):
            while not steps or steps[-1] == most:
                steps.append(
                    self.unit(lambda session, each=each: sending.queue_step(session, each, act, most=most))
                )
        return steps

    def reach(self, whom: Audience) -> reaching.Reach:
        with Session(self.engine) as session:
            return reaching.reach(session, 1, whom)

    def recipients(self) -> list[str]:
        """The first names of all to whom messages have been queued, in their order."""
        with Session(self.engine) as session:
            which = select(Registration.first_name).join(Message, Message.registration_id == Registration.id)
            return list(
                session.scalars(which.where(Message.kind == MessageKind.MAILING).order_by(Message.id))
            )

    def settle(self, state: MessageState) -> None:
        """Put all messages of mailings into the state."""
        with self.engine.begin() as connection:
            connection.execute(
                text("UPDATE kaarina_strategy_message SET state = :state WHERE kind = 'mailing'"),
                {"state": state.value},
            )

    def audit(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Who did what with mailings."""
        with Session(self.engine) as session:
            entries = session.scalars(
                select(AuditEntry).where(AuditEntry.action.startswith("mailing")).order_by(AuditEntry.id)
            )
            return [(each.actor, each.action, each.details) for each in entries]

    def found(self, mailing: Mailing) -> Mailing:
        """The mailing as it now stands."""
        with Session(self.engine) as session:
            return session.get_one(Mailing, mailing.id)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine)
