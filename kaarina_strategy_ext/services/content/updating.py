"""Bringing the rows of a process to its content: kept rows change in place, and only where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from ... import models
from ...models import Base, Finding, FindingKind, Translated, WorkshopSession
from . import document
from .document import Part
from .mapping import name_of, stored

Row = TypeVar("Row", bound=Base)

# What a calendar entry tells of a session (`sequence`, RFC 5545, section 3.8.7.4).
_IN_CALENDARS = frozenset(
    {"date", "starts_at", "ends_at", "title", "theme", "place", "address", "access", "cancelled"}
)


def update_process(
    session: Session, process: models.Process, content: document.Process, now: datetime
) -> bool:
    """Bring the process and all its parts to the content; gives whether anything differed.

    Nothing is flushed but a new process. Raising the revision is left to the caller.
    """
    with session.no_autoflush:  # rows on their way from one parent to another are not fit to be written
        bringing = _Bringing(process, ZoneInfo(content.time_zone), now)
        bringing.row(process, content)
        if process.id is None:
            session.add(process)
            session.flush()  # generates the id, which sessions hold without a relationship
        bringing.parts(content)
        bringing.workshops(content.workshops)
        bringing.findings(content)
        return bool(session.new) or any(session.is_modified(each) for each in session.dirty)


@dataclass(frozen=True)
class _Bringing:
    """One pass over the rows of a process.

    Lists are set as a whole: rows that are no longer in one are deleted with the next flush, and a list of
    the same rows is no change.
    """

    process: models.Process
    zone: ZoneInfo
    now: datetime

    def row(self, row: Base, part: Part, **others: Any) -> None:
        """Set each attribute that differs from the part, or from `others`."""
        changed = set()
        for name, value in (stored(part, type(row), self.zone) | others).items():
            old = getattr(row, name)
            if old != value:
                setattr(row, name, _edited(old, value, self.now))
                changed.add(name)
        if isinstance(row, WorkshopSession) and row.id is not None and changed & _IN_CALENDARS:
            row.sequence += 1
        if isinstance(row, models.Workshop) and row.id is not None and "title" in changed:
            for sitting in row.sessions:
                # One without a title of its own has that of its workshop.
                sitting.sequence += sitting.title is None

    def rows(
        self,
        kind: type[Row],
        rows: Iterable[Row],
        parts: Sequence[Part],
        others: Callable[[Any], dict[str, Any]] = lambda _: {},
    ) -> list[Row]:
        """Return the rows of the parts in their order: those of the same names, else new ones."""
        known = {name_of(row): row for row in rows}
        found = [known.get(name_of(part)) or kind() for part in parts]
        for position, (row, part) in enumerate(zip(found, parts, strict=True), start=1):
            self.row(row, part, position=position, **others(part))
        return found

    def parts(self, content: document.Process) -> None:
        """Bring what lies directly in the process, save the workshops."""
        process, kept = self.process, self.rows
        process.phases = kept(models.Phase, process.phases, content.phases)
        process.surveys = kept(models.Survey, process.surveys, content.surveys)
        process.themes = kept(models.Theme, process.themes, content.themes)
        process.milestones = kept(models.Milestone, process.milestones, content.milestones, self._phase)
        process.news = kept(models.NewsItem, process.news, content.news, self._phase)

    def workshops(self, parts: Sequence[document.Workshop]) -> None:
        """Bring the workshops and their sessions, which may move from one to another."""
        sessions = [sitting for workshop in self.process.workshops for sitting in workshop.sessions]
        workshops = self.rows(models.Workshop, self.process.workshops, parts, self._phase)
        for workshop, part in zip(workshops, parts, strict=True):
            workshop.sessions = self.rows(
                WorkshopSession, sessions, part.sessions, lambda _: {"process_id": self.process.id}
            )
        self.process.workshops = workshops

    def findings(self, content: document.Process) -> None:
        """Bring the strengths, and the targets of each theme."""
        old = [each for each in self.process.findings if each.kind is FindingKind.STRENGTH]
        findings = self._texts(FindingKind.STRENGTH, old, content.strengths)
        for theme, part in zip(self.process.themes, content.themes, strict=True):
            theme.findings = self._texts(FindingKind.TARGET, theme.findings, part.targets)
            findings += theme.findings
        self.process.findings = findings

    def _phase(self, part: Any) -> dict[str, Any]:
        return {"phase": next((each for each in self.process.phases if each.key == part.phase), None)}

    def _texts(self, kind: FindingKind, rows: Sequence[Finding], texts: list[document.Text]) -> list[Finding]:
        found = _matched(rows, texts)
        for position, (row, text) in enumerate(zip(found, texts, strict=True), start=1):
            if row.position != position:
                row.position = position
            if row.text != Translated(text):
                row.kind, row.text = kind, _edited(row.text, Translated(text), self.now)
        return found


def _matched(rows: Sequence[Finding], texts: Sequence[document.Text]) -> list[Finding]:
    """The row of each text: one with the same words, else the first one left over, else a new one."""
    left = list(rows)
    found: list[Finding | None] = []
    for text in texts:
        same = next((row for row in left if row.text == Translated(text)), None)
        found.append(same)
        if same:
            left.remove(same)
    return [row or (left.pop(0) if left else Finding()) for row in found]


def _edited(old: Any, value: Any, now: datetime) -> Any:
    """The value with the moments of its texts: a language keeps its own unless its words changed."""
    if isinstance(value, Translated):
        return (old or Translated({})).edited(value.texts, now)
    if isinstance(value, models.FuzzyDate) and value.text:
        return replace(value, text=_edited(old.text if old else None, value.text, now))
    return value
