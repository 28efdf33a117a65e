"""The webhooks of the configuration: where they are, what they want to hear, and what signs it.

Secrets are those of Standard Webhooks 1.0.0: `whsec_` and 24 to 64 random bytes in base64.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

EVENTS = (
    "phase_changed",
    "registration_opened",
    "session_moved",
    "session_cancelled",
    "session_full",
    "result_published",
)
ALLOWED = (
    'a list such as [{"url": "https://intranet.example.fi/hooks", "secret": "whsec_…"}]: each url once, with'
    ' https (http for localhost only) and without a password; the secret "whsec_" and 24 to 64 bytes in'
    ' base64, or a list of such while one replaces another; and where not all are wanted, "events", a list'
    f" of {', '.join(EVENTS)}"
)

_PREFIX = "whsec_"
_SECRET_BYTES = range(24, 65)
_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Endpoint:
    """One webhook; `secrets` are the keys of which each signs, and show in no log."""

    url: str
    secrets: tuple[bytes, ...] = field(repr=False)
    events: tuple[str, ...] = EVENTS

    @property
    def origin(self) -> str:
        """Scheme, host and port of the URL, whose path may be a secret."""
        return origin_of(self.url)


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def endpoints_of(value: Iterable[Mapping[str, Any]]) -> tuple[Endpoint, ...]:
    """The endpoints that the setting names; it must have been checked by `are_endpoints`."""
    return tuple(
        Endpoint(
            each["url"],
            tuple(secret for text in _listed(each["secret"]) if (secret := _secret(text))),
            tuple(each.get("events", EVENTS)),
        )
        for each in value
    )


def are_endpoints(value: Any) -> bool:
    """Whether the setting is a list of webhooks that we can tell of events."""
    if not isinstance(value, (list, tuple)) or not all(_is_endpoint(each) for each in value):
        return False
    return len({each["url"] for each in value}) == len(value)


def _is_endpoint(value: Any) -> bool:
    if not isinstance(value, Mapping) or not {"url", "secret"} <= set(value) <= {"url", "secret", "events"}:
        return False
    secrets, events = _listed(value["secret"]), value.get("events", EVENTS)
    return (
        _is_address(value["url"])
        and bool(secrets)
        and all(_secret(each) for each in secrets)
        and isinstance(events, (list, tuple))
        and bool(events)
        and all(each in EVENTS for each in events)
    )


def _is_address(value: Any) -> bool:
    # Printable ASCII without blanks, as http.client takes it; an international name in its xn-- form.
    if not isinstance(value, str) or not re.fullmatch(r"[!-~]+", value):
        return False
    try:
        parts = urlsplit(value)
        has_port = parts.port != 0
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    return is_safe and bool(parts.hostname) and has_port and "@" not in parts.netloc and "#" not in value


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _secret(value: Any) -> bytes | None:
    """The key that the text stands for; None for a text that is no secret."""
    if not isinstance(value, str) or not value.startswith(_PREFIX):
        return None
    try:
        secret = base64.b64decode(value.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        return None
    return secret if len(secret) in _SECRET_BYTES else None
