"""Seats that are kept counted: right whoever changes them, and as quick however many have booked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import SeatsTaken
from kaarina_strategy_ext.models import SeatCount, Workshop
from kaarina_strategy_ext.readmodels.cache import ProcessCache
from kaarina_strategy_ext.services.seat_counting import Group, counted_seats, grouped, seat_counts
from kaarina_strategy_ext.services.verifying import Caution

from ..town import GOALS, JUNE_1, NOW, OTHER_GOALS, VISION, either_will_do, wish, wish_or_wait
from .conftest import Residents

# The limits of the transaction, the lock, what is locked, its sessions, the person, the limits against abuse,
# the seats, and five kinds of rows that are new. SQLite needs no limits, and writes row by row.
MOST_STATEMENTS = {"postgresql": 12, "sqlite": 13}


@pytest.fixture
def statements(engine: Engine) -> Iterator[list[str]]:
    """All that is asked of the database from now on."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_registration_for_two_workshops_takes_a_dozen_statements(
    residents: Residents, statements: list[str]
) -> None:
    with residents.engine.begin() as connection:  # the last seat is told to others, which takes two more
        connection.execute(text("UPDATE kaarina_strategy_session SET capacity = NULL"))
    residents.registered("Aino", wish(VISION), wish(GOALS))
    statements.clear()
    careful = Caution(origin="of a library", address="of somebody")
    residents.registered("Kristian", wish(VISION), wish(GOALS), caution=careful)
    assert len(statements) <= MOST_STATEMENTS[residents.engine.dialect.name], "\n".join(statements)


def test_nobody_counts_the_bookings_of_those_who_came_before(
    residents: Residents, statements: list[str]
) -> None:
    residents.registered("Aino", wish(VISION))
    statements.clear()
    residents.registered("Kristian", wish_or_wait(VISION))
    with Session(residents.engine) as session:
        seat_counts(session, 1)
    assert not [each for each in statements if "GROUP BY kaarina_strategy_booking" in each]


def test_site_counts_workshop_of_an_earlier_release_once_however_many_register_for_others(
    residents: Residents, statements: list[str]
) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    residents.registered("Veera", either_will_do())
    with residents.engine.begin() as connection:
        connection.execute(text("DELETE FROM kaarina_strategy_seat_count"))
    cache = ProcessCache()
    taken = [taken_as_told(residents, cache)]
    for name in ("Kristian", "Fatima"):
        statements.clear()
        residents.registered(name, wish(VISION))
        taken.append(taken_as_told(residents, cache))
    assert not [each for each in statements if "GROUP BY kaarina_strategy_booking" in each]
    assert taken == [2, 3, 4]


def test_what_is_kept_is_what_the_bookings_say(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION), wish(JUNE_1))
    kristian = residents.registered("Kristian", wish_or_wait(VISION), either_will_do())
    residents.registered("Veera", wish_or_wait(VISION), either_will_do())
    residents.cancel(kristian, VISION)
    with Session(residents.engine) as session:
        assert counted(session) == grouped(session, Workshop.process_id == 1)


def test_change_by_somebody_who_keeps_no_count_has_them_counted_anew(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    with residents.engine.begin() as connection:  # as the release before, which notes it and keeps no count
        connection.execute(text("UPDATE kaarina_strategy_booking SET status = 'cancelled'"))
        connection.execute(
            text(
                "INSERT INTO kaarina_strategy_audit_entry"
                " (process_id, workshop_id, number, at, actor, action, details)"
                " SELECT process_id, workshop_id, number + 1, at, actor, 'booking cancelled', details"
                " FROM kaarina_strategy_audit_entry WHERE workshop_id = 1"
            )
        )
    with Session(residents.engine) as session:
        assert not counted_seats(session, 1)[1].groups
    residents.registered("Kristian", wish(VISION))
    with Session(residents.engine) as session:
        assert counted(session) == grouped(session, Workshop.process_id == 1)


def test_refused_registration_keeps_no_count(residents: Residents) -> None:
    residents.registered("Aino", wish(OTHER_GOALS))
    before = kept(residents)
    with pytest.raises(SeatsTaken):
        residents.registered("Kristian", wish(VISION), wish(OTHER_GOALS))
    assert kept(residents) == before


def taken_as_told(residents: Residents, cache: ProcessCache) -> int:
    """The seats that are taken in all sessions, as the site tells its readers."""
    with Session(residents.engine) as session:
        present = cache.present(session, "kaarina-2022", "fi", NOW)
        return sum(each.taken for each in present.seats.values())


def counted(session: Session) -> dict[int, Counter[Group]]:
    """The groups of the workshops in which anybody holds or awaits a seat."""
    return {each: groups for each, (_, groups) in counted_seats(session, 1).items() if groups}


def kept(residents: Residents) -> dict[int, tuple[int, str]]:
    """The rows of the counts: number and groups by workshop."""
    with Session(residents.engine) as session:
        return {each.workshop_id: (each.number, each.groups) for each in session.scalars(select(SeatCount))}
