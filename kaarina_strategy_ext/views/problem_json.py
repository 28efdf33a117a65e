"""What goes wrong below the API, as a problem document (RFC 9457) instead of a page."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from flask import Response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from ..host import EXTENSION
from ..readmodels.documents.shapes import Problem
from ..readmodels.presets import MOST_DAYS
from .api import DaysInvalid, ProcessUnknown
from .faults import let_go_of_fault, page_of
from .responses import PublicResponse

RETRY_SECONDS = "30"
_TOLD = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address. openapi.json tells what there is.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Only GET and HEAD are answered here.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "The service is interrupted. Try again in a while.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The service is interrupted. Try again in a while.",
}
_OTHERWISE = "The request could not be understood. openapi.json tells what can be asked."


def answered(fault: HTTPException | SQLAlchemyError) -> Response:
    """The answer to what a request of ours has failed with: a problem below the API, a page elsewhere."""
    return problem(fault) if _is_of_api() else page_of(fault)


def problem(fault: Exception) -> PublicResponse:
    """The fault as a problem document."""
    if isinstance(fault, SQLAlchemyError):
        let_go_of_fault(fault)
    status = _status(fault)
    document = Problem("about:blank", status.phrase, status, _detail(fault, status))
    response = PublicResponse(msgspec.json.encode(document), status, content_type="application/problem+json")
    response.headers["Content-Language"] = "en"
    if isinstance(fault, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(fault.valid_methods or ())
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _is_of_api() -> bool:
    return (request.endpoint or "").startswith(f"{EXTENSION}.api_")


def _status(fault: Exception) -> HTTPStatus:
    if isinstance(fault, SQLAlchemyError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    code = fault.code if isinstance(fault, HTTPException) else None
    return HTTPStatus(code or HTTPStatus.INTERNAL_SERVER_ERROR)


def _detail(fault: Exception, status: HTTPStatus) -> str:
    if isinstance(fault, DaysInvalid):
        return f"days must be one whole number from 1 to {MOST_DAYS}."
    if isinstance(fault, ProcessUnknown):
        return "There is no process with this slug. GET /processes lists them."
    return _TOLD.get(status, _OTHERWISE)
