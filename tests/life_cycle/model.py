"""What each deed comes to, by the rules and nothing else: no database, no locks, one deed after the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from . import deeds
from .seats import SURE, Person, Place, Sitting
from .swapping import Swapping
from .wishing import Refused, granted

HOLD = timedelta(hours=24)  # no mail is sent here, after which it would be an hour
RETENTION = timedelta(days=1)
LEAST_KEPT = timedelta(days=7)


class Model(Swapping):
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
        if any(each.form == deed.form and not each.is_cancelled for each in same_name):
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
            self.book(person, seat)
        for wish in deed.wishes:
            self.remember(person, wish)
        person.write("verification" if asks else "confirmation")
        if asks:
            person.told_at["verification"] = now
        return "NEW"

    def _remind(self, known: Person, now: datetime) -> None:
        kind, pause = ("verification", 10) if known.verify_by else ("existing", 60)
        if kind not in known.told_at or known.told_at[kind] <= now - timedelta(minutes=pause):
            known.told_at[kind] = now
            known.write(kind)

    def _cancel(self, deed: deeds.Cancel, now: datetime) -> None:
        person = self.active(deed.who)
        place = self.mine(person, deed.which)
        if self.is_over(place, now):
            raise Refused("SessionOver")
        self._let_go(person, [place], now)

    def _cancelall(self, deed: deeds.CancelAll, now: datetime) -> None:
        person = self.active(deed.who)
        to_come = [each for each in person.active() if not self.is_over(each, now)]
        if not to_come:
            raise Refused("SessionOver")
        self._let_go(person, to_come, now)

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
        self._refuse_stale(person, place, now)
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
        self._refuse_stale(person, place, now)
        self.end(place, "declined")
        self.close(person)
        self.hand_on(now)
        person.write("cancelled")

    def _refuse_stale(self, person: Person, place: Place, now: datetime) -> None:
        if place.sitting and self.find(place.sitting)[1].cancelled:
            raise Refused("SessionCancelled")
        if place.status == "offered" and place.answer_by:
            if now >= min(place.answer_by, self.find(place.sitting or "")[1].begins):
                raise Refused("OfferLapsed" if place.is_cut_short(self.offer) else "OfferExpired")
            return
        unknown = {"expired": "OfferExpired"}.get(place.status, "BookingUnknown")
        became = {"withdrawn": "SessionCancelled", "lapsed": "OfferLapsed"}
        if place.status in ("expired", "waitlisted"):
            raise Refused(became.get(person.fates.get(place.workshop, ""), unknown))
        raise Refused(unknown)

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
        early = [each for each in due if each.is_cut_short(self.offer) and not self._is_unproven(person, now)]
        for place in early:
            self.take_back(place, "lapsed")
        for place in due:
            if place not in early:
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
            if not person.is_erased and now >= self._kept_until(person):
                self._forget(person)

    def _kept_until(self, person: Person) -> datetime:
        sittings = [each for place in person.places for each in self._possible(place)]
        moves = [each.moved + max(RETENTION, LEAST_KEPT) for each in sittings if each.moved]
        return max([max(each.ends for each in sittings) + RETENTION, *moves])

    def _forget(self, person: Person) -> None:
        person.is_erased = person.is_cancelled = True
        person.mail.clear()

    def _possible(self, place: Place) -> list[Sitting]:
        sittings = self.workshops[place.workshop].sittings
        return [sittings[place.sitting]] if place.sitting else list(sittings.values())
