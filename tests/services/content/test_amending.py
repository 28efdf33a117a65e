"""A file of differences, merged into a process."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import HealthCheck, given, reject, settings

from kaarina_strategy_ext.services.content.amending import amend, amended_slug
from kaarina_strategy_ext.services.content.parsing import parse
from kaarina_strategy_ext.services.content.problems import ContentInvalid
from kaarina_strategy_ext.services.content.writing import ContentDumper, write

from .files import LANGUAGES, PHASE, SESSION, TEXT, WORKSHOP, file_of, process_of, with_workshop
from .processes import processes

OTHER = {"fi": "Toinen", "sv": "Annan"}


def town(**fields):
    """A process with a workshop of two sessions."""
    sessions = [SESSION | {"capacity": 5, "place": TEXT}, SESSION | {"key": "toka"}]
    return process_of(**(with_workshop(sessions=sessions) | fields))


def amended(process, **changes):
    source = json.dumps({"amends": "turku"} | changes)
    return amend(process, source, languages=LANGUAGES)


def session_changes(**changes):
    return {"workshops": [{"slug": "visio", "sessions": [{"key": "eka"} | changes]}]}


def refusal(process, **changes):
    with pytest.raises(ContentInvalid) as refused:
        amended(process, **changes)
    return str(refused.value).split("\n")


def test_amendment_is_told_from_a_process():
    assert amended_slug("amends: turku") == "turku"
    assert amended_slug(file_of()) is None


def test_file_that_is_no_yaml_is_neither():
    with pytest.raises(ContentInvalid):
        amended_slug("[")


def test_empty_amendment_changes_nothing():
    assert amended(town()) == town()


def test_value_replaces_what_was_there():
    assert amended(town(), goal=OTHER, year=2023) == town(goal=OTHER, year=2023)


def test_text_is_replaced_in_all_its_languages():
    assert amended(town(), goal={"fi": "Vain suomeksi"}).goal == {"fi": "Vain suomeksi"}


def test_null_removes():
    process = town(welcome=TEXT, time_zone="UTC")
    assert amended(process, welcome=None, time_zone=None) == town()


def test_list_without_keys_is_replaced():
    assert amended(town(strengths=[TEXT, TEXT]), strengths=[OTHER]) == town(strengths=[OTHER])


def test_reminder_hours_are_replaced_and_null_brings_back_the_usual_ones():
    process = town(reminder_hours=[24], offer_hours=0)
    assert amended(process, reminder_hours=[]).reminder_hours == []
    assert amended(process, reminder_hours=None, offer_hours=None) == town()


def test_part_of_an_element_changes_and_the_rest_stays():
    (workshop,) = amended(town(), **session_changes(capacity=9)).workshops
    assert [(each.key, each.capacity, each.place) for each in workshop.sessions] == [
        ("eka", 9, TEXT),
        ("toka", None, None),
    ]


def test_null_removes_from_an_element():
    (workshop,) = amended(town(), **session_changes(capacity=None, place=None)).workshops
    assert (workshop.sessions[0].capacity, workshop.sessions[0].place) == (None, None)


def test_new_element_comes_last():
    process = amended(town(), workshops=[WORKSHOP | {"slug": "arvot", "audience": None}])
    assert [workshop.slug for workshop in process.workshops] == ["visio", "arvot"]


def test_amending_twice_is_amending_once():
    changes = session_changes(capacity=9) | {"phases": [PHASE | {"key": "loppu"}], "goal": OTHER}
    once = amended(town(), **changes)
    assert amended(once, **changes) == once


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(processes(), processes())
def test_amending_by_a_whole_process_is_idempotent(process, other):
    changes = parse(write(other)) | {"amends": process.slug, "slug": process.slug}
    source = yaml.dump(changes, Dumper=ContentDumper, allow_unicode=True)
    try:
        once = amend(process, source, languages=LANGUAGES)
    except ContentInvalid:
        reject()  # the two contradict each other, such as by sessions of the same key
    assert amend(once, source, languages=LANGUAGES) == once


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"amends": "salo"}, "amends: the process to amend is 'turku', not 'salo'"),
        ({"amends": None}, "amends: the process to amend is 'turku', not None"),
        ({"slug": "salo"}, "slug: an amendment cannot rename a process"),
        ({"workshops": [{"title": TEXT}]}, "workshops[0]: an element of this list needs its slug"),
        ({"phases": ["alku"]}, "phases[0]: an element of this list needs its key"),
        ({"phases": [{"key": ["a"]}]}, "phases[0]: an element of this list needs its key"),
        ({"phases": [{"key": "alku"}] * 2}, "phases[1].key: 'alku' is amended twice"),
        ({"phases": [{"key": "uusi"}]}, "phases[1]: Object missing required field `title`"),
        ({"name": None}, "Object missing required field `name`"),
        ({"nime": TEXT}, "nime: unknown field; did you mean 'name'?"),
        ({"workshops": "visio"}, "workshops: Expected `list`, got `str`"),
        ({"goal": {"en": "Goal"}}, "goal.en: is not one of the languages fi, sv"),
        (session_changes(capacity=0), "workshops[0].sessions[0].capacity: must be at least 1, not 0"),
        (session_changes(paikka=1), "workshops[0].sessions[0].paikka: unknown field"),
    ],
)
def test_amendment_that_does_not_fit_is_told_by_its_path(changes, complaint):
    (said,) = refusal(town(), **changes)
    assert said.startswith(complaint)


def test_all_misfits_of_an_amendment_are_told_at_once():
    assert len(refusal(town(), workshops=[{}], phases=[{}])) == 2
