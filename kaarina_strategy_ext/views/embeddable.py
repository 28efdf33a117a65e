"""Which addresses can be embedded, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from ..host import EXTENSION, Host
from ..readmodels.presets import PRESETS
from .lookup import shared_process


@dataclass(frozen=True)
class Embeddable:
    """A page that can be embedded.

    `process` is the slug that its address names, None where it means the site's current process; `variant`
    is that of the widget's own page, and `standard` for any other.
    """

    title: str
    language: str
    process: str | None
    variant: str = "standard"


def embeddable(host: Host, address: str) -> Embeddable | None:
    """What an address can be embedded as; None where it is not ours, or not that of a page with a widget.

    It is only compared with what we would say ourselves, and never fetched. Without a configured `BASE_URL`
    no address is known to be ours.
    """
    try:
        asked = urlsplit(address)
    except ValueError:  # such as a bracket that is not closed
        return None
    route = _route(host, asked)
    if route is None:
        return None
    endpoint, values = route
    if endpoint == "widget":
        return _of_widget(
            host, values["variant"], {name: each[-1] for name, each in parse_qs(asked.query).items()}
        )
    return _of_page(endpoint, values)


def _route(host: Host, asked: SplitResult) -> tuple[str, dict[str, Any]] | None:
    """The endpoint of ours and its values; None where the address is not the one that we give that page."""
    path = unquote(asked.path)
    for prefix in filter(None, (urlsplit(host.base_url or "").path, request.script_root)):
        if path.startswith(f"{prefix}/"):
            path = path.removeprefix(prefix)
            break
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, values = adapter.match(path, method="GET") if adapter else ("", {})
    except HTTPException:
        return None
    name = endpoint.removeprefix(f"{EXTENSION}.")
    if name == endpoint:
        return None
    ours = host.absolute_url(host.url(name, **values))
    is_same = ours is not None and _place(urlsplit(ours)) == _place(asked)
    return (name, dict(values)) if is_same else None


def _place(address: SplitResult) -> tuple[str, str, str]:
    """What makes two addresses the same page; a host name has no capitals (RFC 3986, section 6.2.2.1)."""
    return address.scheme, address.netloc.lower(), address.path.rstrip("/")


def _of_widget(host: Host, variant: str, query: dict[str, str]) -> Embeddable | None:
    language = query.get("lang", host.languages[0])
    if variant not in PRESETS or language not in host.languages:
        return None
    present = shared_process(language, query.get("process"))
    return Embeddable(str(present.view.name), language, query.get("process"), variant) if present else None


def _of_page(endpoint: str, values: dict[str, Any]) -> Embeddable | None:
    if endpoint not in ("process", "bare_prefix", "workshops", "workshop"):
        return None
    language, slug = values["language"], values.get("process")
    present = shared_process(language, slug)
    if present is None:
        return None
    if endpoint != "workshop":
        return Embeddable(str(present.view.name), language, slug)
    workshop = present.workshop(values["slug"])
    return Embeddable(str(workshop.view.title), language, slug) if workshop else None
