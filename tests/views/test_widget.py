"""The widget in a frame: what it answers, to whom, and what it does not do."""

from __future__ import annotations

import gzip
import re

import pytest
from flask import Flask, session
from sqlalchemy import text

from ..crawler import visit

WIDGET = "/strategia/widget"
VARIANTS = ["line", "compact", "standard", "full", "text"]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(("language", "phase"), [("fi", "Vaihe 1/1"), ("sv", "Skede 1/1")])
def test_frame_tells_the_phase_in_its_language(client, variant: str, language: str, phase: str) -> None:
    page = visit(client, f"{WIDGET}/{variant}?lang={language}")
    assert (page.status, page.language) == (200, language)
    assert phase in page.text


def test_both_languages_stand_in_blocks_of_their_own(client) -> None:
    page = visit(client, f"{WIDGET}/compact?lang=both")
    assert page.language == "fi"
    blocks = page.tree.classed("ks-widget")
    assert [(each["lang"], each.every("b")[0].text) for each in blocks] == [
        ("fi", "Vaihe 1/1: Työpajat"),
        ("sv", "Skede 1/1: Työpajat (sv)"),
    ]
    ids = [each["id"] for each in page.tree.every() if each["id"]]
    assert len(set(ids)) == len(ids) == 2


@pytest.mark.parametrize("heading", [2, 3, 4])
def test_headings_begin_at_the_wished_level(client, heading: int) -> None:
    tree = visit(client, f"{WIDGET}/standard?heading={heading}").tree
    levels = [int(each.tag[1]) for each in tree.every("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == heading
    assert set(levels[1:]) == {heading + 1}


def test_changes_are_told_for_the_wished_number_of_days(client) -> None:
    assert "365 viime päivän" in client.get(f"{WIDGET}/standard?days=365").text
    assert "1 viime päivän" in client.get(f"{WIDGET}/standard?days=1").text


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("compact?lang=xx", "lang"),
        ("compact?lang=", "lang"),
        ("compact?theme=pink", "theme"),
        ("compact?theme=%22%3E%3Cscript%3E", "theme"),
        ("compact?heading=7", "heading"),
        ("compact?heading=two", "heading"),
        ("compact?heading=%D9%A2", "heading"),  # a digit, but not one of ASCII
        ("compact?days=-1", "days"),
        ("compact?days=0", "days"),
        ("compact?days=366", "days"),
        ("compact?days=1000000000", "days"),
        ("nonsense", "variant"),
        ("compact%00", "variant"),
    ],
)
def test_wrong_parameter_is_named_inside_the_frame(client, address: str, name: str) -> None:
    page = visit(client, f"{WIDGET}/{address}")
    assert page.status == 400
    assert f"Upotuksen osoitteessa on tuntematon arvo: {name}." in page.text
    assert 'data-ks-theme="auto"' in page.body


@pytest.mark.parametrize("slug", ["no-such", "%00", "kaarina-2022%00", "x" * 5000])
def test_unknown_process_is_told_inside_the_frame(client, slug: str) -> None:
    page = visit(client, f"{WIDGET}/compact?process={slug}")
    assert page.status == 404
    assert "Tällaista strategiaprosessia ei ole." in page.text


@pytest.mark.parametrize("address", ["compact?lang=sv&theme=pink", "compact?lang=sv&process=no-such"])
def test_mistake_is_told_in_the_language_asked_with_a_way_to_the_process(client, address: str) -> None:
    page = visit(client, f"{WIDGET}/{address}")
    assert page.language == "sv"
    (link,) = page.tree.every("main")[0].every("a")
    assert (link["href"], link["target"], link["rel"]) == ("/sv/strategi/", "_blank", "noopener")
    assert link.text == "Se läget på webbplatsen. (öppnas i en ny flik)"


def test_frame_says_so_where_the_database_fails(app: Flask) -> None:
    with app.app_context():
        db = app.extensions["sqlalchemy"]
        db.session.execute(text("ALTER TABLE kaarina_strategy_process RENAME TO gone"))
        db.session.commit()
    page = visit(app.test_client(), f"{WIDGET}/standard?lang=sv")
    assert page.status == 503
    assert "Läget kunde inte hämtas." in page.text


@pytest.mark.parametrize("is_shared", [False])
def test_frame_sets_no_cookie_and_leaves_the_hosts_session_alone(app: Flask) -> None:
    seen: list[bool] = []
    app.before_request(lambda: session.update(visits=1))
    app.after_request(lambda response: seen.append(dict(session) == {"visits": 1}) or response)
    answer = app.test_client().get(f"{WIDGET}/standard")
    assert seen == [True]
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("address", ["standard", "nonsense", "standard?process=no-such"])
@pytest.mark.parametrize("is_shared", [False])
def test_frame_may_be_shown_only_by_the_configured_sites(app: Flask, address: str) -> None:
    app.after_request(lambda response: response.headers.set("X-Frame-Options", "SAMEORIGIN") or response)
    answer = app.test_client().get(f"{WIDGET}/{address}")
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers


def test_other_pages_still_refuse_to_be_framed(client) -> None:
    assert client.get("/strategia/").headers["X-Frame-Options"] == "DENY"


def test_frame_tells_its_script_who_may_frame_it(client) -> None:
    (script,) = visit(client, f"{WIDGET}/standard").tree.every("script")
    assert script["src"] == "/strategia/static/frame-height.js"
    assert script["data-ks-ancestors"] == "'self'"


def test_unchanged_frame_is_not_sent_again(client) -> None:
    first = client.get(f"{WIDGET}/standard")
    again = client.get(f"{WIDGET}/standard", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_frame_is_the_same_within_a_minute(client, clock) -> None:
    clock.now = clock.now.replace(second=1)
    first = client.get(f"{WIDGET}/full").headers["ETag"]
    clock.now = clock.now.replace(second=59)
    assert client.get(f"{WIDGET}/full").headers["ETag"] == first


@pytest.mark.parametrize(
    ("name", "kind"), [("widget.js", "text/javascript"), ("widget.css", "text/css")], ids=["script", "style"]
)
def test_files_of_the_custom_element_may_be_loaded_by_any_site(client, name: str, kind: str) -> None:
    answer = client.get(f"/strategia/{name}")
    assert answer.mimetype == kind
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert visit(client, f"/strategia/static/{name}").body == answer.text


def test_script_of_the_custom_element_is_small(client) -> None:
    assert len(gzip.compress(client.get("/strategia/widget.js").data)) < 4000


def test_scripts_hold_nothing_that_a_strict_policy_forbids(client) -> None:
    for name in ("widget.js", "frame-height.js", "frame-host.js"):
        script = visit(client, f"/strategia/static/{name}").body
        assert script
        assert not re.search(r"\beval\(|new Function|innerHTML|document\.write|setAttribute\(.style", script)
