"""What a person sees when something is not there, not right or not working, in the page's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, current_app, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from ..database import let_go
from ..host import EXTENSION, current_host, logger
from ..i18n import Words, words
from ..readmodels.present import ProcessNow
from ..services.linking import Ending
from . import csrf
from .answers import page
from .ended_links import told_of_ended, truncated_link
from .lookup import LinkExpired, LinkTruncated, process_of_site, process_or_404
from .registering import Filled, expired

# Of the endpoints whose views show their form again by themselves.
SMALL_FORMS = ("own_", "staff_", "opening", "lost_link")
FORBIDDEN, NOT_FOUND, GONE, TOO_LARGE, TOO_MANY, BROKEN, UNAVAILABLE = 403, 404, 410, 413, 429, 500, 503


def page_of(fault: HTTPException | SQLAlchemyError) -> Response:
    """A page for a form that was forged, an HTTP error, or a database that fails."""
    if isinstance(fault, CSRFError):
        return forged_form(fault)
    return database_fault(fault) if isinstance(fault, SQLAlchemyError) else http_fault(fault)


def http_fault(fault: HTTPException) -> Response:
    """A page for an HTTP error that our views or Werkzeug raised."""
    language = requested_language()
    status = fault.code or BROKEN
    if isinstance(fault, LinkExpired):
        return _ended_link(language, fault)
    told = truncated_link(words(language)) if isinstance(fault, LinkTruncated) else None
    return fault_page(language, status, None if status >= BROKEN else _process(language), told=told)


def _ended_link(language: str, fault: LinkExpired) -> Response:
    process = process_of_site(language, fault.process_slug)
    told = told_of_ended(fault.ending, words(language))
    if fault.ending is Ending.REPLACED:
        return fault_page(language, NOT_FOUND, process, told=told, ways=("lost_link",))
    can_sign_up = process is not None and process.takes_registrations
    return fault_page(language, NOT_FOUND, process, told=told, ways=("register",) if can_sign_up else ())


def database_fault(fault: SQLAlchemyError) -> Response:
    """A page for a database that cannot be reached; it claims nothing to have been stored."""
    let_go_of_fault(fault)
    return fault_page(requested_language(), UNAVAILABLE, None)


def let_go_of_fault(fault: SQLAlchemyError) -> None:
    """Log what the database refused, and end the read that failed."""
    logger.error("database fault in %s: %s", request.endpoint, type(getattr(fault, "orig", fault)).__name__)
    let_go(current_host().database)


def forged_form(_: CSRFError) -> Response:
    """The form again where the host's own protection found its token missing or too old."""
    language = requested_language()
    endpoint = _endpoint()
    if endpoint == "receive_form":
        return expired(Filled.of(process_or_404(language, (request.view_args or {}).get("process"))))
    if endpoint.startswith(SMALL_FORMS) and request.endpoint:
        csrf.distrust()
        again: Callable[..., Any] = current_app.view_functions[request.endpoint]
        shown: Response = again(**request.view_args or {})
        return shown
    return fault_page(language, 400, _process(language))


def requested_language() -> str:
    """The language of the requested address, or the site's first."""
    asked = (request.view_args or {}).get("language") or request.args.get("lang")
    languages = current_host().languages
    return asked if asked in languages else languages[0]


def fault_page(
    language: str,
    status: int,
    process: ProcessNow | None,
    *,
    told: tuple[str, str] | None = None,
    ways: Sequence[str] | None = None,
) -> Response:
    """A page that says what happened and what to do, by the status or in words of its own.

    `ways` are the endpoints to which it leads first.
    """
    title, explanation = told or _told(status, words(language))
    if ways is None:
        ways = ("lost_link",) if status == NOT_FOUND and _endpoint().startswith("own") else ()
    response = page(
        "error.html",
        title,
        process,
        language=language,
        status=status,
        explanation=explanation,
        ways=ways,
    )
    response.headers["Cache-Control"] = "no-store"
    if status == UNAVAILABLE:
        response.headers["Retry-After"] = "30"
    return response


def _told(status: int, said: Words) -> tuple[str, str]:
    if status == NOT_FOUND:
        return (
            said.gettext("Page not found"),
            _what_may_have_been(said),
        )
    if status == TOO_LARGE:
        return (
            said.gettext("The form was too large"),
            said.gettext("Go back, shorten what you wrote and send it again."),
        )
    if status in (BROKEN, UNAVAILABLE):
        return (
            said.gettext("The service is interrupted"),
            said.gettext("Nothing was stored by what you just did. Try again in a while, or contact us."),
        )
    return _of_clients(status, said)


def _of_clients(status: int, said: Words) -> tuple[str, str]:
    """What the host or Werkzeug refuses on our pages, such as a form sent too often."""
    told = {
        FORBIDDEN: (
            said.gettext("You may not open this page"),
            said.gettext("If you should be able to see it, contact us."),
        ),
        GONE: (
            said.gettext("The page is not here any more"),
            said.gettext("What was here has been removed. You find everything through the links below."),
        ),
        TOO_MANY: (
            said.gettext("Wait a minute"),
            said.gettext("Very many requests have come. Wait a minute and try again, or contact us."),
        ),
    }
    misunderstood = (
        said.gettext("The request could not be understood"),
        said.gettext("Go back, load the page again and try once more."),
    )
    return told.get(status, misunderstood)


def _what_may_have_been(said: Words) -> str:
    if _endpoint() == "opening_request":
        return said.gettext(
            "The link may be mistyped. Or your address has been erased, because we have told you of the"
            " opening, because it was not confirmed in two days or because you asked for it."
        )
    return said.gettext("The address may be old or mistyped. You find everything through the links below.")


def _endpoint() -> str:
    """The requested endpoint of ours; empty where there is none."""
    return (request.endpoint or "").removeprefix(f"{EXTENSION}.")


def _process(language: str) -> ProcessNow | None:
    try:
        return process_of_site(language)
    except SQLAlchemyError:
        let_go(current_host().database)
        return None
