"""The checkers of others, which are asked of every page: axe-core, the Nu HTML checker, Lighthouse."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

START_SECONDS = 60
# What the Nu checker says and we leave as it is.
LEFT_AS_IT_IS = {
    # Safari reads a list without bullets as no list, unless its role says so (WebKit, bug 170179).
    "The “list” role is unnecessary for element “ul”.",
    "The “list” role is unnecessary for element “ol”.",
    # The widget stands in a page that has the main heading.
    "This document has heading elements but none of them has a computed heading level of 1.",
}
# What Chromium needs in order to run as root, and what keeps it from asking anybody anything.
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run"


def checkers() -> Path | None:
    """The folder `node_modules` with the checkers, which KAARINA_STRATEGY_CHECKERS names; None without it."""
    named = os.environ.get("KAARINA_STRATEGY_CHECKERS")
    return Path(named) if named else None


def axe_script() -> str:
    """The axe-core of the checkers, or else the one inside axe-playwright-python, which may be older."""
    folder = checkers()
    return (folder / "axe-core" / "axe.min.js").read_text() if folder else AXE_SCRIPT


@contextmanager
def nu_checker() -> Iterator[Nu]:
    """The Nu HTML checker, started once, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    jar = _checker("vnu-jar", "build", "dist", "vnu.jar")
    options = ["-Xss2m", "-Xmx512m", "-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", jar]
    process = subprocess.Popen(
        ["java", *options, "nu.validator.servlet.Main", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await_port(port, process)
        yield Nu(port)
    finally:
        process.kill()
        process.wait()


class Nu:
    """The checker as a service on a port of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port

    def complaints(self, document: str) -> list[str]:
        """What is wrong with the document, each with the place in it; warnings as well."""
        headers = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "tests"}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)) as connection:
            connection.request("POST", "/?out=json", document.encode(), headers)
            messages = json.loads(connection.getresponse().read())["messages"]
        return [
            f"{each['message']} {each.get('extract', '')!r}"
            for each in messages
            if each["message"] not in LEFT_AS_IT_IS
        ]


def lighthouse(url: str, categories: list[str], chromium: str, folder: Path) -> dict[str, Any]:
    """Lighthouse's report on the page as a phone shows it."""
    report = folder / "lighthouse.json"
    command = ["node", _checker("lighthouse", "cli", "index.js"), url, "--quiet", "--output=json"]
    options = [f"--output-path={report}", f"--only-categories={','.join(categories)}"]
    subprocess.run(
        [*command, *options, f"--chrome-flags={FLAGS}"],
        env={**os.environ, "CHROME_PATH": chromium},
        check=True,
        capture_output=True,
        timeout=120,
    )
    return dict(json.loads(report.read_text()))


def _checker(*parts: str) -> str:
    folder = checkers()
    assert folder is not None, "KAARINA_STRATEGY_CHECKERS names no folder"
    return str(folder.joinpath(*parts))


def _await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait for the service, which reads the whole standard first."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with closing(socket.socket()) as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The Nu HTML checker does not start (status {process.poll()})")
