"""The JSON documents of the processes, for programs; `openapi.json` describes them all."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, NoReturn

import msgspec
from flask import current_app, request
from werkzeug.exceptions import BadRequest, MethodNotAllowed, NotFound

from ..host import current_host
from ..readmodels.documents.changes import changes as changes_document
from ..readmodels.documents.linked_events import events_page, linked_events
from ..readmodels.documents.merging import Process, Site, process_in_languages
from ..readmodels.documents.openapi import openapi as openapi_document
from ..readmodels.documents.processes import process_in_full
from ..readmodels.documents.processes import processes as processes_document
from ..readmodels.documents.status import status as status_document
from ..readmodels.documents.workshops import workshops as workshops_document
from ..readmodels.presets import DEFAULT_DAYS, MOST_DAYS
from .api_site import site_of
from .responses import PublicResponse

ALLOWED = ("GET", "HEAD", "OPTIONS")


class ProcessUnknown(NotFound):
    """There is no process with the slug that the address names."""


class DaysInvalid(BadRequest):
    """`days` in the query is not one whole number within its bounds."""


def openapi() -> PublicResponse:
    """The description of all documents."""
    here = site_of(current_host()).address("api_openapi")
    return _answer(openapi_document(here.removesuffix("/openapi.json")))


def processes() -> PublicResponse:
    """All processes of the site."""
    host = current_host()
    session, site = host.database.reading(), site_of(host)
    found = [_in_languages(slug, site) for slug in host.cache.slugs(session)]
    current = host.cache.current_slug(session, host.settings["PROCESS"])
    return _answer(processes_document([each for each in found if each], current, site))


def process(slug: str) -> PublicResponse:
    """One process in full."""
    return _answer(process_in_full(_process_or_404(slug)))


def status(slug: str) -> PublicResponse:
    """Where the process stands."""
    return _answer(status_document(_process_or_404(slug), _days()))


def workshops(slug: str) -> PublicResponse:
    """The workshops with their sessions and seats."""
    return _answer(workshops_document(_process_or_404(slug)))


def changes(slug: str) -> PublicResponse:
    """What has changed."""
    return _answer(changes_document(_process_or_404(slug), _days()))


def events(slug: str) -> PublicResponse:
    """The sessions in the format of Linked Events."""
    return _answer(events_page(_process_or_404(slug)))


def event(slug: str, event_id: str) -> PublicResponse:
    """One of the events."""
    found = linked_events(_process_or_404(slug))
    return _answer(next((each for each in found if each.id == event_id), None) or _nothing())


def place(slug: str, place_id: str) -> PublicResponse:
    """One of the places."""
    places = [each.location for each in linked_events(_process_or_404(slug)) if each.location]
    return _answer(next((each for each in places if each.id == place_id), None) or _nothing())


def other(path: str = "") -> PublicResponse:  # noqa: ARG001 - the path is the route's
    """Any other address or method below the API: a problem document, where a host would answer HTML.

    OPTIONS is answered, because browsers ask it before a page of another site may send an ETag of its own.
    """
    adapter = current_app.create_url_adapter(request)
    readable, _ = adapter.match(method="GET") if adapter else (request.endpoint, {})
    if readable == request.endpoint:
        raise NotFound
    if request.method != "OPTIONS":
        raise MethodNotAllowed(valid_methods=ALLOWED)
    response = PublicResponse(b"", HTTPStatus.NO_CONTENT, content_type="text/plain")
    response.headers["Allow"] = ", ".join(ALLOWED)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(ALLOWED)
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    return response


def _answer(document: Any) -> PublicResponse:
    return PublicResponse(msgspec.json.encode(document), content_type="application/json")


def _process_or_404(slug: str) -> Process:
    found = _in_languages(slug, site_of(current_host()))
    if found is None:
        raise ProcessUnknown
    return found


def _in_languages(slug: str, site: Site) -> Process | None:
    host = current_host()
    now = host.cache.in_languages(host.database.reading(), slug, host.languages, host.now())
    return process_in_languages(now, site) if now else None


def _nothing() -> NoReturn:
    raise NotFound


def _days() -> int:
    given = request.args.getlist("days") or [str(DEFAULT_DAYS)]
    most = MOST_DAYS
    is_number = len(given) == 1 and given[0].isascii() and given[0].isdigit()
    if not is_number or len(given[0]) > len(str(most)) or not 1 <= int(given[0]) <= most:
        raise DaysInvalid
    return int(given[0])
