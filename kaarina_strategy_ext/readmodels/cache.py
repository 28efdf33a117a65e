"""Views of processes, kept until the revision rises, and their seats until something is noted of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from ..models import AuditEntry, Process, Seats, Workshop
from ..services.seat_counting import Counted, counted_seats, seats_of
from .building import load_process, process_view
from .content import ProcessView
from .present import ProcessNow

_Stamp = tuple[int, int]

# Asked at each request, so their parts are made once, and of tables: rows of models cost twice the time.
_PROCESS, _WORKSHOP, _ENTRY = Process.__table__.c, Workshop.__table__.c, AuditEntry.__table__.c
_IS_PUBLIC = _PROCESS.published_at.is_not(None)
_NEWEST_LAST = _PROCESS.id.desc()


class ProcessCache:
    """The newest view of each process and language, right with any number of server processes.

    Each request asks for the revision, so a change made in one is seen in all by the next request.
    Only the newest revision is kept, so that memory stays flat.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._views: dict[tuple[str, str], ProcessView] = {}
        self._seats: dict[int, tuple[_Stamp, Mapping[int, Seats]]] = {}
        self._counted_seats: dict[int, Mapping[int, Counted]] = {}
        self._shared: dict[tuple[str, str], ProcessNow] = {}

    def present(
        self, session: Session, slug: str | None, language: str, now: datetime, *, is_for_staff: bool = False
    ) -> ProcessNow | None:
        """The process as it stands at this very instant, for readers of a language; None where there is none.

        Without a slug, the public process that was loaded last. One that is not public yet is there for staff
        alone, who get the one begun last where none is public.
        """
        with session.no_autoflush:  # what the host has begun in its session is not ours to write
            row = _row(session, slug, is_for_staff=is_for_staff)
            return self._present(session, row, language, now) if row else None

    def shared(self, session: Session, slug: str | None, language: str, now: datetime) -> ProcessNow | None:
        """As `present`, in one object for all who read it until something of it changes.

        Its `now` is that of the first of them, in the same minute.
        """
        fresh = self.present(session, slug, language, now)
        return self._reused(fresh) if fresh else None

    def in_languages(
        self, session: Session, slug: str, languages: Sequence[str], now: datetime
    ) -> tuple[ProcessNow, ...]:
        """As `shared`, once for each language, all of one revision; else nothing."""
        with session.no_autoflush:
            row = _row(session, slug) if slug else None
            there = [self._present(session, row, each, now) for each in languages] if row else []
        # Somebody may have changed it between two reads; what is older waits for the next request.
        newest = max((each.view.revision for each in there if each), default=0)
        return tuple(self._reused(each) for each in there if each and each.view.revision == newest)

    def slugs(self, session: Session) -> tuple[str, ...]:
        """The slugs of all public processes, in the order in which they were first loaded."""
        with session.no_autoflush:
            return tuple(session.scalars(select(_PROCESS.slug).where(_IS_PUBLIC).order_by(_PROCESS.id)))

    def current_slug(self, session: Session, chosen: str | None) -> str | None:
        """The slug of the process that lives at the prefix itself: the chosen one, or the last public one."""
        newest = select(_PROCESS.slug).where(_IS_PUBLIC).order_by(_NEWEST_LAST).limit(1)
        with session.no_autoflush:
            return chosen or session.scalar(newest)

    def _present(self, session: Session, row: Row[Any], language: str, now: datetime) -> ProcessNow | None:
        view = self._view(session, row.slug, row.revision, language)
        if view is None:
            return None
        return ProcessNow(view, now, self._counted(session, row), is_latest=row.id == row.latest)

    def _reused(self, fresh: ProcessNow) -> ProcessNow:
        """The one that is shared, as long as nothing sets it apart from the fresh one."""
        key = fresh.view.slug, fresh.view.language
        kept = self._shared.get(key)
        if kept is None or not _still_holds(kept, fresh):
            kept = self._shared[key] = fresh
        return kept

    def _counted(self, session: Session, row: Row[Any]) -> Mapping[int, Seats]:
        """The live counters: counted anew only where something was noted since, so that a hundred thousand
        bookings cost a page no more than a hundred.

        Every change of the seats is noted under the lock of their workshop. The stamp was read before they
        are counted, so that what is kept may be newer than its stamp says, and never older.
        """
        stamp = (row.revision, int(row.noted or 0))
        kept = self._seats.get(row.id)
        if kept and kept[0] == stamp:
            return kept[1]
        counted = counted_seats(session, row.id, self._counted_seats.get(row.id, {}))
        self._counted_seats[row.id] = counted
        seats: Mapping[int, Seats] = seats_of(session, counted)
        if kept and kept[1] == seats:
            seats = kept[1]  # what was noted has taken no seat, and readers go on sharing what they share
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


def _still_holds(kept: ProcessNow, fresh: ProcessNow) -> bool:
    is_same = kept.view is fresh.view and kept.seats is fresh.seats and kept.is_latest == fresh.is_latest
    return is_same and kept.now <= fresh.now < kept.until


def _row(session: Session, slug: str | None, *, is_for_staff: bool = False) -> Row[Any] | None:
    """What tells whether anything has changed of the process; None where there is no such process."""
    if slug is None:
        return session.execute(_LATEST_OF_STAFF if is_for_staff else _LATEST).first()
    if "\0" in slug:  # no text that PostgreSQL could compare
        return None
    return session.execute(_BY_SLUG_OF_STAFF if is_for_staff else _BY_SLUG, {"slug": slug}).first()


def _columns() -> Any:
    """Beside the revision, the sum of the last numbers in the log of each workshop; it only rises."""
    last = select(func.max(_ENTRY.number)).where(_ENTRY.workshop_id == _WORKSHOP.id).scalar_subquery()
    noted = select(func.sum(func.coalesce(last, 0))).where(_WORKSHOP.process_id == _PROCESS.id)
    other = Process.__table__.alias()
    latest = select(func.max(other.c.id)).where(other.c.published_at.is_not(None))
    return select(
        _PROCESS.id,
        _PROCESS.slug,
        _PROCESS.revision,
        noted.correlate(Process.__table__).scalar_subquery().label("noted"),
        latest.scalar_subquery().label("latest"),
    )


_BY_SLUG_OF_STAFF = _columns().where(_PROCESS.slug == bindparam("slug"))
_BY_SLUG = _BY_SLUG_OF_STAFF.where(_IS_PUBLIC)
_LATEST_OF_STAFF = _columns().order_by(_IS_PUBLIC.desc(), _NEWEST_LAST).limit(1)
_LATEST = _columns().where(_IS_PUBLIC).order_by(_NEWEST_LAST).limit(1)
