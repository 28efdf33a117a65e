"""The oracle: the workshop's audit, one number after the other, against rules that know no concurrency."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Engine, RowMapping

from ..life_cycle import deeds
from ..life_cycle.model import Model
from ..life_cycle.seats import Place
from ..life_cycle.truth import Truth
from ..life_cycle.world import World
from .big_town import OPENS

Noted = tuple[str, str, str | None]


class Oracle(Model):
    """The rules, which also tell in which order they decide: action, number of the person, session."""

    noted: list[Noted]

    def note(self, place: Place, action: str) -> None:
        """Write it down."""
        super().note(place, action)
        self.noted.append((action, place.owner, place.sitting))


def truth_of(engine: Engine) -> Truth:
    """All rows, with the registrations under the names that the rules give them: the person's number."""
    truth = Truth(World(engine, OPENS))
    for row in truth.registrations.values():
        key = f"{_number(row)} 0"
        truth.world.ids[key] = row["id"]
        truth.world.public_ids[row["public_id"]] = key
    return truth


def replay(truth: Truth, model: Model, done: dict[int, list[Any]]) -> Model:
    """Do each deed at the place that the audit gives it; gives the rules' account of the day.

    Whoever an entry names has done the next of their deeds there, and the rules must make of it that entry
    and those that follow. Raises `AssertionError` at the first that they would have decided otherwise.
    """
    oracle = Oracle(model.workshops, model.offer, model.cut_off, model.opens)
    left = {f"{number} 0": iter(mine) for number, mine in done.items()}
    entries = sorted((each for each in truth.audit if each["number"]), key=lambda each: each["number"])
    assert [each["number"] for each in entries] == list(range(1, len(entries) + 1))
    at = 0
    while at < len(entries):
        who = truth.world.public_ids[entries[at]["subject"]]
        deed = _in_terms_of_the_rules(truth, who, next(left[who]))
        oracle.noted = []
        oracle.do(deed, entries[at]["at"])
        decided = [_noted(truth, each) for each in entries[at : at + len(oracle.noted)]]
        assert decided == oracle.noted, f"at number {at + 1}, {deed}"
        assert decided, f"{deed} has changed something at number {at + 1}"
        at += len(decided)
    assert not [who for who, mine in left.items() if list(mine)], "what was answered has left no trace"
    return oracle


def _in_terms_of_the_rules(truth: Truth, who: str, deed: Any) -> Any:
    if isinstance(deed, deeds.Upon):
        mine = [row["id"] for row in truth.bookings if row["registration_id"] == truth.world.ids[who]]
        return replace(deed, who=who, which=mine.index(deed.which))
    return replace(deed, who=who) if isinstance(deed, deeds.Own) else deed


def _noted(truth: Truth, row: RowMapping) -> Noted:
    return row["action"], truth.world.public_ids[row["subject"]], row["details"]["session_key"]


def _number(row: RowMapping) -> int:
    return int(str(row["email"]).removeprefix("aino").partition("@")[0])
