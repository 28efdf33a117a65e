"""What an edit may not do to people who have booked, said by part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...models import SEATED, Booking, WorkshopSession
from ..content.document import Process
from ..content.problems import Problem, Said
from ..content.protecting import booking_problems
from .applying import place_in
from .parts import PartKind, PartName, names_in, tree_of
from .problems import PartProblem


def bookings_at_risk(
    session: Session, process_id: int, before: Process, after: Process, now: datetime
) -> list[PartProblem]:
    """All that would leave a booking without its place, its time or its rules, or a session too small.

    A part that is gone is told by its own name, with an empty path.
    """
    return [
        *_told_by_parts(booking_problems(session, process_id, before, after, now), before, after),
        *_too_small(session, process_id, before, after),
    ]


def _told_by_parts(problems: list[Problem], before: Process, after: Process) -> Iterator[PartProblem]:
    tree = tree_of(after)
    gone = [name for name in names_in(before) if name not in set(names_in(after))]
    for problem in problems:
        part, path = place_in(tree, problem.path)
        removed = [each for each in gone if repr(each.key) in problem.message]
        if removed and path in ("workshops", "sessions"):
            part, path = removed[0], ""
        yield PartProblem(**{**vars(problem), "path": path}, part=part)


def _too_small(session: Session, process_id: int, before: Process, after: Process) -> Iterator[PartProblem]:
    """A capacity that is lowered below the seats that people have; expelling them is nobody's wish."""
    old = {each.key: each.capacity for home in before.workshops for each in home.sessions}
    lowered = {
        each.key: each.capacity
        for home in after.workshops
        for each in home.sessions
        if each.capacity is not None and old.get(each.key) != each.capacity
    }
    for key, taken in _taken(session, process_id, list(lowered)):
        if taken > lowered[key]:
            message = Said("{taken} people have a seat already", taken=taken)
            yield PartProblem(path="capacity", message=message, part=PartName(PartKind.SESSION, key))


def _taken(session: Session, process_id: int, keys: list[str]) -> list[tuple[str, int]]:
    rows = session.execute(
        select(WorkshopSession.key, func.sum(Booking.seats))
        .select_from(Booking)
        .join(Booking.session)
        .where(WorkshopSession.process_id == process_id, WorkshopSession.key.in_(keys))
        .where(Booking.status.in_(SEATED))
        .group_by(WorkshopSession.key)
    )
    return [(row[0], int(row[1])) for row in rows]
