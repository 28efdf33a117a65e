"""Requests and answers as bytes, for a load generator that has no time for a client library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True)
class Reply:
    """An answer as it came, from the first byte to the end of the connection."""

    raw: bytes

    @property
    def status(self) -> int:
        """The status code, 0 where the connection ended without an answer."""
        return int(self.raw[9:12]) if self.raw else 0

    @property
    def body(self) -> bytes:
        """What follows the head."""
        return self.raw.partition(b"\r\n\r\n")[2]

    def header(self, name: str) -> str:
        """The value of a header, empty where it is not there."""
        head = self.raw.partition(b"\r\n\r\n")[0].decode("latin-1")
        found = re.search(rf"^{re.escape(name)}: (.*?)\r?$", head, re.MULTILINE | re.IGNORECASE)
        return found[1] if found else ""

    @property
    def hidden_fields(self) -> dict[str, str]:
        """The hidden fields of a page of ours, by name."""
        return {name: unescape(value) for name, value in _HIDDEN.findall(self.body.decode())}


def get(path: str, headers: Mapping[str, str] | None = None) -> bytes:
    """A GET of the path."""
    return _request("GET", path, headers or {}, b"")


def post(path: str, fields: Mapping[str, object], headers: Mapping[str, str] | None = None) -> bytes:
    """A POST of a form."""
    body = urlencode(fields, doseq=True).encode()
    form = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    return _request("POST", path, {**form, **(headers or {})}, body)


def _request(method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    named = {"Host": "www.example.fi", "Connection": "close", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body
