"""What is exported is what was loaded, and loading it again changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from kaarina_strategy_ext.services.auditing import COMMAND_LINE, Act
from kaarina_strategy_ext.services.content.document import Process
from kaarina_strategy_ext.services.content.exporting import export_content, export_process
from kaarina_strategy_ext.services.content.loading import load_content
from kaarina_strategy_ext.services.content.reading import read
from kaarina_strategy_ext.services.content.writing import write

from ... import town
from . import towns
from .facts import DEMO, EXAMPLES, KAARINA, SOURCE
from .files import LANGUAGES
from .processes import processes
from .towns import LATER, Editor, Fields

ACT = Act(COMMAND_LINE, LATER)

examples = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One database for all examples of this module, each of which rolls back."""
    url = f"sqlite:///{tmp_path_factory.mktemp('exporting') / 'empty.sqlite3'}"
    towns.prepare(url)
    engine = town.engine_of(url)
    yield engine
    engine.dispose()


def exported(editor: Editor, slug: str) -> Process | None:
    with Session(editor.engine) as session:
        return export_process(session, slug)


def as_file(editor: Editor, slug: str) -> str | None:
    with Session(editor.engine) as session:
        return export_content(session, slug)


def test_unknown_process_is_not_exported(editor: Editor) -> None:
    assert exported(editor, "naantali") is None
    assert as_file(editor, "naantali") is None


def test_kaarina_is_exported_as_it_was_loaded(nobody: Editor) -> None:
    nobody.load(SOURCE)
    assert exported(nobody, "kaarina-2022") == KAARINA


def test_amended_process_is_exported_as_a_whole(nobody: Editor) -> None:
    nobody.load(SOURCE)
    nobody.load(EXAMPLES)
    assert exported(nobody, "kaarina-2022") == DEMO
    assert not nobody.load(as_file(nobody, "kaarina-2022")).changed


def test_moments_at_midnight_are_exported_as_days(editor: Editor, turku: Fields) -> None:
    turku["news"][0] |= {"published": "2022-03-03T00:00", "updated": "2022-03-04T12:30"}
    editor.load(turku)
    file = as_file(editor, "turku")
    assert "published: 2022-03-03\n" in file
    assert "updated: 2022-03-04T12:30\n" in file


def test_exported_process_follows_an_edit_of_everything(editor: Editor, turku: Fields) -> None:
    for name in ("strengths", "workshops"):
        turku[name].reverse()
    turku["themes"][0]["targets"].reverse()
    turku["phases"].append({"key": "loppu", "title": towns.OTHER})
    turku["news"][0]["phase"] = "loppu"
    turku["milestones"][0]["phase"] = "loppu"
    editor.load(turku)
    assert exported(editor, "turku") == read(json.dumps(turku), languages=LANGUAGES)


@pytest.mark.parametrize(
    "fields",
    [
        {"offer_hours": 0},
        {"cut_off_hours": 2},
        {"companions": 3},
        {"reminder_hours": []},
        {"reminder_hours": [168, 24, 2]},
    ],
)
def test_promises_are_exported_after_they_changed(editor: Editor, turku: Fields, fields: Fields) -> None:
    assert editor.load(turku | fields).changed
    assert exported(editor, "turku") == read(json.dumps(turku | fields), languages=LANGUAGES)
    assert not editor.load(as_file(editor, "turku")).changed


def test_seats_of_the_office_are_exported_after_they_changed(editor: Editor, turku: Fields) -> None:
    turku["workshops"][0]["sessions"][0]["reserved_seats"] = 1
    assert editor.load(turku).changed
    assert exported(editor, "turku") == read(json.dumps(turku), languages=LANGUAGES)


@examples
@given(process=processes())
def test_whatever_is_loaded_is_exported_and_loads_again_without_a_change(empty_sqlite, process) -> None:
    with Session(empty_sqlite) as session:
        load_content(session, write(process), ACT, languages=LANGUAGES)
        session.expire_all()
        assert export_process(session, process.slug) == process
        file = export_content(session, process.slug)
        assert not load_content(session, file, ACT, languages=LANGUAGES).changed
        session.rollback()


@examples
@given(first=processes(), second=processes())
def test_one_process_becomes_any_other(empty_sqlite, first, second) -> None:
    renamed = replace(second, slug=first.slug)
    with Session(empty_sqlite) as session:
        load_content(session, write(first), ACT, languages=LANGUAGES)
        load_content(session, write(renamed), ACT, languages=LANGUAGES)
        session.expire_all()
        assert export_process(session, first.slug) == renamed
        session.rollback()
