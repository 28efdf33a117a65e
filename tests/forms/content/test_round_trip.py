"""Whatever a content file says goes into the forms and comes out of them unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

import kaarina_strategy_ext.demo
from kaarina_strategy_ext.forms.content.part_form import GROUPS, PartForm
from kaarina_strategy_ext.forms.content.typed import Inputs
from kaarina_strategy_ext.services.content import document
from kaarina_strategy_ext.services.content.amending import amend
from kaarina_strategy_ext.services.content.document import Process
from kaarina_strategy_ext.services.content.reading import read
from kaarina_strategy_ext.services.content.shaping import fields

from ...services.content.processes import processes
from .parts import LANGUAGES, making, parts_of, sent

CONTENT = Path(kaarina_strategy_ext.demo.__file__).parent / "content"
SHAPES = {
    "process": document.Process,
    "phase": document.Phase,
    "milestone": document.Milestone,
    "survey": document.Survey,
    "theme": document.Theme,
    "workshop": document.Workshop,
    "session": document.Session,
    "news": document.NewsItem,
}
# Which are for good, or parts of their own.
NOT_IN_THE_FORM = {
    "process": {
        "format",
        "slug",
        "phases",
        "milestones",
        "surveys",
        "strengths",
        "themes",
        "workshops",
        "news",
        "adopted",
    },
    "workshop": {"sessions"},
}


def examples() -> Process:
    content = read((CONTENT / "kaarina-2022.yaml").read_bytes(), languages=LANGUAGES)
    return amend(content, (CONTENT / "kaarina-2022-examples.yaml").read_bytes(), languages=LANGUAGES)


def through_the_form(kind: str, value: dict, around: Process) -> tuple[dict, list]:
    shown = PartForm(kind, making(around), value=value)
    received = PartForm(kind, making(around), typed=sent(shown))
    return received.read(), received.problems


@pytest.mark.parametrize("name", ["kaarina-2022.yaml", "kaarina-2022-examples.yaml"])
def test_every_part_of_the_demo_comes_back_as_it_was(name: str) -> None:
    whole = examples()
    content = whole if "examples" in name else read((CONTENT / name).read_bytes(), languages=LANGUAGES)
    parts = list(parts_of(content))
    assert {kind for kind, _ in parts} == set(GROUPS) - {"venue", "publication", "beginning"}
    for kind, value in parts:
        assert through_the_form(kind, value, content) == (value, [])


@given(processes())
def test_any_part_comes_back_as_it_was(content: Process) -> None:
    for kind, value in parts_of(content):
        back, problems = through_the_form(kind, value, content)
        # A line has no blanks around it and no line ends in it, which nobody would see.
        assert _stripped(back) == _stripped(value)
        assert not problems


def _stripped(value):
    if isinstance(value, dict):
        return {name: _stripped(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_stripped(each) for each in value]
    return value.strip() if isinstance(value, str) else value


@pytest.mark.parametrize("kind", SHAPES)
def test_every_field_of_a_content_file_can_be_edited(kind: str) -> None:
    form = PartForm(kind, making(is_new=True))
    edited = {control.path.partition(".")[0] for control in form.controls}
    more = {"workshop"} if kind == "session" else set()
    assert edited == set(fields(SHAPES[kind])) - NOT_IN_THE_FORM.get(kind, set()) | more


def test_emptied_row_of_a_list_is_gone_and_the_others_keep_their_order() -> None:
    rows: Inputs = {
        "strengths[0].fi": ["Eka"],
        "strengths[1].fi": [" "],
        "strengths[1].sv": [""],
        "strengths[2].sv": ["Tredje"],
        "strengths[3].fi": [""],
    }
    form = PartForm("strengths", making(), typed=rows)
    assert form.read() == {"strengths": [{"fi": "Eka"}, {"sv": "Tredje"}]}
    assert list(form.rows("strengths")) == [0, 1, 2]
