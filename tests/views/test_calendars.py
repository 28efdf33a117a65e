"""The public calendar files: of the process, of a workshop, of a session."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask, session
from icalendar import Calendar, Event
from werkzeug.test import TestResponse

from ..town import JUNE_1, JUNE_2, VISION
from .editing import Editor

# The same session in the file of the process, of its workshop, and in its own.
WORDS = {
    "fi": (
        "/strategia/kalenteri.ics",
        "/strategia/tyopajat/visio/kalenteri.ics",
        "/strategia/tyopajat/visio",
    ),
    "sv": (
        "/sv/strategi/kalender.ics",
        "/sv/strategi/workshoppar/visio/kalender.ics",
        "/sv/strategi/workshoppar/visio",
    ),
}
PROCESS, WORKSHOP, _ = WORDS["fi"]
SESSION = f"/strategia/tyopajat/visio/{VISION}.ics"


def events(answer: TestResponse) -> dict[str, Event]:
    """The events of the file by what their UID says of the session."""
    assert answer.mimetype == "text/calendar"
    found = Calendar.from_ical(answer.data).walk("VEVENT")
    return {
        event["UID"].removeprefix("kaarina-2022-").removesuffix("@www.example.fi"): event for event in found
    }


def written(answer: TestResponse) -> list[str]:
    """The events of the file as they stand in it."""
    return re.findall(r"BEGIN:VEVENT.*?END:VEVENT", answer.text, re.DOTALL)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_session_is_the_same_event_in_each_file(client, language: str) -> None:
    process, workshop, page = WORDS[language]
    (alone,) = written(client.get(f"{page}/{VISION}.ics"))
    assert written(client.get(workshop)) == [alone]
    assert alone in written(client.get(process))
    assert ("SUMMARY:Visio-työpaja (sv)" in alone) is (language == "sv")


def test_workshops_file_holds_its_sessions_and_is_named_after_it(reader) -> None:
    answer = reader.get("/strategia/tyopajat/viimeistely/kalenteri.ics")
    assert set(events(answer)) == {JUNE_1, JUNE_2}
    assert Calendar.from_ical(answer.data)["X-WR-CALNAME"] == "Viimeistely"


def test_moved_session_keeps_its_uid_and_raises_its_sequence(client, editor: Editor) -> None:
    before = events(client.get(SESSION))[VISION]
    editor.edit_session(VISION, date="2022-04-13")
    after = events(client.get(SESSION))[VISION]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.decoded("DTSTART") - before.decoded("DTSTART") == timedelta(days=1)
    assert after.decoded("DTSTAMP") == editor.clock.now


@pytest.mark.parametrize("path", [PROCESS, WORKSHOP, SESSION])
def test_cancelled_session_stays_as_cancelled(client, editor: Editor, path: str) -> None:
    editor.edit_session(VISION, cancelled={"fi": "Sairastapaus", "sv": "Sjukdomsfall"})
    assert events(client.get(path))[VISION]["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("path", [PROCESS, WORKSHOP, SESSION])
@pytest.mark.parametrize("is_shared", [False])
def test_unchanged_file_is_not_sent_again_and_sets_no_cookie(app: Flask, clock, path: str) -> None:
    app.before_request(lambda: session.update(visits=1))
    client = app.test_client()
    first = client.get(path)
    clock.now += timedelta(days=1)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "Set-Cookie" not in first.headers


def test_session_without_a_day_has_no_file_and_its_workshop_an_empty_one(client, editor: Editor) -> None:
    vague = {"earliest": "2022-05-01", "latest": "2022-05-31", "precision": "month"}
    editor.edit_session(VISION, date=vague, starts=None, ends=None)
    assert client.get(SESSION).status_code == 404
    assert SESSION not in client.get("/strategia/tyopajat/visio").text
    workshop = Calendar.from_ical(client.get(WORKSHOP).data)
    assert [each.name for each in workshop.subcomponents] == ["VTIMEZONE"]


@pytest.mark.parametrize(
    "path",
    [
        "/strategia/tyopajat/ei-ole/kalenteri.ics",
        "/strategia/tyopajat/%00/kalenteri.ics",
        "/strategia/tyopajat/visio/ei-ole.ics",
        "/strategia/tyopajat/visio/%00.ics",
        f"/strategia/tyopajat/paamaarat/{VISION}.ics",
        "/strategia/ei-ole/kalenteri.ics",
    ],
)
def test_calendar_of_nothing_is_not_there(client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/strategia/tyopajat/viimeistely", "Lisää kalenteriin"),
        ("/sv/strategi/workshoppar/viimeistely", "Lägg till i kalendern"),
    ],
)
def test_workshop_page_leads_to_the_file_of_each_session(reader, page: str, words: str) -> None:
    shown = reader.get(page).text
    for key in (JUNE_1, JUNE_2):
        link = rf'<a href="{page}/{key}\.ics" type="text/calendar">{words}<'
        assert re.search(link, shown)
        assert list(events(reader.get(f"{page}/{key}.ics"))) == [key]


def test_held_session_is_not_to_be_put_into_a_calendar(client, clock) -> None:
    clock.now += timedelta(days=30)
    assert SESSION not in client.get("/strategia/tyopajat/visio").text
