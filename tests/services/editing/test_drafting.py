"""Drafts: nobody's words are replaced unseen, and nothing that was written is lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from kaarina_strategy_ext.services.editing.problems import EditConflict, PartsInvalid, RevisionUnknown
from kaarina_strategy_ext.services.editing.restoring import restore

from ...town import wish
from ..conftest import Residents
from ..content import towns
from ..content.files import TEXT
from .conftest import Editor

PHASE, SESSION = "phase:alku", "session:visio-1"
FINNISH, SWEDISH = {"fi": "Uusi", "sv": "Text"}, {"fi": "Teksti", "sv": "Ny"}


def refused(editor: Editor, part: str, **fields: Any) -> list[tuple[str, str]]:
    """The part and path of each problem for which a change is refused."""
    with pytest.raises(PartsInvalid) as refusal:
        editor.change(part, **fields)
    return [(str(each.part), each.path) for each in refusal.value.problems]


def test_draft_changes_nothing_in_public(anna: Editor) -> None:
    before = anna.content()
    saved = anna.change(PHASE, title=FINNISH)
    assert (saved.is_draft, saved.version, anna.drafts()[PHASE]["title"]) == (True, 2, FINNISH)
    assert anna.content() == before


def test_saving_twice_is_saving_once(anna: Editor) -> None:
    first = anna.change(PHASE, title=FINNISH, seen=1)
    assert anna.change(PHASE, title=FINNISH, seen=1) == first
    assert [step.action for step in anna.steps(PHASE)] == ["loaded", "saved"]


def test_draft_that_is_as_the_public_text_is_none(anna: Editor) -> None:
    anna.change(PHASE, title=FINNISH)
    assert not anna.change(PHASE).is_draft
    assert anna.drafts() == {}
    assert [step.action for step in anna.steps(PHASE)] == ["loaded", "saved", "discarded"]


def test_two_editors_of_different_fields_keep_both(anna: Editor, bertta: Editor) -> None:
    anna.change(PHASE, title=FINNISH, seen=1)
    saved = bertta.change(PHASE, title=SWEDISH, summary=TEXT, seen=1)
    assert saved.merged_with == "anna"
    assert saved.value == {"key": "alku", "title": {"fi": "Uusi", "sv": "Ny"}, "summary": TEXT}


def test_two_editors_of_one_text_are_told_of_each_other(anna: Editor, bertta: Editor) -> None:
    anna.change(PHASE, title=FINNISH, seen=1)
    other = {"fi": "Muu", "sv": "Ny"}
    with pytest.raises(EditConflict) as refusal:
        bertta.change(PHASE, title=other, seen=1)
    conflict = refusal.value
    assert (conflict.who, conflict.fields, conflict.version) == ("anna", ("title.fi",), 2)
    assert (conflict.base["title"], conflict.mine["title"], conflict.theirs["title"]) == (
        TEXT,
        other,
        FINNISH,
    )
    assert conflict.merged["title"] == other
    assert anna.drafts()[PHASE]["title"] == FINNISH


def test_settled_conflict_is_saved(anna: Editor, bertta: Editor) -> None:
    anna.change(PHASE, title=FINNISH, seen=1)
    assert bertta.change(PHASE, title={"fi": "Muu", "sv": "Ny"}, seen=2).merged_with is None
    assert anna.drafts()[PHASE]["title"]["fi"] == "Muu"


def test_what_went_public_meanwhile_is_not_overwritten(anna: Editor, bertta: Editor) -> None:
    anna.change(PHASE, title=FINNISH, seen=1)
    anna.publish(PHASE)
    with pytest.raises(EditConflict):
        bertta.save(PHASE, {"key": "alku", "title": {"fi": "Muu", "sv": "Text"}}, seen=1)
    assert bertta.save(PHASE, {"key": "alku", "title": SWEDISH}, seen=1).value["title"]["fi"] == "Uusi"


def test_draft_that_somebody_discarded_meanwhile_is_told(anna: Editor, bertta: Editor) -> None:
    seen = anna.change(PHASE, title=FINNISH, summary=TEXT).version
    bertta.discard(PHASE)
    with pytest.raises(EditConflict):
        anna.change(PHASE, title={"fi": "Uudempi", "sv": "Text"}, summary=TEXT, seen=seen)


def test_load_of_a_file_leaves_drafts_and_is_in_the_history(anna: Editor, engine: Engine) -> None:
    anna.change(PHASE, title=FINNISH)
    turku = towns.turku()
    turku["phases"][0]["summary"] = TEXT
    towns.Editor(engine).load(turku)
    assert anna.drafts()[PHASE] == {"key": "alku", "title": FINNISH}
    assert [(step.action, step.actor) for step in anna.steps(PHASE)][2:] == [("loaded", "command line")]
    assert anna.change(PHASE, title=FINNISH, summary=None, seen=2).merged_with is None


@pytest.mark.parametrize(
    ("part", "fields", "path"),
    [
        (SESSION, {"capacity": 0}, "capacity"),
        (SESSION, {"date": "2022-03-27", "starts": "03:30", "ends": None}, "starts"),
        (SESSION, {"ends": "16:00"}, "ends"),
        (SESSION, {"reserved_seats": 5}, "reserved_seats"),
        (PHASE, {"starts": "2022-05", "ends": "2022-04"}, "ends"),
        (PHASE, {"summary": {"fi": "x" * 141}}, "summary.fi"),
        (PHASE, {"title": {"fi": "  "}}, "title.fi"),
        (PHASE, {"title": None}, "title"),
        ("workshop:visio", {"phase": "loppu"}, "phase"),
        ("process", {"reminder_hours": [0]}, "reminder_hours[0]"),
    ],
)
def test_what_breaks_a_rule_is_told_by_its_field(anna: Editor, part: str, fields: Any, path: str) -> None:
    assert refused(anna, part, **fields) == [(part, path)]
    assert anna.drafts() == {}


def test_missing_language_is_no_fault_of_a_draft(anna: Editor) -> None:
    assert anna.change(PHASE, title={"fi": "Uusi"}).is_draft


def test_part_that_others_need_cannot_go(anna: Editor) -> None:
    with pytest.raises(PartsInvalid) as refusal:
        anna.save(PHASE, None)
    needing = {str(each.part) for each in refusal.value.problems}
    assert needing == {"milestone:paatos", "workshop:visio", "workshop:kesa"}


def test_new_part_can_need_another_that_is_new(anna: Editor) -> None:
    anna.save("phase:loppu", {"title": TEXT})
    assert anna.change("workshop:visio", phase="loppu").is_draft


def test_draft_whose_home_is_gone_is_in_nobodys_way(anna: Editor) -> None:
    anna.save("workshop:uusi", {"phase": "alku", "title": TEXT})
    anna.save("session:uusi-1", {"workshop": "uusi", "date": "2022-05"})
    anna.discard("workshop:uusi")
    assert anna.change(PHASE, title=FINNISH).is_draft


def test_session_with_bookings_keeps_its_place_and_seats(anna: Editor, engine: Engine) -> None:
    residents = Residents(engine)
    residents.registered("Aino", wish("kesa-1"))
    assert refused(anna, "session:kesa-1", date="2022-04-01") == [("session:kesa-1", "date")]
    with pytest.raises(PartsInvalid) as refusal:
        anna.save("session:kesa-1", None)
    assert [(str(each.part), each.path) for each in refusal.value.problems] == [("session:kesa-1", "")]


def test_capacity_stays_above_the_seats_that_people_have(anna: Editor, engine: Engine) -> None:
    anna.change("session:kesa-1", capacity=3)
    anna.publish("session:kesa-1")
    residents = Residents(engine)
    for name in ("Aino", "Eero"):
        residents.registered(name, wish("kesa-1"))
    assert refused(anna, "session:kesa-1", capacity=1) == [("session:kesa-1", "capacity")]
    assert anna.change("session:kesa-1", capacity=2).is_draft


def test_step_is_taken_back_as_a_draft(anna: Editor) -> None:
    anna.change(PHASE, title=FINNISH)
    anna.publish(PHASE)
    assert anna.undo(PHASE, 3).value["title"] == TEXT
    assert anna.public(PHASE)["title"] == FINNISH
    assert [step.action for step in anna.steps(PHASE)][-1] == "restored"


def test_discarded_draft_is_restored_from_the_history(anna: Editor) -> None:
    anna.change(PHASE, title=FINNISH)
    anna.discard(PHASE)
    anna.undo(PHASE, 3)
    assert anna.drafts()[PHASE]["title"] == FINNISH


def test_step_that_never_was_is_unknown(anna: Editor) -> None:
    with pytest.raises(RevisionUnknown):
        anna.do(restore, 999)
