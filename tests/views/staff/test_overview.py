"""The first page of the staff side: what needs attention, as far as the role may see it, and the pictures."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from kaarina_strategy_ext import Identity

from ...town import GOALS, NOW, OPENED, OTHER_GOALS, VISION
from .conftest import FI, SV, Login, Office, phoned


def attention(office: Office) -> str:
    """What needs attention, and what is to come."""
    page = unescape(office.page("/"))
    return page.partition("<h1>")[2].partition('id="ks-statistics"')[0]


def become(login: Login, role: str) -> None:
    """Let somebody else with only this role be logged in."""
    login.identity = Identity("somebody", "Somebody", None, frozenset({role}))


def settled(office: Office) -> None:
    """Let every session have its place and its size, in both languages, and nothing open or close soon."""
    place = "(SELECT title FROM kaarina_strategy_workshop WHERE slug = 'visio')"  # any text will do
    office.alter(f"UPDATE kaarina_strategy_session SET place = {place}, capacity = 50")
    renew(office)


def renew(office: Office) -> None:
    """Let the pages be made anew from what the database holds."""
    office.alter("UPDATE kaarina_strategy_process SET revision = revision + 1")


def test_calm_sentence_stands_where_nothing_needs_attention(office: Office) -> None:
    settled(office)
    assert "Juuri nyt kaikki on kunnossa." in attention(office)


@pytest.mark.parametrize("taken", [1, 2])
def test_session_that_fills_up_is_told_once_by_its_numbers(office: Office, taken: int) -> None:
    settled(office)
    office.alter("UPDATE kaarina_strategy_session SET capacity = 2 WHERE key = :key", key=VISION)
    renew(office)
    for name in ("Aino", "Kristian")[:taken]:
        office.resident(name, VISION)
    told = attention(office)
    assert told.count(f'href="{FI}/tilaisuudet/{VISION}"') == 1 + ("päättyy" in told)
    assert ("2 paikasta on varattu 1" in told, "kaikki paikat on varattu (2)" in told) == (
        taken < 2,
        taken == 2,
    )


def test_share_that_was_jumped_over_is_told_and_one_not_reached_is_not(office: Office) -> None:
    settled(office)
    office.app.extensions["kaarina_strategy"].host.settings["FILLING_SHARES"] = (60,)
    office.alter("UPDATE kaarina_strategy_process SET companions = 3")
    office.alter(
        "UPDATE kaarina_strategy_session SET capacity = 4 WHERE key IN (:one, :two)", one=VISION, two=GOALS
    )
    renew(office)
    office.resident("Aino", VISION, companions="2")  # three of four at once
    office.resident("Kristian", GOALS, companions="1")  # two of four
    told = attention(office)
    assert "4 paikasta on varattu 3" in told
    assert "4 paikasta on varattu 2" not in told


def test_offer_and_its_deadline_of_today_are_told(office: Office, clock) -> None:
    settled(office)
    office.alter("UPDATE kaarina_strategy_process SET offer_hours = 48")
    office.send(f"/tilaisuudet/{OTHER_GOALS}", capacity="1")
    office.resident("Aino", OTHER_GOALS)
    office.send("/ilmoittautumiset/uusi", **phoned("Kalle", OTHER_GOALS))
    office.send(f"/tilaisuudet/{OTHER_GOALS}", capacity="2")
    told = attention(office)
    assert "1 tarjottu paikka odottaa vastausta to 7.4.2022 klo 12 asti." in told
    assert "päättyy tänään" not in told
    clock.now = NOW + timedelta(days=2, hours=-1)
    assert "1 tarjous päättyy tänään." in attention(office)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("bounced", "Postipalvelin ei ottanut vastaan 1 viestiä."), ("given_up", "1 viestiä ei saatu perille.")],
)
def test_mail_that_did_not_arrive_leads_to_it(office: Office, state: str, sentence: str) -> None:
    office.resident("Aino", VISION)
    office.alter("UPDATE kaarina_strategy_message SET state = :state", state=state)
    assert f'<a href="{FI}/viestit?state={state}">{sentence}</a>' in attention(office)


@pytest.mark.parametrize(("minutes", "is_told"), [(9, False), (10, True)])
def test_mail_that_waits_too_long_is_told(office: Office, clock, minutes: int, is_told: bool) -> None:
    office.resident("Aino", VISION)
    clock.now = NOW + timedelta(minutes=minutes)
    assert ("Postia on lähettämättä" in attention(office)) is is_told


def test_session_of_the_next_two_weeks_without_place_or_size_is_told(office: Office, clock) -> None:
    told = attention(office)
    assert "12.4.2022: pitopaikka puuttuu." in told
    assert "20.4.2022" not in told
    clock.now = NOW + timedelta(days=2)
    assert "20.4.2022: pitopaikka ja paikkojen määrä puuttuvat." in attention(office)


def test_opening_of_the_next_week_is_told_in_one_sentence_for_all(office: Office, clock) -> None:
    clock.now = OPENED - timedelta(days=7)
    assert "Ilmoittautuminen 5 tilaisuuteen avautuu ma 4.4.2022 klo 12." in attention(office)
    clock.now = OPENED - timedelta(days=7, minutes=1)
    assert "avautuu" not in attention(office)


def test_registrations_about_to_be_erased_are_told(office: Office, clock) -> None:
    office.resident("Aino", VISION)
    clock.now = NOW + timedelta(days=7 + 24)  # the session ended on 12 April
    assert "1 ilmoittautuminen poistetaan to 12.5.2022." in attention(office)
    clock.now = NOW + timedelta(days=7 + 32)
    assert "1 ilmoittautuminen olisi pitänyt jo poistaa." in attention(office)


def test_workshop_whose_results_nobody_has_told_is_told_to_editors(
    office: Office, login: Login, clock
) -> None:
    become(login, "editor")
    clock.now = NOW + timedelta(days=8)
    sentence = "Visio-työpaja on pidetty, mutta sen tuloksista ei ole kerrottu."
    assert f'<a href="{FI}/sisalto/osa/workshop:visio">{sentence}</a>' in attention(office)
    office.alter(
        "UPDATE kaarina_strategy_workshop SET summary = (SELECT title FROM kaarina_strategy_workshop"
        " WHERE slug = 'visio') WHERE slug = 'visio'"
    )
    renew(office)
    assert "tuloksista ei ole kerrottu" not in attention(office)


def test_missing_texts_are_told_to_editors(office: Office, login: Login) -> None:
    become(login, "editor")
    assert "puuttuu ruotsiksi" not in attention(office)
    one = '{"fi": {"text": "Vain suomeksi", "edited_at": null}}'
    office.alter("UPDATE kaarina_strategy_workshop SET purpose = :text WHERE slug = 'visio'", text=one)
    renew(office)
    assert "1 teksti puuttuu ruotsiksi." in attention(office)


def test_process_that_is_not_public_yet_is_told_to_editors(office: Office, login: Login) -> None:
    become(login, "editor")
    office.alter("UPDATE kaarina_strategy_process SET published_at = NULL")
    assert "Tämä strategiatyö ei ole vielä julkinen." in attention(office)


def test_employee_sees_numbers_and_nothing_of_people_or_mail(office: Office, login: Login) -> None:
    for name in ("Aino", "Kristian"):
        office.resident(name, VISION)
    office.alter("UPDATE kaarina_strategy_message SET state = 'bounced'")
    become(login, "employee")
    told = attention(office)
    assert "kaikki paikat on varattu (2)" in told
    assert 'href="/strategia/tyopajat/visio"' in told
    assert ("Postipalvelin" in told, "Aino" in office.page("/"), f"{FI}/tilaisuudet" in told) == (
        False,
        False,
        False,
    )


@pytest.mark.parametrize("role", ["employee", "editor", "registrar", "admin"])
def test_everything_that_is_told_leads_where_the_role_may_go(
    office: Office, login: Login, clock, role: str
) -> None:
    office.resident("Aino", VISION)
    office.resident("Kristian", VISION)
    office.alter("UPDATE kaarina_strategy_message SET state = 'bounced'")
    become(login, role)
    for clock.now in (NOW, NOW + timedelta(days=31)):
        links = re.findall(r'<a href="([^"#]+)', attention(office))
        assert {link: office.client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_overview_is_there_in_swedish(office: Office) -> None:
    for name in ("Aino", "Kristian"):
        office.resident(name, VISION)
    page = office.page(f"{SV}/")
    assert "alla platser är bokade (2)" in page
    assert "Visio-työpaja (sv)" in page


# The pictures.


def test_picture_and_its_table_tell_the_same(office: Office, clock) -> None:
    office.resident("Aino", VISION)
    clock.now = NOW + timedelta(days=1)
    office.resident("Kristian", VISION)
    page = office.page("/?workshop=visio")
    picture, _, table = page.partition("<svg")[2].partition("</svg>")
    assert "now" not in picture
    assert "nyt 2" in picture
    assert "2 paikkaa" in picture
    assert re.findall(r"<td[^>]*>([^<]*)</td>", table.partition("</details>")[0]) == ["+1", "2", "+1", "1"]


def test_one_workshop_can_be_chosen_and_an_unknown_one_is_all_of_them(office: Office) -> None:
    office.resident("Aino", VISION)
    assert "Kukaan ei ole vielä ilmoittautunut." in office.page("/?workshop=paamaarat")
    for address in ("/", "/?workshop=no-such"):
        assert "<svg" in office.page(address)
    assert f'href="{SV}/?workshop=paamaarat"' in office.page("/?workshop=paamaarat")


@pytest.mark.parametrize(("swedish", "is_told"), [(2, False), (3, True)])
def test_language_of_few_is_not_told_apart(office: Office, swedish: int, is_told: bool) -> None:
    office.alter("UPDATE kaarina_strategy_session SET capacity = 50")
    renew(office)
    for number in range(3 + swedish):
        office.resident(f"Nimi{number}", GOALS, language="fi" if number < 3 else "sv")
    page = office.page("/")
    assert ('id="ks-languages-title"' in page) is is_told
    assert ("jotta ketään ei voi tunnistaa" in page) is not is_told
