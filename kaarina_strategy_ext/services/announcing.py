"""Writing down what the host is told of, in the transaction of its cause, and without personal data."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Event, EventKind, Process, WorkshopSession
from .auditing import Act

_WRITTEN = "kaarina_strategy_events"


def announce(
    session: Session,
    process: Process,
    kind: EventKind,
    subject: str,
    act: Act,
    *,
    cause: str,
    data: Mapping[str, Any],
) -> Event | None:
    """Write one event of the process and give it; None where this cause has written it already.

    `subject` is the key or slug of what it concerns; `data` is told beside the process's slug.
    """
    dedup_key = f"{kind}:{process.id}:{subject}:{cause}"
    if _is_written(session, dedup_key):
        return None
    event = Event(
        public_id=secrets.token_hex(16),
        process_id=process.id,
        kind=kind,
        subject=subject,
        at=act.now,
        data={"process": process.slug, **data},
        dedup_key=dedup_key,
    )
    session.add(event)
    session.info.setdefault(_WRITTEN, []).append(event)
    return event


def announced(session: Session) -> Sequence[Event]:
    """The events that this unit of work has written, in order; true once it has been committed."""
    return tuple(session.info.get(_WRITTEN, ()))


def names_of(sitting: WorkshopSession) -> dict[str, Any]:
    """How an event names a session: its key, its workshop's slug, and its title by language."""
    workshop = sitting.workshop
    title = sitting.title or workshop.title
    return {"workshop": workshop.slug, "session": sitting.key, "title": dict(title)}


def _is_written(session: Session, dedup_key: str) -> bool:
    if any(each.dedup_key == dedup_key for each in announced(session)):
        return True
    with session.no_autoflush:
        return session.scalar(select(Event.id).where(Event.dedup_key == dedup_key)) is not None
