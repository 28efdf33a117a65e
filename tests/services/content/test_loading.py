"""The rows become what the file says, in place, and only where they differ."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import AuditEntry, Base, FindingKind, Precision, RegistrationMode
from kaarina_strategy_ext.services.auditing import COMMAND_LINE
from kaarina_strategy_ext.services.content.problems import ContentInvalid

from .facts import EXAMPLES, SOURCE
from .files import PHASE, TEXT
from .towns import FIRST, LATER, OTHER, Editor, Fields


def everything(editor: Editor) -> list[list[tuple]]:
    with editor.engine.connect() as connection:
        return [
            list(connection.execute(select(*kept).order_by(*table.primary_key)))
            for table in Base.metadata.sorted_tables
            if (kept := [column for column in table.c if column.name != "lock_version"])
        ]


def test_first_load_creates_the_process_without_public_changes(nobody: Editor, turku: Fields) -> None:
    loaded = nobody.load(turku)
    assert (loaded.created, loaded.changed, loaded.changes) == (True, True, ())
    assert nobody.revision == 1


def test_same_file_twice_changes_nothing(editor: Editor, turku: Fields) -> None:
    before = everything(editor)
    with editor.writes() as written:
        loaded = editor.load(turku)
    assert (loaded.created, loaded.changed, loaded.changes) == (False, False, ())
    assert written == []
    assert everything(editor) == before


def test_kaarina_and_its_amendment_twice_change_nothing(nobody: Editor) -> None:
    assert nobody.load(SOURCE).created
    assert nobody.load(EXAMPLES).changed
    with nobody.writes() as written:
        loaded = nobody.load(EXAMPLES)
    assert not loaded.changed
    assert written == []
    assert nobody.revision == 2


def test_two_processes_stand_side_by_side(editor: Editor, turku: Fields) -> None:
    turku["slug"] = "naantali"
    assert editor.load(turku).created
    assert not editor.load(turku).changed


def test_edited_file_raises_the_revision_by_one(editor: Editor, turku: Fields) -> None:
    turku["goal"] = OTHER
    turku["phases"][0]["title"] = OTHER
    assert editor.load(turku).changed
    assert editor.revision == 2


def test_load_that_changes_something_is_audited(editor: Editor, turku: Fields) -> None:
    turku["workshops"][0]["sessions"][0]["place"] = TEXT
    editor.load(turku)
    editor.load(turku)
    with Session(editor.engine) as session:
        first, second = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    assert (first.details, first.at) == ({"changes": 0}, FIRST)
    assert (second.details, second.at) == ({"changes": 1}, LATER)
    assert (second.actor, second.action, second.subject) == (COMMAND_LINE, "content loaded", "turku")


def test_clock_times_are_those_of_the_zone(editor: Editor) -> None:
    visio = editor.sitting("visio-1")
    assert visio.starts_at == datetime(2022, 4, 12, 14, tzinfo=UTC)
    assert visio.ends_at == datetime(2022, 4, 12, 17, tzinfo=UTC)
    with editor.rows() as process:
        assert process.registration_mode is RegistrationMode.WINDOW
        assert process.registration_opens_at == datetime(2022, 4, 4, 6, tzinfo=UTC)
        assert process.news[0].published_at == datetime(2022, 3, 2, 22, tzinfo=UTC)


@pytest.mark.parametrize("opens", ["2022-10-30T03:30", "2022-03-27T02:59", "2022-03-27T04:00"])
def test_time_around_a_change_of_the_clocks_changes_nothing_twice(
    editor: Editor, turku: Fields, opens: str
) -> None:
    turku["registration"]["opens"] = opens
    assert editor.load(turku).changed
    assert not editor.load(turku).changed


def test_day_without_a_midnight_changes_nothing_twice(editor: Editor, turku: Fields) -> None:
    turku["time_zone"] = "Asia/Beirut"
    turku["news"][0]["published"] = "2022-03-27"
    assert editor.load(turku).changed
    assert not editor.load(turku).changed


def test_other_zone_moves_the_instants(editor: Editor, turku: Fields) -> None:
    turku["time_zone"] = "UTC"
    assert editor.load(turku).changes == ()
    visio = editor.sitting("visio-1")
    assert visio.starts_at == datetime(2022, 4, 12, 17, tzinfo=UTC)
    assert visio.sequence == 1


def test_kept_parts_keep_their_rows(editor: Editor, turku: Fields) -> None:
    before = {key: editor.sitting(key).id for key in ("visio-1", "kesa-1", "kesa-2")}
    turku["workshops"].reverse()
    turku["workshops"][0]["sessions"].reverse()
    turku["workshops"][0]["sessions"].insert(0, {"key": "kesa-0", "date": "2022-05-31"})
    editor.load(turku)
    assert {key: editor.sitting(key).id for key in before} == before
    with editor.rows() as process:
        assert [each.slug for each in process.workshops] == ["kesa", "visio"]
        assert [each.key for each in process.workshops[0].sessions] == ["kesa-0", "kesa-2", "kesa-1"]


def test_parts_that_are_gone_are_deleted(editor: Editor, turku: Fields) -> None:
    for name in ("milestones", "surveys", "strengths", "themes", "workshops", "news", "phases"):
        del turku[name]
    editor.load(turku)
    kept = {f"kaarina_strategy_{each}" for each in ("process", "audit_entry", "observation", "revision")}
    with editor.engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        filled = {table.name for table in tables if connection.execute(select(table)).first()}
    assert filled == kept


def test_value_that_is_gone_is_unknown_again(editor: Editor, turku: Fields) -> None:
    del turku["registration"]
    del turku["milestones"][0]["date"]
    del turku["workshops"][0]["sessions"][0]["capacity"]
    editor.load(turku)
    with editor.rows() as process:
        assert process.own_window is None
        assert process.milestones[0].expected is None
    assert editor.sitting("visio-1").capacity is None


def test_parts_of_a_phase_that_is_gone_stay_in_another(editor: Editor, turku: Fields) -> None:
    turku["phases"] = [PHASE | {"key": "uusi"}]
    for part in (*turku["workshops"], *turku["milestones"]):
        part["phase"] = "uusi"
    editor.load(turku)
    with editor.rows() as process:
        assert [each.key for each in process.phases] == ["uusi"]
        assert [each.slug for each in process.phases[0].workshops] == ["visio", "kesa"]


def test_session_survives_its_workshop_in_another(editor: Editor, turku: Fields) -> None:
    before = editor.sitting("visio-1").id
    gone = turku["workshops"].pop(0)
    turku["workshops"][0]["sessions"] += gone["sessions"]
    editor.load(turku)
    assert editor.sitting("visio-1").id == before
    with editor.rows() as process:
        (workshop,) = process.workshops
        assert [each.key for each in workshop.sessions] == ["kesa-1", "kesa-2", "visio-1"]


def test_finding_is_the_same_when_others_come_before_it(editor: Editor, turku: Fields) -> None:
    with editor.rows() as process:
        before = {each.text["fi"]: each.id for each in process.findings}
    turku["strengths"] = [{"fi": "Uusi"}, {"fi": "Toka"}, {"fi": "Eka"}]
    turku["themes"][0]["targets"].pop(0)
    editor.load(turku)
    with editor.rows() as process:
        after = {each.text["fi"]: each.id for each in process.findings}
        strengths = [each.text["fi"] for each in process.findings if each.kind is FindingKind.STRENGTH]
    assert strengths == ["Uusi", "Toka", "Eka"]
    assert {name: before[name] for name in ("Eka", "Toka", "Neljäs")}.items() <= after.items()
    assert "Kolmas" not in after


def test_finding_that_is_worded_anew_is_the_same(editor: Editor, turku: Fields) -> None:
    with editor.rows() as process:
        before = {each.id for each in process.findings}
    turku["strengths"][1]["sv"] = "Andra"
    editor.load(turku)
    with editor.rows() as process:
        assert {each.id for each in process.findings} == before


def test_language_keeps_its_moment_unless_its_words_change(editor: Editor, turku: Fields) -> None:
    turku["goal"]["fi"] = "Uusi"
    turku["strengths"][0]["sv"] = "Första"
    editor.load(turku)
    with editor.rows() as process:
        assert process.goal.edited_at == {"fi": LATER, "sv": FIRST}
        assert process.name.edited_at == {"fi": FIRST, "sv": FIRST}
        moments = {each.text["fi"]: each.text.edited_at for each in process.findings}
    assert moments["Eka"] == {"fi": LATER, "sv": LATER}  # the translation has caught up with its source
    assert moments["Toka"] == {"fi": FIRST}


def test_words_of_a_vague_date_have_moments_as_well(editor: Editor, turku: Fields) -> None:
    vague = {"earliest": "2022-09-01", "latest": "2022-09-10", "precision": "month", "text": TEXT}
    turku["milestones"][0]["date"] = vague
    editor.load(turku, now=FIRST)
    vague["text"] = TEXT | {"sv": "Annan"}
    editor.load(turku, now=LATER)
    with editor.rows() as process:
        expected = process.milestones[0].expected
    assert (expected.latest, expected.precision) == (date(2022, 9, 10), Precision.MONTH)
    assert expected.text.edited_at == {"fi": FIRST, "sv": LATER}


def test_amendment_changes_what_it_names(editor: Editor) -> None:
    editor.load({"amends": "turku", "workshops": [{"slug": "visio", "title": OTHER}]})
    with editor.rows() as process:
        assert dict(process.workshops[0].title) == OTHER
        assert [each.slug for each in process.workshops] == ["visio", "kesa"]


@pytest.mark.parametrize("slug", ["naantali", 2022, None, ["turku"]])
def test_amendment_of_an_unknown_process_is_refused(editor: Editor, slug: object) -> None:
    with pytest.raises(ContentInvalid) as refusal:
        editor.load({"amends": slug})
    assert [problem.path for problem in refusal.value.problems] == ["amends"]


def test_wrong_file_leaves_everything_as_it_was(editor: Editor, turku: Fields) -> None:
    before = everything(editor)
    turku["goal"] = OTHER
    turku["workshops"][0]["phase"] = "loppu"
    with pytest.raises(ContentInvalid) as refusal:
        editor.load(turku)
    assert [problem.path for problem in refusal.value.problems] == ["workshops[0].phase"]
    assert everything(editor) == before
