"""A phase's status follows from dates, neighbours and decisions."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kaarina_strategy_ext.models import (
    Milestone,
    Phase,
    PhaseCourse,
    PhaseStatus,
    Process,
    current_phase,
    phase_statuses,
)

UPCOMING, RUNNING, DONE = PhaseStatus.UPCOMING, PhaseStatus.IN_PROGRESS, PhaseStatus.COMPLETED
MARCH = datetime(2022, 3, 1, tzinfo=UTC)
JUNE = datetime(2022, 6, 3, tzinfo=UTC)
SEPTEMBER = datetime(2022, 9, 6, tzinfo=UTC)
UNKNOWN = PhaseCourse(None, None, None, None, awaits_decision=False)
# The shape of 2022: a survey without dates, workshops from March to June, a decision still to be made.
SURVEY = UNKNOWN
WORKSHOPS = PhaseCourse(MARCH, JUNE, None, None, awaits_decision=False)
DECISION = PhaseCourse(None, None, None, None, awaits_decision=True)
DECIDED = PhaseCourse(None, None, None, SEPTEMBER, awaits_decision=False)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2022, 2, 1, tzinfo=UTC), [RUNNING, UPCOMING, UPCOMING]),
        (MARCH, [DONE, RUNNING, UPCOMING]),  # the survey is over when the workshops begin
        (JUNE, [DONE, DONE, RUNNING]),  # the decision is prepared when the workshops are over
        (datetime(2023, 1, 1, tzinfo=UTC), [DONE, DONE, RUNNING]),  # no decision, no end
    ],
)
def test_status_of_each_phase_follows_the_clock(now: datetime, expected: list[PhaseStatus]) -> None:
    assert phase_statuses([SURVEY, WORKSHOPS, DECISION], now) == expected


@pytest.mark.parametrize(("now", "status"), [(JUNE, RUNNING), (SEPTEMBER, DONE)])
def test_decision_ends_its_phase(now: datetime, status: PhaseStatus) -> None:
    assert phase_statuses([SURVEY, WORKSHOPS, DECIDED], now)[-1] is status


def test_status_set_by_hand_wins() -> None:
    postponed = PhaseCourse(MARCH, JUNE, PhaseStatus.POSTPONED, None, awaits_decision=False)
    assert phase_statuses([SURVEY, postponed], MARCH)[1] is PhaseStatus.POSTPONED


def test_phases_may_overlap() -> None:
    early = PhaseCourse(MARCH, SEPTEMBER, None, None, awaits_decision=False)
    assert phase_statuses([early, WORKSHOPS], MARCH) == [RUNNING, RUNNING]


@pytest.mark.parametrize(
    ("statuses", "index"),
    [
        ([DONE, RUNNING, UPCOMING], 1),
        ([DONE, DONE, UPCOMING], 1),  # a pause: still at the last one completed
        ([DONE, PhaseStatus.SUSPENDED, UPCOMING], 1),  # what is suspended is not over
        ([UPCOMING, UPCOMING], 0),
        ([DONE, DONE], 1),
    ],
)
def test_exactly_one_phase_is_where_we_are(statuses: list[PhaseStatus], index: int) -> None:
    assert current_phase(statuses) == index


def test_phase_awaits_the_decision_of_its_milestones_until_it_is_made() -> None:
    undecided, decided = _phase_with_decision(None), _phase_with_decision(date(2022, 9, 5))
    assert undecided.course().awaits_decision
    assert not decided.course().awaits_decision
    assert decided.course().decided_at is not None


def _phase_with_decision(decided_on: date | None) -> Phase:
    process = Process(slug="kaarina-2022", time_zone="Europe/Helsinki")
    phase = Phase(process=process, key="decision", position=1)
    phase.milestones.append(Milestone(process=process, key="council", decided_on=decided_on))
    return phase
