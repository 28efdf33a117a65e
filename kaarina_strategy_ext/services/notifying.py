"""Telling those who wait that registration has opened, once, and forgetting their addresses then."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from ..models import (
    NO_SEATS_TAKEN,
    ErasureKind,
    Message,
    MessageKind,
    MessageState,
    OpeningRequest,
    Process,
    RetentionJob,
    Workshop,
    WorkshopSession,
)
from .auditing import Act
from .linking import LinkKeys
from .opening import delete_requests, wait_again, write_first
from .outbox import ON_ITS_WAY
from .queueing_mail import queue_message
from .retention_runs import note_run
from .seat_counting import seat_counts

UNCONFIRMED_KEPT = timedelta(hours=48)
UNSENT_KEPT = timedelta(days=7)
PAUSE_AFTER_THE_LAST = timedelta(days=30)
LONGEST_WAIT = timedelta(days=365)


def announce_openings(session: Session, act: Act) -> int:
    """Queue the one mail of each request for which a session now takes registrations; gives how many.

    Any number of workers may do this at once.
    """
    write_first(session)
    wait_again(session)
    waiting = session.scalars(
        select(OpeningRequest)
        .where(OpeningRequest.confirmed_at.is_not(None), OpeningRequest.told_at.is_(None))
        .order_by(OpeningRequest.process_id, OpeningRequest.id)
        .with_for_update(skip_locked=True)
    ).all()
    told = 0
    for process_id, requests in groupby(waiting, key=lambda each: each.process_id):
        opened = _taking_registrations(session, process_id, act)
        for request in requests:
            if opened - set(request.opened_before):
                queue_message(session, request, MessageKind.OPENING, act, cause=act.now.isoformat())
                request.told_at = act.now
                told += 1
    return told


def erase_requests(session: Session, act: Act, keys: LinkKeys) -> int:
    """Erase the requests whose time is over, with their mail; gives how many.

    Those are the ones whose mail has been sent, or has been lost for a week, in which staff could see it and
    send it again; the ones that nobody has confirmed in two days; those of a process whose last session was
    held a month ago; and whatever has waited for a year (GDPR, article 5(1)(e)).
    """
    write_first(session)
    told, confirmed = OpeningRequest.told_at, OpeningRequest.confirmed_at
    ended = session.scalars(
        select(OpeningRequest)
        .where(
            or_(
                told.is_not(None) & _has_opening(MessageState.SENT),
                (told <= act.now - UNSENT_KEPT) & ~_has_opening(*ON_ITS_WAY),
                confirmed.is_(None) & (OpeningRequest.created_at <= act.now - UNCONFIRMED_KEPT),
                confirmed <= act.now - LONGEST_WAIT,
                OpeningRequest.process_id.in_(_processes_past(session, act)),
            )
        )
        .with_for_update(skip_locked=True)
    ).all()
    unconfirmed = [each for each in ended if each.confirmed_at is None]
    others = [each for each in ended if each.confirmed_at is not None]
    delete_requests(session, unconfirmed, ErasureKind.UNCONFIRMED, act, keys)
    delete_requests(session, others, ErasureKind.RETENTION, act, keys)
    note_run(session, RetentionJob.REQUESTS, len(ended), act)
    return len(ended)


def _has_opening(*states: MessageState) -> ColumnElement[bool]:
    return exists().where(
        Message.opening_request_id == OpeningRequest.id,
        Message.kind == MessageKind.OPENING,
        Message.state.in_(states),
    )


def _taking_registrations(session: Session, process_id: int, act: Act) -> set[str]:
    seats = seat_counts(session, process_id)
    sittings = session.scalars(
        select(WorkshopSession)
        .where(WorkshopSession.process_id == process_id)
        .options(selectinload(WorkshopSession.workshop).selectinload(Workshop.process))
    )
    return {
        each.key
        for each in sittings
        if each.terms().state(seats.get(each.id, NO_SEATS_TAKEN), act.now).takes_registrations
    }


def _processes_past(session: Session, act: Act) -> list[int]:
    processes = session.scalars(
        select(Process)
        .where(Process.id.in_(select(OpeningRequest.process_id)))
        .options(selectinload(Process.workshops).selectinload(Workshop.sessions))
    )
    return [process.id for process in processes if _is_past(process, act)]


def _is_past(process: Process, act: Act) -> bool:
    """Whether all was held that there will be; what was called off altogether may come again."""
    sessions = [each for workshop in process.workshops for each in workshop.sessions]
    if all(each.cancelled is not None for each in sessions):
        return False
    return max(each.terms().ends_at for each in sessions) + PAUSE_AFTER_THE_LAST <= act.now
