"""The public changes as an Atom feed in each language."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from flask import Flask, session
from sqlalchemy import text

from ..town import JUNE_1, NOW, VISION
from .editing import NEWS, Editor
from .feed_rules import ATOM, complaints, entries, link, texts

FI, SV = "/strategia/muutokset.atom", "/sv/strategi/andringar.atom"
SITE = "https://www.example.fi"


@pytest.fixture
def busy(editor: Editor) -> Editor:
    """An editor who has moved a session, found a place, cancelled another and told the news."""
    editor.edit_session(VISION, date="2022-04-13")
    editor.edit_session(VISION, place={"fi": "Kaupungintalo", "sv": "Stadshuset"})
    editor.edit_session(JUNE_1, cancelled={"fi": "Ohjaaja on sairas", "sv": "Ledaren är sjuk"})
    editor.edit(registration={"mode": "window", "opens": "2022-04-06T09:00"}, news=[NEWS])
    return editor


@pytest.mark.parametrize(("path", "language"), [(FI, "fi"), (SV, "sv")])
@pytest.mark.usefixtures("busy")
def test_feed_keeps_the_rules_of_atom(client, path: str, language: str) -> None:
    answer = client.get(path)
    assert complaints(answer.data) == []
    assert answer.mimetype == "application/atom+xml"
    assert f'xml:lang="{language}"' in answer.text
    assert link(ElementTree.fromstring(answer.data), "self") == SITE + path


def test_feed_of_a_process_in_which_nothing_has_changed_keeps_the_rules(client) -> None:
    document = client.get(FI).data
    assert complaints(document) == []
    assert entries(document) == []
    assert ElementTree.fromstring(document).findtext(f"{ATOM}updated") == "2022-04-05T12:00:00+03:00"


@pytest.mark.usefixtures("busy")
def test_newest_change_comes_first_in_the_words_of_the_site(client) -> None:
    assert texts(client.get(SV).data, "title") == [
        "Aktuellt: Ny tid",
        "Anmälningstiderna har ändrats",
        "Workshop inställd: Viimeistely (sv): ons 1.6.2022",
        "Visio-työpaja (sv) ons 13.4.2022: plats: Stadshuset",
        "Visio-työpaja (sv): ny tid: ons 13.4.2022 kl. 17–20 (tidigare: tis 12.4.2022 kl. 17–20)",
    ]


@pytest.mark.usefixtures("busy")
def test_entry_tells_what_is_known_and_leads_to_its_page(client) -> None:
    document = client.get(FI).data
    news, _, cancelled, _, moved = texts(document, "content")
    assert '<a href="tyopajat">työpajat</a>' in news
    assert "Ohjaaja on sairas" in cancelled
    assert "<li>Paikka: Kaupungintalo</li>" in moved
    links = [link(each, "alternate") for each in entries(document)]
    assert [each.removeprefix(SITE) for each in links] == [
        "/strategia/ajankohtaista/uusi-aika",
        "/strategia/tyopajat",
        f"/strategia/tyopajat/viimeistely#ks-{JUNE_1}",
        f"/strategia/tyopajat/visio#ks-{VISION}",
        f"/strategia/tyopajat/visio#ks-{VISION}",
    ]
    assert {client.get(each).status_code for each in links} == {200}


def test_ids_depend_neither_on_the_request_nor_on_later_edits(client, busy: Editor) -> None:
    before = texts(client.get(FI).data, "id")
    busy.edit(name={"fi": "Toinen nimi", "sv": "Annat namn"})
    again = client.get("/strategia/kaarina-2022/muutokset.atom", base_url="http://10.0.0.1:8080").data
    assert texts(again, "id") == before
    assert set(before).isdisjoint(texts(client.get(SV).data, "id"))


def test_site_whose_address_nobody_has_configured_still_has_a_feed(app: Flask) -> None:
    app.extensions["kaarina_strategy"].host.settings["BASE_URL"] = None
    document = app.test_client().get(FI, base_url="http://10.0.0.1:8080").data
    assert complaints(document) == []
    feed = ElementTree.fromstring(document)
    assert link(feed, "self") == f"http://10.0.0.1:8080{FI}"
    assert (feed.findtext(f"{ATOM}id") or "").startswith("tag:localhost,")


@pytest.mark.usefixtures("busy")
def test_characters_that_xml_forbids_are_left_out(client, app: Flask) -> None:
    hostile = '{"title": {"fi": "<b>]]>&\\u000b\\ufffe \\ud83d\\ude80"}}'
    with app.app_context():
        database = app.extensions["sqlalchemy"].session
        database.execute(
            text("UPDATE kaarina_strategy_change SET subject = 'x', after = :after WHERE kind = 'news'"),
            {"after": hostile},
        )
        database.execute(text("UPDATE kaarina_strategy_process SET revision = revision + 1"))
        database.commit()
    document = client.get(FI).data
    assert complaints(document) == []
    assert texts(document, "title")[0] == "Ajankohtaista: <b>]]>& 🚀"


def test_change_of_a_later_day_is_not_told_before_it(client, busy: Editor) -> None:
    busy.clock.now = NOW + timedelta(hours=2)
    assert len(entries(client.get(FI).data)) == 2


@pytest.mark.parametrize("is_shared", [False])
def test_unchanged_feed_is_not_sent_again_and_sets_no_cookie(app: Flask, clock) -> None:
    app.before_request(lambda: session.update(visits=1))
    client = app.test_client()
    first = client.get(FI)
    clock.now += timedelta(days=1)
    again = client.get(FI, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "Set-Cookie" not in first.headers


def test_feed_of_no_process_is_not_there(client) -> None:
    assert client.get("/strategia/ei-ole/muutokset.atom").status_code == 404


# The pages in whose head programs find the feed, and those in whose head they must not.
@pytest.mark.parametrize(
    ("path", "is_public"),
    [
        ("/strategia/", True),
        ("/strategia/tyopajat", True),
        ("/strategia/tyopajat/visio", True),
        ("/strategia/ajankohtaista", True),
        ("/strategia/ilmoittautuminen", False),
        ("/strategia/oma/ei-ole-linkki", False),
        ("/strategia/tyopajat/ei-ole", False),
        ("/strategia/hallinta/", False),
    ],
)
def test_public_pages_tell_programs_where_the_feed_is(reader, path: str, is_public: bool) -> None:
    head = reader.get(path).text.partition("</head>")[0]
    assert (f'href="{SITE}{FI}"' in head) is is_public
    assert (f'href="{SITE}/strategia/kalenteri.ics"' in head) is is_public


def test_page_of_a_person_tells_programs_nothing(client, form) -> None:
    own = client.get(form.send(sessions=VISION).location)
    assert own.status_code == 200
    assert 'rel="alternate" type=' not in own.text


def test_process_page_offers_the_feed_and_the_calendar(reader) -> None:
    page = reader.get("/sv/strategi/").text
    assert f'<a href="{SV}" type="application/atom+xml">Följ ändringarna i en flödesläsare</a>' in page
    calendar = "webcal://www.example.fi/sv/strategi/kalender.ics"
    assert f'<a href="{calendar}" type="text/calendar">Prenumerera på kalendern</a>' in page
