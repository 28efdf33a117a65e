"""The pages that everybody reads."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from ..host import current_host
from ..i18n import words
from ..readmodels.schema_org import workshop_events
from .addresses import Addresses
from .answers import public_page
from .lookup import not_found, shared_process_or_404


def process(language: str, process: str | None = None) -> Response:
    """The process: where we are, what was found, what comes next."""
    present = shared_process_or_404(language, process)
    return public_page("process.html", str(present.view.name), present, language=language)


def bare_prefix(language: str) -> AnyResponse:
    """The prefix without its slash leads to the page with it, whatever routes the host has beside ours."""
    return redirect(current_host().url("process", language=language), 308)


def workshops(language: str, process: str | None = None) -> Response:
    """All workshops, those to come first."""
    present = shared_process_or_404(language, process)
    return public_page("workshops.html", words(language).gettext("Workshops"), present, language=language)


def workshop(language: str, slug: str, process: str | None = None) -> Response:
    """One workshop with its sessions."""
    present = shared_process_or_404(language, process)
    found = present.workshop(slug) or not_found()
    addresses = Addresses.as_asked(language, process)

    def events() -> dict[str, Any] | None:
        return workshop_events(
            present,
            found,
            page=addresses.page("workshop", slug=slug),
            register=lambda key: addresses.page("register", session=key),
            organiser={
                "name": addresses.host.by_language("ORGANISATION", language) or addresses.domain,
                "url": addresses.page("process"),
            },
        )

    title = str(found.view.title)
    return public_page(
        "workshop.html", title, present, language=language, workshop=lambda: found, events=events
    )


def news(language: str, process: str | None = None) -> Response:
    """The news of the process, newest first."""
    present = shared_process_or_404(language, process)
    return public_page("news.html", words(language).gettext("News"), present, language=language)


def news_item(language: str, slug: str, process: str | None = None) -> Response:
    """One news item."""
    present = shared_process_or_404(language, process)
    found = next((each for each in present.news if each.slug == slug), None) or not_found()
    return public_page("news_item.html", str(found.title), present, language=language, item=lambda: found)


def nothing_here(language: str, path: str) -> Response:  # noqa: ARG001 - the path is the route's
    """Any other address under our prefixes: our 404 page in the right language."""
    not_found()
