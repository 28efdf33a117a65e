"""A real browser before a real server: the user's or Debian's Chromium, and the demo served by gunicorn."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)

from ..servers import serving

NAMES = ["chromium", "chromium-browser", "google-chrome"]
# A fresh browser asks its maker for updates; a test asks nobody but the demo.
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
# The pilot of this browser is quicker than any person, and would have to confirm its address.
# Sites of others, which the tests serve at any port, may frame the widget.
DEMO = (
    "kaarina_strategy_ext.demo:create_app({'KAARINA_STRATEGY_VERIFY_EMAIL': 'never',"
    " 'KAARINA_STRATEGY_FRAME_ANCESTORS': [\"'self'\", 'http://*.localhost:*']})"
)
NewPage = Callable[..., Page]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a browser, skip what asks for one, or fail it where a browser is a must.

    A fixture that skipped would be reported once per test function; this is one line for all.
    """
    assert isinstance(item, pytest.Function)
    if "browser" not in item.fixturenames or _chromium():
        return
    reason = f"no browser: none of {', '.join(NAMES)} is installed, and KAARINA_STRATEGY_CHROMIUM names none"
    if os.environ.get("KAARINA_STRATEGY_REQUIRE_BROWSER") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


# These live as long as this folder's tests and not to the end of the session: Playwright leaves an event loop
# running in the main thread, where it would meet those of later tests.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this folder."""
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()


def launched(playwright: Playwright) -> Browser:
    """The browser, started."""
    # Chromium's sandbox refuses to start as root.
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    return playwright.chromium.launch(executable_path=_chromium(), args=arguments)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Opens pages, each for a visitor of its own without cookies; a script's uncaught error fails the test.

    `new_page(width=360, height=800, javascript=True, color_scheme="light", locale="fi-FI", **more)`: sizes in
    CSS pixels, `more` as in Playwright's `new_context`.
    """
    contexts: list[BrowserContext] = []
    errors: list[Error] = []

    def new(width: int = 360, height: int = 800, *, javascript: bool = True, **more: Any) -> Page:
        options = {"color_scheme": "light", "locale": "fi-FI", "timezone_id": "Europe/Helsinki", **more}
        size: ViewportSize = {"width": width, "height": height}
        contexts.append(browser.new_context(viewport=size, java_script_enabled=javascript, **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 - Playwright marks the listener, and a list's method takes no mark
        return page

    yield new
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture(scope="package")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo has its database and its log."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="package")
def demo_site(demo_folder: Path) -> Iterator[str]:
    """The demo's address without a last slash; one demo with one database for all tests of this folder."""
    env = {"DATABASE_URL": f"sqlite:///{demo_folder / 'demo.sqlite3'}"}
    with serving(DEMO, workers=2, threads=4, env=env, folder=demo_folder) as url:
        yield url


@pytest.fixture(autouse=True)
def demo_log(demo_folder: Path) -> Iterator[None]:
    """Write what the demo logged during the test, which pytest shows where the test has failed."""
    log = demo_folder / "server.log"
    before = log.stat().st_size if log.exists() else 0
    yield
    if log.exists():
        sys.stderr.write(log.read_bytes()[before:].decode())


def _chromium() -> str | None:
    """The path of the browser to use; None where there is none."""
    named = os.environ.get("KAARINA_STRATEGY_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
