"""Erasing people: on request, and when the promised time has passed (GDPR articles 5(1)(e) and 17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, selectinload

from ..models import Booking, BookingStatus, ErasureKind, Registration, RetentionJob
from . import seating
from .auditing import Act
from .emptying import empty, empty_needs
from .handing_on import hand_on_all
from .holding import hold, release
from .keeping import due, sittings
from .linking import LinkKeys
from .opening import requests_of, withdraw_request
from .personal_data import email_key
from .retention_runs import note_run

MOST_AT_ONCE = 500
"""So many registrations are erased in one transaction, so that nobody waits long; the rest a round later."""


@dataclass(frozen=True)
class Erased:
    """How many registrations and requests to be told of an opening were erased."""

    registrations: int
    requests: int


def registrations_of(session: Session, address: str) -> list[Registration]:
    """The registrations under an e-mail address, in all processes; empty where there is none."""
    which = select(Registration).where(Registration.email_key == email_key(address)).order_by(Registration.id)
    return list(session.scalars(which.options(selectinload(Registration.bookings))))


def erase_address(session: Session, address: str, act: Act, keys: LinkKeys) -> Erased:
    """Erase everything that is stored about an e-mail address, in all processes; gives how much that was."""
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    registrations = [each.id for each in registrations_of(session, address)]
    for registration_id in registrations:
        erase_registration(session, registration_id, act, keys)
    requests = [each.id for each in requests_of(session, address)]
    for request_id in requests:
        withdraw_request(session, request_id, act, keys)
    return Erased(len(registrations), len(requests))


def erase_registration(session: Session, registration_id: int, act: Act, keys: LinkKeys) -> Registration:
    """Erase one person's registration: cancel what is active, give the seats on, empty every personal column.

    Only a confirmed seat in a session that has begun stays: that person came.

    The mail in the outbox goes too. What stays, and is given, is a number in the statistics; the audit holds
    no personal data, and the proof that is written none that anybody can read.
    """
    registration, seatings = hold(session, registration_id)
    ending = [each for each in registration.active_bookings if not _has_come(each, act)]
    release(session, registration, ending, seatings, act)
    hand_on_all(session, seatings, act)
    if registration.erased_at is None:  # a proof is of something
        empty(session, registration, ErasureKind.REQUEST, act, keys)
    return registration


def _has_come(booking: Booking, act: Act) -> bool:
    if booking.session is None or booking.status is not BookingStatus.CONFIRMED:
        return False
    return booking.session.terms().begins_at <= act.now


def erase_due(session: Session, act: Act, keys: LinkKeys, *, registration_days: int, needs_days: int) -> int:
    """Erase what may not be kept any longer, counted from each person's last session; gives how many.

    Needs and diet go after `needs_days`, the registration after `registration_days`. At most `MOST_AT_ONCE`
    of either. Any number of workers may do this at once.
    """
    seating.lock(session, false())
    every = sittings(session)
    gone = _held(session, due(every, registration_days, act.now))
    for registration in gone:
        empty(session, registration, ErasureKind.RETENTION, act, keys)
    session.flush()
    sensitive = due(every, needs_days, act.now).where(Registration.consented_at.is_not(None))
    trimmed = _held(session, sensitive)
    for registration in trimmed:
        empty_needs(session, registration, act, keys)
    erased = len(gone) + len(trimmed)
    note_run(session, RetentionJob.REGISTRATIONS, erased, act)
    return erased


def _held(session: Session, which: Select[Any]) -> Sequence[Registration]:
    """The first of these registrations that nobody else has in hand, held until the transaction ends."""
    first = which.order_by(Registration.id).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)
    return session.scalars(first.with_only_columns(Registration)).all()
