"""A load takes nothing from those who have booked, and gives seats that become free to those who wait."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from kaarina_strategy_ext.models import MessageKind
from kaarina_strategy_ext.services.content.problems import ContentInvalid

from ...town import either_will_do, wish, wish_or_wait
from ..conftest import Residents
from .files import TEXT
from .towns import LATER, Editor, Fields

VISIO, JUNE_1, JUNE_2 = "visio-1", "kesa-1", "kesa-2"
AFTERWARDS = datetime(2022, 4, 13, 9, tzinfo=UTC)


@pytest.fixture
def residents(editor: Editor, engine: Engine) -> Residents:
    """Those who register in the loaded town."""
    return Residents(engine)


def refused(editor: Editor, turku: Fields) -> list[str]:
    with pytest.raises(ContentInvalid) as refusal:
        editor.load(turku)
    return [str(problem) for problem in refusal.value.problems]


def test_raised_capacity_is_offered_to_the_first_who_waits(
    residents: Residents, editor: Editor, turku: Fields
) -> None:
    _, second, third = (residents.registered(name, wish_or_wait(VISIO)) for name in ("Aino", "Eero", "Iida"))
    turku["workshops"][0]["sessions"][0]["capacity"] = 2
    editor.load(turku)
    assert residents.places(second) == {VISIO: "offered"}
    assert residents.places(third) == {VISIO: "waitlisted"}
    assert residents.mail(second) == [MessageKind.CONFIRMATION, MessageKind.OFFER]


def test_raised_capacity_is_given_at_once_where_nothing_is_offered(
    residents: Residents, editor: Editor, turku: Fields
) -> None:
    _, second = (residents.registered(name, wish_or_wait(VISIO)) for name in ("Aino", "Eero"))
    turku["offer_hours"] = 0
    turku["workshops"][0]["sessions"][0]["capacity"] = 2
    editor.load(turku)
    assert residents.places(second) == {VISIO: "confirmed"}
    assert residents.mail(second) == [MessageKind.CONFIRMATION, MessageKind.PROMOTED]


def test_unlimited_capacity_is_offered_to_everybody(
    residents: Residents, editor: Editor, turku: Fields
) -> None:
    aino, *waiting = (residents.registered(name, wish_or_wait(VISIO)) for name in ("Aino", "Eero", "Iida"))
    del turku["workshops"][0]["sessions"][0]["capacity"]
    editor.load(turku)
    assert residents.places(aino) == {VISIO: "confirmed"}
    assert [residents.places(each) for each in waiting] == [{VISIO: "offered"}] * 2


def test_new_alternative_is_offered_to_one_who_waits_for_either(
    residents: Residents, editor: Editor, turku: Fields
) -> None:
    residents.registered("Aino", wish(JUNE_1))
    residents.registered("Eero", wish(JUNE_2))
    waiting = residents.registered("Iida", either_will_do("kesa"))
    turku["workshops"][1]["sessions"].append({"key": "kesa-3", "date": "2022-06-03", "capacity": 1})
    editor.load(turku)
    assert residents.places(waiting) == {"kesa-3": "offered"}


def test_restored_session_offers_its_seats_to_those_who_wait(
    residents: Residents, editor: Editor, turku: Fields
) -> None:
    residents.registered("Aino", wish(VISIO))
    waiting = residents.registered("Eero", wish_or_wait(VISIO))
    visio = turku["workshops"][0]["sessions"][0]
    editor.load(turku | {"workshops": [{**turku["workshops"][0], "sessions": [visio | {"cancelled": TEXT}]}]})
    visio["capacity"] = 2
    editor.load(turku)
    assert residents.places(waiting) == {VISIO: "offered"}


def test_lowered_capacity_takes_no_seat_away(residents: Residents, editor: Editor, turku: Fields) -> None:
    turku["workshops"][0]["sessions"][0]["capacity"] = 2
    editor.load(turku)
    people = [residents.registered(name, wish(VISIO)) for name in ("Aino", "Eero")]
    turku["workshops"][0]["sessions"][0]["capacity"] = 1
    editor.load(turku)
    assert [residents.places(each) for each in people] == [{VISIO: "confirmed"}] * 2


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_booked_session_cannot_be_removed(
    residents: Residents, editor: Editor, turku: Fields, is_cancelled: bool
) -> None:
    aino = residents.registered("Aino", wish(VISIO))
    if is_cancelled:
        residents.cancel(aino)
    turku["workshops"][0]["sessions"] = []
    assert refused(editor, turku) == [
        "workshops[0].sessions: 'visio-1' has bookings and cannot be removed; cancel it instead"
    ]


def test_booked_workshop_cannot_be_removed(residents: Residents, editor: Editor, turku: Fields) -> None:
    residents.registered("Aino", wish(VISIO))
    del turku["workshops"][0]
    assert refused(editor, turku) == [
        "workshops: 'visio' has bookings and cannot be removed; cancel its sessions instead",
        "workshops: 'visio-1' has bookings and cannot be removed; cancel it instead",
    ]


def test_workshop_in_whose_queue_somebody_stands_for_either_cannot_be_removed(
    residents: Residents, editor: Editor, turku: Fields
) -> None:
    aino, eero = (residents.registered(name, wish(key)) for name, key in (("Aino", JUNE_1), ("Eero", JUNE_2)))
    residents.registered("Iida", either_will_do("kesa"))
    residents.cancel(aino)
    residents.cancel(eero)
    del turku["workshops"][1]
    assert refused(editor, turku)[0].startswith("workshops: 'kesa' has bookings")


def test_kind_cannot_change_once_there_are_bookings(
    residents: Residents, editor: Editor, turku: Fields
) -> None:
    residents.registered("Aino", wish(JUNE_1))
    turku["workshops"][1]["kind"] = "separate"
    assert refused(editor, turku) == [
        "workshops[1].kind: 'kesa' has bookings, so that its kind cannot change any more"
    ]


def test_kind_changes_when_all_bookings_are_cancelled(
    residents: Residents, editor: Editor, turku: Fields
) -> None:
    residents.cancel(residents.registered("Aino", wish(JUNE_1)))
    turku["workshops"][1]["kind"] = "separate"
    assert editor.load(turku).changed


def test_booked_session_cannot_move_to_another_workshop(
    residents: Residents, editor: Editor, turku: Fields
) -> None:
    residents.registered("Aino", wish(VISIO))
    turku["workshops"][1]["sessions"] += turku["workshops"][0]["sessions"]
    turku["workshops"][0]["sessions"] = []
    assert refused(editor, turku) == [
        "workshops[1].sessions[2].key: 'visio-1' has bookings, so that it cannot move out of 'visio'"
    ]


@pytest.mark.parametrize("choice", [wish(VISIO), wish_or_wait(VISIO)])
def test_booked_session_cannot_move_into_the_past(
    residents: Residents, editor: Editor, turku: Fields, choice
) -> None:
    if choice.accepts_waiting:
        residents.registered("Eero", wish(VISIO))
    residents.registered("Aino", choice)
    turku["workshops"][0]["sessions"][0]["date"] = "2021-04-12"
    assert refused(editor, turku) == [
        "workshops[0].sessions[0].date: 'visio-1' has bookings, so that it cannot move into the past"
    ]


@pytest.mark.parametrize(
    ("changes", "now"),
    [
        ({"date": "2021-04-12", "cancelled": TEXT}, LATER),  # nobody is told to have been there
        ({"date": "2022-04-06", "starts": "11:00", "ends": "12:01"}, LATER),  # which goes on just now
        ({"date": "2022-04-11"}, AFTERWARDS),  # a correction of what is over
    ],
)
def test_booked_session_may_move_otherwise(
    residents: Residents, editor: Editor, turku: Fields, changes: Fields, now: datetime
) -> None:
    residents.registered("Aino", wish(VISIO))
    turku["workshops"][0]["sessions"][0] |= changes
    assert editor.load(turku, now).changed


def test_refused_file_changes_nothing(residents: Residents, editor: Editor, turku: Fields) -> None:
    residents.registered("Aino", wish(VISIO))
    turku["goal"] = {"fi": "Uusi"}
    turku["workshops"][0]["sessions"] = []
    with editor.writes() as written:
        refused(editor, turku)
    assert written == []
    assert editor.revision == 1


def test_booked_session_may_change_in_every_other_way(
    residents: Residents, editor: Editor, turku: Fields
) -> None:
    aino = residents.registered("Aino", wish(VISIO))
    turku["workshops"][0]["sessions"][0] |= {"date": "2022-05-12", "place": TEXT, "cancelled": TEXT}
    editor.load(turku)
    assert residents.places(aino) == {VISIO: "confirmed"}
