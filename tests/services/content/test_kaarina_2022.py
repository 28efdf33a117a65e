"""The content of the demonstration: each fact of the town's news item in both languages, and no more."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from kaarina_strategy_ext.services.content.amending import amend, amended_slug
from kaarina_strategy_ext.services.content.document import Contact, FuzzyDate, Registration
from kaarina_strategy_ext.services.content.reading import read
from kaarina_strategy_ext.services.content.writing import write

from .facts import (
    DECISION,
    DEMO,
    EXAMPLES,
    FACTS,
    FINISH,
    GOALS,
    KAARINA,
    MARCH,
    MILESTONE,
    NEWS,
    SOURCE,
    VISION,
    WORDS_OF_THE_NEWS,
    WORKSHOPS,
)
from .files import LANGUAGES


@pytest.mark.parametrize(("fact", "text", "fi", "sv"), FACTS)
def test_fact_is_told_in_both_languages(fact, text, fi, sv):
    assert text == {"fi": fi, "sv": sv}


@pytest.mark.parametrize(("fact", "fi", "sv"), WORDS_OF_THE_NEWS)
def test_news_item_tells_the_facts_in_its_own_words(fact, fi, sv):
    assert fi in NEWS.body["fi"]
    assert sv in NEWS.body["sv"]


def test_both_languages_of_the_news_item_have_the_same_structure():
    def structure(body):
        return [line[:2] if line[:2] in ("- ", "##") else bool(line) for line in body.split("\n")]

    assert structure(NEWS.body["fi"]) == structure(NEWS.body["sv"])


def test_news_item_was_published_and_updated_on_the_third_of_march_and_announces_the_workshops():
    assert (NEWS.published, NEWS.updated, NEWS.phase) == (date(2022, 3, 3), date(2022, 3, 3), WORKSHOPS.key)


def test_decision_is_a_target_at_the_beginning_of_september():
    assert MILESTONE.is_target
    assert MILESTONE.phase == DECISION.key
    assert (MILESTONE.date.earliest, MILESTONE.date.latest) == (date(2022, 9, 1), date(2022, 9, 10))


def test_findings_are_an_excerpt_and_those_of_cooperation_only_an_example():
    assert KAARINA.findings_are_excerpt
    assert [theme.is_excerpt for theme in KAARINA.themes] == [False, True, False]


def exact(month, day):
    moment = date(2022, month, day)
    return FuzzyDate(earliest=moment, latest=moment, precision="day")


@pytest.mark.parametrize(
    ("workshop", "kind", "dates", "hours", "theme_follows"),
    [
        (MARCH, "separate", [], None, None),  # the news item does not tell their days
        (VISION, "separate", [exact(4, 12)], (time(17), time(20)), False),
        (GOALS, "separate", [exact(4, 20), exact(4, 26), exact(4, 27)], (time(17), time(20)), True),
        (FINISH, "alternatives", [exact(6, 1), exact(6, 2)], (None, None), False),
    ],
)
def test_workshop_has_the_sessions_of_the_news_item(workshop, kind, dates, hours, theme_follows):
    assert (workshop.kind, [session.date for session in workshop.sessions]) == (kind, dates)
    assert {(session.starts, session.ends) for session in workshop.sessions} == ({hours} if dates else set())
    assert {session.theme_follows for session in workshop.sessions} == ({theme_follows} if dates else set())


def test_first_workshops_were_in_march():
    assert MARCH.period == FuzzyDate(earliest=date(2022, 3, 1), latest=date(2022, 3, 31), precision="month")


def test_registration_is_announced_later_for_everything():
    assert KAARINA.registration == Registration(mode="announced_later")
    assert not any(each.registration for each in KAARINA.workshops)


def test_nothing_is_there_that_the_news_item_does_not_tell():
    told = {"key", "date", "starts", "ends", "theme_follows"}
    sessions = [session for workshop in KAARINA.workshops for session in workshop.sessions]
    invented = {
        name
        for session in sessions
        for name in session.__struct_fields__
        if name not in told and getattr(session, name)
    }
    assert invented == set()
    assert (KAARINA.contact, KAARINA.notice) == (None, None)


def texts(value):
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))


@pytest.mark.parametrize("process", [KAARINA, DEMO], ids=["facts", "examples"])
def test_each_text_is_in_both_languages(process):
    assert {tuple(sorted(text)) for text in texts(process)} == {LANGUAGES}


@pytest.mark.parametrize("process", [KAARINA, DEMO], ids=["facts", "examples"])
def test_content_survives_being_written(process):
    assert read(write(process), languages=LANGUAGES) == process


def test_examples_amend_the_facts_and_say_that_they_are_examples():
    assert amended_slug(EXAMPLES) == "kaarina-2022"
    assert amended_slug(SOURCE) is None
    assert "esimerkkejä" in DEMO.notice["fi"]
    assert "exempel" in DEMO.notice["sv"]


def test_examples_change_no_fact():
    told = {"key", "date", "starts", "ends", "title"}
    for facts, examples in zip(KAARINA.workshops, DEMO.workshops, strict=True):
        assert (facts.slug, facts.title, facts.description) == (
            examples.slug,
            examples.title,
            examples.description,
        )
        for fact, example in zip(facts.sessions, examples.sessions, strict=True):
            assert [getattr(fact, name) for name in told] == [getattr(example, name) for name in told]


def test_examples_loaded_again_change_nothing():
    assert amend(DEMO, EXAMPLES, languages=LANGUAGES) == DEMO


def test_examples_have_every_kind_of_registration_to_try():
    _, vision, goals, finish = DEMO.workshops
    opening = datetime.fromisoformat("2022-04-04T09:00")
    assert DEMO.registration == Registration(mode="window", opens=opening)
    assert vision.registration == Registration(
        mode="window", opens=opening, closes=datetime.fromisoformat("2022-04-10T23:59")
    )
    assert goals.sessions[2].registration == Registration(
        mode="window", opens=datetime.fromisoformat("2022-04-11T09:00")
    )
    assert [session.capacity for workshop in (vision, goals, finish) for session in workshop.sessions] == [
        40,
        25,
        2,
        25,
        20,
        20,
    ]
    assert [session.waiting_list_size for session in goals.sessions] == [None, None, 10]


def test_examples_name_a_contact_by_role_and_by_an_address_that_cannot_exist():
    assert DEMO.contact == Contact(
        name={"fi": "Strategiakoordinaattori", "sv": "Strategikoordinator"},
        email="strategia@kaarina.example",
        phone="02 000 0000",
    )
