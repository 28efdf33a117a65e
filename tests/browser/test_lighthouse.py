"""Lighthouse, as a phone sees the pages that people share; how quick they are, no test asserts."""

from __future__ import annotations

from typing import Any

import pytest

from .checkers import lighthouse
from .conftest import chromium

CATEGORIES = ["accessibility", "best-practices", "seo"]
PAGES = {
    "process": "/strategia/",
    "process in Swedish": "/sv/strategi/",
    "workshop": "/strategia/tyopajat/visio",
    "workshop in Swedish": "/sv/strategi/workshoppar/visio",
}
# The demo asks not to be found, since it is no real town's site; a city's pages do not.
OF_THE_DEMO = {"is-crawlable"}


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def report(request, demo_site, tmp_path) -> dict[str, Any]:
    """Lighthouse's report on the page."""
    path = chromium()
    if path is None:
        pytest.skip("no browser")
    return lighthouse(demo_site + request.param, CATEGORIES, path, tmp_path)


def test_lighthouse_finds_nothing(report):
    weighty = {
        each["id"] for every in report["categories"].values() for each in every["auditRefs"] if each["weight"]
    }
    faults = {name for name in weighty if report["audits"][name]["score"] not in (1, None)}
    assert faults <= OF_THE_DEMO
