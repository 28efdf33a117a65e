"""A part is edited with its languages side by side, and nothing that was typed is ever lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ....town import VISION
from ..conftest import FI, SV, Office
from .conftest import Controls, Editor, errors, words

WORKSHOP = "/sisalto/osa/workshop:visio"
SESSION = f"/sisalto/osa/session:{VISION}"
PROCESS = "/sisalto/osa/process"


def test_draft_is_seen_by_editors_and_by_the_public_once_it_is_published(emma: Editor) -> None:
    assert emma.save(WORKSHOP, {"title.fi": "Uusi nimi"}).status_code == 303
    assert "Uusi nimi" in emma.open("/sisalto")
    assert "Uusi nimi" not in emma.open("/strategia/tyopajat")
    page = emma.send("/sisalto/julkaisu")
    assert page.headers["Location"].endswith("notice=published")
    assert "Uusi nimi" in emma.open("/strategia/tyopajat")


def test_part_of_which_there_is_only_one_is_named_once(reading: Editor) -> None:
    heading = reading.open(PROCESS).partition("<h1>")[2].partition("</h1>")[0]
    assert heading == "Strategiatyön perustiedot"


def test_form_that_is_sent_as_it_stands_makes_no_draft(reading: Editor) -> None:
    for path in (WORKSHOP, SESSION, PROCESS, "/sisalto/osa/phase:workshops", "/sisalto/osa/strengths"):
        assert reading.save(path, {}).headers["Location"].endswith("notice=same")
    assert "Luonnoksia ei ole" in reading.open("/sisalto/julkaisu")


def test_double_click_and_back_button_save_once(emma: Editor) -> None:
    shown = emma.form(WORKSHOP)
    for _ in range(3):
        assert emma.save(WORKSHOP, {"title.fi": "Uusi nimi"}, shown=shown).status_code == 303
    assert emma.open("/sisalto/osa/workshop:visio/historia").count("Tallennettu luonnokseksi") == 1


@pytest.mark.parametrize(
    ("path", "typed", "control", "sentence"),
    [
        (SESSION, {"date.when": "31.2.2022"}, "date.when", "Kirjoita päivä, kuukausi tai vuosi"),
        (SESSION, {"date.when": "huhtikuussa"}, "date.when", "Kirjoita päivä, kuukausi tai vuosi"),
        (SESSION, {"date.when": ""}, "date.when", "Täytä tämä kenttä"),
        (SESSION, {"starts": "25.00"}, "starts", "Kirjoita kellonaika"),
        (SESSION, {"starts": "20.00", "ends": "17.00"}, "ends", "Tilaisuuden on päätyttävä"),
        (SESSION, {"date.when": "27.3.2022", "starts": "3.30", "ends": ""}, "starts", "kelloja siirretään"),
        (SESSION, {"date.when": "4/2022", "ends": ""}, "starts", "Kellonaika tarvitsee tarkan päivän"),
        (SESSION, {"capacity": "kaksi"}, "capacity", "Kirjoita kokonaisluku"),
        (SESSION, {"capacity": "1", "reserved_seats": "2"}, "reserved_seats", "Paikkoja on vain 1"),
        (SESSION, {"remote_url": "kaarina.fi"}, "remote_url", "Kirjoita osoite"),
        (SESSION, {"staff_note.sv": "x" * 141}, "staff_note.sv", "enintään 140 merkkiä"),
        (SESSION, {"registration.opens": "4.4.2022"}, "registration.mode", "Avoinna tiettynä aikana"),
        (
            SESSION,
            {
                "registration.mode": "window",
                "registration.opens": "4.4.2022",
                "registration.closes": "1.4.2022",
            },
            "registration.closes",
            "Ilmoittautumisen on päätyttävä",
        ),
        (WORKSHOP, {"title.fi": "", "title.sv": " "}, "title.fi", "Täytä tämä kenttä"),
        (WORKSHOP, {"title.fi": "x" * 201}, "title.fi", "enintään 200 merkkiä"),
        (WORKSHOP, {"description.fi": "ä" * 500_000}, "description.fi", "Poista 480000 merkkiä"),
        (WORKSHOP, {"description.fi": "kello\x07"}, "description.fi", "Poista merkit"),
        (WORKSHOP, {"summary.fi": "<script>alert(1)</script>"}, "summary.fi", "skriptejä ei voi käyttää"),
        (WORKSHOP, {"summary.fi": "![kuva](https://x.fi/a.png)"}, "summary.fi", "Kuvia ei voi näyttää"),
        (WORKSHOP, {"summary.sv": "[a](javascript:x)"}, "summary.sv", "Linkin on johdettava"),
        (WORKSHOP, {"materials[0].url": "https://kaarina.fi"}, "materials[0].title.fi", "Täytä tämä kenttä"),
        ("/sisalto/osa/phase:workshops", {"status": "postponed"}, "status_reason.fi", "Kerro, miksi"),
        (
            "/sisalto/osa/phase:workshops",
            {"starts.when": "5/2022", "ends.when": "4/2022"},
            "ends.when",
            "ei voi",
        ),
        (PROCESS, {"contact.email": "aino"}, "contact.email", "Kirjoita sähköpostiosoite muodossa"),
        (PROCESS, {"reminder_hours": "48; 2"}, "reminder_hours", "pilkuilla erotettuina"),
        (PROCESS, {"time_zone": "Kaarina"}, "time_zone", "Kirjoita aikavyöhyke"),
        (PROCESS, {"year": "22"}, "year", "Kirjoita kokonaisluku väliltä"),
        ("/sisalto/osa/strategy", {"adopted.goals[0].title.fi": "Avoimuus"}, "adopted.vision.fi", "Täytä"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_stays_as_typed(
    reading: Editor, path: str, typed: dict[str, str], control: str, sentence: str
) -> None:
    answer = reading.save(path, typed)
    assert answer.status_code == 422
    told = errors(answer.text)
    assert list(told) == [control]
    assert sentence in told[control]
    assert f'id="{control}-error"' in answer.text
    assert re.search(rf'id="{re.escape(control)}"[ >]', answer.text)
    shown = Controls(answer.text).values
    assert {name: shown[name][0] for name in typed} == typed
    assert "Luonnoksia ei ole" in reading.open("/sisalto/julkaisu")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"date.when": "2022-04-13", "starts": "17:30", "ends": "20"}, ("13.4.2022", "17.30", "20.00")),
        ({"date.when": "13.04.2022", "starts": "klo 9", "ends": "11.5"}, None),
        ({"date.when": "13. 4. 2022", "starts": "klo 9", "ends": "11.05"}, ("13.4.2022", "9.00", "11.05")),
    ],
)
def test_days_and_times_are_understood_as_people_write_them(
    emma: Editor, typed: dict[str, str], kept: tuple[str, ...] | None
) -> None:
    answer = emma.save(SESSION, typed)
    assert answer.status_code == (422 if kept is None else 303)
    if kept:
        form = emma.form(SESSION)
        assert tuple(form[name][0] for name in ("date.when", "starts", "ends")) == kept


def test_fewer_places_than_people_have_is_refused_beside_the_field(emma: Editor, office: Office) -> None:
    for name in ("Aino", "Kristian"):
        office.resident(name, VISION)
    answer = emma.save(SESSION, {"capacity": "1"})
    assert "Paikan on saanut jo 2" in errors(answer.text)["capacity"]


def test_form_that_has_been_open_too_long_comes_back_with_everything_in_it(reading: Editor) -> None:
    shown = reading.form(WORKSHOP) | {"csrf_token": ["old"]}
    answer = reading.save(WORKSHOP, {"title.fi": "Kirjoitin tämän"}, shown=shown)
    assert answer.status_code == 400
    assert "Kirjoitin tämän" in answer.text
    assert "Sivu on ollut auki pitkään" in words(answer.text)


def test_more_rows_and_the_preview_lose_nothing_and_save_nothing(reading: Editor) -> None:
    typed = {"audience[0].fi": "Asukkaat", "summary.fi": "## Tulos\n\n**Hyvä**"}
    rows = reading.save(WORKSHOP, {**typed, "do": "rows"})
    assert 'id="audience[5].fi"' in rows.text
    preview = reading.save(WORKSHOP, {**typed, "do": "preview"})
    assert "<strong>Hyvä</strong>" in preview.text
    assert Controls(preview.text).values["audience[0].fi"] == ["Asukkaat"]
    assert "Luonnoksia ei ole" in reading.open("/sisalto/julkaisu")


def test_missing_and_older_languages_are_marked_by_field_and_in_the_list(emma: Editor) -> None:
    emma.save(WORKSHOP, {"purpose.fi": "Vain suomeksi", "title.sv": "Nyare på svenska"})
    page = emma.open(WORKSHOP)
    assert re.search(r'for="purpose\.sv">.*?Puuttuu', page)
    assert re.search(r'for="title\.fi">.*?Toista kieltä on muutettu myöhemmin', page)
    listed = words(emma.open("/sisalto?only=translations"))
    assert "Puuttuu: ruotsi" in listed
    assert "Strategiset päämäärät" not in listed


def test_pages_are_in_swedish_as_well(reading: Editor) -> None:
    page = words(reading.open(f"{SV}/innehall/del/workshop:visio"))
    assert "Spara utkastet" in page
    assert "(behövs)" in page


def test_new_part_gets_its_name_from_the_finnish_title(emma: Editor) -> None:
    fields = {"title.fi": "Iltakoulu Ääni & öljy", "title.sv": "Aftonskola", "phase": "workshops"}
    answer = emma.send("/sisalto/uusi/workshop", **fields)
    assert answer.headers["Location"].split("?")[0].endswith("/osa/workshop:iltakoulu-aani-oljy")
    again = emma.send("/sisalto/uusi/workshop", **fields)
    assert again.headers["Location"].split("?")[0].endswith("/osa/workshop:iltakoulu-aani-oljy-2")
    renamed = emma.save("/sisalto/osa/workshop:iltakoulu-aani-oljy", {"slug": "iltakoulu"})
    assert "/osa/workshop:iltakoulu?" in renamed.headers["Location"]


def test_new_session_is_named_after_its_workshop_and_day(emma: Editor) -> None:
    fields = {"date.when": "5.5.2022", "workshop": "visio"}
    answer = emma.send("/sisalto/uusi/session", **fields)
    assert "/osa/session:visio-2022-05-05?" in answer.headers["Location"]
    second = emma.send("/sisalto/uusi/session", **fields)
    assert "/osa/session:visio-2022-05-05-2?" in second.headers["Location"]
    taken = emma.send("/sisalto/uusi/session", **{**fields, "date.when": "6.5.2022"}, key="visio-2022-05-05")
    assert list(errors(taken.text)) == ["key"]


def test_removed_part_waits_for_publication_and_can_be_kept_after_all(emma: Editor) -> None:
    path = "/sisalto/osa/session:paamaarat-2022-04-20"
    emma.send(path, do="remove")
    assert "Tämä poistuu" in emma.open(path)
    assert "20.4.2022" in words(emma.open("/strategia/tyopajat/paamaarat"))
    emma.send(path, do="discard")
    assert "Tämä poistuu" not in emma.open(path)


def test_part_that_others_need_is_not_removed(reading: Editor) -> None:
    answer = reading.send("/sisalto/osa/phase:workshops", do="remove")
    assert answer.status_code == 422
    assert "Valitse jokin vaiheista" in errors(answer.text)["send"]


def test_place_is_corrected_once_for_all_its_sessions(emma: Editor) -> None:
    other = "/sisalto/osa/session:paamaarat-2022-04-20"
    emma.save(SESSION, {"place.fi": "Kaupungintalo", "place.sv": "Stadshuset"})
    known = emma.form(other)["known"]
    filled = emma.send(other, do="venue", known=known)
    assert Controls(filled.text).values["place.sv"] == ["Stadshuset"]
    emma.save(other, {"place.fi": "Kaupungintalo", "place.sv": "Stadshuset"})
    link = re.search(rf'href="{FI}(/sisalto/tilat/\w+)"', emma.open("/sisalto/tilat"))
    assert link
    emma.send(link[1], **{"place.fi": "Kaupungintalon sali"})
    for path in (SESSION, other):
        assert emma.form(path)["place.fi"] == ["Kaupungintalon sali"]


def test_order_is_changed_a_step_at_a_time(emma: Editor) -> None:
    def order(page: str) -> list[str]:
        return re.findall(r"<li><span>(.*?)</span>", page)

    before = order(emma.open("/sisalto/jarjestys/workshops"))
    emma.send("/sisalto/jarjestys/workshops", do="down:visio")
    assert order(emma.open("/sisalto/jarjestys/workshops")) == [before[1], before[0], before[2]]
    emma.send("/sisalto/jarjestys/workshops", do="up:visio")
    assert order(emma.open("/sisalto/jarjestys/workshops")) == before


@pytest.mark.parametrize("sent", [{"do": "nothing"}, {"based_on": "x"}, {"title.fi": ["a", "b"]}, {}])
def test_strange_forms_are_no_server_errors(emma: Editor, sent: dict[str, Any]) -> None:
    assert emma.save(WORKSHOP, {"title.fi": "Uusi", **sent}).status_code in (303, 409, 422)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("news", {"title.fi": "Uutinen", "body.fi": "Teksti", "published": "5.4.2022"}),
        ("session", {"date.when": "12.5.2022", "workshop": "visio"}),
    ],
)
def test_form_sent_twice_adds_one_part(emma: Editor, kind: str, fields: dict[str, str]) -> None:
    shown = emma.form(f"/sisalto/uusi/{kind}")
    first, second = (emma.send(f"/sisalto/uusi/{kind}", shown=shown, **fields) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]


def test_form_opened_again_adds_another_part_like_the_first(emma: Editor) -> None:
    fields = {"date.when": "12.5.2022", "workshop": "visio"}
    first, second = (emma.send("/sisalto/uusi/session", **fields) for _ in range(2))
    assert first.headers["Location"] != second.headers["Location"]
