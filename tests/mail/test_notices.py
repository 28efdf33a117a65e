"""Mail about sessions that move, change, or are cancelled by the organiser."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest

from kaarina_strategy_ext.i18n import words

from ..town import GOALS, JUNE_1, JUNE_2, OTHER_GOALS, VISION, either_will_do, person, wish, wish_or_wait
from .acts import after_the_pause, amend, ways
from .conftest import Office, calendar_files, calendar_of, html_of, newest, text_of, told

LANGUAGES = ["fi", "sv"]
OLD = {"fi": "ti 12.4.2022 klo 17–20", "sv": "tis 12.4.2022 kl. 17–20"}
NEW = {"fi": "ti 19.4.2022 klo 17–20", "sv": "tis 19.4.2022 kl. 17–20"}
TITLE = {"fi": "Visio-työpaja ti 19.4.2022", "sv": "Visio-työpaja (sv) tis 19.4.2022"}
UNCHANGED = {"fi": "Visio-työpaja ti 12.4.2022", "sv": "Visio-työpaja (sv) tis 12.4.2022"}


def registered(office: Office, language: str = "fi") -> int:
    """Somebody with a seat in the vision workshop, who has got the confirmation."""
    registration = office.register(person(language=language), wish(VISION))
    office.deliver()
    return registration


def notice_of(office: Office, key: str, **fields: object) -> EmailMessage:
    """The mail that comes of an edit."""
    amend(office, key, **fields)
    after_the_pause(office)
    return newest(office)


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_time_is_told_first_with_the_old_one(office: Office, language: str) -> None:
    registered(office, language)
    mail, said = notice_of(office, VISION, date="2022-04-19"), words(language)
    what = said.gettext("New time")
    assert mail["Subject"] == f"{what}: {TITLE[language]}"
    assert text_of(mail).splitlines()[2] == f"{what}: {TITLE[language]}"
    change = said.gettext("%(after)s (earlier: %(before)s)", after=NEW[language], before=OLD[language])
    for shown in told(mail):
        assert change in shown
        assert said.gettext("Your place is confirmed.") in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_cancelled_session_is_told_with_its_reason(office: Office, language: str) -> None:
    registered(office, language)
    mail = notice_of(office, VISION, cancelled={"fi": "Ohjaaja on sairas", "sv": "Ledaren är sjuk"})
    said = words(language)
    what = said.gettext("The workshop has been cancelled")
    assert mail["Subject"] == f"{what}: {UNCHANGED[language]}"
    for shown in told(mail):
        assert {"fi": "Ohjaaja on sairas", "sv": "Ledaren är sjuk"}[language] in shown
        assert said.gettext("You need not cancel your place.") in shown
        assert said.gettext("Your place is confirmed.") not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_session_that_is_held_after_all_is_told_with_its_time(office: Office, language: str) -> None:
    registered(office, language)
    notice_of(office, VISION, cancelled={"fi": "Ohjaaja on sairas"})
    mail = notice_of(office, VISION, cancelled=None)
    assert mail["Subject"] == (
        f"{words(language).gettext('The workshop will be held after all')}: {UNCHANGED[language]}"
    )
    for shown in told(mail):
        assert OLD[language] in shown


def test_place_that_becomes_known_is_no_new_place(office: Office) -> None:
    registered(office)
    mail = notice_of(office, VISION, place={"fi": "Kirjasto"}, address={"fi": "Kirjastotie 1"})
    assert str(mail["Subject"]).startswith(words("fi").gettext("The place is now known"))
    for shown in told(mail):
        assert "Kirjasto, Kirjastotie 1" in shown
        assert "aiemmin" not in shown


def test_clock_time_that_becomes_known_is_no_new_time(office: Office) -> None:
    office.register(person(), wish(JUNE_1))
    office.deliver()
    mail = notice_of(office, JUNE_1, starts="17:00", ends="20:00")
    assert str(mail["Subject"]).startswith(words("fi").gettext("The clock time is now known"))


def test_text_that_is_there_in_another_language_only_is_marked(office: Office) -> None:
    registered(office, "sv")
    mail = notice_of(office, VISION, theme={"fi": "Kaarina 2035"})
    assert '<span lang="fi">Kaarina 2035</span>' in html_of(mail)
    assert words("sv").gettext("Some of this is not available in your language.") in text_of(mail)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("fi", "Muutoksia: aika, paikka ja teema – Visio-työpaja ti 19.4.2022 (aiemmin: ti 12.4.2022)"),
        ("sv", "Ändringar: tid, plats och tema – Visio-työpaja (sv) tis 19.4.2022 (tidigare: tis 12.4.2022)"),
    ],
)
def test_several_changes_of_one_session_are_named_in_the_subject(
    office: Office, language: str, subject: str
) -> None:
    registered(office, language)
    mail = notice_of(
        office,
        VISION,
        date="2022-04-19",
        place={"fi": "Kirjasto", "sv": "Biblioteket"},
        theme={"fi": "Kaarina 2035", "sv": "S:t Karins 2035"},
    )
    assert mail["Subject"] == subject
    for shown in told(mail):
        assert subject in shown


@pytest.mark.parametrize("hours", [48, 0])
def test_who_has_no_seat_in_a_cancelled_session_need_not_do_anything(office: Office, hours: int) -> None:
    ways(office, offer_hours=hours)
    first = office.register(person("Pekka"), wish(OTHER_GOALS))
    office.register(person(), wish_or_wait(OTHER_GOALS))
    if hours:
        office.cancel(first)  # whose place is now on offer to Aino
    office.deliver()
    mail = notice_of(office, OTHER_GOALS, cancelled={"fi": "Ohjaaja on sairas", "sv": "Ledaren är sjuk"})
    said = words("fi")
    for shown in told(mail):
        assert said.gettext("You need not do anything.") in shown
        lapsed = said.gettext("The place on offer to you in it is no longer on offer.")
        assert (lapsed in shown) == bool(hours)


def test_different_changes_of_two_sessions_are_one_mail(office: Office) -> None:
    office.register(person(), wish(VISION), wish(GOALS))
    office.deliver()
    amend(office, VISION, date="2022-04-19")
    mail = notice_of(office, GOALS, theme={"fi": "Kaarina 2035"})
    assert str(mail["Subject"]).startswith(words("fi").gettext("Changes in your workshops"))
    for shown in told(mail):
        assert NEW["fi"] in shown
        assert "Kaarina 2035" in shown
    assert len(office.sent) == 2


def test_edits_within_ten_minutes_are_one_mail_with_the_first_old_and_the_last_new(
    either_office: Office,
) -> None:
    registered(either_office)
    amend(either_office, VISION, date="2022-04-13")
    either_office.now += timedelta(minutes=5)
    mail = notice_of(either_office, VISION, date="2022-04-19")
    change = words("fi").gettext("%(after)s (earlier: %(before)s)", after=NEW["fi"], before=OLD["fi"])
    for shown in told(mail):
        assert change in shown
        assert "13.4.2022" not in shown
    assert len(either_office.sent) == 2


def test_change_that_is_taken_back_within_ten_minutes_is_told_to_nobody(office: Office) -> None:
    registered(office)
    amend(office, VISION, date="2022-04-13")
    amend(office, VISION, date="2022-04-12")
    after_the_pause(office)
    assert len(office.deliver()) == 1


def test_new_remote_link_is_told_to_those_who_have_a_seat(office: Office) -> None:
    registered(office)
    mail = notice_of(office, VISION, remote_url="https://etana.example.fi/abc")
    assert "https://etana.example.fi/abc" in text_of(mail)
    assert 'href="https://etana.example.fi/abc"' in html_of(mail)


def test_new_remote_link_is_not_told_to_those_who_wait(office: Office) -> None:
    for name in ("Pekka", "Maria", "Aino"):
        office.register(person(name), wish_or_wait(VISION))
    office.deliver()
    amend(office, VISION, remote_url="https://etana.example.fi/abc")
    after_the_pause(office)
    (mail,) = [each for each in office.deliver()[3:] if each["To"] == "aino@example.fi"]
    assert "etana.example.fi" not in mail.as_string() + text_of(mail) + html_of(mail)
    assert words("fi").gettext("The link is sent to those who have a place.") in text_of(mail)


def test_session_that_comes_to_overlap_another_one_is_pointed_out(office: Office) -> None:
    office.register(person(), wish(VISION), wish(GOALS))
    office.deliver()
    sentence = words("fi").gettext(
        "These overlap: %(first)s and %(second)s.",
        first=f"Strategiset päämäärät {OLD['fi']}",
        second=f"Visio-työpaja {OLD['fi']}",
    )
    for shown in told(notice_of(office, GOALS, date="2022-04-12")):
        assert sentence in shown


def test_who_waits_for_either_is_told_of_a_change_of_one_and_gets_no_calendar(office: Office) -> None:
    for name in ("Pekka", "Maria", "Aino"):
        office.register(person(name), either_will_do())
    office.deliver()
    amend(office, JUNE_2, date="2022-06-09")
    after_the_pause(office)
    (mail,) = [each for each in office.deliver()[3:] if each["To"] == "aino@example.fi"]
    assert "to 9.6.2022" in text_of(mail)
    assert calendar_files(mail) == []


def test_who_has_cancelled_meanwhile_is_told_nothing(office: Office) -> None:
    registration = office.register(person(), wish(VISION), wish(GOALS))
    office.deliver()
    amend(office, VISION, date="2022-04-19")
    office.cancel(registration, VISION)
    office.deliver()
    after_the_pause(office)
    assert len(office.deliver()) == 2


def test_registration_cancelled_meanwhile_is_told_nothing(office: Office) -> None:
    registration = registered(office)
    amend(office, VISION, date="2022-04-19")
    office.cancel(registration)
    office.deliver()
    after_the_pause(office)
    assert len(office.deliver()) == 2


def test_calendar_gets_the_changed_sessions_only(office: Office) -> None:
    office.register(person(), wish(VISION), wish(GOALS))
    office.deliver()
    (event,) = calendar_of(notice_of(office, VISION, date="2022-04-19")).walk("VEVENT")
    assert event["UID"].startswith(VISION)
    assert event["SEQUENCE"] == 1


def test_session_that_loses_its_day_is_taken_out_of_the_calendar(office: Office) -> None:
    registered(office)
    calendar = calendar_of(notice_of(office, VISION, date="2022-05", starts=None, ends=None))
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "CANCEL"
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert "DTSTART" not in event
