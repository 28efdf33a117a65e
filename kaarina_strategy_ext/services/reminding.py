"""Mail that is due by the clock: reminders before a session, and what came out of it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session, selectinload

from ..models import Booking, BookingStatus, MessageKind, Process, Registration, Workshop, WorkshopSession
from . import seating
from .auditing import Act
from .queueing_mail import queue_message

# Before a session without a clock time, hours counted from the midnight of its day would come at night.
_A_DAY = 24


def queue_reminders(session: Session, act: Act) -> int:
    """Queue the reminders that are due, to those with a confirmed seat; gives how many.

    Each session is reminded of once for each of the process's hours; again where it has moved since. Who got
    the seat later than that has just been told, and is not reminded.
    """
    number = 0
    for sitting in _coming(session, act):
        due = _due(sitting, act.now)
        mark = f"{sitting.terms().begins_at.isoformat()} {due}"
        if due is None or sitting.reminded == mark:
            continue
        sitting.reminded = mark
        since = sitting.terms().begins_at - timedelta(hours=due)
        for registration in _seated(session, [sitting], before=since):
            number += bool(
                queue_message(
                    session,
                    registration,
                    MessageKind.REMINDER,
                    act,
                    cause=f"{sitting.key}:{mark}",
                    session_key=sitting.key,
                    begins=sitting.terms().begins_at.isoformat(),
                )
            )
    return number


def queue_results(session: Session, act: Act) -> int:
    """Queue one mail to all who had a seat in a workshop whose summary has come out; gives how many.

    Not before its last session is over.
    """
    number = 0
    for workshop in _with_results(session, act):
        workshop.results_told_at = act.now
        for registration in _seated(session, workshop.sessions):
            number += bool(
                queue_message(
                    session,
                    registration,
                    MessageKind.RESULTS,
                    act,
                    cause=workshop.slug,
                    workshop_slug=workshop.slug,
                )
            )
    return number


def _coming(session: Session, act: Act) -> Sequence[WorkshopSession]:
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    return session.scalars(
        select(WorkshopSession)
        .where(or_(WorkshopSession.starts_at > act.now, WorkshopSession.starts_at.is_(None)))
        .options(selectinload(WorkshopSession.workshop).selectinload(Workshop.process))
        .order_by(WorkshopSession.id)
        .with_for_update(of=WorkshopSession, skip_locked=True, key_share=True)
    ).all()


def _due(sitting: WorkshopSession, now: datetime) -> int | None:
    """The hours of the latest reminder whose moment has come; None where none has, or it is too late."""
    terms, process = sitting.terms(), sitting.workshop.process
    if terms.is_cancelled or not sitting.date.is_exact or now >= terms.begins_at:
        return None
    hours = [each for each in process.reminder_hours if sitting.starts_at or each >= _A_DAY]
    come = [each for each in hours if now >= terms.begins_at - timedelta(hours=each)]
    return min(come, default=None)


def _with_results(session: Session, act: Act) -> list[Workshop]:
    seating.lock(session, false())
    untold = session.scalars(
        select(Workshop)
        .join(Process)
        .where(Workshop.results_told_at.is_(None), Workshop.summary.is_not(None))
        .options(selectinload(Workshop.sessions), selectinload(Workshop.process))
        .order_by(Workshop.id)
        .with_for_update(of=Workshop, skip_locked=True, key_share=True)
    ).all()
    return [each for each in untold if each.sessions and all(_is_over(one, act) for one in each.sessions)]


def _is_over(sitting: WorkshopSession, act: Act) -> bool:
    return sitting.cancelled is not None or sitting.terms().ends_at <= act.now


def _seated(
    session: Session, sittings: Iterable[WorkshopSession], *, before: datetime | None = None
) -> Sequence[Registration]:
    """Who has a confirmed seat in any of the sessions, and has had it since before the moment."""
    confirmed = select(Booking.registration_id).where(
        Booking.session_id.in_([each.id for each in sittings if each.cancelled is None]),
        Booking.status == BookingStatus.CONFIRMED,
    )
    if before is not None:
        confirmed = confirmed.where(Booking.status_at <= before)
    which = Registration.id.in_(confirmed) & Registration.email.is_not(None)
    return session.scalars(select(Registration).where(which).order_by(Registration.id)).all()
