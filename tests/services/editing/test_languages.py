"""What a language lacks: texts that are missing, and texts that were left behind by an edit."""

from __future__ import annotations

from sqlalchemy import Engine

from ..content import towns
from .conftest import HOUR, Editor

PHASE, THEME = "phase:alku", "theme:teema"
FINNISH, SWEDISH = {"fi": "Uusi", "sv": "Text"}, {"fi": "Uusi", "sv": "Ny"}


def test_missing_texts_are_named_by_part_and_field(anna: Editor) -> None:
    lacks = anna.lacks()
    assert lacks["strengths"] == {"strengths[0].sv": "missing", "strengths[1].sv": "missing"}
    assert lacks[THEME] == {"targets[0].sv": "missing", "targets[1].sv": "missing"}
    assert set(lacks) == {"strengths", THEME}


def test_draft_of_one_language_leaves_the_other_behind_until_it_follows(anna: Editor) -> None:
    anna.change(PHASE, title=FINNISH)
    assert anna.lacks()[PHASE] == {"title.sv": "stale"}
    anna.change(PHASE, title=SWEDISH)
    assert PHASE not in anna.lacks()


def test_public_text_stays_behind_until_it_follows(anna: Editor) -> None:
    anna.change(PHASE, title=FINNISH)
    anna.publish(PHASE)
    assert anna.lacks()[PHASE] == {"title.sv": "stale"}
    late = anna.later()
    late.change(PHASE, title=SWEDISH)
    assert PHASE not in late.lacks()
    late.publish(PHASE)
    assert PHASE not in late.lacks()


def test_file_that_changes_one_language_leaves_the_other_behind(anna: Editor, engine: Engine) -> None:
    turku = towns.turku()
    turku["milestones"][0]["body"] = {"fi": "valtuusto", "sv": "Text"}
    towns.Editor(engine).load(turku)
    assert anna.lacks()["milestone:paatos"] == {"body.sv": "stale"}


def test_added_translation_makes_its_source_no_older(anna: Editor) -> None:
    anna.save("strengths", {"strengths": [{"fi": "Eka", "sv": "Ena"}, {"fi": "Toka"}]})
    anna.publish("strengths")
    assert anna.later(HOUR).lacks()["strengths"] == {"strengths[1].sv": "missing"}


def test_element_before_others_leaves_none_behind(anna: Editor) -> None:
    strengths = [{"fi": "Uusi", "sv": "Ny"}, {"fi": "Eka"}, {"fi": "Toka"}]
    anna.save("strengths", {"strengths": strengths})
    assert set(anna.lacks()["strengths"].values()) == {"missing"}


def test_element_of_a_list_without_moments_is_left_behind_in_a_draft(anna: Editor) -> None:
    anna.change("process", participation=[{"fi": "Tule", "sv": "Kom"}])
    anna.publish("process")
    anna.later().change("process", participation=[{"fi": "Tule jo", "sv": "Kom"}])
    assert anna.lacks()["process"] == {"participation[0].sv": "stale"}
