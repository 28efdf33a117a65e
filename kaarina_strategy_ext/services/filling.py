"""Announcing that a session has become full, whoever or whatever took its last seat."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..models import EventKind, RegistrationState, WorkshopSession
from .announcing import announce, names_of
from .auditing import Act
from .seating import Seating


def announce_filled(session: Session, seated: Seating, act: Act) -> None:
    """Announce each session of the workshop that is full now and was not when this unit locked it.

    So it is told once until it has had room again. Under the lock of the workshop, whose last number, with
    the revision of the content, is of one change of the seats alone.
    """
    for sitting in seated.workshop.sessions:
        if _has_filled(seated, sitting, act):
            process, terms = seated.workshop.process, sitting.terms()
            cause = f"{seated.last_number}.{process.revision}"
            has_room_to_wait = terms.has_room_to_wait(seated.seats(sitting))
            told = {**names_of(sitting), "capacity": terms.capacity, "has_room_to_wait": has_room_to_wait}
            announce(session, process, EventKind.SESSION_FULL, sitting.key, act, cause=cause, data=told)


def _has_filled(seated: Seating, sitting: WorkshopSession, act: Act) -> bool:
    now = sitting.terms().state(seated.seats(sitting), act.now)
    return now is RegistrationState.FULL and seated.first_state(sitting, act.now) is not now
