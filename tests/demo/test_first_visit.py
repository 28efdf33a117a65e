"""What a browser loads at the first visit of the process page."""

from __future__ import annotations

import gzip
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

MOST_BYTES = 60_000
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "font"}


class Loads(HTMLParser):
    """The addresses that a page has its reader's browser load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and LOADING_LINKS & set((given.get("rel") or "").split()):
            self.addresses.append(given["href"] or "")
        elif tag in LOADED and given.get(LOADED[tag]):
            self.addresses.append(given[LOADED[tag]] or "")


@pytest.mark.parametrize("path", ["/strategia/", "/sv/strategi/"])
def test_first_visit_is_light_and_asks_nobody_else(client, path: str) -> None:
    page = client.get(path)
    addresses = Loads(page.text).addresses
    assert any(address.endswith(".css") for address in addresses)
    assert {urlsplit(address).netloc for address in addresses} == {""}
    loaded = [page.data]
    for address in addresses:
        with client.get(address) as answer:
            loaded.append(answer.data)
    assert sum(len(gzip.compress(each)) for each in loaded) < MOST_BYTES
    assert not any(b"@font-face" in each or b"@import" in each for each in loaded)
