"""What the clients of the load generator do."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from . import http
from .load import Plan


class Unexpected(Exception):
    """A measured site answered with another status than the one that is measured."""


def read(path: str, headers: Mapping[str, str] | None = None, status: int = 200) -> Plan:
    """Open a page once; raises `Unexpected` for another status."""
    reply = yield http.get(path, headers)
    _expect(reply, status, path)


def insert(path: str) -> Plan:
    """Send a small form once."""
    reply = yield http.post(path, {"name": "Aino Virtanen", "text": "aino.virtanen@example.fi"})
    _expect(reply, 200, path)


def register(path: str, sessions: Sequence[str]) -> Plan:
    """Open the form, and send it filled in by a new person who takes these sessions."""
    form = yield http.get(path)
    _expect(form, 200, path)
    number = f"{random.getrandbits(60):015x}"
    person = {
        "first_name": "Aino",
        "last_name": f"Virtanen {number}",
        "email": f"aino.{number}@example.fi",
        "language": "fi",
        "sessions": list(sessions),
    }
    cookie = form.header("Set-Cookie").partition(";")[0]
    reply = yield http.post(path, {**form.hidden_fields, **person}, {"Cookie": cookie})
    _expect(reply, 303, path)


def _expect(reply: http.Reply, status: int, path: str) -> None:
    if reply.status != status:
        text = reply.body[:2000].decode(errors="replace")
        raise Unexpected(f"{path}: {reply.status} instead of {status}\n{text}")
