"""What the clock brings is announced once: phases that begin and end, registration that opens."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Base, Event, Phase, Process, RegistrationMode, WorkshopSession
from kaarina_strategy_ext.services.auditing import JOB, Act
from kaarina_strategy_ext.services.observing import observe_by_clock
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from .. import town
from ..town import NOW, VISION, wish
from .conftest import Residents

VISION_BEGINS = datetime(2022, 4, 12, 14, tzinfo=UTC)
ALL_OVER = datetime(2022, 6, 3, tzinfo=UTC)


@dataclass
class Watch:
    """Whoever looks at the process by the clock, and what has been announced."""

    engine: Engine

    def look(self, now: datetime) -> int:
        """Look at the process; gives how many events that made."""
        return in_one_unit(self.engine, lambda session: observe_by_clock(session, 1, Act(JOB, now)))

    def edit(self, kind: type[Base], *which: Any, **values: Any) -> None:
        """Change rows as an editor would, and nothing else happens."""
        with self.engine.begin() as connection:
            connection.execute(update(kind).where(*which).values(values))

    def opens(self, moment: datetime) -> None:
        """Let registration open at the moment, as the process says."""
        self.edit(Process, registration_opens_at=moment)

    def events(self) -> list[Event]:
        """What has been announced, in order."""
        with Session(self.engine) as session:
            return list(session.scalars(select(Event).order_by(Event.id)))

    def told(self) -> list[tuple[Any, ...]]:
        """The kinds of the events, and of a phase the old and the new status."""
        return [(str(each.kind), each.data.get("old"), each.data.get("new")) for each in self.events()]


@pytest.fixture
def watch(engine: Engine) -> Iterator[Watch]:
    """A watch over the small process, in which registration has opened and the workshops are to come."""
    return Watch(engine)


def test_first_look_tells_nothing_old_as_new(watch: Watch) -> None:
    assert watch.look(VISION_BEGINS) == 0
    assert watch.look(VISION_BEGINS) == 0
    assert watch.events() == []


def test_phase_that_begins_and_ends_is_announced_once(watch: Watch) -> None:
    for now in (NOW, VISION_BEGINS - timedelta(seconds=1), VISION_BEGINS, VISION_BEGINS, ALL_OVER, ALL_OVER):
        watch.look(now)
    assert watch.told() == [
        ("phase_changed", "upcoming", "in_progress"),
        ("phase_changed", "in_progress", "completed"),
    ]
    event = watch.events()[0]
    assert (event.subject, event.at) == ("workshops", VISION_BEGINS)
    assert event.data == {
        "process": "kaarina-2022",
        "phase": "workshops",
        "title": {"fi": "Työpajat", "sv": "Työpajat (sv)"},
        "number": 1,
        "of": 1,
        "old": "upcoming",
        "new": "in_progress",
    }


def test_phase_set_by_hand_is_announced_each_time(watch: Watch) -> None:
    watch.look(NOW)
    for status in ("suspended", "in_progress", "suspended"):
        watch.edit(Phase, status_by_hand=status, status_reason=town.words("Syy"))
        watch.look(NOW)
        watch.look(NOW)
    assert [new for _, _, new in watch.told()] == ["suspended", "in_progress", "suspended"]


def test_registration_that_opens_is_announced_once_for_all_sessions(
    watch: Watch, residents: Residents
) -> None:
    opening = NOW + timedelta(days=1)
    watch.opens(opening)
    watch.look(NOW)
    assert watch.look(opening - timedelta(seconds=1)) == 0
    assert watch.look(opening) == 1
    residents.registered("Aino", wish(VISION), now=opening)
    assert watch.look(opening + timedelta(minutes=1)) == 0
    (event,) = watch.events()
    assert (str(event.kind), event.subject, event.at) == ("registration_opened", "kaarina-2022", opening)
    assert len(event.data["sessions"]) == 5
    assert event.data["sessions"][0] == {
        "workshop": "visio",
        "session": VISION,
        "title": {"fi": "Visio-työpaja", "sv": "Visio-työpaja (sv)"},
        "state": "open",
        "closes": "2022-04-12T17:00:00+03:00",
    }


def test_postponed_opening_is_announced_once_when_it_comes(watch: Watch) -> None:
    first, second = NOW + timedelta(days=1), NOW + timedelta(days=3)
    watch.opens(first)
    watch.look(NOW)
    watch.opens(second)
    assert watch.look(first) == 0
    assert watch.look(second) == 1


def test_opening_that_is_postponed_after_it_came_is_not_announced_again(watch: Watch) -> None:
    first, second = NOW + timedelta(days=1), NOW + timedelta(days=3)
    watch.opens(first)
    for now in (NOW, first):
        watch.look(now)
    watch.opens(second)
    for now in (first + timedelta(hours=1), second):
        watch.look(now)
    assert watch.told() == [("registration_opened", None, None)]


def test_session_that_opens_later_than_the_others_is_announced_alone(watch: Watch) -> None:
    opening = NOW + timedelta(days=1)
    window = {"registration_mode": RegistrationMode.WINDOW, "registration_opens_at": opening}
    watch.edit(WorkshopSession, WorkshopSession.key == town.JUNE_1, **window)
    watch.look(NOW)
    watch.look(opening)
    (event,) = watch.events()
    assert [each["session"] for each in event.data["sessions"]] == [town.JUNE_1]


def test_opening_and_phase_of_one_moment_are_both_announced(watch: Watch) -> None:
    watch.opens(VISION_BEGINS)
    watch.look(NOW)
    assert watch.look(VISION_BEGINS) == 2


def test_workers_who_look_at_once_announce_once(watch: Watch) -> None:
    watch.opens(VISION_BEGINS)
    watch.look(NOW)
    with ThreadPoolExecutor(4) as workers:
        made = list(workers.map(watch.look, [VISION_BEGINS] * 4))
    assert sorted(made) == [0, 0, 0, 2]
    assert len(watch.events()) == 2


def test_workers_who_look_first_at_once_announce_nothing(watch: Watch) -> None:
    with ThreadPoolExecutor(4) as workers:
        assert list(workers.map(watch.look, [NOW] * 4)) == [0] * 4
    assert watch.look(NOW) == 0
