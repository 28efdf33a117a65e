"""Mail that comes by the clock: reminders, and what came out of a workshop."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import Translated

from ..town import GOALS, VISION, person, wish
from .acts import amend, remind, summarise, tell_results
from .conftest import (
    BASE_URL,
    Office,
    calendar_files,
    calendar_of,
    html_of,
    in_one_line,
    newest,
    readable,
    text_of,
)

LANGUAGES = ["fi", "sv"]
WHEN = {"fi": "ti 12.4.2022 klo 17–20", "sv": "tis 12.4.2022 kl. 17–20"}
TITLE = {"fi": "Visio-työpaja", "sv": "Visio-työpaja (sv)"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_reminder_says_when_where_and_how_to_cancel(office: Office, language: str) -> None:
    office.edit(
        VISION,
        place=Translated({"fi": "Kaupungintalo", "sv": "Stadshuset"}),
        access=Translated({"fi": "Hissi aulassa", "sv": "Hiss i aulan"}),
        remote_url="https://etana.example.fi/abc",
    )
    office.register(person(language=language), wish(VISION), wish(GOALS))
    office.deliver()
    remind(office)
    mail, said = newest(office), words(language)
    assert mail["Subject"] == f"{said.gettext('Reminder')}: {TITLE[language]} {WHEN[language]}"
    for shown in (in_one_line(text_of(mail)), readable(html_of(mail))):
        assert WHEN[language] in shown
        assert {"fi": "Kaupungintalo", "sv": "Stadshuset"}[language] in shown
        assert {"fi": "Hissi aulassa", "sv": "Hiss i aulan"}[language] in shown
        assert (
            said.gettext("If you cannot come, cancel your place so that somebody else can have it.") in shown
        )
    assert "https://etana.example.fi/abc" in text_of(mail)
    assert [event["UID"].split("@")[0][: len(VISION)] for event in calendar_of(mail).walk("VEVENT")] == [
        VISION
    ]


@pytest.mark.parametrize(("language", "today"), [("fi", "tänään klo 17"), ("sv", "i dag kl. 17")])
def test_reminder_on_the_day_itself_says_today(office: Office, language: str, today: str) -> None:
    office.register(person(language=language), wish(VISION))
    office.deliver()
    remind(office, timedelta(hours=2))
    mail, said = newest(office), words(language)
    assert mail["Subject"] == f"{said.gettext('Reminder')}: {TITLE[language]} {today}"
    begins = said.gettext("A workshop in which you have a place begins %(when)s.", when=today)
    for shown in (in_one_line(text_of(mail)), readable(html_of(mail))):
        assert begins in shown


def test_reminder_of_a_place_cancelled_meanwhile_is_never_sent(office: Office) -> None:
    registration = office.register(person(), wish(VISION), wish(GOALS))
    office.deliver()
    remind(office)
    office.cancel(registration, VISION)
    assert not any(
        str(mail["Subject"]).startswith(words("fi").gettext("Reminder")) for mail in office.deliver()
    )


def test_reminder_of_a_session_moved_meanwhile_is_never_sent(office: Office) -> None:
    office.register(person(), wish(VISION))
    office.deliver()
    remind(office)
    amend(office, VISION, date="2022-04-19")
    assert len(office.deliver()) == 1


def test_reminder_of_a_session_cancelled_meanwhile_is_never_sent(office: Office) -> None:
    office.register(person(), wish(VISION))
    office.deliver()
    remind(office)
    amend(office, VISION, cancelled={"fi": "Ohjaaja on sairas"})
    _, mail = office.deliver()
    assert str(mail["Subject"]).startswith(words("fi").gettext("The workshop has been cancelled"))


def test_reminder_that_comes_too_late_is_never_sent(office: Office) -> None:
    office.register(person(), wish(VISION))
    office.deliver()
    remind(office, timedelta(hours=2))
    office.now += timedelta(hours=2)
    assert len(office.deliver()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_lead_to_the_page_of_the_workshop(office: Office, language: str) -> None:
    office.register(person(language=language), wish(VISION))
    office.deliver()
    office.now += timedelta(days=9)
    summarise(office, "visio", fi="Yhteenveto", sv="Sammandrag")
    tell_results(office)
    mail, said = newest(office), words(language)
    title = said.gettext("The results of the workshop are out")
    assert mail["Subject"] == f"{title}: {TITLE[language]}"
    page = f"{BASE_URL}/{language}/workshops/visio"
    assert page in text_of(mail).splitlines()
    assert f'href="{page}"' in html_of(mail)
    promise = said.ngettext(
        "We erase your details no later than %(n)s day after your last workshop: %(day)s, as things stand.",
        "We erase your details no later than %(n)s days after your last workshop: %(day)s, as things stand.",
        30,
        day="12.5.2022",
    )
    assert promise in in_one_line(text_of(mail))
    assert calendar_files(mail) == []


def test_results_that_are_taken_back_are_told_to_nobody(office: Office) -> None:
    office.register(person(), wish(VISION))
    office.deliver()
    office.now += timedelta(days=9)
    summarise(office, "visio", fi="Yhteenveto")
    tell_results(office)
    summarise(office, "visio")
    assert len(office.deliver()) == 1
