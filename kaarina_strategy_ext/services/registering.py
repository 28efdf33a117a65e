"""Receiving a registration: all that it asks for, or nothing."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from itertools import chain

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from ..errors import NothingChosen, SessionUnknown, TooManyCompanions
from ..models import Message, MessageKind, Process, Registration
from . import choosing, seating
from .auditing import Act
from .choosing import Choice, Claim, Place
from .filling import announce_filled
from .personal_data import Person, submission_digest
from .queueing_mail import queue_message
from .seating import Seating
from .verifying import LONGEST_HOLD, NO_CAUTION, Caution, must_verify

PAUSE = timedelta(hours=1)


def _of_form_or(*of_person: ColumnElement[bool]) -> Select[Registration]:
    """What the same form has made, or the person's active registration."""
    same_person = and_(
        Registration.process_id == bindparam("of_process"),
        Registration.name_key == bindparam("name_key"),
        Registration.cancelled_at.is_(None),
        *of_person,
    )
    return select(Registration).where(or_(Registration.submission_key == bindparam("digest"), same_person))


# Made once, because making them takes longer than asking them.
_BY_ADDRESS = _of_form_or(Registration.email_key == bindparam("email_key"))
# Without an address the telephone tells two people of one name apart.
_BY_PHONE = _of_form_or(Registration.email_key.is_(None), Registration.phone == bindparam("phone"))


class Reception(Enum):
    """What a form that was sent has become."""

    NEW = auto()
    REPEATED = auto()
    """The same form came again: a double tap, a lost answer, the back button."""
    DUPLICATE = auto()
    """The person is registered already; only the owner of the address is told so, by mail."""


@dataclass(frozen=True)
class Received:
    """The outcome of `register`; `shows_link` says whether its sender may be shown the personal link.

    That is so only where the form itself has made the registration, nobody was asked to confirm the address,
    and the link has not been revoked since.
    """

    reception: Reception
    registration: Registration
    shows_link: bool = False


def register(
    session: Session,
    process_id: int,
    person: Person,
    choices: Sequence[Choice],
    act: Act,
    *,
    form_key: str,
    caution: Caution = NO_CAUTION,
    by_office: bool = False,
) -> Received:
    """Register a person, and those who come along, for all the chosen sessions, with one mail in the outbox.

    `act.now` is the moment when the request arrived; it alone decides whether registration is open. Where
    `caution` says so the seats are only held until the address has been confirmed. `by_office` are those who
    phone. Raises `TooManyCompanions` and what `choosing.places` raises, and then nothing is written.
    """
    seatings, digest = _locked(session, process_id, choices), submission_digest(form_key, person)
    sent, earlier = _known(session, process_id, person, digest)
    if sent and sent.cancelled_at is None:
        return Received(Reception.REPEATED, sent, shows_link=_made_it_unasked(session, sent))
    # Refused alike whether or not the person is known, so that a refusal tells nothing about anybody.
    _refuse_companions(person, seatings[0].workshop.process)
    found = choosing.places(choices, seatings, act, Claim(1 + person.companions, by_office=by_office))
    asks = not by_office and must_verify(session, caution, act)
    if earlier:
        return _known_already(session, earlier, act)
    if sent:
        _give_up_key(session, sent)
    registration = _registration(process_id, person, digest, act, asks=asks)
    return _stored(session, registration, found, seatings, act)


def _stored(
    session: Session,
    registration: Registration,
    places: Iterable[Iterable[Place]],
    seatings: Iterable[Seating],
    act: Act,
) -> Received:
    session.add(registration)
    for place in chain.from_iterable(places):
        choosing.book(session, registration, place, act)
    kind = MessageKind.VERIFICATION if registration.verify_by else MessageKind.CONFIRMATION
    queue_message(session, registration, kind, act, cause="1")
    for seated in seatings:
        announce_filled(session, seated, act)
    return Received(Reception.NEW, registration, shows_link=registration.verify_by is None)


def _made_it_unasked(session: Session, earlier: Registration) -> bool:
    was_asked = select(Message.id).where(
        Message.registration_id == earlier.id, Message.kind == MessageKind.VERIFICATION
    )
    return earlier.token_version == 1 and session.scalar(was_asked.limit(1)) is None


def _refuse_companions(person: Person, process: Process) -> None:
    if not 0 <= person.companions <= process.companions:
        raise TooManyCompanions(process.companions)


def _locked(session: Session, process_id: int, choices: Sequence[Choice]) -> list[Seating]:
    if not choices:
        raise NothingChosen
    keys, slugs = choosing.keys(choices), choosing.slugs(choices)
    seatings = seating.lock_chosen(session, process_id, keys=keys, slugs=slugs)
    if not seatings:
        raise SessionUnknown((keys + slugs)[0])
    return seatings


def _give_up_key(session: Session, cancelled: Registration) -> None:
    """Let the same form make another registration: whoever sends it again wants to come after all."""
    cancelled.submission_key = None
    session.flush()  # the unique index must see the key given up before it is written again


def _known(
    session: Session, process_id: int, person: Person, digest: str
) -> tuple[Registration | None, Registration | None]:
    """The registration that the same form has made, perhaps cancelled since; and the person's active one.

    Nobody can tell two of one name without address and telephone.
    """
    which = _BY_PHONE if person.email_key is None else _BY_ADDRESS
    told = {"phone": person.phone} if person.email_key is None else {"email_key": person.email_key}
    values = {"of_process": process_id, "digest": digest, "name_key": person.name_key, **told}
    found = session.scalars(which, values).all()
    sent = next((each for each in found if each.submission_key == digest), None)
    return sent, next((each for each in found if each is not sent and each.cancelled_at is None), None)


def _known_already(session: Session, earlier: Registration, act: Act) -> Received:
    kind = MessageKind.VERIFICATION if earlier.verify_by else MessageKind.EXISTING
    last = select(func.max(Message.created_at)).where(
        Message.registration_id == earlier.id, Message.kind == kind
    )
    # However often somebody sends the form with this address. Whoever has yet to confirm it has no more than
    # an hour, and is asked again sooner.
    pause = PAUSE / 6 if earlier.verify_by else PAUSE
    if (told_at := session.scalar(last)) is None or told_at <= act.now - pause:
        queue_message(session, earlier, kind, act, cause=act.now.isoformat(timespec="seconds"))
    return Received(Reception.DUPLICATE, earlier)


def _registration(process_id: int, person: Person, digest: str, act: Act, *, asks: bool) -> Registration:
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
        companions=person.companions,
        consented_at=person.consented_at(act.now),
        submission_key=digest,
        verify_by=act.now + LONGEST_HOLD if asks else None,
        created_at=act.now,
    )
