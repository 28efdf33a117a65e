"""Somebody who uses the site with nothing but HTTP: pages, cookies, forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

WAIT_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What came back, after any redirect."""

    status: int
    url: str
    text: str


class HiddenFields(HTMLParser):
    """The hidden fields of a page, by name; the last one wins."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "input" and named.get("type") == "hidden" and named.get("name"):
            self.values[str(named["name"])] = named.get("value") or ""


class LoadedFiles(HTMLParser):
    """The addresses of what a browser loads by itself with a page."""

    LINKS = frozenset({"stylesheet", "icon", "preload", "modulepreload"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "link" and self.LINKS & set((named.get("rel") or "").split()):
            self.addresses.append(named.get("href") or "")
        elif tag in ("script", "img", "iframe", "source") and named.get("src"):
            self.addresses.append(named["src"] or "")


@dataclass
class Visitor:
    """One person with one browser's cookies, on a site that really serves."""

    site: str
    opener: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._open(path, None)

    def post(self, path: str, fields: dict[str, Any]) -> Answer:
        """Send a form; a list gives a field several values."""
        return self._open(path, urlencode(fields, doseq=True).encode())

    def register(self, path: str, fields: dict[str, Any]) -> Answer:
        """Open the form and send it filled in: one GET, one POST."""
        hidden = HiddenFields(self.get(path).text).values
        return self.post(path, {**hidden, **fields})

    def _open(self, path: str, body: bytes | None) -> Answer:
        url = path if path.startswith("http") else self.site + path
        try:
            with self.opener.open(url, body, timeout=WAIT_SECONDS) as response:
                return Answer(response.status, response.url, response.read().decode())
        except HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.url, refused.read().decode())


def details(number: int = 1, *, language: str = "fi") -> dict[str, str]:
    """The details of a person of that number."""
    return {
        "first_name": "Aino",
        "last_name": f"Virtanen {number}",
        "email": f"aino{number}@example.fi",
        "language": language,
    }
