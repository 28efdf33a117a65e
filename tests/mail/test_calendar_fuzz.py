"""Five people do what comes to their minds, staff change their minds, mail lags: the calendars end right."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import RuleBroken
from kaarina_strategy_ext.models import ACTIVE, Booking, BookingStatus, Registration
from kaarina_strategy_ext.services import changing, offering, overruling, resizing
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.choosing import Choice

from .. import town
from ..town import JUNE_1, JUNE_2
from .acts import after_the_pause, amend, ways
from .conftest import Office
from .test_calendar_client import CalendarClient

KEYS = [town.VISION, town.GOALS, town.OTHER_GOALS, JUNE_1, JUNE_2]
PEOPLE = 5
STEPS = 14
RATHER = [
    Choice(key, accepts_waiting=True, accepts_other=takes)
    for key in (JUNE_1, JUNE_2)
    for takes in (True, False)
]


@dataclass
class Chance:
    """What happens in the town by the throw of a die; `lag` is how often no mail is sent after an act."""

    office: Office
    dice: Random
    lag: float
    people: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """Let everybody register for something."""
        ways(self.office, offer_hours=self.dice.choice([0, 48]), cut_off_hours=24)
        for number in range(PEOPLE):
            name = f"p{number}"
            self.people[name] = self.office.register(town.person(name), self._wish(), form_key=name)

    def step(self) -> None:
        """One act, some time, and perhaps the mail."""
        act = self.dice.choice(
            [
                self._add,
                self._cancel,
                self._cancel,
                self._answer,
                self._amend,
                self._amend,
                self._resize,
                self._give,
            ]
        )
        with suppress(RuleBroken):
            act()
        self.office.now += timedelta(minutes=self.dice.choice([0, 1, 5, 11]))
        if self.dice.random() >= self.lag:
            self.office.deliver()

    def _wish(self) -> Choice:
        return self.dice.choice(
            [town.wish_or_wait(self.dice.choice(KEYS)), town.either_will_do(), self.dice.choice(RATHER)]
        )

    def _add(self) -> None:
        self.office.add(self.dice.choice(list(self.people.values())), self._wish())

    def _mine(self, *statuses: BookingStatus) -> tuple[int, int]:
        """Somebody, and one of their bookings of such a status; 0 where there is none."""
        who = self.dice.choice(list(self.people.values()))
        with Session(self.office.engine) as session:
            mine = [each.id for each in bookings(session, who) if each.status in statuses]
        return who, self.dice.choice(mine or [0])

    def _cancel(self) -> None:
        self._change(changing.cancel_booking, *self._mine(*ACTIVE))

    def _answer(self) -> None:
        answer = self.dice.choice([offering.accept_offer, offering.accept_offer, offering.decline_offer])
        self._change(answer, *self._mine(BookingStatus.OFFERED))

    def _change(self, work: Callable[..., object], who: int, booking: int) -> None:
        act = Act(RESIDENT, self.office.now)
        self.office.change(lambda session: work(session, who, booking, act))

    def _give(self) -> None:
        _, booking = self._mine(BookingStatus.WAITLISTED, BookingStatus.CONFIRMED)
        act, key = Act("staff-7", self.office.now), self.dice.choice(KEYS)
        self.office.change(
            lambda session: overruling.give_seat(session, booking, act, reason="asked", session_key=key)
        )

    def _resize(self) -> None:
        act, key, capacity = Act("staff-7", self.office.now), self.dice.choice(KEYS), self.dice.randint(1, 4)
        sizes: dict[str, Any] = {"capacity": capacity, "reserved_seats": 0, "waiting_list_size": None}
        self.office.change(lambda session: resizing.resize(session, 1, key, act, **sizes))

    def _amend(self) -> None:
        number = self.dice.randint(1, 28)
        edits: list[dict[str, Any]] = [
            {"cancelled": {"fi": "Sairaus", "sv": "Sjukdom"}},
            {"cancelled": None},
            {"place": {"fi": f"Sali {number}", "sv": f"Sal {number}"}},
            {"date": f"2022-07-{number:02}"},
            {"date": "2022-09", "starts": None, "ends": None},
        ]
        amend(self.office, self.dice.choice(KEYS), **self.dice.choice(edits))


def bookings(session: Session, who: int) -> list[Booking]:
    return session.get_one(Registration, who).bookings


def to_be_held(office: Office, who: int) -> set[str]:
    """The sessions with a day in which the person has a seat."""
    with Session(office.engine) as session:
        return {
            each.session.key
            for each in bookings(session, who)
            if each.session
            and each.status is BookingStatus.CONFIRMED
            and each.session.cancelled is None
            and each.session.date.is_exact
        }


def in_calendar(office: Office, name: str) -> set[str]:
    """What a calendar holds that has opened all files of the mails to the person."""
    client = CalendarClient()
    for mail in office.sent:
        if mail["To"] == f"{name}@example.fi":
            client.open(mail)
    return set(client.agenda)


@pytest.mark.parametrize("seed", [*range(6), 46])
def test_calendars_end_with_what_is_held(office: Office, seed: int) -> None:
    chance = Chance(office, Random(seed), lag=(0.0, 0.5, 0.9)[seed % 3])
    chance.begin()
    for _ in range(STEPS):
        chance.step()
    after_the_pause(office)
    office.deliver()
    assert {name: in_calendar(office, name) for name in chance.people} == {
        name: to_be_held(office, who) for name, who in chance.people.items()
    }
