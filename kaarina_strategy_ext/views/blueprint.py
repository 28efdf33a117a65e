"""Every address of ours on one page, save those of the staff side, which have their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from flask import Blueprint, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from ..host import EXTENSION
from ..late import Late
from .path_words import WORDS
from .staff.addresses import OF_NO_PROCESS, OF_STAFF

GET = ("GET",)
POST = ("POST",)
GET_POST = ("GET", "POST")

ANY_METHOD = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "QUERY", "TRACE")

# The view is named within views, and loaded by its first request; see late.py.
Address = tuple[str, str, tuple[str, ...], str]

# A process that is not the site's current one has its slug between the prefix and these paths.
OF_PROCESS: tuple[Address, ...] = (
    ("process", "/", GET, "public.process"),
    ("workshops", "/{workshops}", GET, "public.workshops"),
    ("workshop", "/{workshops}/<slug>", GET, "public.workshop"),
    ("register", "/{register}", GET, "registering.show_form"),
    ("receive_form", "/{register}", POST, "registering.receive_form"),
    ("received", "/{register}/{thanks}", GET, "registering.received"),
    ("erased", "/{register}/{erased}", GET, "registering.erased"),
    ("news", "/{news}", GET, "public.news"),
    ("news_item", "/{news}/<slug>", GET, "public.news_item"),
    ("changes_feed", "/{changes}", GET, "feeds.changes"),
    ("calendar", "/{calendar}", GET, "calendars.process_calendar"),
    ("workshop_calendar", "/{workshops}/<slug>/{calendar}", GET, "calendars.workshop_calendar"),
    ("session_calendar", "/{workshops}/<slug>/<key>.ics", GET, "calendars.session_calendar"),
    ("opening", "/{notify}", GET_POST, "opening.opening"),
    ("opening_asked", "/{notify}/{thanks}", GET, "opening.opening_asked"),
    ("opening_withdrawn", "/{notify}/{erased}", GET, "opening.opening_withdrawn"),
)

OF_PERSON: tuple[Address, ...] = (
    ("own", "/{own}/<token>", GET, "own.own"),
    ("own_verification", "/{own}/<token>/{verify}", POST, "answering.own_verification"),
    ("own_offer", "/{own}/<token>/{offer}", GET_POST, "answering.own_offer"),
    ("own_details", "/{own}/<token>/{details}", GET_POST, "own.own_details"),
    ("own_sessions", "/{own}/<token>/{workshops}", GET_POST, "own.own_sessions"),
    ("own_cancel", "/{own}/<token>/{cancel}", GET_POST, "own.own_cancel"),
    ("own_calendar", "/{own}/<token>/{calendar}", GET, "calendars.own_calendar"),
    ("own_data", "/{own}/<token>/{data}", GET, "own.own_data"),
    ("own_erasure", "/{own}/<token>/{erase}", GET_POST, "own.own_erasure"),
    ("opening_request", "/{notify}/<token>", GET_POST, "opening.opening_request"),
    ("lost_link", "/{link}", GET_POST, "lost_link.lost_link"),
    ("lost_link_sent", "/{link}/{thanks}", GET, "lost_link.lost_link_sent"),
)

# Without a language, below the first prefix; each answers GET.
OF_OTHER_SITES: tuple[tuple[str, str, str], ...] = (
    ("widget", "/widget/<variant>", "widget.frame.widget"),
    ("widget_script", "/widget.js", "widget.script.widget_script"),
    ("widget_style", "/widget.css", "widget.script.widget_style"),
    ("oembed", "/oembed", "oembed.oembed"),
)
OF_API: tuple[tuple[str, str, str], ...] = (
    ("api_openapi", "/openapi.json", "api.openapi"),
    ("api_processes", "/processes", "api.processes"),
    ("api_process", "/processes/<slug>", "api.process"),
    ("api_status", "/processes/<slug>/status", "api.status"),
    ("api_workshops", "/processes/<slug>/workshops", "api.workshops"),
    ("api_changes", "/processes/<slug>/changes", "api.changes"),
    ("api_linked_events", "/processes/<slug>/linked-events", "api.events"),
    ("api_linked_event", "/processes/<slug>/linked-events/event/<event_id>/", "api.event"),
    ("api_linked_place", "/processes/<slug>/linked-events/place/<place_id>/", "api.place"),
)

# At the end of each prefix, and of the API.
OF_NOTHING_ELSE = {
    "bare_prefix": "public.bare_prefix",
    "nothing_here": "public.nothing_here",
    "api_other": "api.other",
}

MOST_BYTES = 64 * 1024
MOST_FIELDS = 200
# Long is what is written there: a part of the content with all its texts, a content file, a message to many;
# and what is much too long is still to be told kindly.
OF_WRITERS = (f"{EXTENSION}.staff_content", f"{EXTENSION}.staff_mailing_")
MOST_BYTES_OF_WRITERS = 4 * 1024 * 1024
MOST_FIELDS_OF_WRITERS = 1000


class StaffView(Late):
    """A view of the staff side, guarded as soon as it is loaded."""

    __doc__ = Late.__doc__  # of an instance, that of its view

    def __init__(self, name: str, roles: Sequence[str], *, needs_process: bool) -> None:
        """Take its name within views.staff, the roles that may, and whether there must be a process."""
        super().__init__(f"views.staff.{name}")
        self._roles, self._needs_process = roles, needs_process

    def load(self) -> Any:
        """The view, for those who have any of the roles."""
        return FOR_ROLES(self._roles, super().load(), needs_process=self._needs_process)


FOR_ROLES = Late("views.staff.guarding.for_roles")
FAULT = Late("views.problem_json.answered")
VIEWS: Mapping[str, Late] = {
    **{endpoint: Late(f"views.{view}") for endpoint, *_, view in (*OF_PROCESS, *OF_PERSON)},
    **{endpoint: Late(f"views.{view}") for endpoint, _, view in (*OF_OTHER_SITES, *OF_API)},
    **{endpoint: Late(f"views.{view}") for endpoint, view in OF_NOTHING_ELSE.items()},
    **{
        endpoint: StaffView(view, roles, needs_process=endpoint not in OF_NO_PROCESS)
        for endpoint, _, _, view, *roles in OF_STAFF
    },
}


def load_views() -> None:
    """Load all views, and what answers when one fails."""
    for each in (FAULT, *VIEWS.values()):
        _ = each.loaded


def blueprint(prefixes: Mapping[str, str]) -> Blueprint:
    """Our blueprint, with the addresses of each language under its prefix."""
    first = next(iter(prefixes.values()))
    ours = Blueprint(
        EXTENSION, "kaarina_strategy_ext", static_folder="static", static_url_path=f"{first}/static"
    )
    for language, prefix in prefixes.items():
        for endpoint, path, methods in _addresses(WORDS[language]):
            # Without its slash the address of another process must not be redirected before it is known.
            options = {"strict_slashes": False} if path == "/<process>/" else {}
            ours.add_url_rule(
                prefix + path,
                endpoint,
                VIEWS[endpoint],
                methods=methods,
                defaults={"language": language},
                **options,
            )
    _add_what_has_no_language(ours, first)
    ours.before_request(_bound_request)
    _handle_faults(ours)
    return ours


def _add_what_has_no_language(ours: Blueprint, prefix: str) -> None:
    for endpoint, path, _ in OF_OTHER_SITES:
        ours.add_url_rule(prefix + path, endpoint, VIEWS[endpoint], methods=GET)
    for endpoint, path, _ in OF_API:
        options = {"strict_slashes": False, "provide_automatic_options": False}
        ours.add_url_rule(f"{prefix}/api/v1{path}", endpoint, VIEWS[endpoint], methods=GET, **options)
    for path in ("/api/", "/api/<path:path>"):
        ours.add_url_rule(prefix + path, "api_other", VIEWS["api_other"], methods=ANY_METHOD)


def _handle_faults(ours: Blueprint) -> None:
    for fault in (DBAPIError, PoolTimeout, HTTPException, 400, 403, 404, 405, 413, 500, 503):
        ours.register_error_handler(fault, FAULT)


def _addresses(words: Mapping[str, str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for endpoint, path, methods, _ in OF_PROCESS:
        yield endpoint, path.format_map(words), methods
        yield endpoint, f"/<process>{path.format_map(words)}", methods
    for endpoint, path, methods, _ in OF_PERSON:
        yield endpoint, path.format_map(words), methods
    for endpoint, path, methods, *_ in OF_STAFF:
        yield endpoint, path.format_map(words), methods
        yield endpoint, f"/<process>{path.format_map(words)}", methods
    yield "bare_prefix", "", GET
    yield "nothing_here", "/<path:path>", GET


def _bound_request() -> None:
    """No form of ours needs more, and memory should not be anybody's to fill."""
    with suppress(AttributeError):  # Flask 3.0 bounds requests only by the host's configuration
        is_writing = (request.endpoint or "").startswith(OF_WRITERS)
        most = MOST_BYTES_OF_WRITERS if is_writing else MOST_BYTES
        request.max_content_length = request.max_form_memory_size = most
        request.max_form_parts = MOST_FIELDS_OF_WRITERS if is_writing else MOST_FIELDS
