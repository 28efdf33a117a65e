"""A mark at the door counts once, whenever and however often it arrives, and the newest stands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import BookingUnknown, SessionUnknown
from kaarina_strategy_ext.models import Attendance, AuditEntry, Booking, BookingStatus, Registration
from kaarina_strategy_ext.services import attending
from kaarina_strategy_ext.services.attending import Door, Mark, MarkKey, Tap
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.disclosing import disclose
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..town import GOALS, NOW, VISION, person, wish

DOOR = Door(1, VISION)
AT_THE_DOOR = Act("door:1", NOW)
SOON = NOW - timedelta(minutes=10)


class Helper:
    """Somebody at the door of the vision workshop, where one person is expected."""

    def __init__(self, engine, booking_id: int, public_id: str) -> None:
        self.engine, self.booking_id, self.public_id = engine, booking_id, public_id

    def mark(self, *, present: bool = True, people: int | None = None, key: MarkKey | None = None) -> int:
        """Mark, and give how many people stand as having come."""
        return in_one_unit(
            self.engine,
            lambda unit: (
                attending.mark(
                    unit, self.booking_id, AT_THE_DOOR, present=present, people=people, key=key
                ).people
            ),
        )

    def count(self, *taps: Tap) -> int:
        """Count people without a registration, and give how many there are."""
        in_one_unit(self.engine, lambda unit: attending.receive(unit, DOOR, AT_THE_DOOR, [], taps))
        with Session(self.engine) as session:
            return attending.walk_ins(session, DOOR)

    def entries(self) -> int:
        """How many marks stand in the audit."""
        with Session(self.engine) as session:
            which = select(func.count()).where(AuditEntry.action == attending.MARKED)
            return session.scalar(which) or 0


@pytest.fixture
def helper(engine, residents) -> Helper:
    registration_id = residents.registered("Aino", wish(VISION))
    with Session(engine) as session:
        public_id = session.get_one(Registration, registration_id).public_id
    return Helper(engine, residents.booking(registration_id, VISION), public_id)


def key(name: str = "key-of-a", *, at: datetime = SOON, counter: int = 1) -> MarkKey:
    return MarkKey(at, counter, name)


def test_person_is_marked_and_the_mark_taken_back(helper: Helper) -> None:
    assert helper.mark() == 1
    assert helper.mark(present=False) == 0


def test_same_mark_sent_twice_is_one(helper: Helper) -> None:
    helper.mark(key=key())
    helper.mark(key=key())
    assert helper.entries() == 1


def test_double_tap_of_a_form_is_one_mark(helper: Helper) -> None:
    helper.mark()
    helper.mark()
    assert helper.entries() == 1


def test_seat_is_marked_and_not_a_newer_booking_that_was_cancelled(helper: Helper) -> None:
    with Session(helper.engine) as session, session.begin():
        seat = session.get_one(Booking, helper.booking_id)
        names = ("registration_id", "workshop_id", "session_id", "created_at", "status_at")
        copied = {name: getattr(seat, name) for name in names}
        session.add(Booking(**copied, status=BookingStatus.CANCELLED, queue_number=99))
    in_one_unit(
        helper.engine,
        lambda unit: attending.receive(unit, DOOR, AT_THE_DOOR, [Mark(helper.public_id, 1, key())], []),
    )
    with Session(helper.engine) as session:
        assert session.scalars(select(Attendance.booking_id)).all() == [helper.booking_id]


# Each row: marks of which the last is the newest, whatever the order in which they arrive.
@pytest.mark.parametrize(
    "marks",
    [
        # two phones, one of them long without a network
        [(key("a"), True), (key("b", at=SOON + timedelta(minutes=2)), False)],
        # one phone, two taps in one millisecond
        [(key("a"), True), (key("b", counter=2), False)],
        # two phones in the same millisecond that know nothing of each other: any of them, but always the same
        [(key("a"), True), (key("b"), False)],
        # a clock that is a day ahead has no lead over somebody who has seen its mark
        [
            (key("a", at=NOW + timedelta(days=1)), True),
            (key("b", at=NOW + timedelta(days=1), counter=2), False),
        ],
        [(key("a"), False), (key("b", counter=2), True), (key("c", counter=3), False)],
    ],
)
def test_newest_mark_stands_in_whichever_order_they_arrive(helper: Helper, marks) -> None:
    for number, order in enumerate(permutations(marks)):
        for each, present in order:
            # Each round is a day later, so that it does not meet the marks of the round before.
            made_at = min(each.made_at, NOW) - timedelta(days=10 - number)
            standing = helper.mark(
                present=present, key=MarkKey(made_at, each.counter, f"{each.name}{number}")
            )
        assert standing == (1 if marks[-1][1] else 0)


def test_clock_in_the_future_is_not_the_only_master(helper: Helper) -> None:
    helper.mark(key=key("fast", at=NOW + timedelta(days=300)))
    assert helper.mark(present=False) == 0


def test_tap_of_a_form_stands_over_a_mark_of_the_same_instant(helper: Helper) -> None:
    helper.mark(key=key("z" * 20, at=NOW, counter=7))
    assert helper.mark(present=False) == 0


@pytest.mark.parametrize(("said", "counted"), [(1, 1), (3, 3), (9, 3), (None, 3)])
def test_no_more_come_than_have_seats(engine, promising, residents, said, counted) -> None:
    promising.resize(VISION, 5)
    kalle = replace(person("Kalle"), companions=2)
    registration = residents.register(kalle, wish(VISION)).registration
    mine = Helper(engine, residents.booking(registration.id, VISION), registration.public_id)
    assert mine.mark(people=said) == counted


def test_who_has_cancelled_meanwhile_is_marked_all_the_same(helper: Helper, residents) -> None:
    residents.cancel(1)
    unknown = in_one_unit(
        helper.engine,
        lambda unit: attending.receive(unit, DOOR, AT_THE_DOOR, [Mark(helper.public_id, 1, key())], []),
    )
    assert unknown == ()
    with Session(helper.engine) as session:
        assert session.scalars(select(Attendance.people)).all() == [1]


@pytest.mark.parametrize("door", [DOOR, Door(1, GOALS)])
def test_who_is_not_in_the_session_is_named(helper: Helper, door: Door) -> None:
    stranger = "f" * 32 if door == DOOR else helper.public_id
    unknown = in_one_unit(
        helper.engine, lambda unit: attending.receive(unit, door, AT_THE_DOOR, [Mark(stranger, 1, key())], [])
    )
    assert unknown == (stranger,)


def test_booking_that_does_not_exist_is_refused(engine) -> None:
    with pytest.raises(BookingUnknown):
        in_one_unit(engine, lambda unit: attending.mark(unit, 99, AT_THE_DOOR, present=True))


def test_walk_ins_count_once_each_and_never_below_nobody(helper: Helper) -> None:
    assert helper.count(Tap(1, "a"), Tap(1, "b"), Tap(1, "b")) == 2
    assert helper.count(Tap(-1, "c"), Tap(-1, "d"), Tap(-1, "e")) == 0
    assert helper.count(Tap(1, "f")) == 1


def test_walk_in_at_no_session_is_refused(engine) -> None:
    with pytest.raises(SessionUnknown):
        in_one_unit(
            engine, lambda unit: attending.receive(unit, Door(1, "none"), AT_THE_DOOR, [], [Tap(1, "a")])
        )


def test_newest_of_many_marks_at_once_stands(helper: Helper) -> None:
    keys = [key(f"phone-{number}", counter=number) for number in range(1, 9)]
    with ThreadPoolExecutor(4) as phones:
        list(phones.map(lambda each: helper.mark(present=each.counter % 2 == 0, key=each), keys))
    with Session(helper.engine) as session:
        assert [(each.key, each.people) for each in session.scalars(select(Attendance))] == [("phone-8", 1)]


def test_person_is_told_that_their_coming_was_marked(helper: Helper) -> None:
    helper.mark()
    with Session(helper.engine) as session:
        (told,) = disclose(session, "aino@example.fi")
    assert [each["attendance"]["people"] for each in told["bookings"]] == [1]
