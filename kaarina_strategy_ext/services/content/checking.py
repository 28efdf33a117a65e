"""Every value of a process against the rules, all problems at once, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from .document import Process
from .problems import Problem, joined
from .rules import Around, rule_for


def problems_of(process: Process, *, languages: Sequence[str]) -> list[Problem]:
    """All that is wrong with the process in the order of its fields; empty where nothing is."""
    around = Around(
        languages=tuple(languages),
        zone=_zone(process.time_zone),
        phases=tuple(phase.key for phase in process.phases),
    )
    return [
        Problem(joined(path, place), message)
        for path, value in _values(process, "")
        if (rule := rule_for(type(value)))
        for place, message in rule(value, around)
    ]


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name at all, the name of a folder
        return None


def _values(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _values(getattr(value, name), joined(path, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _values(each, f"{path}[{number}]")
