"""The outbox's work: claim messages with a lease, and write down what became of it.

Sending happens between the claim and the settling, with no transaction open. Delivery is at least once:
a crash after the mail server took a message, and before that is settled, sends it again with the same
Message-ID.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
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
from . import leasing
from .leasing import pause_after, settle, take, take_all
from .verifying import begin_hour

_IN_TURN = (False, True)  # what belongs to a mailing comes last
_OPEN: list[ColumnClause[str]] = [
    literal_column(f"'{each.value}'")
    for each in (MessageState.QUEUED, MessageState.DEFERRED, MessageState.SENDING)
]

# Made once: each new alias has to find all of its columns anew, which takes longer than the database does.
_DUE, _OTHER = aliased(Message), aliased(Message)

_PEOPLE = (
    select(Registration.id)
    .where(Registration.id.in_(bindparam("people", expanding=True)))
    .with_for_update(key_share=True, skip_locked=True)
)

_OURS = select(Message.id).where(
    Message.id == bindparam("message"),
    Message.claim == bindparam("claim"),
    Message.state == MessageState.SENDING,
)

LEASE = timedelta(seconds=120)
SMTP_TIMEOUT_SECONDS = 10
RETRY_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 360, 1440))


def claim(session: Session, now: datetime, *, due_by: datetime | None = None, most: int = 1) -> list[Message]:
    """Take the next messages that are due and mark them as being sent, in their order; at most so many.

    Mailings give way to all other mail, because somebody may wait for that now. `due_by` leaves alone what
    fell due only after it.
    A message whose lease has run out was left by a worker that died, and is taken again. While one mail to a
    person is seen to be on its way, the next one to them waits, lest an older state arrive after a newer.
    """
    if session.get_bind().dialect.name == "sqlite":
        taken = [each for _ in range(most) if (each := _take_next(session, now, due_by or now))]
    else:
        taken = _take_some(session, now, due_by or now, most)
    return sorted(taken, key=lambda each: (each.mailing_id is not None, each.due_at, each.id))


def is_ours(session: Session, claimed: Message) -> bool:
    """Whether the message is still there, and still in hand."""
    return session.scalar(_OURS, {"message": claimed.id, "claim": claimed.claim}) is not None


def give_back(session: Session, claimed: Collection[Message]) -> None:
    """Let messages, none of which has been tried, wait again as they did before."""
    leasing.give_back(session, Message, claimed)


def _take_next(session: Session, now: datetime, due_by: datetime) -> Message | None:
    # A write first, in one statement: alone under SQLite's single writer.
    next_ones = [
        _next_due(now, due_by, each).limit(1).with_only_columns(_DUE.id).scalar_subquery()
        for each in _IN_TURN
    ]
    condition = ~_is_another_on_its_way(Message, now)
    return take(session, Message, func.coalesce(*next_ones), now, condition, lease=LEASE)


def _take_some(session: Session, now: datetime, due_by: datetime, most: int) -> list[Message]:
    passed_over: list[int] = []
    while found := _found(session, now, due_by, passed_over, most):
        firsts = _one_for_each_person(found)
        # With the person held still, what another worker has just claimed for them is seen.
        held = _held_still(session, [each.registration_id for each in firsts if each.registration_id])
        ids = [each.id for each in firsts if each.registration_id is None or each.registration_id in held]
        taken = take_all(session, Message, ids, now, ~_is_another_on_its_way(Message, now), lease=LEASE)
        if taken:
            return taken
        passed_over += [each.id for each in found]
    return []


def _found(
    session: Session, now: datetime, due_by: datetime, passed_over: Collection[int], most: int
) -> Sequence[Any]:
    """The next messages that nobody else has in hand: their ids, and those of the registrations."""
    for next_ones in _NEXT:
        which = next_ones.where(_DUE.id.not_in(passed_over)) if passed_over else next_ones
        found = session.execute(which, {"now": now, "due_by": due_by, "most": most}).all()
        if found:
            return found
    return ()


def _one_for_each_person(found: Iterable[Any]) -> list[Any]:
    """Without what is for a person to whom an older one of them goes."""
    firsts: dict[tuple[str, int], Any] = {}
    for each in found:
        person = each.registration_id
        firsts.setdefault(("message", each.id) if person is None else ("person", person), each)
    return list(firsts.values())


def _held_still(session: Session, registration_ids: Collection[int]) -> set[int]:
    """Lock the people to whom the messages go; gives those whom nobody else has locked."""
    return set(session.scalars(_PEOPLE, {"people": registration_ids})) if registration_ids else set()


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
    """The messages whose turn it is by these moments, or parameters that stand for them."""
    due = _DUE
    # As it is said in the partial indexes, and without an OR, so that the next is the first of an index.
    is_open = due.mailing_id.is_not(None) if of_mailing else due.mailing_id.is_(None)
    is_its_turn = case(
        (due.state == MessageState.SENDING, due.lease_until <= now), else_=due.due_at <= due_by
    )
    which = select(due.id, due.registration_id).where(
        is_open, due.state.in_(_OPEN), due.due_at <= now, is_its_turn, ~_is_another_on_its_way(due, now)
    )
    return which.order_by(due.due_at, due.id)


def _is_another_on_its_way(due: Any, now: Any) -> ColumnElement[bool]:
    other = _OTHER
    return exists().where(
        other.registration_id == due.registration_id,
        other.id != due.id,
        other.state == MessageState.SENDING,
        other.lease_until > now,
    )


_NEXT = [
    _next_due(bindparam("now"), bindparam("due_by"), each)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
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
