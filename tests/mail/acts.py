"""What staff, the clock and residents with an offer do, on top of what an office can do."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Booking, BookingStatus, Process, Registration, Workshop
from kaarina_strategy_ext.services import expiring, offering, overruling, registering, reminding, verifying
from kaarina_strategy_ext.services.auditing import JOB, RESIDENT, Act
from kaarina_strategy_ext.services.choosing import Choice
from kaarina_strategy_ext.services.content.loading import load_content
from kaarina_strategy_ext.services.noticing import PAUSE
from kaarina_strategy_ext.services.personal_data import Person
from kaarina_strategy_ext.services.verifying import Caution

from .. import town
from .conftest import Office

SLUGS = {
    town.VISION: "visio",
    town.GOALS: "paamaarat",
    town.OTHER_GOALS: "paamaarat",
    town.JUNE_1: "viimeistely",
    town.JUNE_2: "viimeistely",
}


def ways(office: Office, **columns: Any) -> None:
    """Change columns of the process, such as the hours that an offer stands."""
    office.change(
        lambda session: session.execute(
            update(Process).values(revision=Process.revision + 1, **columns),
        )
    )


def summarise(office: Office, slug: str, **texts: str) -> None:
    """Publish what came out of a workshop."""
    summed_up = update(Workshop).where(Workshop.slug == slug).values(summary=town.Translated(texts))
    office.change(lambda session: session.execute(summed_up))
    ways(office)


def amend(office: Office, key: str, **fields: Any) -> None:
    """Edit a session as staff do, by its fields in the content file; None removes one."""
    edited = {"slug": SLUGS[key], "sessions": [{"key": key, **fields}]}
    source = json.dumps({"amends": "kaarina-2022", "workshops": [edited]})
    act = Act("editor", office.now)
    office.change(lambda session: load_content(session, source, act, languages=("fi", "sv")))


def after_the_pause(office: Office) -> None:
    """Let the time pass in which edits become one mail."""
    office.now += PAUSE


def register_with_caution(office: Office, person: Person, *choices: Choice) -> int:
    """Send the form from where the address has to be confirmed."""
    act = Act(RESIDENT, office.now)
    received = office.change(
        lambda session: registering.register(
            session, 1, person, choices, act, form_key="cautious", caution=Caution(is_asked=True)
        )
    )
    return int(received.registration.id)


def verify(office: Office, registration_id: int) -> None:
    """Confirm the address."""
    act = Act(RESIDENT, office.now)
    office.change(lambda session: verifying.verify(session, registration_id, act))


def accept(office: Office, registration_id: int, key: str) -> None:
    """Take the seat on offer in the session."""
    booking_id, act = offer_of(office, registration_id, key), Act(RESIDENT, office.now)
    office.change(lambda session: offering.accept_offer(session, registration_id, booking_id, act))


def decline(office: Office, registration_id: int, key: str) -> None:
    """Leave the seat on offer in the session to the next."""
    booking_id, act = offer_of(office, registration_id, key), Act(RESIDENT, office.now)
    office.change(lambda session: offering.decline_offer(session, registration_id, booking_id, act))


def expire(office: Office) -> None:
    """End what is due by the clock."""
    act = Act(JOB, office.now)
    for each in office.change(lambda session: expiring.expired_registrations(session, act)):
        office.change(lambda session, which=each: expiring.expire(session, which, act, town.KEYS))


def move(office: Office, registration_id: int, key: str, to: str) -> None:
    """Move somebody from the seat in one session to another session, as staff do."""
    act = Act("staff-7", office.now)
    with Session(office.engine) as session:
        bookings = session.get_one(Registration, registration_id).active_bookings
        booking_id = next(each.id for each in bookings if each.session and each.session.key == key)
    office.change(
        lambda session: overruling.give_seat(session, booking_id, act, reason="asked", session_key=to)
    )


def remind(office: Office, before: timedelta = timedelta(hours=48)) -> None:
    """Let the clock come to that long before the vision workshop, and queue what is due."""
    with Session(office.engine) as session:
        sitting = session.scalars(
            select(town.WorkshopSession).where(town.WorkshopSession.key == town.VISION)
        ).one()
        office.now = sitting.terms().begins_at - before
    act = Act(JOB, office.now)
    office.change(lambda session: reminding.queue_reminders(session, act))


def tell_results(office: Office) -> None:
    """Queue the mail about summaries that have come out."""
    act = Act(JOB, office.now)
    office.change(lambda session: reminding.queue_results(session, act))


def offer_of(office: Office, registration_id: int, key: str) -> int:
    """The id of the booking that is on offer in the session."""
    with Session(office.engine) as session:
        registration = session.get_one(Registration, registration_id)
        return next(each.id for each in registration.bookings if _is_offer(each, key))


def _is_offer(booking: Booking, key: str) -> bool:
    return (
        booking.status is BookingStatus.OFFERED and booking.session is not None and booking.session.key == key
    )
