"""What wishes come to: a seat, a wait, both, or the name of the rule that refuses them."""

from __future__ import annotations

from collections.abc import Iterator
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
    town: Town, wishes: tuple[Choice, ...], party: int, now: datetime, *, by_office: bool = False
) -> list[Seat]:
    """What all the wishes of one party get together; raises `Refused` where one of them gets nothing."""
    asking = [_Asking(town, each, party, now, by_office) for each in wishes]
    for each in asking:
        each.refuse_closed()
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
        """Of what is open, where the waiting list takes the party."""
        return [each for each in self.open if self.town.lets_wait(self.workshop, each, self.party)]

    def refusal(self) -> str | None:
        """The rule that leaves one with nothing."""
        if self.takers():
            return None
        roomy = self.roomy()
        if not roomy or (self.named and self.named not in roomy):
            return "WaitingListFull"
        return None if self.wish.accepts_waiting else "SeatsTaken"

    def seats(self) -> list[Seat]:
        """What one gets: the best seat, and beside the second best the wait for the best."""
        takers, roomy = self.takers(), self.roomy()
        if takers:
            best = takers[0]
            waits = self.named and best.sitting is not self.named and self.wish.accepts_waiting
            if waits and self.named in roomy:
                return [best, Seat(self.workshop, self.named, is_seat=False)]
            return [best]
        all_take = roomy == self.open and len(roomy) > 1
        if self.named:
            return [Seat(self.workshop, self.named, is_seat=False, takes_other=all_take)]
        return [Seat(self.workshop, None if all_take else roomy[0], is_seat=False)]
