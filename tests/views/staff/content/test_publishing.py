"""Publishing, its conditions and its notes; the history with its undo; and new processes."""

from __future__ import annotations

import io
import re

import pytest

from ..conftest import SV, Office
from .conftest import Editor, errors, words

WORKSHOP = "/sisalto/osa/workshop:visio"
PUBLISH = "/sisalto/julkaisu"
FILE = "slug: turku\nname: {fi: Turun strategia, sv: Strategi}\ngoal: {fi: Uusi, sv: Ny}\n"


def test_bilingual_site_refuses_what_lacks_a_language_and_says_what(emma: Editor) -> None:
    emma.save(WORKSHOP, {"purpose.fi": "Vain suomeksi"})
    answer = emma.send(PUBLISH)
    assert answer.status_code == 422
    told = errors(answer.text)["part-workshop:visio"]
    assert told == "Käännös puuttuu: Työpaja: Visio-työpaja, Tarkoitus (ruotsi)"


def test_unilingual_site_publishes_what_it_has(emma: Editor) -> None:
    emma.app.extensions["kaarina_strategy"].host.settings["LANGUAGE_MODE"] = "unilingual"
    emma.save(WORKSHOP, {"purpose.fi": "Vain suomeksi"})
    assert emma.send(PUBLISH).status_code == 303
    assert "Vain suomeksi" in emma.open("/strategia/tyopajat/visio")


def test_only_what_is_ticked_goes_public(emma: Editor) -> None:
    emma.save(WORKSHOP, {"title.fi": "Julkinen"})
    emma.save("/sisalto/osa/workshop:paamaarat", {"title.fi": "Odottaa"})
    emma.send(PUBLISH, part="workshop:visio")
    public = emma.open("/strategia/tyopajat")
    assert "Julkinen" in public
    assert "Odottaa" not in public


def test_note_is_told_to_the_public_in_both_languages(emma: Editor) -> None:
    emma.save(WORKSHOP, {"title.fi": "Uusi"})
    lacking = emma.send(PUBLISH, **{"note.fi": "Työpaja sai uuden nimen."})
    assert "note.sv" in errors(lacking.text)
    emma.send(
        PUBLISH, **{"note.fi": "Työpaja sai uuden nimen.", "note.sv": "Workshoppen fick ett nytt namn."}
    )
    assert "Workshoppen fick ett nytt namn." in emma.open("/sv/strategi/andringar.atom")


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("", "Kirjoita päivä ja kellonaika"),
        ("1.1.2022 9.00", "jo mennyt"),
        ("huomenna", "Kirjoita päivä"),
        ("1.1.0001 0.00", "vuosi väliltä 1900–2199"),
        ("31.12.9999 23.59", "vuosi väliltä 1900–2199"),
        ("26.3.2023 3.30", "kesäaika"),
    ],
)
def test_time_of_publication_is_to_come(emma: Editor, at: str, sentence: str) -> None:
    emma.save(WORKSHOP, {"title.fi": "Uusi"})
    answer = emma.send(PUBLISH, when="later", at=at)
    assert sentence in errors(answer.text)["at"]


def test_scheduled_publication_can_be_withdrawn(emma: Editor) -> None:
    emma.save(WORKSHOP, {"title.fi": "Huominen"})
    assert emma.send(PUBLISH, when="later", at="1.6.2022 9").headers["Location"].endswith("notice=scheduled")
    page = emma.open(PUBLISH)
    assert "ke 1.6.2022 klo 9" in page
    number = re.search(r'name="withdraw" value="(\d+)"', page)
    assert number
    emma.send(PUBLISH, withdraw=number[1])
    assert "withdraw" not in emma.open(PUBLISH)
    assert "Huominen" in emma.open("/sisalto")


def test_scheduled_and_failed_publications_are_marked_at_their_parts(emma: Editor, office: Office) -> None:
    emma.save(WORKSHOP, {"title.fi": "Huominen"})
    emma.send(PUBLISH, when="later", at="1.6.2022 9")
    tree = words(emma.open("/sisalto"))
    assert re.search(r"Huominen Luonnos Julkaistaan ke 1\.6\.2022 klo 9 ", tree)
    assert "epäonnistui" not in tree
    office.alter("UPDATE kaarina_strategy_publication SET state = 'failed'")
    tree = words(emma.open("/sisalto"))
    assert re.search(r"Huominen Luonnos Julkaisu ke 1\.6\.2022 klo 9 epäonnistui ", tree)
    assert "Ajastettu julkaisu epäonnistui" in tree


@pytest.mark.parametrize("number", ["1", "0", "x", "9" * 30])
def test_publication_that_does_not_wait_is_told_and_not_withdrawn_again(emma: Editor, number: str) -> None:
    emma.save(WORKSHOP, {"title.fi": "Huominen"})
    emma.send(PUBLISH, when="later", at="1.6.2022 9")
    emma.send(PUBLISH, withdraw="1")
    answer = emma.send(PUBLISH, withdraw=number)
    assert answer.status_code == 409
    assert "ei enää odota" in errors(answer.text)["send"]


@pytest.mark.parametrize("parts", [["workshop:visio"], []])
def test_second_click_does_not_tell_the_note_again(emma: Editor, parts: list[str]) -> None:
    emma.save(WORKSHOP, {"title.fi": "Uusi"})
    shown = {**emma.form(PUBLISH), "part": parts, "note.fi": ["Uusi nimi."], "note.sv": ["Nytt namn."]}
    for _ in range(2):
        assert emma.send(PUBLISH, shown=shown).status_code == 303
    assert emma.open("/strategia/muutokset.atom").count("<title>Uusi nimi.</title>") == 1


def test_second_click_schedules_nothing_more(emma: Editor) -> None:
    emma.save(WORKSHOP, {"title.fi": "Huominen"})
    for _ in range(2):
        emma.send(PUBLISH, when="later", at="1.6.2022 9")
    assert emma.open(PUBLISH).count('name="withdraw"') == 1


def test_history_tells_the_words_that_went_and_came_and_leads_back(emma: Editor) -> None:
    emma.save(WORKSHOP, {"title.fi": "Visio ja arvot -työpaja"})
    page = emma.open(f"{WORKSHOP}/historia")
    assert "emma" in words(page)
    assert re.search(r"<ins>.*?ja arvot", page)
    assert re.search(r"<del>.*?Visio-työpaja", page)
    step = re.search(r'name="step" value="(\d+)"', page)
    assert step
    hidden = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert hidden
    answer = emma.client.post(
        f"/strategia/hallinta{WORKSHOP}/historia", data={"csrf_token": hidden[1], "step": step[1]}
    )
    assert answer.status_code == 303
    assert emma.form(WORKSHOP)["title.fi"] == ["Visio-työpaja"]
    assert "Visio" in emma.open("/sisalto/historia")


@pytest.mark.parametrize("way", ["template", "copy", "empty"])
def test_new_process_is_seen_by_staff_alone_until_it_is_published(emma: Editor, way: str) -> None:
    fields = {"name.fi": "Strategia 2026", "name.sv": "Strategi 2026", "way": way, "slug": ""}
    answer = emma.send("/sisalto/prosessit/uusi", **fields)
    assert answer.headers["Location"] == "/strategia/strategia-2026/hallinta/sisalto?notice=begun"
    assert "ei ole vielä julkinen" in emma.open(answer.headers["Location"])
    assert emma.client.get("/strategia/strategia-2026/").status_code == 404
    assert "Strategia 2026" in emma.open("/sisalto/prosessit")


def test_new_process_from_a_file_that_is_uploaded_or_pasted(emma: Editor) -> None:
    pasted = emma.send("/sisalto/prosessit/uusi", way="file", source=FILE, slug="")
    assert "/turku/" in pasted.headers["Location"]
    again = emma.send("/sisalto/prosessit/uusi", way="file", source=FILE, slug="")
    assert "slug" in errors(again.text)
    uploaded = emma.send(
        "/sisalto/prosessit/uusi", way="file", slug="salo", file=(io.BytesIO(FILE.encode()), "turku.yaml")
    )
    assert "/salo/" in uploaded.headers["Location"]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<!doctype html>", "mapping"),
        ("\x00\x01", "U+0000"),
        ("slug: turku\nname: {fi: Turku}\ngoal: {fi: x}\nyear: 22", "Kirjoita vuosi"),
        ("", "mapping"),
    ],
)
def test_file_that_is_no_content_file_is_told_beside_the_field_and_kept(
    reading: Editor, source: str, told: str
) -> None:
    answer = reading.send("/sisalto/prosessit/uusi", way="file", source=source, slug="")
    assert answer.status_code == 422
    assert errors(answer.text) == {"source": "Sisältötiedostossa on virheitä"}
    assert told in answer.text


def test_new_process_needs_a_name(reading: Editor) -> None:
    answer = reading.send("/sisalto/prosessit/uusi", slug="")
    assert errors(answer.text) == {"name.fi": "Täytä tämä kenttä"}


def test_swedish_pages_lead_on_in_swedish(reading: Editor) -> None:
    assert "Det finns inga utkast" in reading.open(f"{SV}/innehall/publicering")


def test_history_tells_what_was_empty_before_and_what_lies_within_a_field(emma: Editor) -> None:
    emma.save("/sisalto/osa/process", {"welcome.fi": "Tervetuloa", "contact.email": "aino@kaarina.fi"})
    page = words(emma.open("/sisalto/osa/process/historia"))
    assert "Tervetulotoivotus (suomi) lisätty: Tervetuloa" in page
    assert "Yhteyshenkilö lisätty: Sähköpostiosoite: aino@kaarina.fi" in page


@pytest.mark.parametrize("path", ["/sisalto/osa/session:%00", "/sisalto/osa/session:%00/historia"])
def test_part_that_no_database_can_look_for_is_not_found(emma: Editor, path: str) -> None:
    emma.login.identity = emma.identity
    assert emma.client.get(f"/strategia/hallinta{path}").status_code == 404


def test_error_stands_in_the_title_of_the_document_and_not_in_its_heading(reading: Editor) -> None:
    page = reading.save(WORKSHOP, {"title.fi": "", "title.sv": ""}).text
    assert "<title>Virhe: " in page
    heading = re.search(r"<h1>.*?</h1>", page, re.DOTALL)
    assert heading
    assert "Virhe" not in heading[0]
