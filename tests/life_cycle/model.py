"""What each deed comes to, by the rules and nothing else: no database, no locks, one deed after the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from kaarina_strategy_ext.services.choosing import Choice

from . import deeds
from .office import Office
from .seats import SURE, Person, Place
from .wishing import Refused, Seat, granted

HOLD = timedelta(hours=24)  # no mail is sent here, after which it would be an hour
RETENTION = timedelta(days=1)


class Model(Office):
    """The town with its deeds; each gives what the person is told, or raises `Refused` with the rule."""

    def do(self, deed: Any, now: datetime) -> str:
        """Do the deed."""
        return str(getattr(self, f"_{type(deed).__name__.lower()}")(deed, now) or "done")

    def due(self, now: datetime) -> list[str]:
        """Of whom something is due to expire."""
        return [
            each.key for each in self.people.values() if self._due(each, now) or self._is_unproven(each, now)
        ]

    def _due(self, person: Person, now: datetime) -> list[Place]:
        is_late = person.verify_by is not None and person.verify_by <= now
        return [each for each in person.active() if is_late or (each.answer_by and each.answer_by <= now)]

    def _is_unproven(self, person: Person, now: datetime) -> bool:
        """Whether nobody has confirmed the address in time, whatever has become of the places."""
        return person.verify_by is not None and person.verify_by <= now and not person.is_erased

    def _register(self, deed: deeds.Register, now: datetime) -> str:
        same_name = [each for each in self.people.values() if each.name == deed.name and not each.is_erased]
        if any(each.form == deed.form for each in same_name):
            return "REPEATED"
        if deed.companions > self.most_companions:
            raise Refused("TooManyCompanions")
        party = 1 + deed.companions
        found = granted(self, deed.wishes, party, now, by_office=deed.by_office)
        for known in same_name:
            if not known.is_cancelled:
                self._remind(known, now)
                return "DUPLICATE"
        number = sum(each.name == deed.name for each in self.people.values())
        asks = deed.is_asked and not deed.by_office
        person = Person(f"{deed.name} {number}", deed.name, deed.form, party, now + HOLD if asks else None)
        self.people[person.key] = person
        for seat in found:
            self._book(person, seat)
        person.write("verification" if asks else "confirmation")
        if asks:
            person.told_at["verification"] = now
        return "NEW"

    def _remind(self, known: Person, now: datetime) -> None:
        kind, pause = ("verification", 10) if known.verify_by else ("existing", 60)
        if kind not in known.told_at or known.told_at[kind] <= now - timedelta(minutes=pause):
            known.told_at[kind] = now
            known.write(kind)

    def _book(self, person: Person, seat: Seat) -> None:
        status = ("held" if person.verify_by else "confirmed") if seat.is_seat else "waitlisted"
        key = seat.sitting.key if seat.sitting else None
        place = Place(
            person.key,
            seat.workshop.slug,
            key,
            status,
            person.party,
            self.turn(),
            seat.takes_other,
            seat.of_office,
        )
        person.places.append(place)
        self.note(place, f"booking {status}")

    def _add(self, deed: deeds.Add, now: datetime) -> None:
        person = self.active(deed.who)
        new = [each for wish in deed.wishes if (each := self._new(person, wish))]
        if not new:
            return
        found = granted(self, tuple(new), person.party, now)
        for seat in found:
            if seat.workshop.alternatives:
                self._replace(person, seat, is_swap=any(each.is_seat for each in found if each.of(seat)))
        for seat in found:
            self._book(person, seat)
        self.hand_on(now)
        person.write("changed")

    def _new(self, person: Person, wish: Choice) -> Choice | None:
        """The wish, where it is for something new; whoever sits in an alternative has a second best."""
        mine = person.active()
        if wish.session_key is None:
            return None if any(each.workshop == wish.workshop_slug for each in mine) else wish
        if any(each.sitting == wish.session_key for each in mine):
            return None
        workshop, _ = self.find(wish.session_key)
        sits = any(each.workshop == workshop.slug and each.status in SURE for each in mine)
        takes_other = wish.accepts_other and not (sits and workshop.alternatives)
        return Choice(wish.session_key, None, wish.accepts_waiting, takes_other)

    def _replace(self, person: Person, seat: Seat, *, is_swap: bool) -> None:
        for old in person.active(seat.workshop.slug):
            if is_swap or old.status not in SURE:
                self.end(old, "cancelled")

    def _cancel(self, deed: deeds.Cancel, now: datetime) -> None:
        person = self.active(deed.who)
        place = self.mine(person, deed.which)
        if self.is_over(place, now):
            raise Refused("SessionOver")
        self._let_go(person, [place], now)

    def _cancelall(self, deed: deeds.CancelAll, now: datetime) -> None:
        person = self.active(deed.who)
        self._let_go(person, [each for each in person.active() if not self.is_over(each, now)], now)

    def _let_go(self, person: Person, places: list[Place], now: datetime) -> None:
        for place in places:
            self.end(place, "cancelled")
        self.close(person)
        self.hand_on(now)
        person.write("cancelled")

    def _accept(self, deed: deeds.Accept, now: datetime) -> None:
        person = self.people[deed.who]
        place = person.places[deed.which]
        if person.is_cancelled and place.status != "expired":
            raise Refused("RegistrationCancelled")
        if place.status in SURE:
            return
        self._refuse_stale(place, now)
        if self.workshops[place.workshop].alternatives:
            for other in person.active(place.workshop):
                if other is not place and other.status != "waitlisted":
                    self.end(other, "cancelled")
        place.status, place.answer_by = "confirmed", None
        self.note(place, "offer accepted")
        self.prove(person)
        self.hand_on(now)
        person.write("changed")

    def _decline(self, deed: deeds.Decline, now: datetime) -> None:
        person = self.people[deed.who]
        place = person.places[deed.which]
        if place.status == "declined":
            return
        self._refuse_stale(place, now)
        self.end(place, "declined")
        self.close(person)
        self.hand_on(now)
        person.write("cancelled")

    def _refuse_stale(self, place: Place, now: datetime) -> None:
        if place.sitting and self.find(place.sitting)[1].cancelled:
            raise Refused("SessionCancelled")
        if place.status not in ("expired", "offered"):
            raise Refused("BookingUnknown")
        if place.answer_by is None or place.answer_by <= now:
            raise Refused("OfferExpired")

    def _verify(self, deed: deeds.Verify, now: datetime) -> None:
        person = self.people[deed.who]
        if person.verify_by and person.verify_by <= now:
            raise Refused("VerificationExpired")
        if person.is_cancelled:
            raise Refused("RegistrationCancelled")
        if person.verify_by:
            self.prove(person)
            person.write("confirmation")

    def _expire(self, deed: deeds.Expire, now: datetime) -> str | None:
        person = self.people[deed.who]
        due = self._due(person, now)
        if not due and not self._is_unproven(person, now):
            return "nothing"
        was_offered = any(each.status == "offered" for each in due)
        for place in due:
            self.end(place, "expired")
        self.close(person)
        if person.verify_by and person.verify_by <= now:
            self._forget(person)
        elif was_offered:
            person.write("expired")
        self.hand_on(now)
        return None

    def _erase(self, deed: deeds.Erase, now: datetime) -> None:
        person = self.people[deed.who]
        for place in person.active():
            has_come = place.status == "confirmed" and self.find(place.sitting or "")[1].begins <= now
            if not has_come:
                self.end(place, "cancelled")
        self._forget(person)
        self.hand_on(now)

    def _retain(self, deed: deeds.Retain, now: datetime) -> None:
        for person in self.people.values():
            if not person.is_erased and now >= max(map(self._last_end, person.places)) + RETENTION:
                self._forget(person)

    def _forget(self, person: Person) -> None:
        person.is_erased = person.is_cancelled = True
        person.mail.clear()

    def _last_end(self, place: Place) -> datetime:
        sittings = self.workshops[place.workshop].sittings
        possible = [sittings[place.sitting]] if place.sitting else list(sittings.values())
        return max(each.ends for each in possible)
