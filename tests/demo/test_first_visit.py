"""What a browser loads at the first visit of the process page."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest

from ..visitor import LoadedFiles

MOST_BYTES = 60_000


@pytest.mark.parametrize("path", ["/strategia/", "/sv/strategi/"])
def test_first_visit_is_light_and_asks_nobody_else(client, path: str) -> None:
    page = client.get(path)
    addresses = LoadedFiles(page.text).addresses
    assert any(address.endswith(".css") for address in addresses)
    assert {urlsplit(address).netloc for address in addresses} == {""}
    loaded = [page.data]
    for address in addresses:
        with client.get(address) as answer:
            loaded.append(answer.data)
    assert sum(len(gzip.compress(each)) for each in loaded) < MOST_BYTES
    assert not any(b"@font-face" in each or b"@import" in each for each in loaded)
