"""Raising and lowering how many people a session takes."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from ..errors import ReserveTooLarge, SessionUnknown
from ..models import Process, WorkshopSession
from . import seating
from .auditing import Act
from .handing_on import hand_on


def resize(
    session: Session,
    process_id: int,
    session_key: str,
    act: Act,
    *,
    capacity: int | None,
    reserved_seats: int,
    waiting_list_size: int | None,
) -> WorkshopSession:
    """Set how many people the session takes; gives it, after its free seats have been handed on.

    None is unknown or unlimited. Lowering expels nobody. Raises `SessionUnknown`, and `ReserveTooLarge` where
    more seats would be kept for the office than there are.
    """
    if reserved_seats > (capacity or 0):
        raise ReserveTooLarge
    seatings = seating.lock(session, seating.chosen(process_id, keys=(session_key,), slugs=()))
    if not seatings:
        raise SessionUnknown(session_key)
    seated = seatings[0]
    sitting = next(each for each in seated.workshop.sessions if each.key == session_key)
    before = _size(sitting)
    sitting.capacity, sitting.reserved_seats = capacity, reserved_seats
    sitting.waiting_list_size = waiting_list_size
    _raise_revision(session, process_id)
    after = _size(sitting)
    seating.note(session, seated, act, "session resized", subject=session_key, before=before, after=after)
    hand_on(session, seated, act)
    return sitting


def _size(sitting: WorkshopSession) -> dict[str, int | None]:
    return {
        "capacity": sitting.capacity,
        "reserved_seats": sitting.reserved_seats,
        "waiting_list_size": sitting.waiting_list_size,
    }


def _raise_revision(session: Session, process_id: int) -> None:
    # Counted by the database: the lock of one workshop does not keep those of another from raising it too.
    session.execute(
        update(Process).where(Process.id == process_id).values(revision=Process.revision + 1),
        execution_options={"synchronize_session": False},
    )
