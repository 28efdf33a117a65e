"""Whatever can be read is written so that it reads back equal, and so that people can read it."""

from __future__ import annotations

import datetime

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kaarina_strategy_ext.services.content.reading import read
from kaarina_strategy_ext.services.content.writing import write

from .files import LANGUAGES, PHASE, TEXT, process_of, with_session
from .processes import WORDS, processes


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(processes())
def test_process_reads_back_as_it_was_written(process):
    assert read(write(process), languages=LANGUAGES) == process


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(LANGUAGES), WORDS, min_size=1))
def test_any_words_read_back_as_they_were_written(text):
    assert read(write(replace(process_of(), goal=text)), languages=LANGUAGES).goal == text


@settings(max_examples=200, deadline=None)
@given(WORDS)
def test_no_other_yaml_takes_words_for_something_else(words):
    assert yaml.safe_load(write(replace(process_of(), goal={"fi": words})))["goal"] == {"fi": words}


def test_file_is_written_for_people():
    process = process_of(
        welcome={"fi": "Eka\n\n- toka: ö", "sv": "no"},
        findings_are_excerpt=True,
        phases=[PHASE | {"starts": "2022-03", "ends": 2022}],
        registration={"mode": "window", "opens": "2022-04-04T09:00"},
        workshops=with_session(starts="17:00", ends="20:00", languages=["fi"])["workshops"],
    )
    assert write(process) == EXPECTED


EXPECTED = """\
slug: turku
name:
  fi: Teksti
  sv: Text
goal:
  fi: Teksti
  sv: Text
welcome:
  fi: |-
    Eka

    - toka: ö
  sv: 'no'
registration:
  mode: window
  opens: 2022-04-04T09:00
findings_are_excerpt: true
phases:
  - key: alku
    title:
      fi: Teksti
      sv: Text
    starts: 2022-03
    ends: 2022
workshops:
  - slug: visio
    phase: alku
    title:
      fi: Teksti
      sv: Text
    sessions:
      - key: eka
        date: 2022-04-12
        starts: 17:00
        ends: 20:00
        languages:
          - fi
"""


@pytest.mark.parametrize(
    "written",
    [
        "2022-04-12",
        "2022-03",
        "2024-02",
        2022,
        {"earliest": "2022-09-01", "latest": "2022-09-10", "precision": "month"},
        {"earliest": "2022-09-01", "latest": "2022-09-30", "precision": "year"},
        {"earliest": "2022-03-01", "latest": "2022-03-31", "precision": "month", "text": TEXT},
    ],
)
def test_fuzzy_date_is_written_in_its_shortest_form(written):
    (phase,) = yaml.safe_load(write(process_of(phases=[PHASE | {"ends": written}])))["phases"]
    assert _as_words(phase["ends"]) == written


def _as_words(value):
    if isinstance(value, dict):
        return {name: each if name == "text" else _as_words(each) for name, each in value.items()}
    return str(value) if isinstance(value, datetime.date) else value


def test_what_is_promised_by_default_is_left_out():
    defaults = {"offer_hours": 48, "cut_off_hours": 24, "companions": 0, "reminder_hours": [48, 2]}
    assert write(process_of(**defaults)) == write(process_of())


def test_no_reminders_are_written_out():
    assert yaml.safe_load(write(process_of(reminder_hours=[])))["reminder_hours"] == []


def test_parts_that_are_equal_are_written_out_each_time():
    process = process_of(participation=[TEXT, TEXT])
    assert "*" not in write(process)
