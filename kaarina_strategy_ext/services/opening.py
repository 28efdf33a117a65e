"""Telling people that registration has opened: one mail, to addresses that have asked for it twice."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import groupby

from sqlalchemy import delete, exists, false, or_, select, update
from sqlalchemy.orm import Session, selectinload

from ..models import (
    NO_SEATS_TAKEN,
    Message,
    MessageKind,
    MessageState,
    OpeningRequest,
    Process,
    Workshop,
    WorkshopSession,
)
from . import seating
from .auditing import Act
from .counting import Limit, is_within
from .linking import LinkKeys, Token
from .personal_data import email_key
from .queueing_mail import queue_message
from .seat_counting import seat_counts

UNCONFIRMED_KEPT = timedelta(hours=48)

_PURPOSE = "opening"
_VERSION = 1  # nobody takes such a link back; it ends with the request
_ON_ITS_WAY = (MessageState.QUEUED, MessageState.DEFERRED, MessageState.SENDING)


def request_opening(
    session: Session,
    process_id: int,
    address: str,
    language: str,
    act: Act,
    *,
    already_open: Collection[str],
    limits: Sequence[Limit] = (),
) -> None:
    """Ask the address whether it wants one mail when registration opens; the language is that of the mail.

    `already_open` are the keys of the sessions that the mail is not to wait for. Who has asked already is
    asked again at most once in an hour, and not at all once confirmed. Beyond the limits nothing happens. A
    caller cannot tell any of this apart, and so neither can whoever types somebody else's address.
    """
    _write_first(session)
    if not is_within(session, limits, act.now):
        return
    request = _untold(session, process_id, address) or _new(session, process_id, address)
    if request.confirmed_at is None:
        request.language, request.created_at = language, act.now
        request.opened_before = sorted(already_open)
        cause = act.now.strftime("%Y-%m-%dT%H")
        queue_message(session, request, MessageKind.OPENING_REQUESTED, act, cause=cause)


def opening_token(keys: LinkKeys, request: OpeningRequest) -> str:
    """The token with which the address confirms or withdraws its request."""
    return keys.sealed(request.public_id, _PURPOSE, _VERSION)


def find_request(session: Session, keys: LinkKeys, token: str) -> OpeningRequest | None:
    """The request that the token opens; None for any token that is not, or no longer, good."""
    parts = Token.of(token)
    if parts is None:
        return None
    request = session.scalar(select(OpeningRequest).where(OpeningRequest.public_id == parts.public_id))
    return request if parts.fits(keys, _PURPOSE, _VERSION) else None


def requests_of(session: Session, address: str) -> Sequence[OpeningRequest]:
    """The requests of an e-mail address, in all processes; empty where there is none."""
    which = select(OpeningRequest).where(OpeningRequest.email_key == email_key(address))
    return session.scalars(which.order_by(OpeningRequest.id)).all()


def confirm_request(session: Session, request_id: int, act: Act) -> None:
    """Note that the address does want its mail; doing it twice, or too late, changes nothing."""
    session.execute(
        update(OpeningRequest)
        .where(OpeningRequest.id == request_id, OpeningRequest.confirmed_at.is_(None))
        .values(confirmed_at=act.now),
        execution_options={"synchronize_session": False},
    )


def withdraw_request(session: Session, request_id: int) -> None:
    """Erase the request, its address and its mail; nothing happens where it is gone already."""
    _delete(session, [request_id])


def announce_openings(session: Session, act: Act) -> int:
    """Queue the one mail of each request for which a session now takes registrations; gives how many.

    Any number of workers may do this at once.
    """
    _write_first(session)
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
                queue_message(session, request, MessageKind.OPENING, act, cause="1")
                request.told_at = act.now
                told += 1
    return told


def erase_requests(session: Session, act: Act) -> int:
    """Erase the requests whose time is over, with their mail; gives how many.

    Those are the ones whose mail has gone, or will never go; the ones that nobody has confirmed in two days;
    and all in a process of which no session is still to come.
    """
    _write_first(session)
    is_being_told = exists().where(
        Message.opening_request_id == OpeningRequest.id,
        Message.kind == MessageKind.OPENING,
        Message.state.in_(_ON_ITS_WAY),
    )
    ended = session.scalars(
        select(OpeningRequest.id)
        .where(
            or_(
                OpeningRequest.told_at.is_not(None) & ~is_being_told,
                OpeningRequest.confirmed_at.is_(None)
                & (OpeningRequest.created_at <= act.now - UNCONFIRMED_KEPT),
                OpeningRequest.process_id.in_(_processes_past(session, act)),
            )
        )
        .with_for_update(skip_locked=True)
    ).all()
    _delete(session, ended)
    return len(ended)


def _write_first(session: Session) -> None:
    # Nobody's workshop; on SQLite a transaction that begins with a read cannot wait for its turn to write.
    seating.lock(session, false())


def _untold(session: Session, process_id: int, address: str) -> OpeningRequest | None:
    return session.scalar(
        select(OpeningRequest).where(
            OpeningRequest.process_id == process_id,
            OpeningRequest.email_key == email_key(address),
            OpeningRequest.told_at.is_(None),
        )
    )


def _new(session: Session, process_id: int, address: str) -> OpeningRequest:
    request = OpeningRequest(
        public_id=secrets.token_hex(16), process_id=process_id, email=address, email_key=email_key(address)
    )
    session.add(request)
    return request


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
    return [
        process.id
        for process in processes
        if all(
            each.cancelled is not None or each.terms().ends_at <= act.now
            for workshop in process.workshops
            for each in workshop.sessions
        )
    ]


def _delete(session: Session, request_ids: Sequence[int]) -> None:
    for statement in (
        delete(Message).where(Message.opening_request_id.in_(request_ids)),
        delete(OpeningRequest).where(OpeningRequest.id.in_(request_ids)),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})
