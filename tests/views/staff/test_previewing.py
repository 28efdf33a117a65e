"""Editors see the public pages with their drafts, at any moment; nobody else sees anything of it."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kaarina_strategy_ext import Identity
from kaarina_strategy_ext.host import current_host
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.content import document
from kaarina_strategy_ext.services.content.exporting import export_process
from kaarina_strategy_ext.services.editing.beginning import begin_from_template
from kaarina_strategy_ext.services.editing.drafting import save_draft
from kaarina_strategy_ext.services.editing.parts import PartName, value_of
from kaarina_strategy_ext.services.editing.publishing import publish

from ... import town
from ..conftest import Clock
from .conftest import FI, SV, Login


@pytest.fixture
def new_database(new_sqlite):
    """Pages alone are tried here: the rules below them are, by their own tests, on both databases."""
    return new_sqlite


EDITOR = Identity("emma", "Emma", None, frozenset({"editor"}))
LANGUAGES = ("fi", "sv")
ACT = Act("emma", town.NOW)
TEXT = {"fi": "Uusi", "sv": "Ny"}
PREVIEW, FORHANDSGRANSKNING = f"{FI}/esikatselu", f"{SV}/forhandsgranskning"


@pytest.fixture
def client(app: Flask, login: Login) -> FlaskClient:
    """The browser of an editor."""
    login.identity = EDITOR
    return app.test_client()


def draft(app: Flask, part: str, value: Any, process_id: int = 1) -> None:
    """Save a draft of what is new."""
    name = PartName.parse(part)
    work = partial(save_draft, process_id=process_id, name=name, value=value, act=ACT)
    with app.app_context():
        current_host().database.change(partial(work, based_on=0, languages=LANGUAGES))


def publish_all(app: Flask, *parts: str, process_id: int = 1) -> None:
    """Publish drafts."""
    names = [PartName.parse(each) for each in parts]
    work = partial(publish, process_id=process_id, names=names, act=ACT, languages=LANGUAGES)
    with app.app_context():
        current_host().database.change(work)


def content(app: Flask) -> document.Process:
    """The process as it is public."""
    with app.app_context():
        found = export_process(current_host().database.reading(), "kaarina-2022")
    assert found is not None
    return found


@pytest.fixture
def goals(app: Flask) -> None:
    """A draft that gives a workshop another title and a new session, and a draft of news."""
    value = value_of(content(app), PartName.parse("workshop:paamaarat"))
    draft(app, "workshop:paamaarat", value | {"title": {"fi": "Suunta", "sv": "Kurs"}})
    draft(app, "session:uusi", {"workshop": "paamaarat", "date": "2022-05-17"})
    draft(app, "news:uutinen", {"title": TEXT, "body": TEXT, "published": "2022-05-01"})


@pytest.mark.usefixtures("goals")
def test_drafts_are_seen_in_the_preview_alone(client: FlaskClient, app: Flask) -> None:
    shown, public = client.get(f"{PREVIEW}/tyopajat").text, client.get("/strategia/tyopajat").text
    assert "Suunta" in shown
    assert "17.5.2022" in shown
    assert "Suunta" not in public
    assert "17.5.2022" not in public
    assert len(content(app).workshops[1].sessions) == 2


@pytest.mark.usefixtures("goals")
def test_chosen_drafts_alone_are_shown(client: FlaskClient) -> None:
    shown = client.get(f"{PREVIEW}/tyopajat?only=session:uusi").text
    assert "17.5.2022" in shown
    assert "Suunta" not in shown
    assert "?only=session:uusi" in shown.replace("%3A", ":")


@pytest.mark.usefixtures("goals")
def test_each_page_is_shown_in_both_languages(client: FlaskClient) -> None:
    assert "Kurs" in client.get(f"{FORHANDSGRANSKNING}/workshoppar/paamaarat").text
    assert "Det här är en förhandsgranskning" in client.get(FORHANDSGRANSKNING).text
    assert "<h1>Uusi</h1>" in client.get(f"{PREVIEW}/ajankohtaista/uutinen").text
    assert "Suunta" in client.get(f"{PREVIEW}/ruutu/full").text


@pytest.mark.usefixtures("goals")
def test_news_comes_out_in_the_preview_on_its_day(client: FlaskClient) -> None:
    assert "Uutisia ei ole vielä" in client.get(f"{PREVIEW}/ajankohtaista?at=2022-04-30T23:59").text
    assert "uutinen" in client.get(f"{PREVIEW}/ajankohtaista?at=2022-05-01T00:00").text


def test_moment_decides_what_can_be_registered_for(client: FlaskClient) -> None:
    visio = f"{PREVIEW}/tyopajat/visio"
    assert "Ilmoittautuminen avautuu" in client.get(f"{visio}?at=2022-04-01T09:00").text
    assert "Pidetty" in client.get(f"{visio}?at=2022-04-13T09:00").text


def test_links_stay_in_the_preview_and_keep_the_moment(client: FlaskClient) -> None:
    page = client.get(f"{PREVIEW}?at=2022-04-13T09:00").text
    links = re.findall(r'href="(/[^"]*)"', page[page.index('class="ks"') :])
    ours = {each for each in links if "/static/" not in each}
    assert f"{PREVIEW}/tyopajat/paamaarat?at=2022-04-13T09:00" in ours
    # The present moment has no name in the address, and the way back leads out.
    assert {each for each in ours if "?at=" not in each} == {PREVIEW, f"{FI}/sisalto"}
    assert all(each.startswith((PREVIEW, FORHANDSGRANSKNING)) for each in ours - {f"{FI}/sisalto"})


@pytest.mark.parametrize("at", ["yesterday", "2022-04-31T09:00", "0001-01-01T00:00", "2022-04-13T09:00Z"])
def test_moment_that_is_none_is_told_and_the_present_shown(client: FlaskClient, at: str) -> None:
    answer = client.get(PREVIEW, query_string={"at": at})
    assert answer.status_code == 200
    assert "Päivästä ja kellonajasta ei saatu selvää" in answer.text


@pytest.mark.parametrize("path", ["/tyopajat/nowhere", "/ajankohtaista/nowhere", "/ruutu/huge", "?only=poem"])
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(PREVIEW + path).status_code == 404


def test_preview_is_kept_by_nobody(client: FlaskClient) -> None:
    headers = client.get(PREVIEW).headers
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "Set-Cookie" not in headers


def test_removal_of_what_has_been_booked_since_shows_what_is_public(
    client: FlaskClient, app: Flask, form: Any
) -> None:
    draft(app, f"session:{town.GOALS}", None)
    assert form.send(sessions=[town.GOALS]).status_code == 303
    shown = client.get(f"{PREVIEW}/tyopajat/paamaarat")
    assert "20.4.2022" in shown.text
    assert "ei voi näyttää yhdessä" in shown.text


@pytest.fixture
def unseen(app: Flask) -> int:
    """A process that was begun after the other, and is not public; gives its id."""
    work = partial(
        begin_from_template, template="three_phases", slug="uusi", name=TEXT, act=ACT, languages=LANGUAGES
    )
    with app.app_context():
        return current_host().database.change(work).id


PUBLIC_ADDRESSES = (
    "/strategia/uusi/",
    "/strategia/uusi/tyopajat",
    "/strategia/uusi/tyopajat/visio",
    "/strategia/uusi/ajankohtaista",
    "/strategia/uusi/ilmoittautuminen",
    "/strategia/uusi/ilmoita",
    "/strategia/uusi/muutokset.atom",
    "/strategia/uusi/kalenteri.ics",
    "/sv/strategi/uusi/",
    "/strategia/widget/standard?process=uusi",
    "/strategia/api/v1/processes/uusi",
    "/strategia/api/v1/processes/uusi/status",
    "/strategia/api/v1/processes/uusi/linked-events",
    "/strategia/oembed?url=https://www.example.fi/strategia/uusi/",
)


@pytest.mark.parametrize("path", PUBLIC_ADDRESSES)
def test_process_that_is_not_public_is_nowhere(app: Flask, unseen: int, path: str) -> None:
    assert app.test_client().get(path).status_code == 404


def test_process_that_is_not_public_takes_nobodys_place(client: FlaskClient, unseen: int) -> None:
    slugs = [each["slug"] for each in client.get("/strategia/api/v1/processes").json["processes"]]
    assert slugs == ["kaarina-2022"]
    assert "Kaarinan strategia" in client.get("/strategia/").text
    assert "Uusi" in client.get("/strategia/uusi/hallinta/esikatselu").text


def test_published_process_is_the_current_one_at_once(app: Flask, client: FlaskClient, unseen: int) -> None:
    publish_all(app, process_id=unseen)
    assert "Uusi" in client.get("/strategia/").text


def test_scheduled_publication_goes_out_with_the_jobs(app: Flask, client: FlaskClient, clock: Clock) -> None:
    draft(app, "news:uutinen", {"title": TEXT, "body": TEXT, "published": "2022-04-01"})
    work = partial(publish, process_id=1, names=[PartName.parse("news:uutinen")], act=ACT)
    later = town.NOW + timedelta(hours=1)
    with app.app_context():
        current_host().database.change(partial(work, languages=LANGUAGES, at=later))
        app.extensions["kaarina_strategy"].run_jobs()
    assert client.get("/strategia/ajankohtaista/uutinen").status_code == 404
    clock.now = later
    with app.app_context():
        app.extensions["kaarina_strategy"].run_jobs()
    assert client.get("/strategia/ajankohtaista/uutinen").status_code == 200


def test_news_is_public_on_its_day_and_no_sooner(app: Flask, client: FlaskClient, clock: Clock) -> None:
    draft(app, "news:uutinen", {"title": TEXT, "body": TEXT, "published": "2022-05-01T09:00"})
    publish_all(app, "news:uutinen")
    places = (
        "/strategia/ajankohtaista",
        "/strategia/muutokset.atom",
        "/strategia/api/v1/processes/kaarina-2022",
    )
    assert not any("uutinen" in client.get(path).text for path in places)
    assert client.get("/strategia/ajankohtaista/uutinen").status_code == 404
    clock.now = town.NOW.replace(month=5, day=1)
    assert all("uutinen" in client.get(path).text for path in places)
