"""Why a publication failed, as its row keeps it, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..content.problems import ContentInvalid, Problem, Said
from .parts import PartName
from .problems import EditConflict, PartProblem, TranslationsMissing

CONFLICT = "somebody has changed this in public meanwhile"
MISSING = "the text is missing in the language {language}"


def problems_told(fault: ContentInvalid | EditConflict | TranslationsMissing) -> list[dict[str, Any]]:
    """What a fault says, as JSON: part, path and message, with the pattern and the values of the message."""
    return [_told(each) for each in _problems(fault)]


def told_problems(rows: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """The problems that a row keeps: `PartProblem`s where they are of a part."""
    return [_problem(each) for each in rows]


def _problems(fault: ContentInvalid | EditConflict | TranslationsMissing) -> Iterator[Problem]:
    if isinstance(fault, ContentInvalid):
        yield from fault.problems
    elif isinstance(fault, EditConflict):
        for path in fault.fields:
            yield PartProblem(path=path, message=Said(CONFLICT), part=fault.part)
    else:
        for each in fault.missing:
            message = Said(MISSING, language=each.language)
            yield _of(each.part, path=each.path, message=message)


def _of(part: PartName | None, *, path: str, message: str) -> Problem:
    return PartProblem(path=path, message=message, part=part) if part else Problem(path, message)


def _told(problem: Problem) -> dict[str, Any]:
    part, message = getattr(problem, "part", None), problem.message
    values = getattr(message, "values", {})
    return {
        "part": str(part) if part else None,
        "path": problem.path,
        "pattern": getattr(message, "pattern", message.replace("{", "{{").replace("}", "}}")),
        "values": {name: each if isinstance(each, int | str) else str(each) for name, each in values.items()},
    }


def _problem(row: Mapping[str, Any]) -> Problem:
    message = Said(row["pattern"], **row["values"])
    return _of(PartName.parse(row["part"]) if row["part"] else None, path=row["path"], message=message)
