"""A process falls into parts, and is put together from them again."""

from __future__ import annotations

from pathlib import Path

import pytest

import kaarina_strategy_ext.demo
from kaarina_strategy_ext.services.content.document import Process
from kaarina_strategy_ext.services.content.reading import read
from kaarina_strategy_ext.services.editing.applying import fitting, with_value, with_values
from kaarina_strategy_ext.services.editing.merging import merge
from kaarina_strategy_ext.services.editing.parts import (
    SINGLE,
    PartKind,
    PartName,
    fields_of,
    names_in,
    value_of,
    values_of,
)
from kaarina_strategy_ext.services.editing.problems import PartsInvalid

CONTENT = Path(kaarina_strategy_ext.demo.__file__).parent / "content" / "kaarina-2022.yaml"
VISION = PartName(PartKind.SESSION, "visio-2022-04-12")
PHASES = PartName(PartKind.ORDER, "phases")


@pytest.fixture(scope="module")
def kaarina() -> Process:
    return read(CONTENT.read_bytes(), languages=("fi", "sv"))


def test_putting_back_each_part_changes_nothing(kaarina: Process) -> None:
    for name, value in values_of(kaarina).items():
        assert with_value(kaarina, name, value) == kaarina


def test_parts_hold_everything_but_what_never_changes(kaarina: Process) -> None:
    empty = Process(slug=kaarina.slug, name={"fi": "-"}, goal={"fi": "-"})
    assert with_values(empty, values_of(kaarina)) == kaarina


def test_names_come_back_from_their_texts(kaarina: Process) -> None:
    names = list(names_in(kaarina))
    assert [PartName.parse(str(name)) for name in names] == names


@pytest.mark.parametrize("text", ["", "phase", "phase:", "process:x", "order:sessions", "poem:x"])
def test_other_texts_name_no_part(text: str) -> None:
    with pytest.raises(ValueError, match=r"names no part|is not a valid PartKind"):
        PartName.parse(text)


def test_removed_part_is_gone_with_all_within(kaarina: Process) -> None:
    without = with_value(kaarina, PartName(PartKind.WORKSHOP, "visio"), None)
    assert set(names_in(kaarina)) - set(names_in(without)) == {PartName(PartKind.WORKSHOP, "visio"), VISION}


def test_session_moves_to_another_home(kaarina: Process) -> None:
    value = value_of(kaarina, VISION) | {"workshop": "strategiset-paamaarat"}
    moved = with_values(kaarina, {PartName(PartKind.WORKSHOP, "visio"): None, VISION: value})
    assert value_of(moved, VISION) == value


def test_new_session_comes_with_its_new_workshop(kaarina: Process) -> None:
    workshop = {"slug": "uusi", "phase": "tyopajat", "title": {"fi": "Uusi"}}
    values = {
        PartName(PartKind.SESSION, "uusi-1"): {"workshop": "uusi", "date": "2022-05-03"},
        PartName(PartKind.WORKSHOP, "uusi"): workshop,
    }
    content = with_values(kaarina, values)
    assert content.workshops[-1].sessions[0].key == "uusi-1"
    assert fitting(kaarina, dict(list(values.items())[:1])) == {}


def test_order_leaves_newer_parts_last(kaarina: Process) -> None:
    content = with_value(kaarina, PHASES, {"keys": ["paatos", "nykytilanne"]})
    assert [phase.key for phase in content.phases] == ["paatos", "nykytilanne", "tyopajat"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"date": "2022-04-31"}, "date"),
        ({"starts": "25:00"}, "starts"),
        ({"capacity": "many"}, "capacity"),
        ({"workshop": "nowhere"}, "workshop"),
        ({"date": None}, "date"),
        ({"colour": "blue"}, "colour"),
        ({"title": {"fi": 7}}, "title.fi"),
    ],
)
def test_value_without_shape_is_told_by_its_field(kaarina: Process, change: dict, path: str) -> None:
    with pytest.raises(PartsInvalid) as refusal:
        with_value(kaarina, VISION, value_of(kaarina, VISION) | change)
    assert [(each.part, each.path) for each in refusal.value.problems] == [(VISION, path)]


BASE = {"key": "a", "title": {"fi": "Eka", "sv": "Första"}, "targets": [{"fi": "x"}, {"fi": "y"}]}
FINNISH, SWEDISH = {"fi": "Uusi", "sv": "Första"}, {"fi": "Eka", "sv": "Ny"}


@pytest.mark.parametrize(
    ("mine", "theirs", "merged", "conflicts"),
    [
        ({"title": FINNISH}, {"title": SWEDISH}, {"title": {"fi": "Uusi", "sv": "Ny"}}, ()),
        ({"title": FINNISH}, {"title": {"fi": "Muu", "sv": "Ny"}}, None, ("title.fi",)),
        ({"title": FINNISH}, {"title": FINNISH}, {"title": FINNISH}, ()),
        ({"is_excerpt": True}, {"title": SWEDISH}, {"is_excerpt": True, "title": SWEDISH}, ()),
        (
            {"targets": [{"fi": "X"}, {"fi": "y"}]},
            {"targets": [{"fi": "x"}, {"fi": "Y"}]},
            {"targets": [{"fi": "X"}, {"fi": "Y"}]},
            (),
        ),
        ({"targets": [{"fi": "x"}]}, {"targets": [{"fi": "X"}, {"fi": "y"}]}, None, ("targets",)),
        ({"title": {"sv": "Första"}}, {"title": SWEDISH}, {"title": {"sv": "Ny"}}, ()),
    ],
)
def test_two_changes_are_merged_by_field_and_language(
    mine: dict, theirs: dict, merged: dict | None, conflicts: tuple[str, ...]
) -> None:
    found = merge(PartKind.THEME, BASE, BASE | mine, BASE | theirs)
    assert found.conflicts == conflicts
    if merged is not None:
        assert found.value == BASE | merged


def test_fields_of_a_contact_are_merged_one_by_one() -> None:
    base = {"contact": {"name": {"fi": "Aino", "sv": "Aino"}, "phone": "02"}}
    mine = {"contact": {"name": {"fi": "Aino A.", "sv": "Aino"}, "phone": "03"}}
    theirs = {"contact": {"name": {"fi": "Aino", "sv": "A. Aino"}, "phone": "04"}}
    found = merge(PartKind.PROCESS, base, mine, theirs)
    assert found.conflicts == ("contact.phone",)
    assert found.value == {"contact": {"name": {"fi": "Aino A.", "sv": "A. Aino"}, "phone": "03"}}


def test_changed_and_removed_conflict_as_a_whole() -> None:
    assert merge(PartKind.THEME, BASE, None, BASE | {"title": FINNISH}).conflicts == ("",)
    assert merge(PartKind.THEME, BASE, None, BASE).value is None


def test_each_field_of_the_content_file_is_in_one_kind_of_part() -> None:
    own = {field for kind in SINGLE for field in fields_of(kind)}
    lists = {"phases", "milestones", "surveys", "themes", "workshops", "news"}
    assert own | lists == set(Process.__struct_fields__) - {"format", "slug"}
