"""Loading a content file: the process becomes what the file says, and is public at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ...models import Change, Process, Workshop
from .. import seating
from ..auditing import Act
from . import document
from .amending import amend, amended_slug
from .bringing import begin_process, bring_process, open_process
from .exporting import content_of, whole_process
from .problems import ContentInvalid, Problem
from .reading import read


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
    if process is not None:
        return _bring(session, process, content, act)
    process = begin_process(session, content, act, is_public=True)
    return Loaded(process.id, created=True, changed=True, changes=())


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


def _bring(session: Session, process: Process, content: document.Process, act: Act) -> Loaded:
    was_public = process.is_public
    brought = bring_process(session, process, content, act)
    open_process(session, process, act)
    has_changed = brought.changed or not was_public
    return Loaded(process.id, created=False, changed=has_changed, changes=brought.changes)
