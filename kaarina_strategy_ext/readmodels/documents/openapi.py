"""The description of all documents (OpenAPI 3.1), made from the classes that the server writes them with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from typing import Any

import msgspec

from ..presets import DEFAULT_DAYS, MOST_DAYS
from .changes import Changes
from .linked_event_shapes import Event, Page, Place
from .processes import Processes, ProcessInFull
from .shapes import Addresses, Problem, Texts
from .status import Status
from .workshops import Workshops

EXAMPLE = "kaarina-2022"

_ID = "^[a-z0-9-]{1,60}:[a-z0-9_-]{1,80}$"
_TEMPLATE = "#/components/schemas/{name}"

_DESCRIPTION = """\
Where the strategy work of a city stands, for intranets, calendars, information screens and other programs.

Texts are objects by language. Every field is always there, and null where the city does not know it yet. \
Times are ISO 8601 with the offset of the process's zone. Nobody's personal data is here. \
Any page of any site may read this; an ETag saves reading the same twice. Fields may be added to this \
version; none is taken away."""


@dataclass(frozen=True)
class Operation:
    """One address that answers GET with a document; `parameters` are those in its path and query."""

    path: str
    name: str
    summary: str
    document: type[msgspec.Struct] | None
    parameters: tuple[str, ...] = ()


OPERATIONS = (
    Operation("/openapi.json", "openapi", "This description", None),
    Operation("/processes", "processes", "All processes of the site", Processes),
    Operation("/processes/{slug}", "process", "A process: goal, phases, findings", ProcessInFull, ("slug",)),
    Operation("/processes/{slug}/status", "status", "Where the process stands", Status, ("slug", "days")),
    Operation("/processes/{slug}/workshops", "workshops", "Workshops and their seats", Workshops, ("slug",)),
    Operation("/processes/{slug}/changes", "changes", "What has changed", Changes, ("slug", "days")),
    Operation(
        "/processes/{slug}/linked-events", "linked_events", "The sessions as Linked Events", Page, ("slug",)
    ),
    Operation(
        "/processes/{slug}/linked-events/event/{id}/",
        "linked_event",
        "A session, or a workshop with several, as Linked Events has it",
        Event,
        ("slug", "event_id"),
    ),
    Operation(
        "/processes/{slug}/linked-events/place/{id}/",
        "linked_place",
        "A place where sessions are held, as Linked Events has it",
        Place,
        ("slug", "place_id"),
    ),
)

_PARAMETERS: dict[str, dict[str, Any]] = {
    "slug": {
        "name": "slug",
        "in": "path",
        "required": True,
        "description": "The name of the process in addresses.",
        "schema": {"type": "string", "pattern": "^[a-z0-9-]{1,60}$"},
        "example": EXAMPLE,
    },
    "event_id": {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "The id of an event.",
        "schema": {"type": "string", "pattern": _ID},
        "example": f"{EXAMPLE}:visio-2022-04-12",
    },
    "place_id": {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "The id of a place.",
        "schema": {"type": "string", "pattern": _ID},
    },
    "days": {
        "name": "days",
        "in": "query",
        "description": "How far back changes are told.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_DAYS, "default": DEFAULT_DAYS},
    },
}
_PROBLEMS = {
    "400": "A value in the query is not one of those allowed.",
    "404": "There is nothing at this address.",
    "405": "Only GET and HEAD are answered.",
    "500": "Something broke.",
    "503": "The service is interrupted; Retry-After says for how many seconds.",
}


def openapi(root: str) -> dict[str, Any]:
    """The whole description; `root` is the address below which all paths lie."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Strategy process", "version": "1.0.0", "description": _DESCRIPTION},
        "servers": [{"url": root}],
        "paths": {each.path: {"get": _operation(each)} for each in OPERATIONS},
        "components": {
            "schemas": _schemas(),
            "parameters": _PARAMETERS,
            "responses": {status: _problem(said) for status, said in _PROBLEMS.items()},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in operation.parameters],
        "responses": {
            "200": {
                "description": operation.summary,
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": _schema_of(operation.document)}},
            },
            "304": {"description": "Nothing is new since the ETag in If-None-Match."},
            **{status: {"$ref": f"#/components/responses/{status}"} for status in _PROBLEMS},
        },
    }


def _schema_of(document: type[msgspec.Struct] | None) -> dict[str, Any]:
    return {"$ref": _TEMPLATE.format(name=document.__name__)} if document else {"type": "object"}


def _problem(said: str) -> dict[str, Any]:
    schema = {"$ref": _TEMPLATE.format(name="Problem")}
    return {"description": said, "content": {"application/problem+json": {"schema": schema}}}


@cache
def _schemas() -> dict[str, Any]:
    documents = [each.document for each in OPERATIONS if each.document]
    _, schemas = msgspec.json.schema_components([*documents, Problem], ref_template=_TEMPLATE)
    maps = {name: msgspec.json.schema(kind) for name, kind in (("Texts", Texts), ("Addresses", Addresses))}
    return {**_tidied(schemas, maps), **maps}


def _tidied(schema: Any, maps: dict[str, Any]) -> Any:
    """The schema with its maps by name, so that clients get a type for them, and docstrings as plain text."""
    for name, each in maps.items():
        if schema == each:
            return {"$ref": _TEMPLATE.format(name=name)}
    if isinstance(schema, dict):
        return {key: _tidied(value, maps) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_tidied(each, maps) for each in schema]
    return cleandoc(schema) if isinstance(schema, str) else schema
