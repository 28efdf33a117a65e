"""What staff do to a process, and what all deeds upon registrations have in common."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from . import deeds
from .seats import SEATED, SURE, Person, Place, Sitting, Town, Workshop
from .wishing import Refused

ZONE = ZoneInfo("Europe/Helsinki")


class Office(Town):
    """The town with the deeds of its staff."""

    def _give(self, deed: deeds.Give, now: datetime) -> None:
        person = self.active(deed.who)
        place = self.mine(person, deed.which)
        workshop = self.workshops[place.workshop]
        sitting = self._target(place, workshop, deed.key, now)
        if place.status in SURE and place.sitting == sitting.key:
            return
        if sitting.cancelled or sitting.ends <= now:
            raise Refused("SessionOver")
        mine = person.active(workshop.slug)
        pending = [each for each in mine if each.sitting in (sitting.key, None)]
        if any(each.status in SURE for each in pending):
            raise Refused("BookingUnknown")
        of_office = self._source((pending or [place])[0], workshop, sitting)
        left = [place] if place.status in SURE else []
        if workshop.alternatives:
            left = [each for each in mine if each.status in SEATED and each not in pending]
        for other in left:
            self.end(other, "cancelled")
        if not pending:
            pending = [Place(place.owner, place.workshop, None, "waitlisted", place.party, self.turn())]
            person.places += pending
        self._seat(person, pending[0], sitting, of_office=of_office)
        self.hand_on(now)
        person.write("changed")

    def _seat(self, person: Person, place: Place, sitting: Sitting, *, of_office: bool) -> None:
        place.sitting, place.answer_by, place.of_office = sitting.key, None, of_office
        place.status = "held" if person.verify_by else "confirmed"
        self.note(place, "seat given")
        for each in person.waits(place.workshop):  # only what was preferred is awaited on
            each.takes_other = False

    def _target(self, place: Place, workshop: Workshop, key: str | None, now: datetime) -> Sitting:
        key = key or place.sitting
        if key:
            if key not in workshop.sittings:
                raise Refused("BookingUnknown")
            return workshop.sittings[key]
        possible = [each for each in workshop.sittings.values() if not each.cancelled and now < each.ends]
        if not possible:
            raise Refused("SessionOver")
        return max(
            possible, key=lambda each: max(self.free(workshop, each), self.free_of_office(workshop, each))
        )

    def _source(self, place: Place, workshop: Workshop, sitting: Sitting) -> bool:
        if place.status == "offered" and place.sitting == sitting.key:
            return place.of_office
        if self.free_of_office(workshop, sitting) >= place.party:
            return True
        if self.free(workshop, sitting) < place.party:
            raise Refused("SeatsTaken")
        return False

    def _resize(self, deed: deeds.Resize, now: datetime) -> None:
        if deed.reserved > (deed.capacity or 0):
            raise Refused("ReserveTooLarge")
        workshop, sitting = self.find(deed.key)
        sitting.capacity, sitting.reserved = deed.capacity, deed.reserved
        sitting.waiting_size = deed.waiting_size
        self.audit[workshop.slug, "session resized", None, deed.key] += 1
        self.hand_on(now)

    def _amend(self, deed: deeds.Amend, now: datetime) -> None:
        for key, name, value in deed.fields:
            _, sitting = self.find(key)
            if name == "date":
                self._move(sitting, value, now)
            elif name == "cancelled":
                sitting.cancelled = value
            else:
                sitting.capacity = value
        for workshop, sitting in self.sittings():
            is_over = sitting.moved == now and sitting.ends <= now and not sitting.cancelled
            booked = [each for each in self.places(workshop.slug) if each.is_active]
            if is_over and any(each.sitting == sitting.key for each in booked):
                raise Refused("ContentInvalid")
        self.hand_on(now)

    def _move(self, sitting: Sitting, day: date, now: datetime) -> None:
        before, length = sitting.ends, sitting.ends - sitting.begins
        has_clock = length < timedelta(hours=23)
        sitting.begins = datetime.combine(day, time(14 if has_clock else 0), ZONE)
        sitting.ends = sitting.begins + length
        if now < before and sitting.ends < before:
            sitting.moved = now

    def _window(self, deed: deeds.Window, now: datetime) -> None:
        days = deed.closes_in_days
        self.closes = None if days is None else closing(self.opens, days)

    def prove(self, person: Person) -> None:
        """Take the address as theirs, which makes the held seats firm."""
        person.verify_by = None
        for place in person.places:
            if place.status == "held":
                place.status = "confirmed"
                self.note(place, "booking confirmed")

    def active(self, key: str) -> Person:
        """The registration of that key, where it is not cancelled."""
        person = self.people[key]
        if person.is_cancelled:
            raise Refused("RegistrationCancelled")
        return person

    def mine(self, person: Person, which: int) -> Place:
        """The registration's place of that number, where it is active."""
        place = person.places[which]
        if not place.is_active:
            raise Refused("BookingUnknown")
        return place

    def is_over(self, place: Place, now: datetime) -> bool:
        """Whether what the place is for has been held."""
        return place.sitting is not None and self.find(place.sitting)[1].ends <= now

    def close(self, person: Person) -> None:
        """End a registration that has nothing left."""
        person.is_cancelled = person.is_cancelled or not person.active()


def closing(opens: datetime, days: int) -> datetime:
    """The end of a window that is open for so many days."""
    return opens + timedelta(days=days)
