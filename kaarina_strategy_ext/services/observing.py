"""Looking at a process by the clock, and announcing what has changed since it was last looked at.

What an editor sets by hand is seen in the same way, in the transaction that stores it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import false, select
from sqlalchemy.orm import Session, selectinload

from ..models import (
    NO_SEATS_TAKEN,
    Event,
    EventKind,
    Observation,
    Phase,
    Process,
    Workshop,
    WorkshopSession,
    phase_statuses,
)
from . import seating
from .announcing import announce, names_of
from .auditing import Act
from .seat_counting import seat_counts


def process_ids(session: Session) -> list[int]:
    """The ids of all public processes, in order."""
    public = select(Process.id).where(Process.published_at.is_not(None))
    return list(session.scalars(public.order_by(Process.id)))


def observe_by_clock(session: Session, process_id: int, act: Act) -> int:
    """`observe`, as the only work of its transaction."""
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    return observe(session, process_id, act)


def observe(session: Session, process_id: int, act: Act) -> int:
    """Announce the phases whose status has changed and the sessions that registration has opened for.

    Gives how many events that makes; 0 for the first look at a process, which only remembers how it stands:
    nothing old is told as new. A phase that is new is remembered likewise. The opening of a session is told
    once, also where it is postponed afterwards. Any number of workers may look at once.
    """
    held = select(Observation).where(Observation.process_id == process_id).with_for_update()
    before = session.scalar(held.execution_options(populate_existing=True))
    process = _process(session, process_id)
    phases = _statuses(process, act.now)
    opened = _taking_registrations(process, act.now)
    if before is None:
        session.add(Observation(process_id=process_id, phases=phases, opened=sorted(opened)))
        return 0
    new = set(opened) - set(before.opened)
    if phases == before.phases and not new:
        return 0
    cause = before.number = before.number + 1
    told = list(_changed(session, process, before.phases, phases, act, cause=str(cause)))
    told += _opened(session, process, [opened[key] for key in opened if key in new], act, cause=str(cause))
    before.phases, before.opened = phases, sorted({*before.opened, *new})
    return len(told)


def _process(session: Session, process_id: int) -> Process:
    whole = (
        select(Process)
        .where(Process.id == process_id)
        .options(
            selectinload(Process.phases).options(
                selectinload(Phase.milestones),
                selectinload(Phase.workshops).selectinload(Workshop.sessions),
            ),
            selectinload(Process.workshops).selectinload(Workshop.sessions),
        )
    )
    # Whatever an editor has changed before in this transaction is read as it will be.
    return session.scalars(whole.execution_options(populate_existing=True)).one()


def _statuses(process: Process, now: datetime) -> dict[str, str]:
    statuses = phase_statuses([phase.course() for phase in process.phases], now)
    return {phase.key: str(status) for phase, status in zip(process.phases, statuses, strict=True)}


def _taking_registrations(process: Process, now: datetime) -> dict[str, WorkshopSession]:
    """The sessions that take registrations, if only for the waiting list, by key and in their order."""
    return {
        each.key: each
        for workshop in process.workshops
        for each in workshop.sessions
        if each.terms().state(NO_SEATS_TAKEN, now).takes_registrations
    }


def _changed(
    session: Session,
    process: Process,
    before: Mapping[str, str],
    after: Mapping[str, str],
    act: Act,
    *,
    cause: str,
) -> Iterator[Event | None]:
    for number, phase in enumerate(process.phases, start=1):
        old, new = before.get(phase.key), after[phase.key]
        if old is not None and old != new:
            told = {
                "phase": phase.key,
                "title": dict(phase.title),
                "number": number,
                "of": len(process.phases),
                "old": old,
                "new": new,
            }
            yield announce(session, process, EventKind.PHASE_CHANGED, phase.key, act, cause=cause, data=told)


def _opened(
    session: Session, process: Process, sittings: Sequence[WorkshopSession], act: Act, *, cause: str
) -> Iterator[Event | None]:
    """One event for all the sessions that have opened together."""
    if not sittings:
        return
    seats = seat_counts(session, process.id)
    told = [
        {
            **names_of(each),
            "state": str(each.terms().state(seats.get(each.id, NO_SEATS_TAKEN), act.now)),
            "closes": each.terms().closes_at.astimezone(process.zone).isoformat(),
        }
        for each in sittings
    ]
    kind, data = EventKind.REGISTRATION_OPENED, {"sessions": told}
    yield announce(session, process, kind, process.slug, act, cause=cause, data=data)
