"""The rules of the seats as a town would tell them: who has one, who is next, what is left."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

SEATED = ("held", "confirmed", "offered")
SURE = ("held", "confirmed")
LEAST_TIME_TO_ANSWER = timedelta(hours=1)


@dataclass
class Sitting:
    """A session: when it is, and how many it takes; `moved` is when it was last made to end sooner."""

    key: str
    begins: datetime
    ends: datetime
    capacity: int | None
    reserved: int = 0
    waiting_size: int | None = None
    cancelled: bool = False
    moved: datetime | None = None


@dataclass
class Workshop:
    """Sessions that one may all attend, or alternatives of which one takes one."""

    slug: str
    alternatives: bool
    sittings: dict[str, Sitting]


@dataclass
class Place:
    """A booking; `turn` is the order in which the workshop gave its numbers."""

    owner: str
    workshop: str
    sitting: str | None
    status: str
    party: int
    turn: int
    takes_other: bool = False
    of_office: bool = False
    answer_by: datetime | None = None
    offered_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        """Whether a seat is held or awaited."""
        return self.status in (*SEATED, "waitlisted")

    def wants(self, sitting: Sitting) -> bool:
        """Whether the place waits, and a seat in the session of its workshop would do."""
        would_do = self.sitting in (None, sitting.key) or self.takes_other
        return self.status == "waitlisted" and would_do

    def is_cut_short(self, promised: timedelta) -> bool:
        """Whether it is an offer with less time to answer than the process promises."""
        return bool(self.answer_by and self.offered_at and self.answer_by < self.offered_at + promised)


@dataclass
class Person:
    """A registration with its places in the order in which they were made.

    `asked` are the alternatives that the person has said would do, by workshop, whatever the rules have made
    of it; `fates` what became of the last offer.
    """

    key: str
    name: str
    form: int
    party: int
    verify_by: datetime | None = None
    is_cancelled: bool = False
    is_erased: bool = False
    places: list[Place] = field(default_factory=list)
    mail: list[str] = field(default_factory=list)
    told_at: dict[str, datetime] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)
    fates: dict[str, str] = field(default_factory=dict)

    def write(self, kind: str) -> None:
        """Mail them, if there still is an address."""
        if not self.is_erased:
            self.mail.append(kind)

    def active(self, workshop: str | None = None) -> list[Place]:
        """The places that count, in the workshop or in all."""
        return [each for each in self.places if each.is_active and workshop in (None, each.workshop)]

    def waits(self, workshop: str) -> list[Place]:
        """The places in the queue of the workshop."""
        return [each for each in self.active(workshop) if each.status == "waitlisted"]


@dataclass
class Town:
    """All of it, and what happens by itself: seats are handed on, and it is written down."""

    workshops: dict[str, Workshop]
    offer: timedelta
    cut_off: timedelta
    opens: datetime
    closes: datetime | None = None
    most_companions: int = 2
    people: dict[str, Person] = field(default_factory=dict)
    audit: Counter[tuple[str, str, str | None, str | None]] = field(default_factory=Counter)
    turns: int = 0

    @property
    def near(self) -> timedelta:
        """How long before a session staff begin to decide who gets its seats."""
        return self.cut_off + (LEAST_TIME_TO_ANSWER if self.offer else timedelta(0))

    def sittings(self) -> Iterator[tuple[Workshop, Sitting]]:
        """Every session with its workshop."""
        for workshop in self.workshops.values():
            for sitting in workshop.sittings.values():
                yield workshop, sitting

    def find(self, key: str) -> tuple[Workshop, Sitting]:
        """The session of that key and its workshop."""
        return next(pair for pair in self.sittings() if pair[1].key == key)

    def places(self, workshop: str) -> list[Place]:
        """All places of the workshop in the order of their numbers."""
        mine = (each for person in self.people.values() for each in person.places)
        return sorted((each for each in mine if each.workshop == workshop), key=lambda each: each.turn)

    def taken(self, workshop: Workshop, sitting: Sitting, *, of_office: bool = False) -> int:
        """How many people sit there, all or those whom the office has seated on its own seats."""
        seated = [each for each in self.places(workshop.slug) if each.status in SEATED]
        mine = [each for each in seated if each.sitting == sitting.key and each.of_office >= of_office]
        return sum(each.party for each in mine)

    def free(self, workshop: Workshop, sitting: Sitting) -> float:
        """What is left for the public: the office's seats are never for them."""
        if sitting.capacity is None:
            return math.inf
        office = self.taken(workshop, sitting, of_office=True)
        public = self.taken(workshop, sitting) - office
        return max(0, sitting.capacity - max(sitting.reserved, office) - public)

    def free_of_office(self, workshop: Workshop, sitting: Sitting) -> int:
        """What is left of the office's own seats."""
        if sitting.capacity is None:
            return 0
        own = sitting.reserved - self.taken(workshop, sitting, of_office=True)
        return max(0, min(own, sitting.capacity - self.taken(workshop, sitting)))

    def waiting(self, workshop: Workshop, sitting: Sitting) -> list[Place]:
        """Who would take a seat there, the first first."""
        return [each for each in self.places(workshop.slug) if each.wants(sitting)]

    def next_in(self, workshop: Workshop, sitting: Sitting) -> Place | None:
        """The first in the queue whose party fits."""
        free = self.free(workshop, sitting)
        fitting = (each for each in self.waiting(workshop, sitting) if each.party <= free)
        return next(fitting, None)

    def seats_newcomer(self, workshop: Workshop, sitting: Sitting, party: int) -> bool:
        """Whether a party that comes now sits down at once."""
        return self.free(workshop, sitting) >= party and self.next_in(workshop, sitting) is None

    def lets_wait(self, workshop: Workshop, sitting: Sitting, party: int) -> bool:
        """Whether the list takes the party."""
        listed = sum(each.party for each in self.waiting(workshop, sitting))
        return sitting.waiting_size is None or listed + party <= sitting.waiting_size

    def turn(self) -> int:
        """The next number."""
        self.turns += 1
        return self.turns

    def note(self, place: Place, action: str) -> None:
        """Write down that something has become of a place."""
        self.audit[place.workshop, action, place.owner, place.sitting] += 1

    def end(self, place: Place, status: str) -> None:
        """Let go of a place."""
        person, sat = self.people[place.owner], place.status in SEATED
        place.status, place.answer_by = status, None
        self.note(place, f"booking {status}")
        for rest in person.waits(place.workshop) if sat else []:
            if rest.sitting and not rest.takes_other:  # the second best is not wanted any more
                person.asked[place.workshop] = {rest.sitting}

    def hand_on(self, now: datetime) -> None:
        """Give every seat that somebody could have to the next, until there is none."""
        for workshop in self.workshops.values():
            self._keep_offers_honest(workshop, now)
            self._end_satisfied_waits(workshop)
            while sum(self._give_in(workshop, each, now) for each in workshop.sittings.values()):
                pass

    def _give_in(self, workshop: Workshop, sitting: Sitting, now: datetime) -> bool:
        given = False
        last = sitting.begins - self.near
        while not sitting.cancelled and now < last and (place := self.next_in(workshop, sitting)):
            self._hand_over(place, workshop, sitting, now)
            given = True
        return given

    def _hand_over(self, place: Place, workshop: Workshop, sitting: Sitting, now: datetime) -> None:
        person = self.people[place.owner]
        if not self.offer and workshop.alternatives:
            for other in person.active(workshop.slug):
                if other.status in SURE:
                    self.end(other, "cancelled")
        if place.sitting is None:
            place.sitting, place.takes_other = sitting.key, True
        elif place.sitting != sitting.key:  # the second best: the wait for the best goes on
            place.takes_other = False
            place = Place(place.owner, place.workshop, sitting.key, "waitlisted", place.party, self.turn())
            person.places.append(place)
        if self.offer:
            place.status = "offered"
            place.answer_by, place.offered_at = min(now + self.offer, sitting.begins - self.cut_off), now
            person.fates[workshop.slug] = "offered"
        else:
            place.status = "held" if person.verify_by else "confirmed"
        self.note(place, "booking offered" if self.offer else "booking promoted")
        person.write("offer" if self.offer else "promoted")

    def _keep_offers_honest(self, workshop: Workshop, now: datetime) -> None:
        """No offer for what does not take place, and none that outlasts the cut-off of what has moved."""
        offered = [each for each in self.places(workshop.slug) if each.status == "offered"]
        for place in offered:
            if workshop.sittings[place.sitting or ""].cancelled:
                self.take_back(place, "withdrawn")
        for place in offered:
            sitting = workshop.sittings.get(place.sitting or "")
            last = sitting.begins - self.cut_off if sitting else now
            if sitting and place.answer_by and place.answer_by > last:
                least = min(now + LEAST_TIME_TO_ANSWER, sitting.begins)
                place.answer_by = min(place.answer_by, max(last, least))

    def take_back(self, place: Place, fate: str) -> None:
        """End an offer that its owner could not help losing: the wait goes on as it was before."""
        person = self.people[place.owner]
        person.fates[place.workshop] = fate
        self.note(place, f"offer {fate}")
        waits = person.waits(place.workshop) if self.workshops[place.workshop].alternatives else []
        for preferred in waits:
            preferred.takes_other = True
        place.status, place.answer_by = "expired" if waits else "waitlisted", None
        if not waits and place.takes_other:
            place.sitting, place.takes_other = None, False

    def stands(self, place: Place) -> bool:
        """Whether the place is a sure seat in an alternative that takes place."""
        workshop = self.workshops[place.workshop]
        is_sure = workshop.alternatives and place.status in SURE
        return is_sure and not workshop.sittings[place.sitting or ""].cancelled

    def _end_satisfied_waits(self, workshop: Workshop) -> None:
        """Who sits in what takes place after all, waits for any no more."""
        for place in self.places(workshop.slug):
            if place.status == "waitlisted" and any(
                map(self.stands, self.people[place.owner].active(workshop.slug))
            ):
                place.takes_other = False
                if place.sitting is None:
                    self.end(place, "cancelled")
