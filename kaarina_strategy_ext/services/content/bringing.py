"""Bringing a process to its content, whichever way that has come: nobody who has booked loses anything by it.

The public is told what changed, freed seats are handed on, notices queued, events written, and the history of
each part goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from ...models import AuditEntry, Change, ChangeKind, Process, RevisionAction, Workshop
from .. import seating
from ..auditing import SESSION_BROUGHT_FORWARD, Act
from ..editing.history import note_differences
from ..handing_on import hand_on_all
from ..noticing import queue_notices
from ..observing import observe
from . import document
from .comparing import PublicChange, brought_forward, public_changes
from .exporting import content_of
from .mapping import instant
from .problems import ContentInvalid
from .protecting import booking_problems
from .telling import announce_changes
from .updating import update_process

CONTENT_LOADED = "content loaded"
CONTENT_PUBLISHED = "content published"
_AUDITED = {RevisionAction.LOADED: CONTENT_LOADED, RevisionAction.PUBLISHED: CONTENT_PUBLISHED}


@dataclass(frozen=True)
class Way:
    """On which way content has come: loaded from a file, or published by editors."""

    action: RevisionAction = RevisionAction.LOADED
    publication_id: int | None = None


FROM_FILE = Way()


@dataclass(frozen=True)
class Brought:
    """What bringing has done; `changes` are those that the public is told."""

    changed: bool
    changes: tuple[Change, ...] = ()


def bring_process(
    session: Session, process: Process, content: document.Process, act: Act, way: Way = FROM_FILE
) -> Brought:
    """Bring the process, whose workshops are locked, to the content; the same content changes nothing.

    Of a process that is not public yet nothing is told. Raises `ContentInvalid` where people have booked what
    the content removes.
    """
    before = content_of(process)
    if problems := booking_problems(session, process.id, before, content, act.now):
        raise ContentInvalid(problems)
    if not update_process(session, process, content, act.now):
        return Brought(changed=False)
    process.revision += 1
    changes = tuple(_changes(process, before, content, act))
    session.add_all(changes)
    _note(session, process, (before, content), act, way=way, changes=len(changes))
    session.flush()  # the seats are counted anew below, from the rows
    hand_on_all(session, seating.lock(session, workshops_of(process.id)), act)
    queue_notices(session, process, before, content, act)
    if process.is_public:
        announce_changes(session, process, before, content, act, changes=changes)
        observe(session, process.id, act)
    return Brought(changed=True, changes=changes)


def begin_process(
    session: Session, content: document.Process, act: Act, *, is_public: bool, way: Way = FROM_FILE
) -> Process:
    """Store a process that is new; staff alone see it until it is public."""
    process = Process(created_at=act.now, published_at=act.now if is_public else None)
    update_process(session, process, content, act.now)
    _note(session, process, (None, content), act, way=way)
    session.flush()  # the database refuses here what it has to refuse, and not at somebody's commit
    if is_public:
        observe(session, process.id, act)
    return process


def open_process(session: Session, process: Process, act: Act) -> None:
    """Make the process public, unless it is; how it stands now is not told as if it were news."""
    if process.is_public:
        return
    process.published_at = act.now
    process.revision += 1
    session.flush()
    observe(session, process.id, act)


def workshops_of(process_id: int) -> ColumnElement[bool]:
    """Which workshops are those of the process, for locking."""
    return Workshop.process_id == process_id


def _changes(
    process: Process, before: document.Process, after: document.Process, act: Act
) -> Iterator[Change]:
    if process.is_public:
        out = {item.slug: instant(item.published, process.zone) for item in after.news}
        for each in public_changes(before, after):
            yield Change(process_id=process.id, at=_told_at(each, out, act.now), **vars(each))


def _told_at(change: PublicChange, out: dict[str, datetime], now: datetime) -> datetime:
    """News that is dated ahead is told when it is out, and not before."""
    return max(now, out[change.subject]) if change.kind is ChangeKind.NEWS else now


def _note(
    session: Session,
    process: Process,
    contents: tuple[document.Process | None, document.Process],
    act: Act,
    *,
    way: Way,
    changes: int = 0,
) -> None:
    before, after = contents
    session.add(_entry(process, act, _AUDITED[way.action], process.slug, {"changes": changes}))
    for each in brought_forward(before, after, act.now) if before else ():
        told = {"before": each.before.isoformat(), "after": each.after.isoformat()}
        session.add(_entry(process, act, SESSION_BROUGHT_FORWARD, each.key, told))
    publication_id = way.publication_id
    note_differences(session, process.id, contents, way.action, act, publication_id=publication_id)


def _entry(process: Process, act: Act, action: str, subject: str, details: dict[str, Any]) -> AuditEntry:
    return AuditEntry(
        process_id=process.id, at=act.now, actor=act.actor, action=action, subject=subject, details=details
    )
