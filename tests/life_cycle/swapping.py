"""What becomes of a wish beside what one has already."""

from __future__ import annotations

from datetime import datetime

from kaarina_strategy_ext.services.choosing import Choice

from . import deeds
from .office import Office
from .seats import SEATED, SURE, Person, Place
from .wishing import Seat, granted


class Swapping(Office):
    """The town in which people think again."""

    def _add(self, deed: deeds.Add, now: datetime) -> None:
        person = self.active(deed.who)
        new = [each for wish in deed.wishes if (each := self._new(person, wish))]
        awaited = {
            each.key
            for place in person.active()
            for each in self.workshops[place.workshop].sittings.values()
            if place.wants(each)
        }
        found = granted(self, tuple(new), person.party, now, awaited=awaited)
        groups: dict[str, list[Seat]] = {}
        for seat in found:
            slug = seat.workshop.slug if seat.workshop.alternatives else f"{seat.sitting}"
            groups.setdefault(slug, []).append(seat)
        changed = [self._take(person, each) for each in groups.values()]
        for wish in new:
            self.remember(person, wish)
        if any(changed):
            self.hand_on(now)
            person.write("changed")

    def remember(self, person: Person, wish: Choice) -> None:
        """Write down what the person has said would do."""
        slug = wish.workshop_slug or self.find(wish.session_key or "")[0].slug
        if self.workshops[slug].alternatives:
            takes_any = wish.session_key is None or wish.accepts_other
            every = set(self.workshops[slug].sittings)
            person.asked[slug] = every if takes_any else {str(wish.session_key)}

    def book(self, person: Person, seat: Seat) -> None:
        """Give the person what was granted."""
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

    def _new(self, person: Person, wish: Choice) -> Choice | None:
        """The wish, where it is for something new; whoever sits in an alternative has a second best."""
        if wish.session_key is None:
            is_settled = any(map(self.stands, person.active(wish.workshop_slug)))
            return None if is_settled else wish
        workshop, _ = self.find(wish.session_key)
        mine = person.active(workshop.slug)
        same = [each for each in mine if each.sitting == wish.session_key]
        if any(each.status in SEATED or not workshop.alternatives for each in same):
            return None
        takes_other = wish.accepts_other and not any(map(self.stands, mine))
        return Choice(wish.session_key, None, wish.accepts_waiting, takes_other)

    def _take(self, person: Person, group: list[Seat]) -> bool:
        """Give what one wish has been granted; False where it is so already."""
        workshop = group[0].workshop
        if not workshop.alternatives:
            self.book(person, group[0])
            return True
        wait = next((each for each in group if not each.is_seat), None)
        kept = self._kept(person, wait) if wait else None
        mine = person.active(workshop.slug)
        if not group[0].is_seat and wait and self._has_it_on_offer(mine, wait, kept):
            return self._widen_offer([each for each in mine if each.status not in SURE])
        old = [each for each in mine if each is not kept and (group[0].is_seat or each.status not in SURE)]
        for each in old:
            self.end(each, "cancelled")
        for seat in group:
            if seat is not wait or kept is None:
                self.book(person, seat)
        is_aimed = bool(wait and kept and self._aim(kept, wait))
        return bool(old) or kept is None or group[0].is_seat or is_aimed

    def _kept(self, person: Person, wait: Seat) -> Place | None:
        """The wait that has a session in common with the new one, and so its place in the queue."""
        for each in person.waits(wait.workshop.slug):
            if wait.sitting is None or wait.takes_other or each.wants(wait.sitting):
                return each
        return None

    def _has_it_on_offer(self, mine: list[Place], wait: Seat, kept: Place | None) -> bool:
        is_same = kept is not None and wait.sitting is not None and kept.sitting == wait.sitting.key
        return any(each.status == "offered" for each in mine) and (wait.sitting is None or is_same)

    def _widen_offer(self, pending: list[Place]) -> bool:
        if len(pending) > 1 or pending[0].takes_other:
            return False
        pending[0].takes_other = True
        self.note(pending[0], "wish changed")
        return True

    def _aim(self, kept: Place, wait: Seat) -> bool:
        key = wait.sitting.key if wait.sitting else None
        if (kept.sitting, kept.takes_other) == (key, wait.takes_other):
            return False
        kept.sitting, kept.takes_other = key, wait.takes_other
        self.note(kept, "wish changed")
        return True
