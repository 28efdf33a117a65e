"""The database counts how long each registration is kept as the rule in Python does."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Registration
from kaarina_strategy_ext.services import erasing
from kaarina_strategy_ext.services.auditing import JOB, Act
from kaarina_strategy_ext.services.erasing import erase_due
from kaarina_strategy_ext.services.keeping import due, last_end, leaving, sittings
from kaarina_strategy_ext.services.personal_data import Person
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..town import GOALS, JUNE_1, JUNE_2, KEYS, NOW, OTHER_GOALS, VISION, either_will_do, wish, wish_or_wait
from .conftest import Residents

DAYS = 30


@pytest.fixture
def crowd(residents: Residents) -> Engine:
    """People with seats, in queues, in several workshops, cancelled, and waiting for either alternative."""
    residents.registered("Aino", wish(VISION))
    residents.registered("Kalle", wish(VISION), wish(GOALS))
    residents.registered("Maria", wish(OTHER_GOALS))
    residents.registered("Ville", wish_or_wait(OTHER_GOALS))
    residents.registered("Veera", wish(JUNE_1))
    residents.registered("Oskar", wish(JUNE_2))
    residents.registered("Åsa", either_will_do())
    residents.cancel(residents.registered("Eeva", wish(GOALS)))
    residents.register(Person("Nea", "Niemi", "nea@example.fi", "fi", diet="vegan"), wish(GOALS))
    return residents.engine


def test_due_in_sql_is_due_in_python(crowd: Engine) -> None:
    with Session(crowd) as session:
        people = session.scalars(select(Registration)).all()
        every = sittings(session)
        for moment in sorted({last_end(each) + timedelta(days=DAYS) for each in people}):
            for now in (moment - timedelta(seconds=1), moment):
                mine = {each.id for each in people if last_end(each) + timedelta(days=DAYS) <= now}
                assert set(session.scalars(due(every, DAYS, now))) == mine


def test_counts_by_day_in_sql_are_those_in_python(crowd: Engine) -> None:
    with Session(crowd) as session:
        people = session.scalars(select(Registration)).all()
        assert leaving(session, DAYS) == Counter(last_end(each) + timedelta(days=DAYS) for each in people)
        assert sum(leaving(session, 7, only_needs=True).values()) == 1


def test_counting_takes_as_many_statements_for_many_as_for_few(crowd: Engine, residents: Residents) -> None:
    def statements() -> int:
        asked: list[str] = []
        event.listen(crowd, "before_cursor_execute", lambda *call: asked.append(call[2]))
        with Session(crowd) as session:
            leaving(session, DAYS)
        return len(asked)

    few = statements()
    for name in ("Pekka", "Liisa", "Sofia"):
        residents.registered(name, wish(GOALS))
    assert statements() == few


def test_what_is_too_much_for_one_round_is_erased_in_the_next(
    crowd: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 5)
    act, days = Act(JOB, NOW + timedelta(days=365)), {"registration_days": DAYS, "needs_days": 7}
    rounds = [in_one_unit(crowd, lambda session: erase_due(session, act, KEYS, **days)) for _ in range(3)]
    assert rounds[0] >= 5
    assert rounds[2] == 0
