"""A process begins unseen: from a template, a file, or as an earlier one began."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.content.problems import ContentInvalid
from kaarina_strategy_ext.services.editing.beginning import (
    begin_from_copy,
    begin_from_file,
    begin_from_template,
)
from kaarina_strategy_ext.services.editing.problems import SlugTaken, TranslationsMissing
from kaarina_strategy_ext.services.editing.starting_points import TEMPLATES
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..content import towns
from ..content.files import LANGUAGES, TEXT
from .conftest import Editor


def begun(editor: Editor, work: object, *arguments: object, **options: object) -> Editor:
    """The same editor at work on the process that begins."""
    act = Act(editor.name, editor.now)
    process = in_one_unit(
        editor.engine, lambda session: work(session, *arguments, act, languages=LANGUAGES, **options)
    )
    assert not process.is_public
    return replace(editor, process_id=process.id)


@pytest.mark.parametrize("template", TEMPLATES)
def test_template_can_be_published_as_it_is(anna: Editor, template: str) -> None:
    new = begun(anna, begin_from_template, template, "uusi", TEXT)
    assert new.lacks() == {}
    new.publish(is_bilingual=True)
    assert new.told() == []


def test_template_with_phases_goes_from_survey_to_decision(anna: Editor) -> None:
    new = begun(anna, begin_from_template, "three_phases", "uusi", TEXT).content()
    assert [each.title["sv"] for each in new.phases] == [
        "Kartläggning av nuläget",
        "Workshoppar",
        "Fullmäktiges beslut",
    ]
    assert new.milestones[-1].phase == new.phases[-1].key


def test_file_is_taken_under_another_slug(anna: Editor) -> None:
    new = begun(anna, begin_from_file, json.dumps(towns.turku()), slug="turku-2").content()
    assert (new.slug, len(new.workshops)) == ("turku-2", 2)


def test_copy_leaves_what_was_behind(anna: Editor) -> None:
    copy = begun(anna, begin_from_copy, 1, "turku-2", TEXT).content()
    assert [each.slug for each in copy.workshops] == ["visio", "kesa"]
    assert not any(each.sessions or each.summary or each.period for each in copy.workshops)
    assert (copy.news, copy.strengths, copy.themes[0].targets, copy.milestones[0].date) == ([], [], [], None)
    assert copy.registration.mode == "announced_later"


@pytest.mark.parametrize(
    ("slug", "error"),
    [("turku", SlugTaken), ("Uusi strategia", ContentInvalid), ("hallinta", ContentInvalid)],
)
def test_slug_must_be_new_and_fit_into_an_address(anna: Editor, slug: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        begun(anna, begin_from_template, "empty", slug, TEXT)
    with pytest.raises(error):
        begun(anna, begin_from_copy, 1, slug, TEXT)


def test_file_that_is_none_is_refused(anna: Editor) -> None:
    with pytest.raises(ContentInvalid):
        begun(anna, begin_from_file, b"\x89PNG\r\n")


def test_whole_process_needs_its_languages_before_it_is_public(anna: Editor) -> None:
    new = begun(anna, begin_from_template, "empty", "uusi", {"fi": "Uusi"})
    with pytest.raises(TranslationsMissing) as refusal:
        new.publish(is_bilingual=True)
    assert [(str(each.part), each.path, each.language) for each in refusal.value.missing] == [
        ("process", "name", "sv")
    ]


def test_first_publication_tells_nothing_old_as_new(anna: Editor) -> None:
    new = begun(anna, begin_from_file, json.dumps(towns.turku()), slug="turku-2")
    new.change("session:visio-1", date="2022-04-19")
    new.publish("session:visio-1")
    assert (new.told(), new.public("session:visio-1")["date"]) == ([], "2022-04-19")
    assert new.later().publish(note=TEXT) is not None
