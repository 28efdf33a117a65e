"""The description of the JSON API is right, and the API is as it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from schemathesis.engine import events, from_schema

from kaarina_strategy_ext.views.blueprint import OF_API

from .conftest import ADDRESS, API, Site

MOST_EXAMPLES = 10


def test_description_is_openapi_3_1(kaarina: Site) -> None:
    description = kaarina.client.get(f"{API}/openapi.json").json
    assert description["openapi"] == "3.1.0"
    validate(description, cls=OpenAPIV31SpecValidator)


def test_every_address_is_described(kaarina: Site) -> None:
    described = kaarina.client.get(f"{API}/openapi.json").json["paths"]
    assert [path.count("/") for path in described] == [path.count("/") for _, path, _ in OF_API]


def test_server_of_the_description_is_the_site(kaarina: Site) -> None:
    servers = kaarina.client.get(f"{API}/openapi.json").json["servers"]
    assert servers == [{"url": f"{ADDRESS}{API}"}]


@pytest.mark.filterwarnings("default")  # what the tool's own libraries are warned of is not ours
def test_schemathesis_finds_nothing(either_site: Site) -> None:
    schema = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", either_site.app)
    schema.config.seed = 1
    schema.config.continue_on_failure = True
    schema.config.generation.max_examples = MOST_EXAMPLES
    schema.config.generation.deterministic = True
    schema.config.generation.database = "none"
    schema.config.phases.coverage.generate_duplicate_query_parameters = True
    seen = list(from_schema(schema).execute())
    assert list(complaints(seen)) == []
    assert {200, 400, 404, 405} <= set(statuses(seen))


def statuses(seen: list[Any]) -> Iterator[int]:
    """The status of each answer."""
    for event in (each for each in seen if isinstance(each, events.ScenarioFinished)):
        answers = [each.response for each in event.recorder.interactions.values()]
        yield from (each.status_code for each in answers if each)


def complaints(seen: list[Any]) -> Iterator[str]:
    """What failed, one line each; also where the tool itself could not go on."""
    for event in seen:
        if isinstance(event, events.NonFatalError | events.FatalError):
            yield repr(event)
        if isinstance(event, events.ScenarioFinished):
            for check in (each for checks in event.recorder.checks.values() for each in checks):
                if check.failure_info:
                    yield f"{event.recorder.label}: {check.name}: {check.failure_info.failure}"
