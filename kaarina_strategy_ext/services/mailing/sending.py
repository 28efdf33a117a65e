"""Sending a mailing: once, now or at a time, some messages at a time, to whom it concerns by then.

Whoever is in the audience when their turn comes gets the message; whoever has left it before the mail is
written gets nothing, and whoever comes into it later is not written to. All of it can be cut off anywhere and
goes on where it was, and nobody gets two.

No mail of this kind offers to unsubscribe: it tells participants what they need to know about workshops for
which they have registered, which is the service itself and no direct marketing (Act 917/2014, section 200;
GDPR, article 6(1)(e)). Who wants none of it cancels the registration, by the link that is in every one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, false, select, update
from sqlalchemy.orm import Session

from ...errors import (
    MailingChanged,
    MailingIncomplete,
    MailingNotDraft,
    MailingOver,
    NobodyToWriteTo,
    TooManyTests,
)
from ...models import AuditEntry, Mailing, MailingState, Message, MessageKind, MessageState, Registration
from .. import seating
from ..auditing import Act
from ..counting import Limit, is_within
from ..outbox import ON_ITS_WAY
from .drafting import find_mailing, text_of
from .reaching import can_be_written_to, is_reached, reach
from .rules import broken_bounds, lacking

STEP = 500
"""The most messages that are put into the outbox in one transaction."""
FAILED = (MessageState.BOUNCED, MessageState.GIVEN_UP)
MOST_RESENT = 5_000
"""The most messages that are sent again at one press."""
MOST_TESTS = 20
"""The most tests that one person can send in an hour."""


def send_mailing(
    session: Session,
    process_id: int,
    mailing_id: int,
    act: Act,
    *,
    version: int,
    languages: Sequence[str],
    is_bilingual: bool,
    at: datetime | None = None,
) -> Mailing:
    """Have a draft sent now, or at the moment, and give it; what is on its way already stays as it is.

    Raises `MailingUnknown`, `MailingNotDraft` for one that was withdrawn, `MailingChanged` where the draft
    has another version, `MailingIncomplete`, and `NobodyToWriteTo` for one that would go now to nobody.
    """
    mailing = _locked(session, process_id, mailing_id)
    if mailing.state is MailingState.WITHDRAWN:
        raise MailingNotDraft
    if mailing.state is not MailingState.DRAFT:
        return mailing
    _require_ready(mailing, version, languages, is_bilingual=is_bilingual)
    people = reach(session, process_id, mailing.audience).people
    if at is None and not people:
        raise NobodyToWriteTo
    mailing.state = MailingState.SENDING if at is None else MailingState.SCHEDULED
    mailing.send_at, mailing.sent_by = at or act.now, act.actor
    mailing.version += 1
    _note(session, mailing, act, "mailing sent" if at is None else "mailing scheduled", people=people)
    return mailing


def withdraw_mailing(session: Session, process_id: int, mailing_id: int, act: Act) -> Mailing:
    """Take a mailing or a draft back, and give it: what has not left the house by now never does.

    Raises `MailingUnknown`, and `MailingOver` where all of it has gone; doing it twice is doing it once.
    """
    mailing = _locked(session, process_id, mailing_id)
    if mailing.state is MailingState.WITHDRAWN:
        return mailing
    if mailing.state is MailingState.SENT and not session.scalar(select(_has(mailing.id, *ON_ITS_WAY))):
        raise MailingOver
    mailing.state = MailingState.WITHDRAWN
    mailing.version += 1
    _note(session, mailing, act, "mailing withdrawn", people=mailing.queued)
    return mailing


def begin_due(session: Session, act: Act) -> Sequence[int]:
    """Begin the mailings whose moment has come; gives the ids of all that are being sent."""
    session.execute(
        update(Mailing)
        .where(Mailing.state == MailingState.SCHEDULED, Mailing.send_at <= act.now)
        .values(state=MailingState.SENDING),
        execution_options={"synchronize_session": False},
    )
    sending = select(Mailing.id).where(Mailing.state == MailingState.SENDING)
    return session.scalars(sending.order_by(Mailing.send_at, Mailing.id)).all()


def queue_step(session: Session, mailing_id: int, act: Act, *, most: int = STEP) -> int:
    """Put the next messages of a mailing into the outbox, at most so many; gives how many, few at the end."""
    mailing = session.scalar(
        # A write first, which also keeps two workers from taking the same step.
        update(Mailing)
        .where(Mailing.id == mailing_id, Mailing.state == MailingState.SENDING)
        .values(reached=Mailing.reached)
        .returning(Mailing)
    )
    if mailing is None:
        return 0
    next_ones = _next_recipients(session, mailing, most)
    session.add_all(_message(mailing, *row, act) for row in next_ones)
    mailing.queued += len(next_ones)
    if next_ones:
        mailing.reached = next_ones[-1][0]
    if len(next_ones) < most:
        mailing.state = MailingState.SENT
        _note(session, mailing, act, "mailing queued", people=mailing.queued, by=mailing.sent_by)
    return len(next_ones)


def resend_failed(session: Session, process_id: int, mailing_id: int, act: Act) -> int:
    """Send again what was refused or given up, at most `MOST_RESENT` messages; gives how many.

    Raises `MailingUnknown`.
    """
    mailing = _locked(session, process_id, mailing_id)
    failed = (
        select(Message.id)
        .where(Message.mailing_id == mailing.id, Message.state.in_(FAILED))
        .order_by(Message.id)
        .limit(MOST_RESENT)
    )
    again = {"state": MessageState.QUEUED, "attempts": 0, "due_at": act.now, "last_error": None}
    moved = session.scalars(
        update(Message)
        .where(Message.id.in_(failed), Message.state.in_(FAILED))
        .values(again)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    if moved:
        _note(session, mailing, act, "mailing resent", people=len(moved))
    return len(moved)


def note_test(session: Session, process_id: int, mailing_id: int, act: Act, *, tester: str) -> Mailing:
    """Write down that somebody is about to send a test of it, and give the mailing.

    `tester` is the digest of who that is. Raises `MailingUnknown`, and `TooManyTests` beyond `MOST_TESTS` in
    an hour: where the host knows no address, a test goes to whatever is typed.
    """
    mailing = _locked(session, process_id, mailing_id)
    if not is_within(session, [Limit(tester, MOST_TESTS, timedelta(hours=1))], act.now):
        raise TooManyTests
    _note(session, mailing, act, "mailing tested")
    return mailing


def _locked(session: Session, process_id: int, mailing_id: int) -> Mailing:
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    mailing = find_mailing(session, process_id, mailing_id)
    session.refresh(mailing, with_for_update=True)
    return mailing


def _require_ready(mailing: Mailing, version: int, languages: Sequence[str], *, is_bilingual: bool) -> None:
    if mailing.version != version:
        raise MailingChanged(mailing.id)
    text = text_of(mailing)
    if [*broken_bounds(text), *lacking(text, languages, is_bilingual=is_bilingual)]:
        raise MailingIncomplete


def _next_recipients(session: Session, mailing: Mailing, most: int) -> Sequence[tuple[int, str]]:
    """The ids of those who come next, by id."""
    found = session.execute(
        select(Registration.id, Registration.public_id)
        .where(
            Registration.id > mailing.reached,
            is_reached(mailing.process_id, mailing.audience),
            can_be_written_to(),
        )
        .order_by(Registration.id)
        .limit(most)
    )
    return [(row[0], row[1]) for row in found]


def _has(mailing_id: int, *states: MessageState) -> ColumnElement[bool]:
    return exists().where(Message.mailing_id == mailing_id, Message.state.in_(states))


def _message(mailing: Mailing, registration_id: int, public_id: str, act: Act) -> Message:
    dedup_key = f"{MessageKind.MAILING}:{mailing.id}:{public_id}"
    return Message(
        dedup_key=dedup_key,
        kind=MessageKind.MAILING,
        registration_id=registration_id,
        mailing_id=mailing.id,
        parameters={},
        created_at=act.now,
        due_at=act.now,
        message_id=hashlib.sha256(dedup_key.encode()).hexdigest()[:32],
    )


def _note(session: Session, mailing: Mailing, act: Act, action: str, **details: object) -> None:
    """Write down who had it done, and to how many people; never to whom."""
    session.add(
        AuditEntry(
            process_id=mailing.process_id,
            at=act.now,
            actor=act.actor,
            action=action,
            subject=None,
            details={"mailing": mailing.id, **details},
        )
    )
