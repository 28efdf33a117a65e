"""The outbox's work: claim a message with a lease, and write down what became of it.

Sending happens between the claim and the settling, with no transaction open. Delivery is at least once:
a crash after the mail server took a message, and before that is settled, sends it again with the same
Message-ID.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    Select,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from ..models import Message, MessageKind, MessageState, Registration
from .leasing import pause_after, settle, take
from .verifying import begin_hour

_IN_TURN = (False, True)  # what belongs to a mailing comes last
_OPEN: list[ColumnClause[str]] = [
    literal_column(f"'{each.value}'")
    for each in (MessageState.QUEUED, MessageState.DEFERRED, MessageState.SENDING)
]

# Made once: each new alias has to find all of its columns anew, which takes longer than the database does.
_DUE, _OTHER = aliased(Message), aliased(Message)

_PERSON = (
    select(Registration.id)
    .where(Registration.id == bindparam("person"))
    .with_for_update(key_share=True, skip_locked=True)
)

LEASE = timedelta(seconds=120)
SMTP_TIMEOUT_SECONDS = 10
RETRY_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 360, 1440))


def claim(session: Session, now: datetime, *, due_by: datetime | None = None) -> Message | None:
    """Take the next message that is due and mark it as being sent; None where nothing is due.

    Mailings give way to all other mail, because somebody may wait for that now. `due_by` leaves alone what
    fell due only after it.
    A message whose lease has run out was left by a worker that died, and is taken again. While one mail to a
    person is seen to be on its way, the next one to them waits, lest an older state arrive after a newer.
    """
    if session.get_bind().dialect.name == "sqlite":
        # A write first, in one statement: alone under SQLite's single writer.
        next_ones = [
            _next_due(now, due_by or now, each).with_only_columns(_DUE.id).scalar_subquery()
            for each in _IN_TURN
        ]
        return _take(session, func.coalesce(*next_ones), now)
    passed_over: list[int] = []
    while (found := _found(session, now, due_by or now, passed_over)) is not None:
        # With the person held still, what another worker has just claimed for them is seen.
        taken = _take(session, found.id, now) if _holds_still(session, found.registration_id) else None
        if taken is not None:
            return taken
        passed_over.append(found.id)
    return None


def _found(session: Session, now: datetime, due_by: datetime, passed_over: Collection[int]) -> Any:
    """The next message that nobody else has in hand: its id, and that of the registration it is about."""
    for next_one in _NEXT:
        which = next_one.where(_DUE.id.not_in(passed_over)) if passed_over else next_one
        found = session.execute(which, {"now": now, "due_by": due_by}).first()
        if found is not None:
            return found
    return None


def _holds_still(session: Session, registration_id: int | None) -> bool:
    """Lock the person to whom the message goes; False where somebody else has."""
    return registration_id is None or session.scalar(_PERSON, {"person": registration_id}) is not None


def _take(session: Session, which: Any, now: datetime) -> Message | None:
    return take(session, Message, which, now, ~_is_another_on_its_way(Message, now), lease=LEASE)


def settle_sent(session: Session, claimed: Message, now: datetime) -> bool:
    """Mark a message as sent; False where the claim has passed to somebody else."""
    _begin_hour(session, claimed, now)
    return _settle(session, claimed, state=MessageState.SENT, sent_at=now, last_error=None)


def settle_superseded(session: Session, claimed: Message) -> bool:
    """Mark a message that has nothing left to say; False where the claim has passed to somebody else."""
    return _settle(session, claimed, state=MessageState.SUPERSEDED)


def settle_refused(session: Session, claimed: Message, error: str, now: datetime) -> bool:
    """Mark a message that was refused for good; False where the claim has passed to somebody else."""
    _begin_hour(session, claimed, now)
    return _settle(session, claimed, state=MessageState.BOUNCED, last_error=error)


def settle_deferred(session: Session, claimed: Message, error: str, now: datetime) -> bool:
    """Put a message off by a growing pause, or give it up after the last; False as above."""
    pause = pause_after(claimed.attempts, RETRY_PAUSES)
    if pause is None:
        return _settle(session, claimed, state=MessageState.GIVEN_UP, last_error=error)
    return _settle(session, claimed, state=MessageState.DEFERRED, due_at=now + pause, last_error=error)


def _next_due(now: Any, due_by: Any, of_mailing: bool) -> Select[int, int | None]:
    """The next message whose turn it is by these moments, or parameters that stand for them."""
    due = _DUE
    # As it is said in the partial indexes, and without an OR, so that the next is the first of an index.
    is_open = due.mailing_id.is_not(None) if of_mailing else due.mailing_id.is_(None)
    is_its_turn = case(
        (due.state == MessageState.SENDING, due.lease_until <= now), else_=due.due_at <= due_by
    )
    which = select(due.id, due.registration_id).where(
        is_open, due.state.in_(_OPEN), due.due_at <= now, is_its_turn, ~_is_another_on_its_way(due, now)
    )
    return which.order_by(due.due_at, due.id).limit(1)


def _is_another_on_its_way(due: Any, now: Any) -> ColumnElement[bool]:
    other = _OTHER
    return exists().where(
        other.registration_id == due.registration_id,
        other.id != due.id,
        other.state == MessageState.SENDING,
        other.lease_until > now,
    )


_NEXT = [
    _next_due(bindparam("now"), bindparam("due_by"), each).with_for_update(skip_locked=True)
    for each in _IN_TURN
]


def _begin_hour(session: Session, claimed: Message, now: datetime) -> None:
    """Let the hour to confirm an address begin where the message has asked for it.

    Before the message is settled, because everybody locks the person before the mail.
    """
    if claimed.kind is not MessageKind.VERIFICATION:
        return
    asked = select(Message.registration_id).where(Message.id == claimed.id, Message.claim == claimed.claim)
    begin_hour(session, asked.scalar_subquery(), now)


def _forget_address(session: Session, claimed: Message) -> None:
    """Forget the former address to which nothing more is to be sent."""
    if claimed.kind is not MessageKind.MOVED:
        return
    session.execute(
        update(Message).where(Message.id == claimed.id, Message.claim == claimed.claim).values(parameters={}),
        execution_options={"synchronize_session": False},
    )


def _settle(session: Session, claimed: Message, **values: object) -> bool:
    if values["state"] is not MessageState.DEFERRED:
        _forget_address(session, claimed)
    return settle(session, Message, claimed.id, claimed.claim or "", **values)
