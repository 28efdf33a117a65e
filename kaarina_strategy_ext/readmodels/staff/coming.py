"""How many people came to each session, as it was marked at its door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...models import Attendance, Booking, Registration, WalkIn
from ..present import ProcessNow


@dataclass(frozen=True)
class Coming:
    """The people who came with a registration, also those who have been erased since, and those without."""

    registered: int
    walk_ins: int

    @property
    def people(self) -> int:
        """All who came."""
        return self.registered + self.walk_ins


def coming(session: Session, process: ProcessNow) -> Mapping[int, Coming]:
    """Who came, by the id of the session; without those sessions at whose doors nothing was marked."""
    marked = session.execute(
        select(Booking.session_id, func.sum(Attendance.people))
        .join(Attendance.booking)
        .join(Booking.registration)
        .where(Registration.process_id == process.view.id, Booking.session_id.is_not(None))
        .group_by(Booking.session_id)
    ).all()
    tapped = session.execute(
        select(WalkIn.session_key, func.sum(WalkIn.people))
        .where(WalkIn.process_id == process.view.id)
        .group_by(WalkIn.session_key)
    ).all()
    registered = {session_id: int(people) for session_id, people in marked}
    without = {key: int(people) for key, people in tapped}
    return {
        each.view.id: Coming(registered.get(each.view.id, 0), without.get(each.view.key, 0))
        for each in process.sessions
        if each.view.id in registered or each.view.key in without
    }
