"""Where programs find our feeds, calendars and frames: in the head of the page that a person gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import request

from ..host import EXTENSION, Host
from ..i18n import words
from ..readmodels.present import ProcessNow

PUBLIC_PAGES = frozenset({"process", "workshops", "workshop", "news", "news_item"})
EMBEDDABLE_PAGES = frozenset({"process", "workshops", "workshop"})
OEMBED_TYPES = {"json": "application/json+oembed", "xml": "text/xml+oembed"}


@dataclass(frozen=True)
class Discovered:
    """Another form of the page, as a link in its head; `kind` is a media type."""

    kind: str
    title: str
    address: str


def discovered(
    host: Host, process: ProcessNow | None, language: str, url: Callable[..., str]
) -> list[Discovered]:
    """The other forms of the requested page; none of a personal page, a form or one for staff."""
    endpoint = (request.endpoint or "").removeprefix(f"{EXTENSION}.")
    if process is None or endpoint not in PUBLIC_PAGES:
        return []
    return [*_feeds(host, process, language, url), *_frames(host, process, endpoint, url)]


def _feeds(host: Host, process: ProcessNow, language: str, url: Callable[..., str]) -> Iterator[Discovered]:
    said, name = words(language), process.view.name
    for path, kind, title in (
        (url("changes_feed"), "application/atom+xml", said.gettext("What changed")),
        (url("calendar"), "text/calendar", said.gettext("Workshops")),
        (
            host.url("api_status", slug=process.view.slug),
            "application/json",
            said.gettext("Status of strategy work"),
        ),
    ):
        yield Discovered(kind, f"{name}: {title}", host.absolute_url(path) or path)


def _frames(host: Host, process: ProcessNow, endpoint: str, url: Callable[..., str]) -> Iterator[Discovered]:
    asked = request.view_args or {}
    page = host.absolute_url(url(endpoint, **({"slug": asked["slug"]} if "slug" in asked else {})))
    if page is None or endpoint not in EMBEDDABLE_PAGES:
        return
    for name, kind in OEMBED_TYPES.items():
        path = host.url("oembed", url=page, format=name)
        yield Discovered(kind, str(process.view.name), host.absolute_url(path) or path)


def subscription_address(host: Host, path: str) -> str:
    """The address with which a program subscribes to a calendar; its path where the site's is not known."""
    whole = host.absolute_url(path)
    return f"webcal:{whole.partition(':')[2]}" if whole else path
