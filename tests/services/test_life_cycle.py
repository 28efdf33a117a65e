"""The whole life of registrations, deed after deed as they come, against the rules told in plain Python."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import Engine, event

from ..life_cycle import deeds, invariants
from ..life_cycle.beginning import OPENS, START, first_model, prepare
from ..life_cycle.drawing import (
    answers,
    at_once,
    cancellations,
    crowds,
    declines,
    leavings,
    of_staff,
    own_deeds,
    passing,
    rarely,
)
from ..life_cycle.truth import Truth, differences
from ..life_cycle.wishing import Refused
from ..life_cycle.world import Slate, World
from ..town import engine_of


class LifeCycle(RuleBasedStateMachine):
    """Every deed goes to the services and to the model, and both must say the same, in words and in rows."""

    def __init__(self, slate: Slate) -> None:
        """Begin with the empty process."""
        super().__init__()
        self.slate, self.now = slate, START

    @initialize(
        offer_hours=st.sampled_from([48, 0]),
        cut_off_hours=st.sampled_from([24, 0]),
        crowd=crowds,
        leaving=leavings,
    )
    def begin(
        self,
        offer_hours: int,
        cut_off_hours: int,
        crowd: list[deeds.Register],
        leaving: list[deeds.CancelAll],
    ) -> None:
        """Offers or seats at once; the cut-off a day before, or none."""
        self.slate.wipe(offer_hours=offer_hours, cut_off_hours=cut_off_hours)
        self.world = World(self.slate.engine, OPENS)
        self.model = first_model(timedelta(hours=offer_hours), timedelta(hours=cut_off_hours))
        self.over: dict[str, int] = {}
        for each in crowd:
            (words,), self.model = self._imagined([each])
            assert self.world.do(each, self.now) == words
        self.agree([*crowd])
        for one in leaving:
            self.do(one)

    @rule(deed=own_deeds)
    def ask(self, deed: Any) -> None:
        """Somebody registers, adds, swaps, or does anything else that people do by themselves."""
        self.do(deed)

    @rule(deed=cancellations)
    def cancel(self, deed: Any) -> None:
        """Somebody cancels one or all, which is what sets the queues in motion."""
        self.do(deed)

    @rule(deed=declines)
    def decline(self, deed: deeds.Decline) -> None:
        """Somebody declines an offer."""
        self.do(deed)

    @rule(deed=answers)
    def answer(self, deed: Any) -> None:
        """Somebody accepts an offer, or confirms the address."""
        self.do(deed)

    @rule(deed=of_staff)
    def decide(self, deed: Any) -> None:
        """Staff give a seat, erase somebody, say how many seats there are, or change sessions."""
        self.do(deed)

    @rule(passed=passing)
    def wait(self, passed: timedelta) -> None:
        """Time passes, and nothing has been noticed of it yet."""
        self.now += passed

    @rule(erases=rarely)
    def work(self, *, erases: bool) -> None:
        """The jobs do what is due by the clock."""
        due = self.world.due(self.now)
        assert set(due) == set(self.model.due(self.now))
        for each in due:
            self.do(deeds.Expire(each))
        if erases:
            self.do(deeds.Retain())

    @rule(pair=st.tuples(at_once, at_once))
    def do_at_once(self, pair: tuple[Any, Any]) -> None:
        """Two act at one moment; it must be as if one had come after the other."""
        aimed = [self._aimed(each) for each in pair]
        if None in aimed:
            return
        told = self.world.do_both(aimed, self.now)
        truth = Truth(self.world)
        wrong = []
        for order in permutations((0, 1)):
            words, after = self._imagined([aimed[each] for each in order])
            found = differences(truth, after)
            if [told[each] for each in order] == words and not found:
                self.model = after
                self.check(truth, aimed)
                return
            wrong.append((order, words, found))
        raise AssertionError(f"{told} is the outcome of no order: {wrong}")

    def do(self, deed: Any) -> None:
        """Do a deed on both sides and compare."""
        deed = self._aimed(deed) if not isinstance(deed, deeds.Expire) else deed
        if deed is None:
            return
        (words,), self.model = self._imagined([deed])
        assert self.world.do(deed, self.now) == words
        self.agree([deed], newcomer=words == "NEW")

    def agree(self, done: list[Any], *, newcomer: bool = False) -> None:
        """Compare all rows with the model; who has just come is the last in it."""
        truth = Truth(self.world)
        assert not differences(truth, self.model)
        self.check(truth, done)
        if newcomer:
            invariants.newcomer_overtakes_nobody(truth, self.model, next(reversed(self.model.people)))

    def _aimed(self, deed: Any) -> Any:
        if isinstance(deed, deeds.Amend):
            to_come = [each for each in deed.fields if self.model.find(each[0])[1].ends > self.now]
            return deeds.Amend(tuple(to_come)) if to_come else None
        return deeds.aimed(deed, self.model.people)

    def _imagined(self, deeds_in_order: list[Any]) -> tuple[list[str], Any]:
        words, model = [], self.model
        for each in deeds_in_order:
            trial = copy.deepcopy(model)
            try:
                words.append(trial.do(each, self.now))
                model = trial
            except Refused as refusal:
                words.append(str(refusal))
        return words, model

    def check(self, truth: Truth, done: list[Any]) -> None:
        """What must always hold."""
        over = invariants.over(truth)
        is_resized = any(isinstance(each, deeds.Resize | deeds.Amend) for each in done)
        assert is_resized or all(by <= self.over.get(key, 0) for key, by in over.items())
        self.over = over
        invariants.no_seat_is_free_while_somebody_waits(truth, self.now, self.model.near)
        invariants.offers_end_by_the_cut_off(truth, self.now, self.model.cut_off)
        invariants.wishes_are_whole(truth, self.model)
        for invariant in ALWAYS:
            invariant(truth)


ALWAYS = (
    invariants.nobody_sits_twice,
    invariants.nobody_waits_twice,
    invariants.numbers_tell_the_order,
    invariants.rows_have_parents_and_utc,
    invariants.who_left_takes_no_part,
    invariants.counters_are_true,
    invariants.kept_counts_are_true,
    invariants.positions_promise_nothing,
    invariants.audit_names_nobody,
)


def _without_waiting_for_the_disk(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture
def slate(new_database: Callable[..., str]) -> Iterator[Slate]:
    """A database with the process and nobody yet, which can be wiped."""
    engine: Engine = engine_of(new_database(prepare))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _without_waiting_for_the_disk)
    yield Slate(engine)
    engine.dispose()


def test_services_and_rules_agree_over_whole_lives(slate: Slate) -> None:
    run_state_machine_as_test(lambda: LifeCycle(slate))
