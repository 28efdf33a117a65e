"""Addresses of ours as frames of the widget, for programs that ask (oEmbed 1.0)."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

SITE = "https://www.example.fi"
PAGE = f"{SITE}/strategia/"


@pytest.fixture
def new_database(new_sqlite: Callable[..., str]) -> Callable[..., str]:
    """One kind of database is enough, for nothing is asked of it that the pages do not ask."""
    return new_sqlite


def ask(client: FlaskClient, url: str = PAGE, **query: object):
    """What the provider answers about an address."""
    return client.get("/strategia/oembed", query_string={"url": url, **query})


def frame(answer) -> dict[str, str]:
    """The attributes of the frame."""
    return dict(re.findall(r'(\w+)="([^"]*)"', answer.json["html"]))


@pytest.mark.parametrize(
    ("url", "language", "title"),
    [
        (PAGE, "fi", "Kaarinan strategia"),
        (f"{SITE}/strategia", "fi", "Kaarinan strategia"),
        (f"{SITE}/sv/strategi/?utm_source=brev#ks-news", "sv", "Kaarinan strategia (sv)"),
        (f"{SITE}/sv/strategi/workshoppar", "sv", "Kaarinan strategia (sv)"),
        (f"{SITE}/strategia/tyopajat/visio", "fi", "Visio-työpaja"),
        (f"{SITE}/strategia/widget/standard?lang=sv", "sv", "Kaarinan strategia (sv)"),
        ("HTTPS://WWW.EXAMPLE.FI/strategia/", "fi", "Kaarinan strategia"),
    ],
)
def test_address_of_ours_is_a_frame_in_its_language(reader, url: str, language: str, title: str) -> None:
    answer = ask(reader, url)
    assert answer.mimetype == "application/json"
    told = {name: answer.json[name] for name in ("version", "type", "title", "provider_url")}
    assert told == {"version": "1.0", "type": "rich", "title": title, "provider_url": f"{SITE}/"}
    source = urlsplit(frame(answer)["src"])
    assert f"{source.scheme}://{source.netloc}" == SITE
    assert f'lang="{language}"' in reader.get(f"{source.path}?{source.query}").text


def test_process_that_an_address_names_stays_that_of_the_frame(reader) -> None:
    url = f"{SITE}/strategia/kaarina-2022/tyopajat/visio"
    assert html.unescape(frame(ask(reader, url))["src"]).endswith("?lang=fi&process=kaarina-2022")


@pytest.mark.parametrize(
    ("bounds", "variant", "width", "size"),
    [
        ({}, "standard", "320", (320, 460)),
        ({"maxwidth": 320, "maxheight": 460}, "standard", "320", (320, 460)),
        ({"maxwidth": 319}, "compact", "280", (280, 240)),
        ({"maxheight": 459}, "compact", "280", (280, 240)),
        ({"maxwidth": 1000, "maxheight": 239}, "line", "100%", (480, 96)),
        ({"maxwidth": 279}, "line", "100%", (279, 96)),
        ({"maxwidth": 200, "maxheight": 64}, "line", "100%", (200, 64)),
        ({"maxwidth": "9" * 40}, "standard", "320", (320, 460)),
    ],
)
def test_frame_keeps_within_the_bounds(reader, bounds: dict, variant: str, width: str, size: tuple) -> None:
    answer = ask(reader, **bounds)
    shown = frame(answer)
    assert f"/widget/{variant}?" in shown["src"]
    assert (shown["width"], int(shown["height"])) == (width, size[1])
    assert (answer.json["width"], answer.json["height"]) == size


def test_address_of_a_smaller_widget_is_shown_as_that(reader) -> None:
    shown = frame(ask(reader, f"{SITE}/strategia/widget/compact"))
    assert "/widget/compact?" in shown["src"]


def test_xml_says_the_same_as_json(reader) -> None:
    answer = ask(reader, format="xml")
    assert answer.mimetype == "text/xml"
    root = ElementTree.fromstring(answer.data)
    assert root.tag == "oembed"
    assert {each.tag: each.text for each in root} == {
        name: str(value) for name, value in ask(reader).json.items()
    }


def test_frame_is_named_in_its_language(reader) -> None:
    assert frame(ask(reader, f"{SITE}/sv/strategi/"))["title"] == "Läget i strategiarbetet"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/strategia/",
        "http://www.example.fi/strategia/",
        "https://www.example.fi:8443/strategia/",
        "https://www.example.fi.evil.example/strategia/",
        "https://www.example.fi@evil.example/strategia/",
        "https://[/strategia/",
        "javascript:alert(1)",
        f"{SITE}/",
        f"{SITE}/intranet",
        f"{SITE}/static/logo.svg",
        f"{SITE}/strategia/ei-ole/",
        f"{SITE}/strategia/%00/",
        f"{SITE}/strategia/tyopajat/ei-ole",
        f"{SITE}/strategia/tyopajat/%00",
        f"{SITE}/strategia//tyopajat",
        f"{SITE}/strategia/ilmoittautuminen",
        f"{SITE}/strategia/oma/abcdefghijklmnopqrstuvwxyz",
        f"{SITE}/strategia/hallinta/",
        f"{SITE}/strategia/widget/nonsense",
        f"{SITE}/strategia/widget/compact?lang=xx",
        f"{SITE}/strategia/widget/compact?process=ei-ole",
        f"{SITE}/strategia/oembed?url={quote(PAGE)}",
    ],
)
def test_other_address_is_not_there(reader, url: str) -> None:
    answer = ask(reader, url)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


@pytest.mark.parametrize("value", ["", "0", "-1", "1.5", "wide", "²", "1e3"])
@pytest.mark.parametrize("name", ["maxwidth", "maxheight"])
def test_bound_that_is_no_number_of_pixels_is_refused(reader, name: str, value: str) -> None:
    answer = ask(reader, **{name: value})
    assert (answer.status_code, answer.json["status"]) == (400, 400)
    assert name in answer.json["detail"]


def test_other_format_is_not_implemented(reader) -> None:
    assert ask(reader, format="yaml").status_code == 501


def test_question_without_an_address_is_refused(reader) -> None:
    assert reader.get("/strategia/oembed").status_code == 400


def test_site_whose_address_nobody_has_configured_knows_none_as_its_own(app: Flask) -> None:
    app.extensions["kaarina_strategy"].host.settings["BASE_URL"] = None
    assert ask(app.test_client(), "http://localhost/strategia/").status_code == 404


@pytest.mark.parametrize("base", [f"{SITE}/kaupunki", SITE])
def test_site_behind_a_prefix_knows_its_pages(app: Flask, base: str) -> None:
    app.extensions["kaarina_strategy"].host.settings["BASE_URL"] = base
    client = app.test_client()
    root = "" if base.endswith("kaupunki") else "/kaupunki"
    answer = client.get(
        "/strategia/oembed",
        query_string={"url": f"{SITE}/kaupunki/strategia/tyopajat/visio"},
        environ_overrides={"SCRIPT_NAME": root},
    )
    assert frame(answer)["src"].startswith(f"{SITE}/kaupunki/strategia/widget/standard")


@pytest.mark.parametrize("path", ["/strategia/", "/sv/strategi/workshoppar/visio"])
@pytest.mark.parametrize("kind", ["application/json+oembed", "text/xml+oembed"])
def test_page_tells_programs_where_to_ask_about_it(reader, path: str, kind: str) -> None:
    head = reader.get(path).text.partition("</head>")[0]
    (address,) = re.findall(rf'type="{re.escape(kind)}" title="[^"]+" href="([^"]+)"', head)
    asked = urlsplit(html.unescape(address))
    answer = reader.get(f"{asked.path}?{asked.query}")
    assert (answer.status_code, f"{asked.scheme}://{asked.netloc}") == (200, SITE)
    assert kind.startswith(answer.mimetype)


@pytest.mark.parametrize("is_shared", [False])
def test_answer_is_for_everybody_and_sets_no_cookie(app: Flask) -> None:
    app.before_request(lambda: session.update(visits=1))
    answer = ask(app.test_client())
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
