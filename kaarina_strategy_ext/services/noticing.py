"""Telling those who hold or await a seat what has changed about their session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session, joinedload

from ..models import (
    ACTIVE,
    AuditEntry,
    Booking,
    Message,
    MessageKind,
    MessageState,
    Process,
    Registration,
    Workshop,
    WorkshopSession,
)
from . import seating
from .auditing import Act
from .content import document
from .content.mapping import written
from .outbox import WAITING
from .queueing_mail import queue_message
from .session_facts import Change, Changed, changed_sessions, facts, is_news, is_urgent, joined, was_ahead

# Editors correct themselves; what they change within this time is told once.
PAUSE = timedelta(minutes=10)


def queue_notices(
    session: Session, process: Process, before: document.Process, after: document.Process, act: Act
) -> None:
    """Queue one mail to each person concerned, with the old and the new; several edits become one mail.

    Under the lock of the process's workshops, after free seats were handed on. The mail takes over what older
    ones that have not gone were to tell. What is changed back before the mail goes is not told.
    """
    changed = dict(changed_sessions(before, after))
    sittings = [each for each in _sittings(process) if _concerns(each, changed, act.now)]
    if not sittings:
        return
    waiting, lapsed = _waiting(session, process), _lapsed(session, process, act)
    for registration, keys in _concerned(session, sittings):
        mine: Changed = {
            key: {**changed[key], "lapsed": (registration.public_id, key) in lapsed} for key in sorted(keys)
        }
        is_pressing = any(is_urgent(each, process, act.now) for each in mine.values())
        due_at = act.now if is_pressing else act.now + PAUSE
        older = waiting.get(registration.id, [])
        told = joined(*(each.parameters["sessions"] for each in older), mine)
        # Under a Message-ID of its own, because an older one that was put off may have arrived all the same.
        _queue(session, registration, told, act, cause=str(process.revision), due_at=due_at, older=older)


def bring_up_to_date(session: Session, message_id: int, now: datetime) -> None:
    """Let a notice that is about to be sent tell what holds now; nothing where a newer one will tell it.

    Must be the first work of its transaction. What has been changed back, or has passed, is taken out of it.
    """
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    message = session.get(Message, message_id)
    if message is None or message.registration is None:
        return
    told: Changed = message.parameters["sessions"]
    newer = _another(session, message)
    if newer is None:
        sittings = _of_keys(session, message.registration.process_id, told)
        message.parameters = {"sessions": dict(_up_to_date(told, sittings, now))}
        return
    message.parameters = {"sessions": {}}
    newer.parameters = {"sessions": joined(told, newer.parameters["sessions"])}
    if not newer.parameters["sessions"]:
        newer.state = MessageState.SUPERSEDED


def _another(session: Session, message: Message) -> Message | None:
    """The notice to the same person that waits to be sent, locked; None where there is none."""
    return session.scalar(
        select(Message)
        .where(
            Message.registration_id == message.registration_id,
            Message.kind == MessageKind.NOTICE,
            Message.state.in_(WAITING),
            Message.id != message.id,
        )
        .order_by(Message.id.desc())
        .limit(1)
        .with_for_update()
    )


def _concerns(sitting: WorkshopSession, changed: Changed, now: datetime) -> bool:
    change = changed.get(sitting.key)
    if change is None:
        return False
    return is_news(sitting, change, now) or was_ahead(change, sitting.workshop.process, now)


def _sittings(process: Process) -> Iterator[WorkshopSession]:
    for workshop in process.workshops:
        yield from workshop.sessions


def _concerned(
    session: Session, sittings: Iterable[WorkshopSession]
) -> Iterator[tuple[Registration, set[str]]]:
    by_id = {each.id: each for each in sittings}
    homes = {each.workshop_id for each in by_id.values()}
    awaits_any = Booking.session_id.is_(None) & Booking.workshop_id.in_(homes)
    rows = session.execute(
        select(Registration, Booking)
        .join(Booking.registration)
        .where(Booking.status.in_(ACTIVE), or_(Booking.session_id.in_(by_id), awaits_any))
        .order_by(Registration.id)
    )
    found: dict[Registration, set[str]] = {}
    for registration, booking in rows:
        keys = {
            each.key
            for each in by_id.values()
            if booking.session_id == each.id
            or (booking.session_id is None and booking.workshop_id == each.workshop_id)
        }
        found.setdefault(registration, set()).update(keys)
    yield from found.items()


def _waiting(session: Session, process: Process) -> dict[int | None, list[Message]]:
    """The notices that have not gone yet, by registration, locked so that none goes meanwhile."""
    waiting = session.scalars(
        select(Message)
        .join(Message.registration)
        .where(
            Registration.process_id == process.id,
            Message.kind == MessageKind.NOTICE,
            Message.state.in_(WAITING),
        )
        .order_by(Message.id)
        .with_for_update(of=Message)
    )
    found: dict[int | None, list[Message]] = {}
    for each in waiting:
        found.setdefault(each.registration_id, []).append(each)
    return found


def _lapsed(session: Session, process: Process, act: Act) -> set[tuple[str | None, str]]:
    """Whose offer of a seat in which session the change has ended."""
    entries = session.scalars(
        select(AuditEntry).where(
            AuditEntry.process_id == process.id,
            AuditEntry.action == "offer withdrawn",
            AuditEntry.at == act.now,
        )
    )
    return {(each.subject, each.details["session_key"]) for each in entries}


def _queue(
    session: Session,
    registration: Registration,
    told: Changed,
    act: Act,
    *,
    cause: str,
    due_at: datetime,
    older: Iterable[Message],
) -> None:
    """Queue a notice in place of older ones, no later than any of them was due."""
    for each in older:
        each.state, due_at = MessageState.SUPERSEDED, min(due_at, each.due_at)
    if told:
        kind = MessageKind.NOTICE
        message = queue_message(session, registration, kind, act, cause=cause, sessions=dict(told))
        if message:
            message.due_at = due_at


def _of_keys(session: Session, process_id: int, keys: Iterable[str]) -> dict[str, WorkshopSession]:
    rows = session.scalars(
        select(WorkshopSession)
        .where(WorkshopSession.process_id == process_id, WorkshopSession.key.in_(keys))
        .options(joinedload(WorkshopSession.workshop).joinedload(Workshop.process))
    )
    return {each.key: each for each in rows}


def _up_to_date(
    told: Changed, sittings: Mapping[str, WorkshopSession], now: datetime
) -> Iterator[tuple[str, Change]]:
    for key, change in told.items():
        if key in sittings:
            sitting = sittings[key]
            present = facts(written(document.Session, sitting, sitting.workshop.process.zone))
            current = {**change, "after": present}
            if change["before"] != present and is_news(sitting, current, now):
                yield key, current
