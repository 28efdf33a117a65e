"""What whole lives have brought to light, each in its smallest form."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Registration, WorkshopSession
from kaarina_strategy_ext.services import seating
from kaarina_strategy_ext.services.auditing import JOB, Act
from kaarina_strategy_ext.services.choosing import Choice
from kaarina_strategy_ext.services.erasing import erase_due, erase_registration
from kaarina_strategy_ext.services.handing_on import hand_on_all
from kaarina_strategy_ext.services.unit_of_work import in_one_unit
from kaarina_strategy_ext.services.verifying import Caution

from ..town import GOALS, JUNE_1, JUNE_2, KEYS, NOW, OTHER_GOALS, VISION, either_will_do, wish, wish_or_wait
from .conftest import Office, Residents

CANCELLED = """cancelled = '{"fi": {"text": "Peruttu", "edited_at": null}}'"""
BEGUN = datetime(2022, 4, 26, 14, tzinfo=UTC)


def test_one_who_sits_in_the_second_best_is_not_offered_it_again(
    residents: Residents, promising: Office
) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    residents.add(aino, Choice(JUNE_2, accepts_waiting=True, accepts_other=True))
    promising.resize(JUNE_1, 2)
    assert residents.places(aino) == {JUNE_1: "confirmed", JUNE_2: "waitlisted"}


def test_one_who_sits_in_the_second_best_keeps_that_seat_and_its_number(
    residents: Residents, office: Office
) -> None:
    office.resize(JUNE_1, 2)
    aino = residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    seat = residents.booking(aino, JUNE_1)
    residents.add(aino, Choice(JUNE_2, accepts_waiting=True, accepts_other=True))
    assert residents.booking(aino, JUNE_1) == seat


def test_offer_does_not_outlast_the_cut_off_of_a_session_that_was_moved(
    residents: Residents, promising: Office, engine: Engine
) -> None:
    aino = residents.registered("Aino", wish(OTHER_GOALS))
    maria = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    residents.cancel(aino)
    _move(engine, OTHER_GOALS, NOW + timedelta(hours=36))
    assert residents.deadline(maria) == NOW + timedelta(hours=12)


def test_one_who_waits_for_any_is_kept_until_the_last_of_them(residents: Residents, engine: Engine) -> None:
    residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    maria = residents.registered("Maria", either_will_do())
    act = Act(JOB, datetime(2022, 5, 20, tzinfo=UTC))  # other sessions are over, and she came 45 days ago
    in_one_unit(engine, lambda session: erase_due(session, act, KEYS, registration_days=30, needs_days=7))
    with Session(engine) as session:
        assert session.get_one(Registration, maria).erased_at is None


def test_erased_person_neither_waits_nor_holds_once_the_session_has_begun(
    residents: Residents, engine: Engine
) -> None:
    aino = residents.registered("Aino", wish(OTHER_GOALS), caution=Caution(is_asked=True))
    maria = residents.registered("Maria", wish_or_wait(OTHER_GOALS))
    act = Act(JOB, BEGUN)
    for each in (aino, maria):
        in_one_unit(engine, lambda session, each=each: erase_registration(session, each, act, KEYS))
    assert [residents.places(each)[OTHER_GOALS] for each in (aino, maria)] == ["cancelled", "cancelled"]


def test_staff_seat_one_who_waits_for_any_in_a_session_that_takes_place(
    residents: Residents, office: Office
) -> None:
    aino = residents.registered("Aino", wish(JUNE_1))
    residents.registered("Kristian", wish(JUNE_2))
    maria = residents.registered("Maria", either_will_do())
    office.change("session", f"{CANCELLED}, capacity = 9 WHERE key = '{JUNE_1}'")
    office.change("session", f"capacity = 2 WHERE key = '{JUNE_2}'")
    assert residents.places(aino) == {JUNE_1: "confirmed"}
    office.give(residents.booking(maria, None))
    assert residents.places(maria) == {JUNE_2: "confirmed"}


def test_newcomer_does_not_overtake_those_who_wait_where_all_have_room(
    residents: Residents, office: Office
) -> None:
    residents.registered("Aino", wish(VISION))
    residents.registered("Kristian", wish(VISION))
    residents.registered("Maria", wish_or_wait(VISION))
    after_cut_off = datetime(2022, 4, 12, 13, tzinfo=UTC)
    office.change("process", "cut_off_hours = 24")
    office.resize(VISION, None, now=after_cut_off)
    pekka = residents.registered("Pekka", wish_or_wait(VISION), now=after_cut_off)
    assert residents.places(pekka) == {VISION: "waitlisted"}


def test_two_sessions_resized_at_once_raise_the_revision_twice(office: Office, engine: Engine) -> None:
    ready = Barrier(2)

    def at_once(key: str) -> None:
        ready.wait(timeout=10)
        for capacity in range(2, 12):
            office.resize(key, capacity)

    with ThreadPoolExecutor(2) as staff:
        list(staff.map(at_once, (VISION, GOALS)))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT revision FROM kaarina_strategy_process")) == 21


def test_session_that_a_form_names_twice_is_booked_once(residents: Residents) -> None:
    aino = residents.registered("Aino", wish(VISION), wish_or_wait(VISION))
    assert residents.places(aino) == {VISION: "confirmed"}


def _move(engine: Engine, key: str, begins: datetime) -> None:
    """What an editor does who moves a session, without the file."""
    act = Act("staff-7", NOW)

    def move(session: Session) -> None:
        seatings = seating.lock(session, seating.chosen(1, keys=(key,), slugs=()))
        sitting = session.scalars(select(WorkshopSession).where(WorkshopSession.key == key)).one()
        sitting.starts_at, sitting.ends_at = begins, begins + timedelta(hours=3)
        hand_on_all(session, seatings, act)

    in_one_unit(engine, move)
