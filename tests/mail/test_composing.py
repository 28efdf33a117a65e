"""How the mails are put: language, addresses, lines, headings, and the same facts in text and HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import Registration, SessionMode, Translated
from kaarina_strategy_ext.readmodels.content import ContactView
from kaarina_strategy_ext.readmodels.staff.wording import reference

from ..town import GOALS, JUNE_1, OTHER_GOALS, VISION, person, wish, wish_or_wait
from .conftest import BASE_URL, Office, html_of, in_one_line, newest, readable, text_of

LANGUAGES = ["fi", "sv"]
DAY = {"fi": "ti 12.4.2022", "sv": "tis 12.4.2022"}
WHEN = {"fi": "ti 12.4.2022 klo 17–20", "sv": "tis 12.4.2022 kl. 17–20"}
TITLE = {"fi": "Visio-työpaja", "sv": "Visio-työpaja (sv)"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_confirmation_tells_in_the_recipients_language_what_when_and_that_the_place_is_sure(
    office: Office, language: str
) -> None:
    office.register(person(language=language), wish(VISION))
    mail = newest(office)
    for told in (text_of(mail), readable(html_of(mail))):
        assert TITLE[language] in told
        assert WHEN[language] in told
        assert words(language).gettext("Your place is confirmed.") in told
        assert words(language).gettext("Hello %(name)s,", name="Aino") in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_says_the_language_in_which_it_is(office: Office, language: str) -> None:
    office.register(person(language=language), wish(VISION))
    mail = newest(office)
    assert f'<html lang="{language}">' in html_of(mail)
    assert mail["Content-Language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_subject_names_the_workshop_and_its_day(office: Office, language: str) -> None:
    office.register(person(language=language), wish(VISION))
    about = words(language).gettext("Your registration")
    assert newest(office)["Subject"] == f"{about}: {TITLE[language]} {DAY[language]}"


def test_subject_counts_the_workshops_after_the_first(office: Office) -> None:
    office.register(person(), wish(OTHER_GOALS), wish(VISION), wish(GOALS))
    first = f"{TITLE['fi']} {DAY['fi']}"
    others = words("fi").ngettext("%(first)s and %(n)s other", "%(first)s and %(n)s others", 2, first=first)
    assert newest(office)["Subject"].endswith(others)


def test_both_parts_hold_every_address_whole_and_on_a_line_of_its_own_in_the_text(office: Office) -> None:
    office.register(person(), wish(VISION))
    mail = newest(office)
    links = set(re.findall(r'href="(https://[^"]+)"', html_of(mail)))
    assert len(links) == 4  # own link, process, privacy, accessibility
    assert links == {line for line in text_of(mail).splitlines() if line.startswith("https://")}


def test_no_line_of_the_text_is_longer_than_76_characters_but_a_link(office: Office) -> None:
    access = "Esteetön kulku pääovesta, hissi aulassa, induktiosilmukka valtuustosalissa. " * 5
    office.edit(VISION, access=Translated({"fi": access, "sv": access}))
    office.paper["own_url"] = f"{BASE_URL}/oma/{'x' * 120}"
    office.register(person(), wish(VISION))
    text = text_of(newest(office))
    assert [line for line in text.splitlines() if len(line) > 76] == [f"{BASE_URL}/oma/{'x' * 120}"]
    assert in_one_line(access) in in_one_line(text)


def test_unknown_clock_time_and_place_are_said_to_follow(office: Office) -> None:
    office.register(person(), wish(JUNE_1))
    mail, said = newest(office), words("fi")
    for told in (text_of(mail), readable(html_of(mail))):
        assert said.gettext("%(day)s, clock time to be specified", day="ke 1.6.2022") in told
        assert said.gettext("Place announced later") in told


def test_remote_session_is_not_said_to_lack_a_place(office: Office) -> None:
    office.edit(VISION, mode=SessionMode.REMOTE)
    office.register(person(), wish(VISION))
    text, said = text_of(newest(office)), words("fi")
    assert f"{said.gettext('Place')}: {said.gettext('Remote')}" in text
    assert said.gettext("Place announced later") not in text


def test_place_address_and_access_are_told(office: Office) -> None:
    office.edit(
        VISION,
        place=Translated({"fi": "Kaupungintalo"}),
        address=Translated({"fi": "Lautakunnankatu 1"}),
        access=Translated({"fi": "Hissi aulassa & induktiosilmukka"}),
    )
    office.register(person(), wish(VISION))
    mail = newest(office)
    for told in (text_of(mail), readable(html_of(mail))):
        assert "Kaupungintalo, Lautakunnankatu 1" in told
        assert "Hissi aulassa & induktiosilmukka" in told


def test_text_in_another_language_is_marked_and_noted(office: Office) -> None:
    office.edit(VISION, place=Translated({"fi": "Kaupungintalo"}))
    office.register(person(language="sv"), wish(VISION))
    mail = newest(office)
    assert '<span lang="fi">Kaupungintalo</span>' in html_of(mail)
    assert words("sv").gettext("Some of this is not available in your language.") in text_of(mail)


def test_remote_link_is_told_to_those_who_hold_a_seat(office: Office) -> None:
    office.edit(VISION, remote_url="https://etana.example.fi/abc")
    office.register(person(), wish(VISION))
    mail = newest(office)
    assert "https://etana.example.fi/abc" in text_of(mail)
    assert 'href="https://etana.example.fi/abc"' in html_of(mail)


def test_remote_link_is_not_told_to_those_who_wait(office: Office) -> None:
    office.edit(OTHER_GOALS, remote_url="https://etana.example.fi/abc")
    office.register(person("Pekka"), wish(OTHER_GOALS))
    office.register(person("Aino"), wish_or_wait(OTHER_GOALS))
    mail = newest(office)
    assert mail["To"] == "aino@example.fi"
    assert "etana.example.fi" not in mail.as_string() + text_of(mail) + html_of(mail)


def test_erasure_is_promised_in_days_after_the_last_workshop(office: Office) -> None:
    office.register(person(), wish(VISION))
    promise = words("fi").ngettext(
        "We erase your details no later than %(n)s day after your last workshop: %(day)s, as things stand.",
        "We erase your details no later than %(n)s days after your last workshop: %(day)s, as things stand.",
        30,
        day="12.5.2022",
    )
    mail = newest(office)
    assert promise in in_one_line(text_of(mail))
    assert promise in readable(html_of(mail))


def test_erasure_of_what_was_cancelled_is_promised_by_its_day(office: Office) -> None:
    office.cancel(office.register(person(), wish(VISION)))
    promise = words("fi").gettext("We erase your details no later than %(day)s.", day="12.5.2022")
    assert promise in in_one_line(text_of(newest(office)))


def test_number_of_the_registration_is_told_as_on_its_page(office: Office) -> None:
    office.register(person(), wish(VISION))
    mail = newest(office)
    with Session(office.engine) as session:
        number = reference(session.scalars(select(Registration.public_id)).one())
    for shown in (in_one_line(text_of(mail)), readable(html_of(mail))):
        assert in_one_line(f"{words('fi').gettext('Registration number')}: {number}") in shown


def test_erasure_after_no_days_at_all_is_a_sentence_without_a_zero(office: Office) -> None:
    office.paper["retention_days"] = 0
    office.register(person(), wish(VISION))
    sentence = words("fi").gettext("We erase your details right after your last workshop.")
    assert sentence in in_one_line(text_of(newest(office)))


def test_site_without_statements_and_contact_has_no_empty_headings(office: Office) -> None:
    office.paper.update(privacy_url=None, accessibility_url=None, contact=ContactView(None, None, None, None))
    office.register(person(), wish(VISION))
    mail, said = newest(office), words("fi")
    for told in (text_of(mail), readable(html_of(mail))):
        for heading in ("Privacy notice", "Accessibility statement", "Advice and contact"):
            assert said.gettext(heading) not in told


def test_headings_of_the_html_begin_at_one_and_skip_no_level(office: Office) -> None:
    registration = office.register(person(), wish(VISION), wish(GOALS))
    office.cancel(registration, VISION)
    for mail in office.deliver():
        levels = [int(level) for level in re.findall(r"<h(\d)", html_of(mail))]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_html_loads_nothing_from_anywhere(office: Office) -> None:
    office.register(person(), wish(VISION))
    html = html_of(newest(office))
    assert not re.search(r"<(img|link|script|iframe)|\bsrc=|url\(|@import|\bstyle=", html)


def test_markup_in_a_name_is_text(office: Office) -> None:
    office.register(person("<b>{{ 7 * 7 }}</b>", email="aino@example.fi"), wish(VISION))
    mail = newest(office)
    assert "&lt;b&gt;{{ 7 * 7 }}&lt;/b&gt;" in html_of(mail)
    assert "<b>{{ 7 * 7 }}</b>" in text_of(mail)


def test_nothing_of_the_person_but_the_first_name_is_in_the_mail(office: Office) -> None:
    office.register(replace(person(), phone="040 765", needs="Pyörätuoli", diet="Pähkinä"), wish(VISION))
    mail = newest(office)
    for told in (text_of(mail), html_of(mail), str(mail["Subject"])):
        for secret in ("Virtanen", "Pyörätuoli", "Pähkinä", "040 765"):
            assert secret not in told
