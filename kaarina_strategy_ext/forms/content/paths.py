"""Reaching into the value of a part by a path such as `contact.email` or `targets[1].fi`."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

_STEP = re.compile(r"[^.\[\]]+")


def found(value: Any, path: str) -> Any:
    """What is at the path; None where there is nothing."""
    for step in _steps(path):
        value = _within(value, step)
    return value


def replaced(value: Mapping[str, Any], path: str, given: Any) -> dict[str, Any]:
    """A copy of the value with what is given at the path; None takes away what is there."""
    result: dict[str, Any] = copy.deepcopy(dict(value))
    *outer, last = _steps(path)
    place: Any = result
    for step in outer:
        if _within(place, step) is None:
            place[step] = {}
        place = place[step]
    if given is None:
        place.pop(last, None)
    else:
        place[last] = given
    return result


def _steps(path: str) -> list[str | int]:
    return [int(step) if step.isdigit() else step for step in _STEP.findall(path)]


def _within(value: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return value[step] if isinstance(value, list) and step < len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None
