"""Receiving a registration: all that it asks for, or nothing."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ..errors import NothingChosen, SessionUnknown
from ..models import MessageKind, Registration
from . import choosing, seating
from .auditing import Act
from .choosing import Choice
from .personal_data import Person, submission_digest
from .queueing_mail import queue_message
from .seating import Seating


class Reception(Enum):
    """What a form that was sent has become."""

    NEW = auto()
    REPEATED = auto()
    """The same form came again: a double tap, a lost answer, the back button."""
    DUPLICATE = auto()
    """The person is registered already; only the owner of the address is told so, by mail."""


@dataclass(frozen=True)
class Received:
    """The outcome of `register`."""

    reception: Reception
    registration: Registration


def register(
    session: Session,
    process_id: int,
    person: Person,
    choices: Sequence[Choice],
    act: Act,
    *,
    form_key: str,
) -> Received:
    """Register a person for all the chosen sessions, with one confirmation in the outbox.

    `act.now` is the moment when the request arrived; it alone decides whether registration is open.
    Raises what `choosing.places` raises, and then nothing is written.
    """
    seatings = _locked(session, process_id, choices)
    digest = submission_digest(form_key, person)
    earlier = _earlier(session, process_id, person, digest)
    if earlier and earlier.submission_key == digest:
        return Received(Reception.REPEATED, earlier)
    # Refused alike whether or not the person is known, so that a refusal tells nothing about anybody.
    found = choosing.places(choices, seatings, act)
    if earlier:
        return _known_already(session, earlier, act)
    registration = _registration(process_id, person, digest, act)
    session.add(registration)
    for place in found:
        choosing.book(session, registration, place, act)
    queue_message(session, registration, MessageKind.CONFIRMATION, act, cause="1")
    return Received(Reception.NEW, registration)


def _locked(session: Session, process_id: int, choices: Sequence[Choice]) -> list[Seating]:
    if not choices:
        raise NothingChosen
    keys, slugs = choosing.keys(choices), choosing.slugs(choices)
    seatings = seating.lock(session, seating.chosen(process_id, keys=keys, slugs=slugs))
    if not seatings:
        raise SessionUnknown((keys + slugs)[0])
    return seatings


def _earlier(session: Session, process_id: int, person: Person, digest: str) -> Registration | None:
    same_person = and_(
        Registration.process_id == process_id,
        Registration.email_key == person.email_key,
        Registration.name_key == person.name_key,
        Registration.cancelled_at.is_(None),
    )
    found = session.scalars(
        select(Registration).where(or_(Registration.submission_key == digest, same_person))
    ).all()
    return next((each for each in found if each.submission_key == digest), found[0] if found else None)


def _known_already(session: Session, earlier: Registration, act: Act) -> Received:
    # At most one such mail in an hour, whoever keeps sending the form with somebody's address.
    queue_message(session, earlier, MessageKind.EXISTING, act, cause=act.now.strftime("%Y-%m-%dT%H"))
    return Received(Reception.DUPLICATE, earlier)


def _registration(process_id: int, person: Person, digest: str, act: Act) -> Registration:
    return Registration(
        public_id=secrets.token_hex(16),
        process_id=process_id,
        first_name=person.first_name,
        last_name=person.last_name,
        name_key=person.name_key,
        email=person.email,
        email_key=person.email_key,
        phone=person.phone,
        language=person.language,
        needs=person.needs,
        diet=person.diet,
        consented_at=person.consented_at(act.now),
        submission_key=digest,
        created_at=act.now,
    )
