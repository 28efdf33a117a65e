"""What a browser loads on its first visit to the process page, compressed as a web server does."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

from ..visitor import LoadedFiles
from . import plans
from .bench import Bench, tell
from .findings import Target, at_most
from .load import carried_out
from .site_servers import TOWN, Server, served

KIND = "sqlite"
PAGE = "/strategia/"
LEVEL = 6  # of gzip, as Apache's mod_deflate has it by default
GOAL, NONE = at_most(60), at_most(0)


def measure(bench: Bench) -> None:
    """Add the kilobytes of the page and of each file with it, and what comes from elsewhere."""
    tell("bytes of a first visit")
    with served(TOWN, bench.databases(KIND).new(lambda _: None)) as server:
        page = _body(server, PAGE)
        addresses = LoadedFiles(page.decode()).addresses
        files = {path: _body(server, path) for path in addresses if not urlsplit(path).netloc}
    total = 0.0
    for path, body in {PAGE: page, **files}.items():
        kilobytes = len(gzip.compress(body, LEVEL)) / 1000
        total += kilobytes
        bench.add(Target(f"first visit: {path}", "–", kilobytes, "kB gzip", note=f"({_owner(path)})"))
    bench.add(Target("first visit: all", "–", total, "kB gzip", GOAL))
    elsewhere = len(addresses) - len(files)
    fonts = sum(body.count(b"@font-face") for body in files.values())
    bench.add(Target("first visit: from third parties", "–", elsewhere, "files", NONE))
    bench.add(Target("first visit: web fonts", "–", fonts, "fonts", NONE))


def _owner(path: str) -> str:
    if path == PAGE:
        return "ours in the host's layout"
    return "ours" if path.startswith("/strategia/") else "the host's"


def _body(server: Server, path: str) -> bytes:
    return carried_out(plans.read(path), server.address).body
