"""What the host is told of when a process is loaded anew."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Event
from kaarina_strategy_ext.services.auditing import JOB, Act
from kaarina_strategy_ext.services.content.problems import ContentInvalid
from kaarina_strategy_ext.services.observing import observe_by_clock
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ... import town
from ..conftest import Residents
from .files import TEXT
from .towns import FIRST, LATER, OTHER, Editor, Fields

VISIO = {
    "process": "turku",
    "workshop": "visio",
    "session": "visio-1",
    "title": {"fi": "Visio", "sv": "Vision"},
}
VISIO_MOMENT = {
    "earliest": "2022-04-12",
    "latest": "2022-04-12",
    "precision": "day",
    "starts": "2022-04-12T17:00:00+03:00",
    "ends": "2022-04-12T20:00:00+03:00",
}


def visio(fields: Fields) -> Fields:
    return fields["workshops"][0]["sessions"][0]


def events(engine: Engine) -> list[Event]:
    with Session(engine) as session:
        return list(session.scalars(select(Event).order_by(Event.id)))


def kinds(engine: Engine) -> list[tuple[str, str]]:
    return [(str(each.kind), each.subject) for each in events(engine)]


def only_event(editor: Editor, fields: Fields) -> tuple[str, str, dict[str, Any]]:
    editor.load(fields)
    (event,) = events(editor.engine)
    assert event.at == LATER
    return str(event.kind), event.subject, event.data


def test_process_that_is_new_is_no_news(editor: Editor) -> None:
    assert events(editor.engine) == []


def test_same_file_again_announces_nothing(editor: Editor, turku: Fields) -> None:
    visio(turku)["starts"] = "16:30"
    editor.load(turku)
    editor.load(turku)
    assert kinds(editor.engine) == [("session_moved", "visio-1")]


def test_moved_session_is_announced_with_both_moments(editor: Editor, turku: Fields) -> None:
    visio(turku).update(date="2022-11-15", starts="16:30")
    del visio(turku)["ends"]
    new = {
        "earliest": "2022-11-15",
        "latest": "2022-11-15",
        "precision": "day",
        "starts": "2022-11-15T16:30:00+02:00",
        "ends": None,
    }
    told = VISIO | {"old": VISIO_MOMENT, "new": new}
    assert only_event(editor, turku) == ("session_moved", "visio-1", told)


def test_session_whose_day_becomes_vague_is_announced(editor: Editor, turku: Fields) -> None:
    del visio(turku)["starts"], visio(turku)["ends"]
    visio(turku)["date"] = {
        "earliest": "2022-05-01",
        "latest": "2022-05-10",
        "precision": "month",
        "text": OTHER,
    }
    new = only_event(editor, turku)[2]["new"]
    assert new == {
        "earliest": "2022-05-01",
        "latest": "2022-05-10",
        "precision": "month",
        "starts": None,
        "ends": None,
    }


def test_session_that_moves_back_and_forth_is_announced_each_time(editor: Editor, turku: Fields) -> None:
    for starts in ("16:30", "17:00", "16:30"):
        visio(turku)["starts"] = starts
        editor.load(turku)
    assert kinds(editor.engine) == [("session_moved", "visio-1")] * 3


def test_cancelled_session_is_announced_without_the_reason(editor: Editor, turku: Fields) -> None:
    visio(turku)["cancelled"] = {"fi": "Vetäjä Aino Virtanen on sairas", "sv": "Ledaren är sjuk"}
    kind, subject, data = only_event(editor, turku)
    assert (kind, subject, data) == ("session_cancelled", "visio-1", VISIO | {"moment": VISIO_MOMENT})
    assert "Aino" not in json.dumps(data)


def test_summary_that_appears_is_announced_once(editor: Editor, turku: Fields) -> None:
    turku["workshops"][0]["summary"] = TEXT
    told = {"process": "turku", "workshop": "visio", "title": {"fi": "Visio", "sv": "Vision"}}
    assert only_event(editor, turku) == ("result_published", "visio", told)
    turku["workshops"][0]["summary"] = OTHER  # corrected
    editor.load(turku)
    del turku["workshops"][0]["summary"]  # taken back
    editor.load(turku)
    turku["workshops"][0]["summary"] = TEXT
    editor.load(turku)
    assert len(events(editor.engine)) == 1


def test_status_set_by_hand_is_announced_with_the_load(editor: Editor, turku: Fields) -> None:
    turku["phases"][0].update(status="suspended", status_reason=TEXT)
    kind, subject, data = only_event(editor, turku)
    assert (kind, subject, data["old"], data["new"]) == ("phase_changed", "alku", "upcoming", "suspended")


def test_opening_that_an_editor_brings_forward_is_announced_with_the_load(
    nobody: Editor, turku: Fields
) -> None:
    opens = turku["registration"]["opens"]
    turku["registration"]["opens"] = "2022-04-11T09:00"
    nobody.load(turku, now=FIRST)
    turku["registration"]["opens"] = opens
    kind, subject, data = only_event(nobody, turku)
    assert (kind, subject) == ("registration_opened", "turku")
    assert [each["session"] for each in data["sessions"]] == ["visio-1", "kesa-1", "kesa-2"]


def test_session_that_is_added_to_an_open_registration_is_announced(editor: Editor, turku: Fields) -> None:
    turku["workshops"][0]["sessions"].append({"key": "visio-2", "date": "2022-04-13"})
    kind, _, data = only_event(editor, turku)
    assert (kind, [each["session"] for each in data["sessions"]]) == ("registration_opened", ["visio-2"])


def test_what_was_loaded_before_its_moment_is_announced_by_the_clock(nobody: Editor, turku: Fields) -> None:
    turku["registration"]["opens"] = "2022-04-11T09:00"
    nobody.load(turku, now=FIRST)
    opening = datetime.fromisoformat("2022-04-11T09:00+03:00")
    for now in (opening, opening + timedelta(hours=1)):
        act = Act(JOB, now)
        in_one_unit(nobody.engine, lambda session, act=act: observe_by_clock(session, 1, act))
    assert kinds(nobody.engine) == [("registration_opened", "turku")]


def test_capacity_that_is_lowered_to_the_seats_taken_is_announced_each_time(
    editor: Editor, turku: Fields
) -> None:
    visio(turku)["capacity"] = 2
    editor.load(turku)
    Residents(editor.engine).registered("Aino", town.wish("visio-1"), now=LATER)
    for capacity in (1, 2, 1):
        visio(turku)["capacity"] = capacity
        editor.load(turku)
    assert kinds(editor.engine) == [("session_full", "visio-1")] * 2


def test_content_that_is_refused_announces_nothing(editor: Editor, turku: Fields) -> None:
    visio(turku)["starts"] = "16:30"
    turku["phases"][0]["status"] = "suspended"  # without a reason
    with pytest.raises(ContentInvalid):
        editor.load(turku)
    assert events(editor.engine) == []
