"""What a person sees when something is not there, not right or not working, in the page's language."""

from __future__ import annotations

import logging

from flask import Response, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from ..host import current_host
from ..i18n import Words, words
from ..readmodels.present import ProcessNow
from .answers import page
from .lookup import process_of_site, process_or_404
from .registering import Filled, expired

logger = logging.getLogger("kaarina_strategy")

NOT_FOUND, TOO_LARGE, BROKEN, UNAVAILABLE = 404, 413, 500, 503


def http_fault(fault: HTTPException) -> Response:
    """A page for an HTTP error that our views or Werkzeug raised."""
    language = requested_language()
    return fault_page(language, fault.code or BROKEN, _process(language))


def database_fault(fault: DBAPIError) -> Response:
    """A page for a database that cannot be reached; it claims nothing to have been stored."""
    logger.error("database fault in %s: %s", request.endpoint, type(fault.orig).__name__)
    return fault_page(requested_language(), UNAVAILABLE, None)


def forged_form(_: CSRFError) -> Response:
    """The form again where the host's own protection found its token missing or too old."""
    language = requested_language()
    if request.endpoint and request.endpoint.endswith(".receive_form"):
        values = request.view_args or {}
        return expired(Filled.of(process_or_404(language, values.get("process"))))
    return fault_page(language, 400, _process(language))


def requested_language() -> str:
    """The language of the requested address, or the site's first."""
    asked = (request.view_args or {}).get("language") or request.args.get("lang")
    languages = current_host().languages
    return asked if asked in languages else languages[0]


def fault_page(language: str, status: int, process: ProcessNow | None) -> Response:
    """A page that says what happened and what to do."""
    title, explanation = _told(status, words(language))
    response = page("error.html", title, process, language=language, status=status, explanation=explanation)
    response.headers["Cache-Control"] = "no-store"
    if status == UNAVAILABLE:
        response.headers["Retry-After"] = "30"
    return response


def _told(status: int, said: Words) -> tuple[str, str]:
    if status == NOT_FOUND:
        return (
            said.gettext("Page not found"),
            said.gettext("The address may be old or mistyped. You find everything through the links below."),
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
    return (
        said.gettext("The request could not be understood"),
        said.gettext("Go back, load the page again and try once more."),
    )


def _process(language: str) -> ProcessNow | None:
    try:
        return process_of_site(language)
    except DBAPIError:
        return None
