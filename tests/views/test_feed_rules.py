"""The rules by which the tests judge feeds find what breaks them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ..town import VISION
from .editing import Editor
from .feed_rules import complaints

FI = "/strategia/muutokset.atom"


@pytest.fixture
def new_database(new_sqlite: Callable[..., str]) -> Callable[..., str]:
    """One kind of database is enough, for a document is broken here and none is made."""
    return new_sqlite


@pytest.fixture
def feed(client, editor: Editor) -> str:
    """A feed of two entries that keeps the rules."""
    editor.edit_session(VISION, date="2022-04-13")
    editor.edit_session(VISION, place={"fi": "Kaupungintalo", "sv": "Stadshuset"})
    document = client.get(FI).text
    assert complaints(document.encode()) == []
    return document


@pytest.mark.parametrize(
    ("rule", "pattern", "new"),
    [
        ("no XML", "</feed>", ""),
        ("2:", ' xml:lang="fi"', ""),
        ("3.3", "T13:00:00[+]03:00</updated>", " 13:00</updated>"),
        ("4.1.1: the feed has not one author", "<name>Kaupunki</name>", ""),
        ("4.1.1: the feed does not say", 'rel="self"', 'rel="related"'),
        ("4.1.3.3", 'type="html" xml', "xml"),
        ("4.2.6: the id", "<id>tag:", "<id>"),
        ("4.2.6: ids are not unique", r"/changes/\d+", "/changes"),
        ("4.2.7", 'href="https://www.example.fi/', 'href="/'),
        ("4.2.14", "<title>.*</title>", "<title/>"),
        ("4.2.15", "<updated>2022-04-05T13", "<updated>2022-04-06T13"),
    ],
)
def test_broken_feed_is_found(feed: str, rule: str, pattern: str, new: str) -> None:
    broken = re.sub(pattern, new, feed)
    assert any(each.startswith(rule) for each in complaints(broken.encode()))
