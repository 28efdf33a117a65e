"""The privacy desk: one person found in all processes, told, erased and proven; and the notice."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape

import pytest

from kaarina_strategy_ext import Identity
from kaarina_strategy_ext.jobs import run_jobs

from ...town import GOALS, NOW, VISION
from ...visitor import HiddenFields
from .conftest import FI, SV, Login, Office, phoned

DESK = "/tietosuoja"
ADDRESS = "aino@example.fi"
ADMIN_ONLY = Identity("anna", "Anna", None, frozenset({"admin"}))


@pytest.fixture
def aino(office: Office) -> str:
    """The public id of somebody who has registered for the vision, with a need."""
    return office.resident("Aino", VISION, needs="ramppi", consent="1")


def text_of(page: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def found(office: Office, query: str) -> str:
    """The page after a search."""
    return unescape(office.send(DESK, query=query).text)


def send(office: Office, path: str, **fields: str):
    """Send a form of the desk, with its token."""
    token = HiddenFields(office.client.get(FI + DESK).text).values
    return office.client.post(FI + DESK + path, data={**token, **fields})


def readings(office: Office) -> int:
    """How often somebody's data was read."""
    return office.value(
        "SELECT count(*) FROM kaarina_strategy_audit_entry WHERE action = 'personal data read'"
    )


@pytest.mark.parametrize("query", ["AINO@example.fi", "virtanen aino", "number"])
def test_person_is_found_by_address_name_and_number(office: Office, aino: str, query: str) -> None:
    office.resident("Kristian", VISION, last_name="Dahl")
    page = found(office, aino[:8] if query == "number" else query)
    assert f"/ilmoittautumiset/{aino}" in page
    assert "Kristian" not in page


def test_whoever_is_found_is_written_down(office: Office, aino: str) -> None:
    before = readings(office)
    found(office, ADDRESS)
    assert readings(office) == before + 1
    found(office, "nobody@example.fi")
    assert readings(office) == before + 1


def test_request_for_a_notice_is_found_by_its_address(office: Office) -> None:
    office.alter(
        "INSERT INTO kaarina_strategy_opening_request (public_id, process_id, email, email_key, language,"
        " opened_before, created_at) VALUES ('ab', 1, 'eero@example.fi', 'eero@example.fi', 'fi', '[]', :at)",
        at="2022-04-05 09:00:00",
    )
    assert "Haluaa tiedon ilmoittautumisen avautumisesta, pyydetty 5.4.2022" in found(
        office, "eero@example.fi"
    )


def test_very_long_search_is_answered(office: Office, aino: str) -> None:
    assert "Aino" in text_of(found(office, "aino " * 1000))
    assert office.send(DESK, query=" ".join(f"w{number}" for number in range(1000))).status_code == 200


@pytest.mark.parametrize("query", ["nobody@example.fi", "%", "\0", "@@"])
def test_nobody_is_told_as_such(office: Office, aino: str, query: str) -> None:
    assert "Henkilöstä ei ole tallessa mitään, eikä" in found(office, query)


def test_empty_search_says_what_to_enter(office: Office) -> None:
    answer = office.send(DESK, query=" ")
    assert answer.status_code == 422
    assert 'href="#query"' in answer.text


def test_export_is_what_the_command_writes_and_is_written_down(office: Office, aino: str) -> None:
    before = readings(office)
    answer = send(office, "/tiedot.json", address=ADDRESS)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    assert readings(office) == before + 1
    told = json.loads(answer.text)
    runner = office.app.test_cli_runner()
    written = json.loads(runner.invoke(args=["strategy", "export-person", ADDRESS]).output)
    for each in (*told, *written):
        each.pop("log")  # which has grown by the reading meanwhile
    assert told == written


def test_person_without_address_is_exported_and_erased_by_registration(office: Office) -> None:
    office.send("/ilmoittautumiset/uusi", **phoned("Kalle", GOALS))
    kalle = office.value("SELECT public_id FROM kaarina_strategy_registration WHERE first_name = 'Kalle'")
    assert f'name="registration" value="{kalle}"' in found(office, "Kalle Niemi")
    (told,) = json.loads(send(office, "/tiedot.json", registration=kalle).text)
    assert told["phone"] == "0501234567"
    send(office, "/poista", registration=kalle, sure="1")
    assert office.statuses(kalle) == ["cancelled"]
    assert "Tämän numeron ilmoittautuminen poistettiin ti 5.4.2022 klo 12." in found(office, kalle[:8])


def test_erasure_asks_first_and_writes_down_who_looked(office: Office, aino: str) -> None:
    before = readings(office)
    page = send(office, "/poista", address=ADDRESS).text
    assert "Aino Virtanen" in page
    assert office.statuses(aino) == ["confirmed"]
    assert readings(office) == before + 1


def test_erasure_leaves_a_proof_that_whoever_knows_the_address_finds(office: Office, aino: str) -> None:
    answer = send(office, "/poista", address=ADDRESS, sure="1")
    assert (answer.status_code, answer.location) == (303, f"{FI}{DESK}?notice=erased")
    assert office.value("SELECT count(email) FROM kaarina_strategy_registration") == 0
    page = found(office, "Aino@Example.fi")
    assert "Tämän osoitteen tietoja on poistettu" in page
    told = text_of(page.partition('id="ks-proven"')[2].partition("</table>")[0])
    assert "ti 5.4.2022 klo 12" in told
    assert "Järjestäjä: reija" in told
    assert "osoitteen tietoja" not in found(office, "maria@example.fi")


def test_erasure_pressed_twice_says_that_nothing_is_left(office: Office, aino: str) -> None:
    send(office, "/poista", address=ADDRESS, sure="1")
    answer = send(office, "/poista", address=ADDRESS, sure="1")
    assert answer.status_code == 404
    assert "Henkilöstä ei ole enää tallessa mitään." in answer.text
    assert office.value("SELECT count(*) FROM kaarina_strategy_erasure_proof") == 1


@pytest.mark.parametrize("path", ["", "/tiedot.json", "/poista"])
def test_forged_form_shows_nobody_and_erases_nothing(office: Office, aino: str, path: str) -> None:
    fields = {"query": ADDRESS, "address": ADDRESS, "sure": "1"}
    answer = office.client.post(FI + DESK + path, data=fields)
    assert answer.status_code == 400
    assert office.statuses(aino) == ["confirmed"]


@pytest.mark.parametrize("path", ["/tiedot.json", "/poista"])
@pytest.mark.parametrize("fields", [{}, {"registration": "no such"}, {"address": "\0@example.fi"}])
def test_form_about_nobody_is_answered_in_words(office: Office, path: str, fields: dict[str, str]) -> None:
    answer = send(office, path, **fields)
    assert (answer.status_code, "Henkilöstä ei ole enää" in answer.text) == (404, True)


def test_whoever_may_only_look_cannot_erase(office: Office, aino: str, login: Login, monkeypatch) -> None:
    host = office.app.extensions["kaarina_strategy"].host
    monkeypatch.setitem(vars(host.hooks), "permission", lambda identity, role: role in identity.roles)
    token = HiddenFields(office.client.get(FI + DESK).text).values
    login.identity = ADMIN_ONLY
    page = found(office, ADDRESS)
    assert f'action="{FI}{DESK}/tiedot.json"' in page
    assert f'action="{FI}{DESK}/poista"' not in page
    refused = office.client.post(f"{FI}{DESK}/poista", data={**token, "address": ADDRESS, "sure": "1"})
    assert refused.status_code == 403


def test_retention_tells_what_is_due_and_what_has_been_erased(office: Office, aino: str, clock) -> None:
    host = office.app.extensions["kaarina_strategy"].host
    assert "to 12.5.2022" in text_of(office.page(DESK)).partition("Mitä poistetaan seuraavaksi")[2]
    clock.now = NOW + timedelta(days=60)
    with office.app.app_context():
        run_jobs(host)
        clock.now += timedelta(minutes=2)
        run_jobs(host)
    page = text_of(office.page(DESK))
    assert "Ilmoittautumisia ei ole." in page
    assert "Ilmoittautumiset, tarpeet ja ruokavalio 1" in page
    assert "käyty läpi la 4.6.2022 klo 12.02" in page


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            f"{FI}/tietosuoja/seloste",
            ["erityisruokavalio ja allergiat", "30 päivää", "9 artiklan", "365 päivää"],
        ),
        (
            f"{SV}/dataskydd/beskrivning",
            ["specialkost och allergier", "30 dagar", "artikel 9.2 a", "365 dagar"],
        ),
    ],
)
def test_material_for_the_notice_tells_what_is_configured(office: Office, path: str, told: list[str]) -> None:
    page = text_of(office.page(path))
    assert [each for each in told if each not in page] == []


def test_material_names_the_servers_that_are_not_the_sites_own(office: Office) -> None:
    host = office.app.extensions["kaarina_strategy"].host
    assert "oman postijärjestelmän" in text_of(office.page(f"{DESK}/seloste"))
    host.settings["SMTP_URL"] = "smtp+starttls://user:hidden@mail.example.com:587"
    vars(host.hooks)["mailer"] = None
    page = office.page(f"{DESK}/seloste")
    assert "mail.example.com" in page
    assert "hidden" not in page


def test_material_can_be_kept_as_a_file_without_what_is_for_staff(office: Office) -> None:
    answer = office.client.get(f"{FI}{DESK}/seloste?file=1")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="privacy-fi.html"'
    assert "<nav" not in answer.text
    assert "stylesheet" not in answer.text
