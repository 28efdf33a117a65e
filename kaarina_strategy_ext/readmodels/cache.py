"""Views of processes, kept until the revision rises, and their seats until something is noted of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from ..models import AuditEntry, Process, Seats, Workshop
from ..services.seat_counting import seat_counts
from .building import load_process, process_view
from .content import ProcessView
from .present import ProcessNow

_Stamp = tuple[int, int]
_IS_PUBLIC = Process.published_at.is_not(None)


class ProcessCache:
    """The newest view of each process and language, right with any number of server processes.

    Each request asks for the revision, so a change made in one is seen in all by the next request.
    Only the newest revision is kept, so that memory stays flat.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._views: dict[tuple[str, str], ProcessView] = {}
        self._seats: dict[int, tuple[_Stamp, Mapping[int, Seats]]] = {}

    def present(
        self, session: Session, slug: str | None, language: str, now: datetime, *, is_for_staff: bool = False
    ) -> ProcessNow | None:
        """The process as it stands now, for readers of a language; None where there is none.

        Without a slug, the public process that was loaded last. One that is not public yet is there for staff
        alone, who get the one begun last where none is public.
        """
        newest = _newest_of_staff if is_for_staff else _newest
        with session.no_autoflush:  # what the host has begun in its session is not ours to write
            row = session.execute(newest(slug)).first() if _may_exist(slug) else None
            return self._present(session, row, language, now) if row else None

    def _present(self, session: Session, row: Any, language: str, now: datetime) -> ProcessNow | None:
        view = self._view(session, row.slug, row.revision, language)
        return ProcessNow(view, now, self._counted(session, row)) if view else None

    def in_languages(
        self, session: Session, slug: str, languages: Sequence[str], now: datetime
    ) -> tuple[ProcessNow, ...]:
        """The process as it stands now, once for each language, all of one revision; else nothing."""
        with session.no_autoflush:
            row = session.execute(_newest(slug)).first() if slug and _may_exist(slug) else None
            if row is None:
                return ()
            views = [self._view(session, row.slug, row.revision, each) for each in languages]
            seats = self._counted(session, row)
        there = [view for view in views if view]
        # Somebody may have changed it between two reads; what is older waits for the next request.
        newest = max((view.revision for view in there), default=0)
        return tuple(ProcessNow(view, now, seats) for view in there if view.revision == newest)

    def slugs(self, session: Session) -> tuple[str, ...]:
        """The slugs of all public processes, in the order in which they were first loaded."""
        with session.no_autoflush:
            return tuple(session.scalars(select(Process.slug).where(_IS_PUBLIC).order_by(Process.id)))

    def current_slug(self, session: Session, chosen: str | None) -> str | None:
        """The slug of the process that lives at the prefix itself: the chosen one, or the last public one."""
        newest = select(Process.slug).where(_IS_PUBLIC).order_by(Process.id.desc()).limit(1)
        with session.no_autoflush:
            return chosen or session.scalar(newest)

    def _counted(self, session: Session, row: Any) -> Mapping[int, Seats]:
        """The live counters: counted anew only where something was noted since, so that a hundred thousand
        bookings cost a page no more than a hundred.

        Every change of the seats is noted under the lock of their workshop. The stamp was read before they
        are counted, so that what is kept may be newer than its stamp says, and never older.
        """
        stamp = (row.revision, int(row.noted or 0))
        kept = self._seats.get(row.id)
        if kept and kept[0] == stamp:
            return kept[1]
        seats = seat_counts(session, row.id)
        self._seats[row.id] = stamp, seats
        return seats

    def _view(self, session: Session, slug: str, revision: int, language: str) -> ProcessView | None:
        kept = self._views.get((slug, language))
        if kept and kept.revision == revision:
            return kept
        process = load_process(session, slug)
        if process is None:
            return None
        view = process_view(process, language)
        self._views[slug, language] = view
        return view


def _may_exist(slug: str | None) -> bool:
    """Whether a slug is a text that PostgreSQL can compare at all."""
    return slug is None or "\0" not in slug


def _newest(slug: str | None) -> Any:
    return _newest_of_staff(slug).where(_IS_PUBLIC)


def _newest_of_staff(slug: str | None) -> Any:
    columns = select(Process.id, Process.slug, Process.revision, _noted().label("noted"))
    if slug:
        return columns.where(Process.slug == slug)
    return columns.order_by(_IS_PUBLIC.desc(), Process.id.desc()).limit(1)


def _noted() -> ScalarSelect[Any]:
    """The sum of the last numbers in the log of each workshop, each looked up in an index; it only rises."""
    last = select(func.max(AuditEntry.number)).where(AuditEntry.workshop_id == Workshop.id).scalar_subquery()
    mine = select(func.sum(func.coalesce(last, 0))).where(Workshop.process_id == Process.id)
    return mine.correlate(Process).scalar_subquery()
