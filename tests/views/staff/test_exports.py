"""Exports: files that a spreadsheet opens as they are, written down before they go out; and statistics."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from itertools import product

import pytest

from kaarina_strategy_ext.identity import Identity
from kaarina_strategy_ext.readmodels.staff.statistics import guarded

from ...town import GOALS, VISION
from ..shared_host import hosted
from .conftest import FI, REGISTRAR, SV, Login, Office
from .test_listing import PEOPLE, crowd

EXPORTS = ["ilmoittautumiset", "lasnaolo", "tarpeet", "tilastot"]
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pytest.fixture
def many(new_database: Callable[..., str], clock, mailbox, form) -> Iterator[Office]:
    """The office of a process with more registrations than are read at once below."""
    with hosted(new_database(crowd), clock, mailbox, login=Login()) as app:
        yield Office(app, form)


def table(office: Office, path: str) -> list[list[str]]:
    """The rows of an export, its head first."""
    whole = office.client.get(path if path.startswith(SV) else FI + path).data.decode()
    assert whole.startswith("\ufeff")
    return list(csv.reader(StringIO(whole[1:], newline=""), delimiter=";"))


def entry(office: Office) -> dict[str, object]:
    """The details of the newest audit entry."""
    stored = office.value("SELECT details FROM kaarina_strategy_audit_entry ORDER BY id DESC LIMIT 1")
    return json.loads(stored) if isinstance(stored, str) else stored


def sheet(data: bytes) -> str:
    """The first sheet of a workbook as XML."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("what", EXPORTS)
def test_file_has_its_type_and_name_and_is_kept_by_nobody(office: Office, what: str, kind: str) -> None:
    office.resident("Aino", VISION)
    answer = office.client.get(f"{FI}/viennit/{what}.{kind}")
    name = f'attachment; filename="{what}-kaarina-2022-2022-04-05.{kind}"'
    told = (answer.content_type, answer.headers["Content-Disposition"], answer.headers["Cache-Control"])
    assert told == (TYPES[kind], name, "no-store")


def test_registration_is_one_row_with_a_column_for_each_session(office: Office) -> None:
    office.resident("Aino", VISION, GOALS, phone="040 1234567")
    head, row = table(office, "/viennit/ilmoittautumiset.csv")
    told = dict(zip(head, row, strict=True))
    assert (told["Sukunimi"], told["Sähköposti"], told["Puhelin"]) == (
        "Virtanen",
        "aino@example.fi",
        "040 1234567",
    )
    assert told["Visio-työpaja ti 12.4.2022"] == "Paikka vahvistettu"
    assert told["Strategiset päämäärät ti 26.4.2022"] == ""


def test_head_and_states_are_in_the_language_of_the_reader(office: Office) -> None:
    office.resident("Aino", VISION)
    (head, row) = table(office, f"{SV}/export/anmalningar.csv")
    assert head[1:3] == ["Efternamn", "Förnamn"]
    assert "Platsen bekräftad" in row


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_no_cell_is_a_formula(office: Office, name: str) -> None:
    office.resident(name, VISION, email="aino@example.fi")
    assert f"'{name}" in table(office, "/viennit/ilmoittautumiset.csv")[1]
    cells = sheet(office.client.get(f"{FI}/viennit/ilmoittautumiset.xlsx").data)
    assert f"<t>{name}</t>" in cells
    assert "<f>" not in cells


def test_semicolons_and_quotes_stay_in_their_cell(office: Office) -> None:
    office.resident('Aino; "A"', VISION, email="aino@example.fi")
    assert 'Aino; "A"' in table(office, "/viennit/ilmoittautumiset.csv")[1]


@pytest.mark.parametrize("what", EXPORTS[:2])
def test_everybody_comes_out_in_small_steps(many: Office, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr("kaarina_strategy_ext.readmodels.staff.handing_out.AT_ONCE", 7)
    bookings = many.value("SELECT count(*) FROM kaarina_strategy_booking")
    rows = table(many, f"/viennit/{what}.csv")
    assert len(rows) == 1 + (PEOPLE if what == "ilmoittautumiset" else bookings)


def test_who_came_is_in_the_attendance_and_in_the_statistics(office: Office) -> None:
    office.alter("UPDATE kaarina_strategy_process SET companions = 2")
    office.alter("UPDATE kaarina_strategy_session SET capacity = 30")
    aino, kalle = office.resident("Aino", VISION, companions="2"), office.resident("Kalle", VISION)
    office.resident("Ville", VISION)
    door = f"/tilaisuudet/{VISION}/ovi"
    for sent in ({"mark": f"{aino}.2"}, {"mark": f"{kalle}.1"}, {"mark": f"{kalle}.0"}, {"walk_in": "1"}):
        office.send(door, **sent)
    head, *rows = table(office, "/viennit/lasnaolo.csv")
    assert head[-2:] == ["Ovella", "Paikalle tulleita"]
    assert [(row[4], *row[-2:]) for row in rows] == [
        ("Aino", "Tuli paikalle", "2"),
        ("Kalle", "Ei tullut", "0"),
        ("Ville", "", ""),
    ]
    assert [row[-2:] for row in table(office, "/viennit/tilastot.csv")[1:3]] == [["2", "1"], ["", ""]]
    assert "3<br>joista 1 ilman ilmoittautumista" in office.page("/viennit")


def test_export_holds_those_of_the_list(office: Office) -> None:
    office.resident("Aino", VISION)
    office.resident("Åsa", VISION, GOALS, email="asa@example.fi", language="sv")
    link = re.search(rf'href="({FI}[^"]*\.csv[^"]*)"', office.page("/ilmoittautumiset?speaks=sv"))
    assert link
    rows = table(office, link[1].removeprefix(FI).replace("&amp;", "&"))
    assert [row[2] for row in rows[1:]] == ["Åsa"]


def test_attendance_is_by_session_and_filtered_by_it(office: Office) -> None:
    office.resident("Aino", GOALS, VISION)
    office.resident("Kalle", VISION)
    rows = table(office, "/viennit/lasnaolo.csv")[1:]
    assert [(row[0], row[4]) for row in rows] == [
        ("Visio-työpaja", "Aino"),
        ("Visio-työpaja", "Kalle"),
        ("Strategiset päämäärät", "Aino"),
    ]
    assert len(table(office, f"/viennit/lasnaolo.csv?session={GOALS}")) == 2


def test_needs_are_in_their_own_file_alone_and_only_of_those_who_come(office: Office) -> None:
    needs = {"needs": "En ramp", "consent": "1"}
    office.resident("Åsa", VISION, email="asa@example.fi", **needs)
    gone = office.resident("Kalle", VISION, **needs)
    office.resident("Aino", GOALS)
    office.send(f"/ilmoittautumiset/{gone}/peru")
    (row,) = table(office, "/viennit/tarpeet.csv")[1:]
    assert row[2:] == ["Åsa", "fi", "Visio-työpaja ti 12.4.2022", "En ramp", ""]
    others = [office.client.get(f"{FI}/viennit/{each}.csv").text for each in EXPORTS if each != "tarpeet"]
    assert not any("ramp" in each for each in others)


def test_export_is_written_down_before_its_first_byte_with_ids_and_without_names(office: Office) -> None:
    for name in ("Aino", "Kalle", "Ville"):
        office.resident(name, GOALS, language="sv" if name == "Kalle" else "fi")
    answer = office.client.get(f"{FI}/viennit/ilmoittautumiset.csv?speaks=fi", buffered=False)
    assert entry(office) == {
        "page": "export registrations",
        "ids": "1,3",
        "number": 2,
        "filter": {"speaks": "fi"},
    }
    answer.close()


def test_what_came_after_the_note_does_not_go_out(office: Office) -> None:
    office.resident("Aino", GOALS)
    answer = office.client.get(f"{FI}/viennit/lasnaolo.csv")
    office.resident("Kalle", GOALS)
    assert "Kalle" not in answer.text


def test_search_in_the_address_of_an_export_is_not_written_down(office: Office) -> None:
    office.resident("Aino", GOALS)
    office.client.get(f"{FI}/viennit/ilmoittautumiset.csv?query=Aino")
    assert entry(office)["filter"] == {}


def test_erased_are_in_no_export_and_in_the_statistics(office: Office) -> None:
    aino = office.resident("Aino", VISION)
    office.send(f"/ilmoittautumiset/{aino}/poista")
    assert len(table(office, "/viennit/ilmoittautumiset.csv")) == 1
    assert ["2022-04-05", "1", "0"] in table(office, "/viennit/tilastot.csv")


def test_statistics_count_people_by_session(office: Office) -> None:
    office.resident("Aino", VISION)
    office.resident("Kalle", VISION)
    office.resident("Ville", VISION)
    gone = office.resident("Veera", GOALS)
    office.send(f"/ilmoittautumiset/{gone}/peru")
    head, vision, goals, *_ = table(office, "/viennit/tilastot.csv")
    assert dict(zip(head, vision, strict=True))["Jonossa"] == "1"
    assert dict(zip(head, vision, strict=True))["Paikkoja"] == "2"
    assert dict(zip(head, goals, strict=True))["Peruttuja paikkoja"] == "1"


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({"fi": 5, "sv": 3}, {"fi": 5, "sv": 3}),
        ({"fi": 5, "sv": 0}, {"fi": 5, "sv": 0}),
        ({"fi": 0, "sv": 0}, {"fi": 0, "sv": 0}),
        ({"fi": 2, "sv": 1}, {"fi": "–", "sv": "–"}),
        # The sum is known, so that one small number alone would be known as well.
        ({"fi": 5, "sv": 2}, {"fi": "–", "sv": "–"}),
        ({"fi": 9, "sv": 2, "en": 5}, {"fi": 9, "sv": "–", "en": "–"}),
        ({"fi": 9, "sv": 2, "en": 1}, {"fi": "–", "sv": "–", "en": "–"}),
        ({"fi": 2, "sv": 0}, {"fi": "–", "sv": "–"}),
    ],
)
def test_small_number_is_not_told(numbers: dict[str, int], told: dict[str, int | str]) -> None:
    assert guarded(numbers) == told


@pytest.mark.parametrize("languages", [2, 3])
def test_small_number_cannot_be_worked_out_from_what_is_told(languages: int) -> None:
    names, most = "abc"[:languages], 12
    possible = defaultdict(set)
    for numbers in product(range(most), repeat=languages):
        if sum(numbers) < most:
            told = guarded(dict(zip(names, numbers, strict=True)))
            possible[sum(numbers), *told.values()].add(numbers)
    for fitting in possible.values():
        for of_one in map(set, zip(*fitting, strict=True)):
            assert len(of_one) > 1 or of_one.isdisjoint((1, 2)), fitting


@pytest.mark.parametrize("role", ["employee", "editor"])
def test_colleagues_have_the_statistics_and_nobodys_data(office: Office, login: Login, role: str) -> None:
    office.resident("Aino", VISION)
    login.identity = Identity("elias", "Elias", None, frozenset({role}))
    page = office.page("/viennit")
    statistics = office.client.get(f"{FI}/viennit/tilastot.csv")
    assert (statistics.status_code, "ilmoittautumiset.csv" in page) == (200, False)
    assert "Virtanen" not in page + statistics.text
    login.identity = REGISTRAR
    assert office.value("SELECT action FROM kaarina_strategy_audit_entry ORDER BY id DESC LIMIT 1") == (
        "statistics exported"
    )


def test_there_is_no_other_file(office: Office) -> None:
    assert office.client.get(f"{FI}/viennit/tilastot.pdf").status_code == 404


def test_asking_for_the_head_of_a_file_leaves_nothing_open(office: Office) -> None:
    office.resident("Aino", VISION)
    assert office.client.head(f"{FI}/viennit/ilmoittautumiset.xlsx").status_code == 200
