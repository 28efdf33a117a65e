"""Telling those who hold or await a seat what has changed about their session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..models import (
    ACTIVE,
    Booking,
    Message,
    MessageKind,
    MessageState,
    Process,
    Registration,
    WorkshopSession,
)
from .auditing import Act
from .content import document
from .content.comparing import moment_of
from .queueing_mail import queue_message

# Editors correct themselves; what they change within this time is told once.
PAUSE = timedelta(minutes=10)

Changed = Mapping[str, Mapping[str, Any]]


def queue_notices(
    session: Session, process: Process, before: document.Process, after: document.Process, act: Act
) -> None:
    """Queue one mail to each person concerned, with the old and the new; several edits become one mail.

    Under the lock of the process's workshops. What is changed back before the mail goes is not told.
    """
    changed = dict(_changed(before, after))
    sittings = [each for each in _sittings(process) if each.key in changed and _concerns(each, act)]
    if not sittings:
        return
    waiting = _waiting(session, process, act)
    for registration, keys in _concerned(session, sittings):
        mine = {key: changed[key] for key in keys}
        message = waiting.get(registration.id)
        if message:
            _merge(message, mine)
        else:
            _queue(session, registration, mine, process.revision, act)


def facts(sitting: document.Session) -> dict[str, Any]:
    """What people are told of when it changes, in the shape of the content file."""
    return {
        "when": moment_of(sitting),
        "place": {"place": sitting.place, "address": sitting.address},
        "remote_url": sitting.remote_url,
        "theme": sitting.theme,
        "cancelled": sitting.cancelled is not None,
    }


def _changed(before: document.Process, after: document.Process) -> Iterator[tuple[str, dict[str, Any]]]:
    known = {each.key: facts(each) for workshop in before.workshops for each in workshop.sessions}
    for workshop in after.workshops:
        for sitting in workshop.sessions:
            old, new = known.get(sitting.key), facts(sitting)
            if old is not None and old != new:
                yield sitting.key, {"before": old, "after": new}


def _sittings(process: Process) -> Iterator[WorkshopSession]:
    for workshop in process.workshops:
        yield from workshop.sessions


def _concerns(sitting: WorkshopSession, act: Act) -> bool:
    return sitting.terms().ends_at > act.now


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


def _waiting(session: Session, process: Process, act: Act) -> dict[int | None, Message]:
    """The notices that have not gone yet, by registration, locked so that none goes meanwhile."""
    waiting = session.scalars(
        select(Message)
        .join(Message.registration)
        .where(
            Registration.process_id == process.id,
            Message.kind == MessageKind.NOTICE,
            Message.state == MessageState.QUEUED,
            Message.due_at > act.now,
        )
        .with_for_update(of=Message)
    )
    return {each.registration_id: each for each in waiting}


def _merge(message: Message, changed: Changed) -> None:
    told = dict(message.parameters["sessions"])
    for key, change in changed.items():
        first = told[key]["before"] if key in told else change["before"]
        told[key] = {"before": first, "after": change["after"]}
        if first == change["after"]:
            del told[key]
    message.parameters = {"sessions": told}
    if not told:
        message.state = MessageState.SUPERSEDED


def _queue(session: Session, registration: Registration, changed: Changed, revision: int, act: Act) -> None:
    message = queue_message(
        session, registration, MessageKind.NOTICE, act, cause=str(revision), sessions=dict(changed)
    )
    if message:
        message.due_at = act.now + PAUSE
