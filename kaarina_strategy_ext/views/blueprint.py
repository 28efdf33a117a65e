"""Every address of ours, on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from flask import Blueprint, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from ..host import EXTENSION
from ..identity import REGISTRAR
from . import answering, calendars, faults, lost_link, opening, own, public, registering, widget
from .staff import confirmation, entering, messages, moving, overview, registrations, sessions
from .staff.guarding import for_role

GET = ("GET",)
POST = ("POST",)
GET_POST = ("GET", "POST")

# Path words by language; a language without its own has the English ones.
WORDS: Mapping[str, Mapping[str, str]] = {
    "fi": {
        "workshops": "tyopajat",
        "register": "ilmoittautuminen",
        "thanks": "kiitos",
        "own": "oma",
        "verify": "vahvista",
        "details": "tiedot",
        "cancel": "peru",
        "data": "tiedot.json",
        "erase": "poista",
        "erased": "poistettu",
        "news": "ajankohtaista",
        "calendar": "kalenteri.ics",
        "notify": "ilmoita",
        "link": "linkki",
        "staff": "hallinta",
        "search": "haku",
        "sessions": "tilaisuudet",
        "seat": "paikka",
        "registrations": "ilmoittautumiset",
        "new": "uusi",
        "offer": "tarjous",
        "move": "siirto",
        "confirmation": "vahvistus",
        "messages": "viestit",
    },
    "sv": {
        "workshops": "workshoppar",
        "register": "anmalan",
        "thanks": "tack",
        "own": "min",
        "verify": "bekrafta",
        "details": "uppgifter",
        "cancel": "avboka",
        "data": "uppgifter.json",
        "erase": "radera",
        "erased": "raderad",
        "news": "aktuellt",
        "calendar": "kalender.ics",
        "notify": "meddela",
        "link": "lank",
        "staff": "administration",
        "search": "sok",
        "sessions": "tillfallen",
        "seat": "plats",
        "registrations": "anmalningar",
        "new": "ny",
        "offer": "erbjudande",
        "move": "flytt",
        "confirmation": "bekraftelse",
        "messages": "meddelanden",
    },
    "en": {
        "workshops": "workshops",
        "register": "registration",
        "thanks": "thanks",
        "own": "own",
        "verify": "confirm",
        "details": "details",
        "cancel": "cancel",
        "data": "data.json",
        "erase": "erase",
        "erased": "erased",
        "news": "news",
        "calendar": "calendar.ics",
        "notify": "notify",
        "link": "link",
        "staff": "administration",
        "search": "search",
        "sessions": "sessions",
        "seat": "seat",
        "registrations": "registrations",
        "new": "new",
        "offer": "offer",
        "move": "move",
        "confirmation": "confirmation",
        "messages": "messages",
    },
}

Address = tuple[str, str, tuple[str, ...], Callable[..., Any]]

# A process that is not the site's current one has its slug between the prefix and these paths.
OF_PROCESS: tuple[Address, ...] = (
    ("process", "/", GET, public.process),
    ("workshops", "/{workshops}", GET, public.workshops),
    ("workshop", "/{workshops}/<slug>", GET, public.workshop),
    ("register", "/{register}", GET, registering.show_form),
    ("receive_form", "/{register}", POST, registering.receive_form),
    ("received", "/{register}/{thanks}", GET, registering.received),
    ("erased", "/{register}/{erased}", GET, registering.erased),
    ("news", "/{news}", GET, public.news),
    ("news_item", "/{news}/<slug>", GET, public.news_item),
    ("calendar", "/{calendar}", GET, calendars.process_calendar),
    ("opening", "/{notify}", GET_POST, opening.opening),
    ("opening_asked", "/{notify}/{thanks}", GET, opening.opening_asked),
    ("opening_withdrawn", "/{notify}/{erased}", GET, opening.opening_withdrawn),
)

OF_PERSON: tuple[Address, ...] = (
    ("own", "/{own}/<token>", GET, own.own),
    ("own_verification", "/{own}/<token>/{verify}", POST, answering.own_verification),
    ("own_offer", "/{own}/<token>/{offer}", GET_POST, answering.own_offer),
    ("own_details", "/{own}/<token>/{details}", GET_POST, own.own_details),
    ("own_sessions", "/{own}/<token>/{workshops}", GET_POST, own.own_sessions),
    ("own_cancel", "/{own}/<token>/{cancel}", GET_POST, own.own_cancel),
    ("own_calendar", "/{own}/<token>/{calendar}", GET, calendars.own_calendar),
    ("own_data", "/{own}/<token>/{data}", GET, own.own_data),
    ("own_erasure", "/{own}/<token>/{erase}", GET_POST, own.own_erasure),
    ("opening_request", "/{notify}/<token>", GET_POST, opening.opening_request),
    ("lost_link", "/{link}", GET_POST, lost_link.lost_link),
    ("lost_link_sent", "/{link}/{thanks}", GET, lost_link.lost_link_sent),
)

# The staff side, each address with the role that it needs.
OF_STAFF: tuple[tuple[str, str, tuple[str, ...], Callable[..., Any], str], ...] = (
    ("staff_overview", "/{staff}/", GET, overview.overview, REGISTRAR),
    ("staff_search", "/{staff}/{search}", GET_POST, overview.search, REGISTRAR),
    ("staff_session", "/{staff}/{sessions}/<key>", GET_POST, sessions.session, REGISTRAR),
    (
        "staff_seat",
        "/{staff}/{sessions}/<key>/{seat}/<int:booking_id>",
        GET_POST,
        sessions.seat,
        REGISTRAR,
    ),
    ("staff_new", "/{staff}/{registrations}/{new}", GET_POST, entering.new, REGISTRAR),
    (
        "staff_registration",
        "/{staff}/{registrations}/<public_id>",
        GET,
        registrations.registration,
        REGISTRAR,
    ),
    (
        "staff_cancel",
        "/{staff}/{registrations}/<public_id>/{cancel}",
        GET_POST,
        registrations.cancel,
        REGISTRAR,
    ),
    (
        "staff_offer",
        "/{staff}/{registrations}/<public_id>/{offer}",
        GET_POST,
        registrations.answer,
        REGISTRAR,
    ),
    ("staff_move", "/{staff}/{registrations}/<public_id>/{move}", GET_POST, moving.move, REGISTRAR),
    (
        "staff_confirmation",
        "/{staff}/{registrations}/<public_id>/{confirmation}",
        GET,
        confirmation.confirmation,
        REGISTRAR,
    ),
    ("staff_messages", "/{staff}/{messages}", GET_POST, messages.messages, REGISTRAR),
)
STAFF_VIEWS = {endpoint: for_role(role, view) for endpoint, _, _, view, role in OF_STAFF}

MOST_BYTES = 64 * 1024
MOST_FIELDS = 200


def blueprint(prefixes: Mapping[str, str]) -> Blueprint:
    """Our blueprint, with the addresses of each language under its prefix."""
    first = next(iter(prefixes.values()))
    ours = Blueprint(
        EXTENSION, "kaarina_strategy_ext", static_folder="static", static_url_path=f"{first}/static"
    )
    for language, prefix in prefixes.items():
        for endpoint, path, methods, view in _addresses(WORDS[language]):
            # Without its slash the address of another process must not be redirected before it is known.
            options = {"strict_slashes": False} if path == "/<process>/" else {}
            ours.add_url_rule(
                prefix + path, endpoint, view, methods=methods, defaults={"language": language}, **options
            )
    ours.add_url_rule(f"{first}/widget/<variant>", "widget", widget.widget, methods=GET)
    ours.before_request(_bound_request)
    ours.register_error_handler(CSRFError, faults.forged_form)
    ours.register_error_handler(HTTPException, faults.http_fault)
    ours.register_error_handler(DBAPIError, faults.database_fault)
    ours.register_error_handler(PoolTimeout, faults.database_fault)
    for status in (400, 403, 404, 405, 413, 500):
        ours.register_error_handler(status, faults.http_fault)
    return ours


def _addresses(words: Mapping[str, str]) -> Iterator[Address]:
    for endpoint, path, methods, view in OF_PROCESS:
        yield endpoint, path.format_map(words), methods, view
        yield endpoint, f"/<process>{path.format_map(words)}", methods, view
    for endpoint, path, methods, view in OF_PERSON:
        yield endpoint, path.format_map(words), methods, view
    for endpoint, path, methods, *_ in OF_STAFF:
        yield endpoint, path.format_map(words), methods, STAFF_VIEWS[endpoint]
        yield endpoint, f"/<process>{path.format_map(words)}", methods, STAFF_VIEWS[endpoint]
    yield "bare_prefix", "", GET, public.bare_prefix
    yield "nothing_here", "/<path:path>", GET, public.nothing_here


def _bound_request() -> None:
    """No form of ours needs more, and memory should not be anybody's to fill."""
    with suppress(AttributeError):  # Flask 3.0 bounds requests only by the host's configuration
        request.max_content_length = MOST_BYTES
        request.max_form_parts = MOST_FIELDS
