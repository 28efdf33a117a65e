"""Turning what a person chose into places, or into the rule that forbids it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..errors import (
    AlternativesBothChosen,
    NothingChosen,
    PartyTooLarge,
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
    """A wish for one session, by key; or, where `session_key` is None, for any alternative of a workshop.

    `accepts_waiting` says that the person wants the waiting list if there is no seat, `accepts_other` that an
    alternative to the session will do if there is none in it.
    """

    session_key: str | None
    workshop_slug: str | None = None
    accepts_waiting: bool = False
    accepts_other: bool = False


@dataclass(frozen=True)
class Claim:
    """For how many people seats are claimed, together or not at all, and whether the office claims them.

    The office registers also outside the window, until the session is over, and takes its own seats first.
    `awaited` are the ids of the sessions on whose waiting lists the claimant stands already.
    """

    seats: int = 1
    by_office: bool = False
    awaited: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Place:
    """What a choice gets: a seat in the session or a wait for it; for any alternative, where it is None."""

    seating: Seating
    sitting: WorkshopSession | None
    is_seat: bool
    from_reserve: bool = False
    accepts_other: bool = False


@dataclass(frozen=True)
class _Wish:
    """A choice matched with the locked truth: the sessions that would do, the preferred one first."""

    choice: Choice
    seating: Seating
    sittings: list[WorkshopSession]


def keys(choices: Iterable[Choice]) -> tuple[str, ...]:
    """The session keys that the choices name."""
    return tuple(choice.session_key for choice in choices if choice.session_key is not None)


def slugs(choices: Iterable[Choice]) -> tuple[str, ...]:
    """The workshop slugs that the choices for any alternative name."""
    return tuple(
        choice.workshop_slug for choice in choices if choice.session_key is None and choice.workshop_slug
    )


def places(
    choices: Sequence[Choice], seatings: Sequence[Seating], act: Act, claim: Claim
) -> list[tuple[Place, ...]]:
    """What each choice gets now; all choices get something or none does.

    A choice gets a seat, or a wait; or both, where another alternative is taken while the preferred one is
    awaited. A wish is never narrowed: a full waiting list refuses only where no other would do that has room.
    Raises `NothingChosen`, `SessionUnknown`, `AlternativesBothChosen`, `RegistrationNotOpen`,
    `PartyTooLarge`, `SeatsTaken` or `WaitingListFull`, the last two with every session that they concern.
    """
    if not choices:
        raise NothingChosen
    wishes = [_matched(choice, seatings) for choice in _distinct(choices)]
    _refuse_two_alternatives(wishes)
    opened = [_open(wish, act, claim) for wish in wishes]
    for wish in opened:
        _refuse_too_many(wish, claim)
    found = [_best(wish, claim) for wish in opened]
    _refuse_full(opened, found, claim)
    return found


def book(session: Session, registration: Registration, place: Place, act: Act) -> Booking:
    """Give the registration its place, with an audit entry whose number is the place in the queue.

    A seat is only held where the address is still to be confirmed.
    """
    status = BookingStatus.WAITLISTED
    if place.is_seat:
        status = BookingStatus.HELD if registration.verify_by else BookingStatus.CONFIRMED
    key = place.sitting.key if place.sitting else None
    subject = registration.public_id
    entry = note(session, place.seating, act, f"booking {status}", subject=subject, session_key=key)
    number = entry.number or 0
    booking = Booking.waiting(registration, place.seating.workshop, place.sitting, number=number)
    booking.status, booking.created_at, booking.status_at = status, act.now, act.now
    booking.accepts_other, booking.from_reserve = place.accepts_other, place.from_reserve
    session.add(booking)
    place.seating.come(booking)
    return booking


def _distinct(choices: Iterable[Choice]) -> Iterable[Choice]:
    """Of several wishes for one and the same thing the first."""
    first: dict[tuple[str | None, str | None], Choice] = {}
    for choice in choices:
        first.setdefault((choice.session_key, None if choice.session_key else choice.workshop_slug), choice)
    return first.values()


def _matched(choice: Choice, seatings: Sequence[Seating]) -> _Wish:
    for seating in seatings:
        workshop = seating.workshop
        if choice.session_key is None and workshop.slug == choice.workshop_slug and workshop.has_alternatives:
            return _Wish(choice, seating, list(workshop.sessions))
        for sitting in workshop.sessions:
            if choice.session_key == sitting.key:
                takes_other = choice.accepts_other and workshop.has_alternatives
                others = [each for each in workshop.sessions if each is not sitting] if takes_other else []
                return _Wish(choice, seating, [sitting, *others])
    raise SessionUnknown(choice.session_key or choice.workshop_slug or "")


def _refuse_two_alternatives(wishes: Iterable[_Wish]) -> None:
    seen = set()
    for wish in wishes:
        workshop = wish.seating.workshop
        if workshop.has_alternatives and workshop.id in seen:
            raise AlternativesBothChosen(workshop.slug)
        seen.add(workshop.id)


def _open(wish: _Wish, act: Act, claim: Claim) -> _Wish:
    """The wish without those sessions that are not open; the one that was named must be."""
    opened = [each for each in wish.sittings if _is_open(wish.seating, each, act, claim)]
    if not opened or (wish.choice.session_key and opened[0] is not wish.sittings[0]):
        raise RegistrationNotOpen(wish.sittings[0].key)
    return _Wish(wish.choice, wish.seating, opened)


def _is_open(seating: Seating, sitting: WorkshopSession, act: Act, claim: Claim) -> bool:
    terms = sitting.terms()
    if claim.by_office:
        return not terms.is_cancelled and act.now < terms.ends_at
    return terms.state(seating.seats(sitting), act.now).takes_registrations


def _best(wish: _Wish, claim: Claim) -> tuple[Place, ...]:
    seats = [seat for each in wish.sittings if (seat := _seat(wish.seating, each, claim))]
    if not seats:
        return (_wait(wish),)
    if wish.choice.session_key is None:
        return (max(seats, key=lambda seat: _room(seat, wish.seating)),)
    preferred = wish.sittings[0]
    if seats[0].sitting is preferred:
        return (seats[0],)
    best = max(seats, key=lambda seat: _room(seat, wish.seating))
    if _would_wait(wish, claim) and _has_room_to_wait(wish.seating, preferred, claim):
        return best, Place(wish.seating, preferred, is_seat=False)
    return (best,)


def _seat(seating: Seating, sitting: WorkshopSession, claim: Claim) -> Place | None:
    if claim.by_office and sitting.terms().free_in_reserve(seating.seats(sitting)) >= claim.seats:
        return Place(seating, sitting, is_seat=True, from_reserve=True)
    has_seats = seating.has_seats(sitting, claim.seats)
    return Place(seating, sitting, is_seat=True) if has_seats else None


def _room(seat: Place, seating: Seating) -> float:
    return seating.free(seat.sitting) if seat.sitting else 0


def _wait(wish: _Wish) -> Place:
    if wish.choice.session_key is None:
        return Place(wish.seating, None, is_seat=False)
    takes_other = wish.choice.accepts_other and wish.seating.workshop.has_alternatives
    return Place(wish.seating, wish.sittings[0], is_seat=False, accepts_other=takes_other)


def _would_wait(wish: _Wish, claim: Claim) -> bool:
    """Whether the waiting list will do; whoever stands on it already need not say so again."""
    return wish.choice.accepts_waiting or any(each.id in claim.awaited for each in wish.sittings)


def _has_room_to_wait(seating: Seating, sitting: WorkshopSession, claim: Claim) -> bool:
    if sitting.id in claim.awaited:
        return True
    return sitting.terms().has_room_to_wait(seating.seats(sitting), claim.seats)


def _refuse_too_many(wish: _Wish, claim: Claim) -> None:
    """Refuse a party that would wait for ever; of any alternatives, one must be large enough."""
    meant = wish.sittings[:1] if wish.choice.session_key else wish.sittings
    largest = [each.terms().largest_party(by_office=claim.by_office) for each in meant]
    known = [each for each in largest if each is not None]
    if claim.seats > 1 and len(known) == len(largest) and max(known) < claim.seats:
        raise PartyTooLarge(tuple(each.key for each in meant), max(known))


def _refuse_full(wishes: Sequence[_Wish], found: Sequence[tuple[Place, ...]], claim: Claim) -> None:
    full: list[str] = []
    overflowing: list[str] = []
    for wish, (place, *_) in zip(wishes, found, strict=True):
        if place.is_seat:
            continue
        if not any(_has_room_to_wait(wish.seating, each, claim) for each in wish.sittings):
            overflowing += [each.key for each in wish.sittings]
        elif not _would_wait(wish, claim):
            full += [each.key for each in wish.sittings]
    if overflowing:
        raise WaitingListFull(tuple(overflowing))
    if full:
        raise SeatsTaken(tuple(full))
