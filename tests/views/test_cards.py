"""What a social medium or a chat shows of a page that somebody shares there (https://ogp.me)."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from kaarina_strategy_ext.host import current_host

SITE = "https://www.example.fi"


def card(client: FlaskClient, path: str) -> dict[str, str]:
    """The page's card, by property without its prefix; a property that comes twice has its last value."""
    head = client.get(path).text.partition("</head>")[0]
    found = re.findall(r'<meta (?:property|name)="(?:og|twitter):([\w:]+)" content="([^"]*)">', head)
    return {name: unescape(value) for name, value in found}


def test_process_is_shared_with_its_name_and_goal(reader) -> None:
    assert card(reader, "/strategia/") == {
        "type": "website",
        "title": "Kaarinan strategia",
        "description": "Strategia uudistetaan",
        "url": f"{SITE}/strategia/",
        "site_name": "Kaupunki",
        "locale": "fi_FI",
        "locale:alternate": "sv_FI",
        "card": "summary",
    }


def test_workshop_is_shared_in_the_language_of_its_page(reader) -> None:
    shared = card(reader, "/sv/strategi/workshoppar/visio")
    assert (shared["title"], shared["locale"]) == ("Visio-työpaja (sv)", "sv_FI")
    assert shared["url"] == f"{SITE}/sv/strategi/workshoppar/visio"


def test_news_item_is_shared_with_the_beginning_of_its_text(client, editor) -> None:
    body = "**Kaupunki** kertoo, " + "mitä tapahtuu, " * 20
    item = {
        "slug": "uutinen",
        "title": {"fi": "Uutinen", "sv": "Nyhet"},
        "body": {"fi": body, "sv": body},
        "published": "2022-03-03",
    }
    editor.edit(news=[item])
    shared = card(client, "/strategia/ajankohtaista/uutinen")
    assert shared["type"] == "article"
    assert shared["description"].startswith("Kaupunki kertoo, mitä")
    assert shared["description"].endswith(" …")
    assert len(shared["description"]) <= 200


@pytest.mark.parametrize("path", ["/strategia/ilmoittautuminen", "/strategia/linkki", "/strategia/ei-ole"])
def test_page_of_a_form_or_of_nothing_has_no_card(reader, path: str) -> None:
    assert card(reader, path) == {}


@pytest.mark.parametrize(
    ("configured", "told"),
    [
        ("/static/strategia.png", f"{SITE}/static/strategia.png"),
        ("https://cdn.example.fi/strategia.png", "https://cdn.example.fi/strategia.png"),
    ],
)
def test_picture_is_the_one_of_the_site(app, client, monkeypatch, configured: str, told: str) -> None:
    with app.test_request_context():
        monkeypatch.setitem(current_host().settings, "SHARE_IMAGE", configured)
    shared = card(client, "/strategia/")
    assert (shared["image"], shared["card"]) == (told, "summary_large_image")
