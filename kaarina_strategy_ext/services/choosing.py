"""Turning what a person chose into bookings, or into the rule that forbids it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..errors import (
    AlternativesBothChosen,
    NothingChosen,
    RegistrationNotOpen,
    SeatsTaken,
    SessionUnknown,
    WaitingListFull,
)
from ..models import Booking, BookingStatus, Registration, WorkshopSession
from .auditing import Act
from .seating import Seating, note


@dataclass(frozen=True)
class Choice:
    """A wish for one session, by key; or, where `session_key` is None, for either alternative of a workshop.

    `accepts_waiting` says that the person wants the waiting list if there is no seat.
    """

    session_key: str | None
    workshop_slug: str | None = None
    accepts_waiting: bool = False


@dataclass(frozen=True)
class Place:
    """A choice matched with the locked truth: the session, or None for either, and whether it is a seat."""

    seating: Seating
    sitting: WorkshopSession | None
    is_seat: bool


def keys(choices: Iterable[Choice]) -> tuple[str, ...]:
    """The session keys that the choices name."""
    return tuple(choice.session_key for choice in choices if choice.session_key is not None)


def slugs(choices: Iterable[Choice]) -> tuple[str, ...]:
    """The workshop slugs that the choices for either alternative name."""
    return tuple(
        choice.workshop_slug for choice in choices if choice.session_key is None and choice.workshop_slug
    )


def places(choices: Sequence[Choice], seatings: Sequence[Seating], act: Act) -> list[Place]:
    """The place that each choice gets now; all choices get one or none does.

    Raises `NothingChosen`, `SessionUnknown`, `AlternativesBothChosen`, `RegistrationNotOpen`, `SeatsTaken` or
    `WaitingListFull`, the last two with every session that they concern.
    """
    if not choices:
        raise NothingChosen
    candidates = [_candidates(choice, seatings) for choice in choices]
    _refuse_two_alternatives(candidates)
    for seating, sittings in candidates:
        _refuse_unless_open(seating, sittings, act)
    found = [_best(*candidate) for candidate in candidates]
    _refuse_full(choices, candidates, found)
    return found


def book(session: Session, registration: Registration, place: Place, act: Act) -> Booking:
    """Give the registration its place, with an audit entry whose number is the place in the queue."""
    workshop = place.seating.workshop
    status = BookingStatus.CONFIRMED if place.is_seat else BookingStatus.WAITLISTED
    entry = note(
        session,
        place.seating,
        act,
        f"booking {status}",
        subject=registration.public_id,
        session_key=place.sitting.key if place.sitting else None,
    )
    booking = Booking(
        registration=registration,
        workshop_id=workshop.id,
        session_id=place.sitting.id if place.sitting else None,
        exclusive_workshop_id=workshop.id if workshop.has_alternatives else None,
        status=status,
        queue_number=entry.number,
        created_at=act.now,
        status_at=act.now,
    )
    session.add(booking)
    place.seating.count(booking, +1)
    return booking


def _candidates(choice: Choice, seatings: Sequence[Seating]) -> tuple[Seating, list[WorkshopSession]]:
    for seating in seatings:
        workshop = seating.workshop
        if choice.session_key is None and workshop.slug == choice.workshop_slug and workshop.has_alternatives:
            return seating, list(workshop.sessions)
        for sitting in workshop.sessions:
            if choice.session_key == sitting.key:
                return seating, [sitting]
    raise SessionUnknown(choice.session_key or choice.workshop_slug or "")


def _refuse_two_alternatives(candidates: Iterable[tuple[Seating, list[WorkshopSession]]]) -> None:
    seen = set()
    for seating, _ in candidates:
        if seating.workshop.has_alternatives and seating.workshop.id in seen:
            raise AlternativesBothChosen(seating.workshop.slug)
        seen.add(seating.workshop.id)


def _refuse_unless_open(seating: Seating, sittings: list[WorkshopSession], act: Act) -> None:
    # Of alternatives where either will do, those that are not open simply drop out.
    opened = [
        sitting
        for sitting in sittings
        if sitting.terms().state(seating.seats(sitting), act.now).takes_registrations
    ]
    if not opened:
        raise RegistrationNotOpen(sittings[0].key)
    sittings[:] = opened


def _best(seating: Seating, sittings: list[WorkshopSession]) -> Place:
    with_seat = [sitting for sitting in sittings if seating.has_seat(sitting)]
    if with_seat:
        return Place(seating, max(with_seat, key=lambda each: _room(seating, each)), is_seat=True)
    return Place(seating, sittings[0] if len(sittings) == 1 else None, is_seat=False)


def _room(seating: Seating, sitting: WorkshopSession) -> float:
    free = sitting.terms().free(seating.seats(sitting))
    return float("inf") if free is None else free


def _refuse_full(
    choices: Sequence[Choice],
    candidates: Sequence[tuple[Seating, list[WorkshopSession]]],
    found: Sequence[Place],
) -> None:
    full: list[str] = []
    overflowing: list[str] = []
    for choice, (seating, sittings), place in zip(choices, candidates, found, strict=True):
        if place.is_seat:
            continue
        if not any(each.terms().has_room_to_wait(seating.seats(each)) for each in sittings):
            overflowing += [each.key for each in sittings]
        elif not choice.accepts_waiting:
            full += [each.key for each in sittings]
    if overflowing:
        raise WaitingListFull(tuple(overflowing))
    if full:
        raise SeatsTaken(tuple(full))
