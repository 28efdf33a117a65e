"""Places in the queue."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Registration
from kaarina_strategy_ext.services.queueing import queue_positions

from ..town import JUNE_1, OTHER_GOALS, VISION, either_will_do, person, wish, wish_or_wait
from .conftest import Office


def positions(office: Office, registration_id: int) -> Mapping[str, int]:
    """The registration's places in the queues by workshop."""
    with Session(office.engine) as session:
        registration = session.get_one(Registration, registration_id)
        found = queue_positions(session, registration)
        slugs = {booking.id: booking.workshop.slug for booking in registration.bookings}
        return {slugs[booking_id]: place for booking_id, place in found.items()}


def test_waiting_people_are_counted_from_one_in_the_order_of_their_arrival(either_office: Office) -> None:
    names = ("Pekka", "Maria", "Aino", "Ville", "Eeva")
    ids = [either_office.register(person(name), wish_or_wait(VISION)) for name in names]
    assert [positions(either_office, each) for each in ids] == [
        {},
        {},
        {"visio": 1},
        {"visio": 2},
        {"visio": 3},
    ]


def test_place_moves_up_when_somebody_ahead_leaves(either_office: Office) -> None:
    ids = [either_office.register(person(name), wish_or_wait(VISION)) for name in ("A", "B", "C", "D")]
    either_office.cancel(ids[2])
    assert positions(either_office, ids[3]) == {"visio": 1}


def test_who_waits_for_either_alternative_is_ahead_in_each(either_office: Office) -> None:
    for name in ("A", "B"):
        either_office.register(person(name), either_will_do())
    either = either_office.register(person("C"), either_will_do())
    one = either_office.register(person("D"), wish_or_wait(JUNE_1))
    assert positions(either_office, either) == {"viimeistely": 1}
    assert positions(either_office, one) == {"viimeistely": 2}


def test_queues_of_other_sessions_do_not_count(either_office: Office) -> None:
    either_office.register(person("A"), wish(OTHER_GOALS))
    either_office.register(person("B"), wish_or_wait(OTHER_GOALS))
    for name in ("C", "D"):
        either_office.register(person(name), wish(VISION))
    last = either_office.register(person("E"), wish_or_wait(VISION))
    assert positions(either_office, last) == {"visio": 1}
