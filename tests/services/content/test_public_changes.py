"""What the public is told when a process is loaded anew: each kind of change, in values and in words."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.readmodels.changes import change_view

from .files import NEWS, TEXT
from .towns import LATER, OTHER, Editor, Fields

VISIO_TITLE = {"fi": "Visio", "sv": "Vision"}
VISIO = {"title": VISIO_TITLE, "date": "2022-04-12", "starts": "17:00", "ends": "20:00"}
VAGUE = {"earliest": "2022-05-01", "latest": "2022-05-10", "precision": "month"}
Edit = Callable[[Fields], object]


@pytest.fixture
def new_database(new_sqlite: Callable[..., str]) -> Callable[..., str]:
    """One kind of database is enough, for what is told is found without any."""
    return new_sqlite


def visio(town: Fields) -> Fields:
    return town["workshops"][0]["sessions"][0]


def vague(town: Fields, **more: object) -> None:
    del visio(town)["starts"], visio(town)["ends"]
    visio(town)["date"] = VAGUE | more


def only_change(editor: Editor, town: Fields) -> tuple:
    (change,) = editor.load(town).changes
    assert change.at == LATER
    return str(change.kind), change.subject, change.before, change.after


def sentences(editor: Editor, town: Fields) -> list[str]:
    views = [
        change_view(each, {}, ZoneInfo("Europe/Helsinki"), words("en")) for each in editor.load(town).changes
    ]
    return [view.sentence for view in views]


def test_new_time_is_told_with_the_old_one(editor: Editor, turku: Fields) -> None:
    visio(turku)["starts"] = "16:30"
    before = {"date": "2022-04-12", "starts": "17:00", "ends": "20:00"}
    assert only_change(editor, turku) == ("time", "visio-1", before, VISIO | {"starts": "16:30"})


def test_vague_day_is_told_in_its_words(editor: Editor, turku: Fields) -> None:
    vague(turku, text=OTHER)
    assert only_change(editor, turku)[3] == {"title": VISIO_TITLE, "date": OTHER}


def test_vague_day_without_words_is_told_as_its_month(editor: Editor, turku: Fields) -> None:
    vague(turku)
    assert only_change(editor, turku)[3] == {"title": VISIO_TITLE, "date": "2022-05"}


@pytest.mark.parametrize("field", ["place", "theme"])
def test_text_that_becomes_known_has_nothing_before_it(editor: Editor, turku: Fields, field: str) -> None:
    visio(turku)[field] = TEXT
    assert only_change(editor, turku) == (field, "visio-1", None, VISIO | {"text": TEXT})


@pytest.mark.parametrize("field", ["place", "theme"])
def test_text_that_changes_is_told_with_the_old_one(editor: Editor, turku: Fields, field: str) -> None:
    visio(turku)[field] = TEXT
    editor.load(turku)
    visio(turku)[field] = OTHER
    assert only_change(editor, turku) == (field, "visio-1", {"text": TEXT}, VISIO | {"text": OTHER})


def test_place_that_is_unknown_again_is_told(editor: Editor, turku: Fields) -> None:
    visio(turku)["place"] = TEXT
    editor.load(turku)
    del visio(turku)["place"]
    assert only_change(editor, turku) == ("place", "visio-1", {"text": TEXT}, VISIO)


def test_new_session_is_told_by_the_title_of_its_own(editor: Editor, turku: Fields) -> None:
    turku["workshops"][0]["sessions"].append({"key": "visio-2", "date": "2022-04-13", "title": OTHER})
    after = {"title": OTHER, "date": "2022-04-13"}
    assert only_change(editor, turku) == ("session_added", "visio-2", None, after)


def test_cancellation_is_told_and_nothing_else_of_the_session(editor: Editor, turku: Fields) -> None:
    visio(turku).update(cancelled=TEXT, place=TEXT)
    assert only_change(editor, turku) == ("session_cancelled", "visio-1", None, VISIO)


def test_restored_session_is_told(editor: Editor, turku: Fields) -> None:
    visio(turku)["cancelled"] = TEXT
    editor.load(turku)
    del visio(turku)["cancelled"]
    assert only_change(editor, turku) == ("session_restored", "visio-1", None, VISIO)


@pytest.mark.parametrize(
    "edit",
    [
        lambda town: town["registration"].update(opens="2022-04-04T10:00"),
        lambda town: town["registration"].update(closes="2022-04-10T10:00"),
        lambda town: town.update(registration={"mode": "announced_later"}),
        lambda town: town["workshops"][1].update(registration={"mode": "announced_later"}),
        lambda town: visio(town).update(registration={"mode": "announced_later"}),
        # Each part of these is a change, and yet it is told once.
        lambda town: [each.update(registration={"mode": "announced_later"}) for each in town["workshops"]],
    ],
)
def test_registration_times_are_told_once(editor: Editor, turku: Fields, edit: Edit) -> None:
    edit(turku)
    assert only_change(editor, turku) == ("registration", "turku", None, None)


def test_expected_date_of_a_decision_is_told(editor: Editor, turku: Fields) -> None:
    turku["milestones"][0]["date"] = VAGUE | {"text": OTHER}
    before, after = {"title": TEXT, "date": "2022-09"}, {"title": TEXT, "date": OTHER}
    assert only_change(editor, turku) == ("decision", "paatos", before, after)


def test_status_set_by_hand_is_told(editor: Editor, turku: Fields) -> None:
    turku["phases"][0].update(status="postponed", status_reason=TEXT)
    assert only_change(editor, turku) == ("phase", "alku", None, {"title": TEXT, "status": "postponed"})


def test_new_news_are_told(editor: Editor, turku: Fields) -> None:
    turku["news"].append(NEWS | {"slug": "toinen", "title": OTHER})
    assert only_change(editor, turku) == ("news", "toinen", None, {"title": OTHER})


@pytest.mark.parametrize(
    "edit",
    [
        lambda town: town.update(goal=OTHER),
        lambda town: visio(town).update(capacity=5, access=TEXT),
        lambda town: visio(town).update(registration=town["registration"]),  # as it was inherited
        lambda town: town["workshops"].reverse(),
        lambda town: town["workshops"].pop(),
        lambda town: town["news"].pop(),
        lambda town: town["news"][0].update(body=OTHER),
        lambda town: town["milestones"][0].update(title=OTHER),
        lambda town: town["workshops"][0]["sessions"].append(
            {"key": "visio-2", "date": "2022-04-13", "cancelled": TEXT}  # it was never to be held
        ),
    ],
)
def test_other_changes_are_not_told(editor: Editor, turku: Fields, edit: Edit) -> None:
    edit(turku)
    loaded = editor.load(turku)
    assert (loaded.changed, loaded.changes) == (True, ())


@pytest.mark.parametrize(
    ("edit", "sequence"),
    [
        (lambda town: visio(town).update(ends="21:00", place=TEXT), 1),
        (lambda town: visio(town).update(date="2022-04-13"), 1),
        (lambda town: visio(town).update(address=TEXT), 1),
        (lambda town: visio(town).update(theme=TEXT), 1),
        (lambda town: visio(town).update(cancelled=TEXT), 1),
        (lambda town: visio(town).update(capacity=5, catering=True), 0),  # no calendar holds these
    ],
)
def test_calendar_entry_is_numbered_anew_where_it_changes(
    editor: Editor, turku: Fields, edit: Edit, sequence: int
) -> None:
    edit(turku)
    editor.load(turku)
    assert editor.sitting("visio-1").sequence == sequence
    assert editor.sitting("kesa-1").sequence == 0


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            lambda town: visio(town).update(date="2022-04-13"),
            ["Visio: new time: Wed 13 April 2022, 17:00–20:00 (earlier: Tue 12 April 2022, 17:00–20:00)"],
        ),
        (vague, ["Visio: new time: May 2022 (earlier: Tue 12 April 2022, 17:00–20:00)"]),
        (lambda town: visio(town).update(place=TEXT), ["Visio Tue 12 April 2022: place: Teksti"]),
        (lambda town: visio(town).update(theme=TEXT), ["Visio Tue 12 April 2022: theme: Teksti"]),
        (
            lambda town: visio(town).update(cancelled=TEXT),
            ["Workshop cancelled: Visio: Tue 12 April 2022, 17:00–20:00"],
        ),
        (
            lambda town: town["milestones"][0].update(date=2023),
            ["Teksti: date of the decision: 2023 (earlier: September 2022)"],
        ),
        (
            lambda town: town["phases"][0].update(status="postponed", status_reason=TEXT),
            ["Phase: Teksti: Postponed"],
        ),
    ],
)
def test_change_is_told_in_a_sentence(editor: Editor, turku: Fields, edit: Edit, told: list[str]) -> None:
    edit(turku)
    assert sentences(editor, turku) == told
