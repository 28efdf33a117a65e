"""What is printed for a session: who is on it, what is not, and that it is to be destroyed."""

from __future__ import annotations

import re

import pytest

from kaarina_strategy_ext.readmodels.staff.kitchen import Wish, folded

from ...town import GOALS, VISION
from .conftest import FI, SV, Office


@pytest.fixture
def new_database(new_sqlite):
    """Pages alone are tried here: the rules below them are, by their own tests, on both databases."""
    return new_sqlite


LISTS = ["ovilista", "nimilista", "nimilaput"]
SHEETS = [*LISTS, "keittio"]
NOTICE = "Sisältää henkilötietoja. Pidä poissa ulkopuolisten näkyvistä"


@pytest.fixture
def people(office: Office) -> list[str]:
    """Two with a seat, one of them with a companion and with needs, and one who waits."""
    office.alter("UPDATE kaarina_strategy_process SET companions = 2")
    office.alter("UPDATE kaarina_strategy_session SET capacity = 3 WHERE key = :key", key=VISION)
    told = {"phone": "0401234567", "diet": "Vegaani", "needs": "Induktiosilmukka", "consent": "1"}
    aino = office.resident("Aino", VISION, GOALS, companions="1", last_name="Mäkinen", **told)
    return [aino, office.resident("Kristian", VISION), office.resident("Ville", VISION)]


def sheet(office: Office, name: str, key: str = VISION) -> str:
    return office.page(f"/tilaisuudet/{key}/{name}")


@pytest.mark.parametrize("name", LISTS)
def test_list_has_those_with_a_seat_and_nothing_else_of_them(office: Office, people, name: str) -> None:
    page = sheet(office, name)
    assert all(each in page for each in ("Aino", "Mäkinen", "Kristian"))
    assert not re.search(r"Ville|0401234567|@example|Vegaani|Induktio", page)


def test_sheets_say_that_they_are_to_be_destroyed_and_when_they_were_printed(office: Office, people) -> None:
    pages = {name: sheet(office, name) for name in SHEETS}
    assert [name for name in SHEETS if NOTICE not in pages[name]] == []
    assert [name for name in SHEETS if not re.search("Tulostettu [^<]*5.4.2022 klo 12", pages[name])] == []


def test_printing_personal_data_is_written_in_the_audit(office: Office, people) -> None:
    query = "SELECT count(*) FROM kaarina_strategy_audit_entry WHERE action = 'personal data read'"
    noted = [office.value(query) for name in SHEETS if sheet(office, name)]
    assert noted == [1, 2, 3, 4]


def test_sheet_of_an_empty_session_says_so(office: Office) -> None:
    assert "Ei osallistujia" in sheet(office, "keittio")
    assert all("Kenelläkään ei ole paikkaa" in sheet(office, name) for name in ("ovilista", "nimilaput"))


def test_kitchen_has_counts_and_words_without_names(office: Office, people) -> None:
    office.alter("UPDATE kaarina_strategy_registration SET diet = 'vegaani.', consented_at = created_at")
    page = sheet(office, "keittio")
    assert "3 osallistujaa" in page
    assert re.search(r"<td>(Vegaani|vegaani\.)</td><td>2</td>", page)
    assert re.search(r"<td>Induktiosilmukka</td><td>1</td>", page)
    assert "Heistä 1 tulee toisen mukana" in page
    assert not re.search("Aino|Mäkinen|Kristian|Ville", page)


def test_kitchen_of_another_session_does_not_know_them(office: Office, people) -> None:
    office.alter("UPDATE kaarina_strategy_registration SET diet = NULL")
    assert "Kukaan ei ole kertonut allergiasta" in sheet(office, "keittio")


@pytest.mark.parametrize(
    ("texts", "wishes"),
    [
        ([], []),
        ([None, "", "  "], []),
        (["Vegaani", "vegaani ", "VEGAANI.", "Vegaani"], [("Vegaani", 4)]),
        (["ei  pähkinää", "ei pähkinää"], [("ei pähkinää", 2)]),
        (["gluteeniton\nlaktoositon", "gluteeniton laktoositon"], [("gluteeniton laktoositon", 2)]),
        # other words stand alone, although a person may know that they mean the same
        (["vegaaninen", "vegaani", "vegaani"], [("vegaani", 2), ("vegaaninen", 1)]),
    ],
)
def test_texts_that_are_alike_are_counted_together(texts, wishes) -> None:
    assert folded(texts) == tuple(Wish(*each) for each in wishes)


def test_companion_has_an_empty_tag(office: Office, people) -> None:
    page = sheet(office, "nimilaput")
    assert page.count('class="ks-name-tag"') == 3
    assert page.count("Tyhjä, mukana tulevalle") == 1


def test_sheets_are_in_the_language_of_the_page(office: Office, people) -> None:
    page = office.page(f"{SV}/tillfallen/{VISION}/dorrlista")
    assert '<html class="ks-paper ks-sheet" lang="sv">' in page
    assert "Innehåller personuppgifter" in page


def test_session_leads_to_the_door_and_to_all_sheets(office: Office) -> None:
    page = office.page(f"/tilaisuudet/{VISION}")
    links = re.findall(rf'href="{FI}/tilaisuudet/{VISION}/([^"]+)"', page)
    assert links == ["ovi#ks-door", "kutsut", *SHEETS]


def test_sheet_of_no_session_is_not_found(office: Office) -> None:
    answers = [office.client.get(f"{FI}/tilaisuudet/none/{name}").status_code for name in SHEETS]
    assert answers == [404] * len(SHEETS)
