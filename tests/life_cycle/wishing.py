"""What wishes come to: a seat, a wait, both, or the name of the rule that refuses them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime

from kaarina_strategy_ext.services.choosing import Choice

from .seats import Sitting, Town, Workshop


class Refused(Exception):
    """A rule forbids the deed; the text is the name of its error."""


@dataclass
class Seat:
    """What one gets: a seat in the session or a wait for it, or for any where it is None."""

    workshop: Workshop
    sitting: Sitting | None
    is_seat: bool
    of_office: bool = False
    takes_other: bool = False

    def of(self, other: Seat) -> bool:
        """Whether both are in one workshop."""
        return self.workshop is other.workshop


def granted(
    town: Town,
    wishes: tuple[Choice, ...],
    party: int,
    now: datetime,
    *,
    by_office: bool = False,
    awaited: Set[str] = frozenset(),
) -> list[Seat]:
    """What all the wishes of one party get together; raises `Refused` where one of them gets nothing.

    On the lists of the sessions with the `awaited` keys the party stands already.
    """
    asking = [_Asking(town, each, party, now, by_office, awaited) for each in wishes]
    for each in asking:
        each.refuse_closed()
    for each in asking:
        each.refuse_too_many()
    for rule in ("WaitingListFull", "SeatsTaken"):
        if any(each.refusal() == rule for each in asking):
            raise Refused(rule)
    return [seat for each in asking for seat in each.seats()]


@dataclass
class _Asking:
    town: Town
    wish: Choice
    party: int
    now: datetime
    by_office: bool
    awaited: Set[str]

    def __post_init__(self) -> None:
        key = self.wish.session_key
        if key is None:
            self.workshop = self.town.workshops[self.wish.workshop_slug or ""]
            self.named = None
        else:
            self.workshop, self.named = self.town.find(key)
        every = list(self.workshop.sittings.values())
        if self.named is not None:
            others = [each for each in every if each is not self.named]
            every = [self.named, *(others if self.wish.accepts_other and self.workshop.alternatives else [])]
        self.open = [each for each in every if self.is_open(each)]

    def is_open(self, sitting: Sitting) -> bool:
        """Whether one can register now: in the window and before it begins; by phone until it is over."""
        if self.by_office:
            return not sitting.cancelled and self.now < sitting.ends
        closes = min(self.town.closes or sitting.begins, sitting.begins)
        return not sitting.cancelled and self.town.opens <= self.now < closes

    def refuse_closed(self) -> None:
        """Raise where what was asked for is not open."""
        if not self.open or (self.named and self.open[0] is not self.named):
            raise Refused("RegistrationNotOpen")

    def refuse_too_many(self) -> None:
        """Raise where so many can never sit together in what was asked for."""
        if self.party > 1 and not any(map(self._can_hold, [self.named] if self.named else self.open)):
            raise Refused("PartyTooLarge")

    def _can_hold(self, sitting: Sitting) -> bool:
        if sitting.capacity is None:
            return True
        shares = (sitting.capacity - sitting.reserved, sitting.reserved if self.by_office else 0)
        return self.party <= max(shares)

    def takers(self) -> list[Seat]:
        """Every seat that one could have at once, the preferred or roomiest first."""
        found = list(self._takers())
        found.sort(key=lambda seat: -self.town.free(self.workshop, seat.sitting))
        found.sort(key=lambda seat: seat.sitting is not self.named)
        return found

    def _takers(self) -> Iterator[Seat]:
        for each in self.open:
            if self.by_office and self.town.free_of_office(self.workshop, each) >= self.party:
                yield Seat(self.workshop, each, is_seat=True, of_office=True)
            elif self.town.seats_newcomer(self.workshop, each, self.party):
                yield Seat(self.workshop, each, is_seat=True)

    def roomy(self) -> list[Sitting]:
        """Of what is open, where the waiting list takes the party, or has done so before."""
        return [
            each
            for each in self.open
            if each.key in self.awaited or self.town.lets_wait(self.workshop, each, self.party)
        ]

    def would_wait(self) -> bool:
        """Whether the waiting list will do."""
        return self.wish.accepts_waiting or any(each.key in self.awaited for each in self.open)

    def refusal(self) -> str | None:
        """The rule that leaves one with nothing."""
        if self.takers():
            return None
        if not self.roomy():
            return "WaitingListFull"
        return None if self.would_wait() else "SeatsTaken"

    def seats(self) -> list[Seat]:
        """What one gets: the best seat, and beside the second best the wait for the best."""
        takers = self.takers()
        if takers:
            best = takers[0]
            waits = self.named and best.sitting is not self.named and self.would_wait()
            if waits and self.named in self.roomy():
                return [best, Seat(self.workshop, self.named, is_seat=False)]
            return [best]
        takes_other = bool(self.named) and self.wish.accepts_other and self.workshop.alternatives
        return [Seat(self.workshop, self.named, is_seat=False, takes_other=takes_other)]
