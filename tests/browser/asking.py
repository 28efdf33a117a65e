"""How a page is asked: by axe-core, in other media, and for the document as it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from axe_playwright_python.base import AxeResults
from playwright.sync_api import Page, Response

from .checkers import axe_script

# The narrowest screen that must not need sideways scrolling, in CSS pixels (WCAG 1.4.10).
NARROWEST = 320
ALL_RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


class Documents:
    """Remembers the document that a page was sent last, before its scripts and the browser mended it."""

    def __init__(self, page: Page) -> None:
        self._last: Response | None = None
        self._frame = page.main_frame
        page.on("response", self._keep)

    def newest(self) -> str:
        """The document as it was sent."""
        assert self._last is not None
        return self._last.text()

    def _keep(self, response: Response) -> None:
        request = response.request
        if request.is_navigation_request() and request.frame == self._frame and response.status // 100 != 3:
            self._last = response


@cache
def _axe() -> str:
    return axe_script()


def axe_finds(page: Page, only: dict[str, Any], *, is_whole: bool = True) -> str:
    """What breaks the rules, to be read; empty where nothing does. A part of a page has no main heading."""
    page.evaluate(f"if (!window.axe) {{ {_axe()} }}; null")
    rules = {"page-has-heading-one": {"enabled": is_whole}} if only is ALL_RULES else {}
    # Frames are pages of their own here, and only a rule on orientation would read the stylesheets once more.
    options = {"runOnly": only, "rules": rules, "iframes": False, "preload": False}
    results = page.evaluate("options => axe.run(options)", {**options, "resultTypes": ["violations"]})
    return AxeResults(results).generate_report() if results["violations"] else ""


@contextmanager
def media(page: Page, wanted: dict[str, Any], usual: dict[str, Any]) -> Iterator[None]:
    """The page in other media until the end of the block."""
    page.emulate_media(**wanted)
    try:
        yield
    finally:
        page.emulate_media(**usual)
