"""The JSON documents of the processes, for programs; `openapi.json` describes them all."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NoReturn

import msgspec
from flask import current_app, request
from werkzeug.exceptions import BadRequest, MethodNotAllowed, NotFound

from ..host import current_host
from ..readmodels.documents.changes import changes as changes_document
from ..readmodels.documents.linked_events import events_page, linked_events
from ..readmodels.documents.merging import Process, process_in_languages
from ..readmodels.documents.openapi import openapi as openapi_document
from ..readmodels.documents.processes import process_in_full
from ..readmodels.documents.processes import processes as processes_document
from ..readmodels.documents.status import status as status_document
from ..readmodels.documents.workshops import workshops as workshops_document
from ..readmodels.present import ProcessNow
from ..readmodels.presets import DEFAULT_DAYS, MOST_DAYS
from .answers import surroundings
from .api_site import site_of
from .responses import Document, PublicResponse

ALLOWED = ("GET", "HEAD", "OPTIONS")


class ProcessUnknown(NotFound):
    """There is no process with the slug that the address names."""


class DaysInvalid(BadRequest):
    """`days` in the query is not one whole number within its bounds."""


def openapi() -> PublicResponse:
    """The description of all documents."""
    here = site_of(current_host()).address("api_openapi")
    return _sent(_encoded(openapi_document(here.removesuffix("/openapi.json"))))


def processes() -> PublicResponse:
    """All processes of the site."""
    host = current_host()
    session = host.database.reading()
    there = [now for slug in host.cache.slugs(session) if (now := _in_languages(slug))]
    site = site_of(host, [now[0] for now in there])
    current = host.cache.current_slug(session, host.settings["PROCESS"])
    return _sent(
        _encoded(processes_document([process_in_languages(now, site) for now in there], current, site))
    )


def process(slug: str) -> PublicResponse:
    """One process in full."""
    return _answer(slug, "process", process_in_full)


def status(slug: str) -> PublicResponse:
    """Where the process stands."""
    days = _days()
    return _answer(slug, f"status {days}", lambda process: status_document(process, days))


def workshops(slug: str) -> PublicResponse:
    """The workshops with their sessions and seats."""
    return _answer(slug, "workshops", workshops_document)


def changes(slug: str) -> PublicResponse:
    """What has changed."""
    days = _days()
    return _answer(slug, f"changes {days}", lambda process: changes_document(process, days))


def events(slug: str) -> PublicResponse:
    """The sessions in the format of Linked Events."""
    return _answer(slug, "events", events_page)


def event(slug: str, event_id: str) -> PublicResponse:
    """One of the events."""

    def document(process: Process) -> Any:
        return next((each for each in linked_events(process) if each.id == event_id), None) or _nothing()

    return _answer(slug, f"event {event_id}", document)


def place(slug: str, place_id: str) -> PublicResponse:
    """One of the places."""

    def document(process: Process) -> Any:
        places = (each.location for each in linked_events(process))
        return next((each for each in places if each and each.id == place_id), None) or _nothing()

    return _answer(slug, f"place {place_id}", document)


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


def _answer(slug: str, name: str, document: Callable[[Process], Any]) -> PublicResponse:
    """The document, made once of a process until something of it changes.

    Where somebody changes it meanwhile, a language may be missing until the next request.
    """
    host, now = current_host(), _in_languages(slug)
    if not now:
        raise ProcessUnknown
    languages = tuple(each.view.language for each in now)
    return _sent(
        now[0].prepared.get(
            (name, languages, *surroundings(host)),
            lambda: _encoded(document(process_in_languages(now, site_of(host, now)))),
        )
    )


def _encoded(document: Any) -> Document:
    return Document.of(msgspec.json.encode(document))


def _sent(document: Document) -> PublicResponse:
    return PublicResponse(document, content_type="application/json")


def _in_languages(slug: str) -> tuple[ProcessNow, ...]:
    host = current_host()
    return host.cache.in_languages(host.database.reading(), slug, host.languages, host.now())


def _nothing() -> NoReturn:
    raise NotFound


def _days() -> int:
    given = request.args.getlist("days") or [str(DEFAULT_DAYS)]
    most = MOST_DAYS
    is_number = len(given) == 1 and given[0].isascii() and given[0].isdigit()
    if not is_number or len(given[0]) > len(str(most)) or not 1 <= int(given[0]) <= most:
        raise DaysInvalid
    return int(given[0])
