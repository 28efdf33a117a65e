"""Loading a content file: the process becomes what the file says, and the public is told what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ...models import AuditEntry, Change, Process, Workshop
from .. import seating
from ..auditing import SESSION_BROUGHT_FORWARD, Act
from ..handing_on import hand_on_all
from ..noticing import queue_notices
from ..observing import observe
from . import document
from .amending import amend, amended_slug
from .comparing import brought_forward, public_changes
from .exporting import content_of, whole_process
from .problems import ContentInvalid, Problem
from .protecting import booking_problems
from .reading import read
from .telling import announce_changes
from .updating import update_process


@dataclass(frozen=True)
class Loaded:
    """What a load has done; `changes` are those that the public is told."""

    process_id: int
    created: bool
    changed: bool
    changes: tuple[Change, ...]


def load_content(session: Session, source: str | bytes, act: Act, *, languages: Sequence[str]) -> Loaded:
    """Bring the process to its content file, or to an amendment of it; the same file again changes nothing.

    Must be the first work of its transaction, because it locks the workshops: seats that become free go to
    those who wait. Raises `ContentInvalid`, also where people have booked what the file removes.
    """
    amended = amended_slug(source)
    if amended is not None:
        process = _locked(session, amended)
        if process is None:
            raise ContentInvalid([Problem("amends", f"there is no process {amended!r}")])
        return _bring(session, process, amend(content_of(process), source, languages=languages), act)
    content = read(source, languages=languages)
    process = _locked(session, content.slug)
    return _bring(session, process, content, act) if process else _create(session, content, act)


def _locked(session: Session, slug: str) -> Process | None:
    """The process and its parts as they are under the lock of its workshops; None where there is none."""
    seating.lock(session, _workshops_of(slug))
    # Two loads at once take turns even where there are no workshops to lock.
    turn = whole_process(slug).with_for_update(key_share=True)
    process: Process | None = session.scalar(turn.execution_options(populate_existing=True))
    return process


def _workshops_of(slug: str) -> ColumnElement[bool]:
    process_id = select(Process.id).where(Process.slug == slug).correlate(None)
    return Workshop.process_id == process_id.scalar_subquery()


def _create(session: Session, content: document.Process, act: Act) -> Loaded:
    process = Process(created_at=act.now)
    update_process(session, process, content, act.now)
    _note(session, process, (), act)
    session.flush()  # the database refuses here what it has to refuse, and not at somebody's commit
    observe(session, process.id, act)
    return Loaded(process.id, created=True, changed=True, changes=())


def _bring(session: Session, process: Process, content: document.Process, act: Act) -> Loaded:
    before = content_of(process)
    if problems := booking_problems(session, process.id, before, content, act.now):
        raise ContentInvalid(problems)
    if not update_process(session, process, content, act.now):
        return Loaded(process.id, created=False, changed=False, changes=())
    process.revision += 1
    changes = tuple(
        Change(process_id=process.id, at=act.now, **vars(each)) for each in public_changes(before, content)
    )
    session.add_all(changes)
    _note(session, process, changes, act)
    for each in brought_forward(before, content, act.now):
        told = {"before": each.before.isoformat(), "after": each.after.isoformat()}
        session.add(_entry(process, act, SESSION_BROUGHT_FORWARD, each.key, told))
    session.flush()  # the seats are counted anew below, from the rows
    hand_on_all(session, seating.lock(session, _workshops_of(process.slug)), act)
    queue_notices(session, process, before, content, act)
    announce_changes(session, process, before, content, act, changes=changes)
    observe(session, process.id, act)
    return Loaded(process.id, created=False, changed=True, changes=changes)


def _note(session: Session, process: Process, changes: tuple[Change, ...], act: Act) -> None:
    session.add(_entry(process, act, "content loaded", process.slug, {"changes": len(changes)}))


def _entry(process: Process, act: Act, action: str, subject: str, details: dict[str, Any]) -> AuditEntry:
    return AuditEntry(
        process_id=process.id, at=act.now, actor=act.actor, action=action, subject=subject, details=details
    )
