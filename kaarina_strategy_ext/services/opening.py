"""Asking to be told when registration opens: by an address that must ask twice."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from sqlalchemy import delete, exists, false, func, select, update
from sqlalchemy.orm import Session, aliased

from ..models import ErasureKind, Message, MessageKind, MessageState, OpeningRequest
from . import seating
from .auditing import Act
from .counting import Limit, is_within
from .linking import LinkKeys, Token
from .personal_data import email_key
from .proving import prove
from .queueing_mail import queue_message

PAUSE = timedelta(hours=1)

_PURPOSE = "opening"
_VERSION = 1  # nobody takes such a link back; it ends with the request


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
    write_first(session)
    if not is_within(session, limits, act.now):
        return
    wait_again(session)
    request = _untold(session, process_id, address) or _new(session, process_id, address)
    if request.confirmed_at is None:
        request.language, request.created_at = language, act.now
        request.opened_before = sorted(already_open)
        if not _was_asked(session, request, act):
            cause = act.now.isoformat()
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


def withdraw_request(session: Session, request_id: int, act: Act, keys: LinkKeys) -> None:
    """Erase the request, its address and its mail; nothing happens where it is gone already."""
    write_first(session)
    which = select(OpeningRequest).where(OpeningRequest.id == request_id).with_for_update()
    delete_requests(session, session.scalars(which).all(), ErasureKind.REQUEST, act, keys)


def wait_again(session: Session) -> None:
    """Let those wait on for whom the opening was put off before its mail had gone.

    Not where the address has asked anew meanwhile, which is its one request then.
    """
    newer = aliased(OpeningRequest)
    has_asked_anew = exists().where(
        newer.process_id == OpeningRequest.process_id,
        newer.email_key == OpeningRequest.email_key,
        newer.told_at.is_(None),
    )
    had_nothing_to_tell = exists().where(
        Message.opening_request_id == OpeningRequest.id,
        Message.created_at == OpeningRequest.told_at,
        Message.kind == MessageKind.OPENING,
        Message.state == MessageState.SUPERSEDED,
    )
    session.execute(
        update(OpeningRequest).where(had_nothing_to_tell, ~has_asked_anew).values(told_at=None),
        execution_options={"synchronize_session": False},
    )


def write_first(session: Session) -> None:
    """Begin a transaction that reads before it writes."""
    # Nobody's workshop; on SQLite a transaction that begins with a read cannot wait for its turn to write.
    seating.lock(session, false())


def delete_requests(
    session: Session, requests: Iterable[OpeningRequest], kind: ErasureKind, act: Act, keys: LinkKeys
) -> None:
    """Erase these requests with their addresses and their mail, and prove it for each."""
    gone = {each.id: each for each in requests}
    mine = Message.opening_request_id
    counted = select(mine, func.count()).where(mine.in_(gone)).group_by(mine)
    mails = {request_id: number for request_id, number in session.execute(counted)}  # noqa: C416 - rows are no pairs to a type checker
    for request_id, request in gone.items():
        counts = {"opening_request": 1, "message": mails.get(request_id, 0)}
        whose = request.process_id, request.email_key
        prove(session, *whose, kind=kind, counts=counts, act=act, keys=keys)
        session.expunge(request)
    for statement in (
        delete(Message).where(mine.in_(gone)),
        delete(OpeningRequest).where(OpeningRequest.id.in_(gone)),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})


def _untold(session: Session, process_id: int, address: str) -> OpeningRequest | None:
    return session.scalar(
        select(OpeningRequest)
        .where(
            OpeningRequest.process_id == process_id,
            OpeningRequest.email_key == email_key(address),
            OpeningRequest.told_at.is_(None),
        )
        .with_for_update()  # the same form at once must not ask twice
    )


def _new(session: Session, process_id: int, address: str) -> OpeningRequest:
    request = OpeningRequest(
        public_id=secrets.token_hex(16), process_id=process_id, email=address, email_key=email_key(address)
    )
    session.add(request)
    return request


def _was_asked(session: Session, request: OpeningRequest, act: Act) -> bool:
    last = session.scalar(
        select(func.max(Message.created_at)).where(
            Message.kind == MessageKind.OPENING_REQUESTED, Message.opening_request_id == request.id
        )
    )
    return last is not None and last > act.now - PAUSE
