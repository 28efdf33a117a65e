"""How a content file's values are understood, and how a misfit is told."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from kaarina_strategy_ext.services.content.document import FuzzyDate, Process, Registration
from kaarina_strategy_ext.services.content.problems import ContentInvalid
from kaarina_strategy_ext.services.content.reading import read

from .files import LANGUAGES, NEWS, PHASE, SMALLEST, TEXT, complaints, file_of, process_of, with_session

APRIL_12 = FuzzyDate(earliest=date(2022, 4, 12), latest=date(2022, 4, 12), precision="day")
MARCH = FuzzyDate(earliest=date(2022, 3, 1), latest=date(2022, 3, 31), precision="month")
DATE_FORMS = "expected 2022-04-12, 2022-04, 2022, or earliest, latest and precision; got"
MOMENT_FORM = "expected a local day and time such as 2022-04-04T09:00, without an offset, got"
YEAR = FuzzyDate(earliest=date(2022, 1, 1), latest=date(2022, 12, 31), precision="year")


def test_smallest_file_is_a_process_with_defaults():
    assert process_of() == Process(slug="turku", name=TEXT, goal=TEXT, time_zone="Europe/Helsinki")


def test_file_in_bytes_reads_like_the_same_file_in_a_string():
    assert read(file_of().encode(), languages=LANGUAGES) == process_of()


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("2022-04-12", APRIL_12),
        ("2022-03", MARCH),
        ("2022", YEAR),
        (2022, YEAR),
        ("2024-02", FuzzyDate(earliest=date(2024, 2, 1), latest=date(2024, 2, 29), precision="month")),
        ({"earliest": "2022-03-01", "latest": "2022-03-31", "precision": "month"}, MARCH),
    ],
)
def test_fuzzy_date_has_short_forms(written, understood):
    (phase,) = process_of(phases=[PHASE | {"starts": written}]).phases
    assert phase.starts == understood


def test_fuzzy_date_may_be_said_in_words():
    written = {"earliest": "2022-09-01", "latest": "2022-09-10", "precision": "month", "text": TEXT}
    (phase,) = process_of(phases=[PHASE | {"ends": written}]).phases
    assert phase.ends == FuzzyDate(
        earliest=date(2022, 9, 1), latest=date(2022, 9, 10), precision="month", text=TEXT
    )


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("17:00", time(17)),
        ("9:30", time(9, 30)),
        ("17:00:30", time(17, 0, 30)),
        ("0:00:00.5", time(0, 0, 0, 500000)),
    ],
)
def test_clock_times_are_times(written, understood):
    (workshop,) = process_of(**with_session(starts=written)).workshops
    assert workshop.sessions[0].starts == understood


@pytest.mark.parametrize("written", ["2022-04-04T09:00", "2022-04-04 9:00", "2022-04-04T09:00:00"])
def test_registration_opens_by_the_wall_clock(written):
    process = process_of(registration={"mode": "window", "opens": written})
    assert process.registration == Registration(
        mode="window", opens=datetime.fromisoformat("2022-04-04T09:00")
    )


def test_news_are_published_on_a_day_or_at_a_time():
    (item,) = process_of(news=[NEWS | {"updated": "2022-03-03T14:30"}]).news
    assert (item.published, item.updated) == (date(2022, 3, 3), datetime.fromisoformat("2022-03-03T14:30"))
    assert not isinstance(item.published, datetime)


def test_text_that_looks_like_a_date_stays_a_text():
    assert read("slug: a\nname: {fi: 2022-04-12}\ngoal: {fi: no}", languages=["fi"]).name == {
        "fi": "2022-04-12"
    }


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"names": TEXT}, "names: unknown field; did you mean 'name'?"),
        (with_session(datum=1), "workshops[0].sessions[0].datum: unknown field; did you mean 'date'?"),
        ({"contact": {"x": 1}}, "contact.x: unknown field; allowed are name, email, phone, address"),
        ({"name": "Teksti"}, "name: expected a text for each language, such as 'fi: …'"),
        ({"name": {"fi": 2022}}, "name.fi: expected a text, got a number; put it in quotes if it is one"),
        (
            {"name": {"fi": True}},
            "name.fi: expected a text, got true or false; put it in quotes if it is one",
        ),
        ({"name": {"fi": None}}, "name.fi: expected a text, got nothing; put it in quotes if it is one"),
        (
            {"name": {"fi": ["a"]}},
            "name.fi: expected a text, got several values; put it in quotes if it is one",
        ),
        (
            {"participation": [TEXT, "x"]},
            "participation[1]: expected a text for each language, such as 'fi: …'",
        ),
        ({"name": None}, "name: Expected `mapping`, got `null`"),
        ({"year": "tänä vuonna"}, "year: Expected `int | null`, got `str`"),
        ({"phases": {"a": 1}}, "phases: Expected `list`, got `mapping`"),
        ({"phases": None}, "phases: Expected `list`, got `null`"),
        ({"phases": ["alku"]}, "phases[0]: Expected `mapping`, got `str`"),
        ({"phases": [{"key": "alku"}]}, "phases[0]: Object missing required field `title`"),
        (
            with_session(capacity="20 henkeä"),
            "workshops[0].sessions[0].capacity: Expected `int | null`, got `str`",
        ),
        (with_session(catering="no"), "workshops[0].sessions[0].catering: Expected `bool`, got `str`"),
        (with_session(languages=[1]), "workshops[0].sessions[0].languages[0]: Expected `str`, got `int`"),
        (
            with_session(mode="online"),
            "workshops[0].sessions[0].mode: expected one of on_site, remote, hybrid, got 'online'",
        ),
        (
            with_session(mode=["remote"]),
            "workshops[0].sessions[0].mode: expected one of on_site, remote, hybrid, got ['remote']",
        ),
        (
            with_session(starts="17.00"),
            "workshops[0].sessions[0].starts: expected a time such as 17:00, got '17.00'",
        ),
        (with_session(starts=17), "workshops[0].sessions[0].starts: expected a time such as 17:00, got 17"),
        (
            with_session(starts="24:00"),
            "workshops[0].sessions[0].starts: expected a time such as 17:00, got '24:00'",
        ),
        (
            with_session(starts="17:60"),
            "workshops[0].sessions[0].starts: expected a time such as 17:00, got '17:60'",
        ),
        (
            with_session(starts={"h": 1}),
            "workshops[0].sessions[0].starts: expected a time such as 17:00, got {'h': 1}",
        ),
        (
            with_session(date="12.4.2022"),
            f"workshops[0].sessions[0].date: {DATE_FORMS} '12.4.2022'",
        ),
        (
            with_session(date="2022-02-30"),
            f"workshops[0].sessions[0].date: {DATE_FORMS} '2022-02-30'",
        ),
        (with_session(date="2022-13"), "workshops[0].sessions[0].date: there is no such month: '2022-13'"),
        (with_session(date=0), "workshops[0].sessions[0].date: there is no such year: 0"),
        (
            with_session(date={"earliest": "2022-04"}),
            "workshops[0].sessions[0].date.earliest: expected a day such as 2022-04-12, got '2022-04'",
        ),
        (with_session(date={}), "workshops[0].sessions[0].date: Object missing required field `earliest`"),
        ({"registration": "window"}, "registration: Expected `mapping | null`, got `str`"),
        (
            {"registration": {"mode": "window", "opens": "2022-04-04T09:00+03:00"}},
            f"registration.opens: {MOMENT_FORM} '2022-04-04T09:00+03:00'",
        ),
        (
            {"registration": {"mode": "window", "opens": "2022-04-04"}},
            f"registration.opens: {MOMENT_FORM} '2022-04-04'",
        ),
        (
            {"news": [NEWS | {"published": "eilen"}]},
            "news[0].published: expected a day such as 2022-04-12, got 'eilen'",
        ),
        (
            {"news": [NEWS | {"published": {"a": 1}}]},
            f"news[0].published: {MOMENT_FORM} {{'a': 1}}",
        ),
    ],
)
def test_value_that_does_not_fit_its_field_is_told_by_its_path(fields, complaint):
    assert complaints(file_of(**fields)) == [complaint]


def test_missing_field_of_the_process_itself_has_no_path():
    assert complaints("name: {fi: a}\ngoal: {fi: b}\n") == ["Object missing required field `slug`"]


def test_all_unreadable_values_are_told_at_once():
    source = file_of(nimi=1, **with_session(date="joskus", starts="illalla"))
    assert [each.split(":")[0] for each in complaints(source)] == [
        "nimi",
        "workshops[0].sessions[0].date",
        "workshops[0].sessions[0].starts",
    ]


def test_amendment_is_not_taken_for_a_process():
    (said,) = complaints(file_of(amends="turku"))
    assert said.startswith("amends: this file amends a process")


def test_problems_are_data_as_well_as_words():
    with pytest.raises(ContentInvalid) as refusal:
        read(file_of(slug="Turku"), languages=LANGUAGES)
    (problem,) = refusal.value.problems
    assert (problem.path, str(problem)) == ("slug", f"slug: {problem.message}")


def test_languages_are_those_of_the_configuration():
    source = file_of(**{field: {"en": "Text"} for field in SMALLEST if field != "slug"})
    assert read(source, languages=["en"]).name == {"en": "Text"}
