"""Amending a process by a second kind of content file, which holds only what differs.

Lists whose elements have a key or a slug are merged by it, and such an element need only hold what differs;
new ones come last. Every other value replaces what was there, and null removes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args, get_origin

import msgspec

from .document import Process
from .parsing import parse
from .problems import ContentInvalid, Problem, joined
from .reading import understood
from .shaping import fields
from .writing import write


def amended_slug(source: str | bytes) -> str | None:
    """The slug of the process that the file amends; None where it is a process of its own.

    Raises `ContentInvalid` where the file is no YAML mapping.
    """
    tree = parse(source)
    return str(tree["amends"]) if "amends" in tree else None


def amend(process: Process, source: str | bytes, *, languages: Sequence[str]) -> Process:
    """The process as the amendment leaves it, checked as a whole; amending it again changes nothing.

    Raises `ContentInvalid`. What concerns the merging has its place in the amendment, anything else in the
    merged process, whose elements keep their order.
    """
    changes = parse(source)
    problems = _misdirected(process, changes)
    merging = _Merging(problems)
    merged = merging.part(parse(write(process)), _without(changes, "amends"), Process, "")
    if problems:
        raise ContentInvalid(problems)
    return understood(merged, languages=languages)


def _misdirected(process: Process, changes: dict[str, Any]) -> list[Problem]:
    if (target := changes.get("amends")) != process.slug:
        return [Problem("amends", f"the process to amend is {process.slug!r}, not {target!r}")]
    if changes.get("slug", process.slug) != process.slug:
        return [Problem("slug", "an amendment cannot rename a process")]
    return []


def _without(changes: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if name != field}


def _name_field(kind: Any) -> str | None:
    """The field that tells the elements of a list of this type apart; None where there is no such."""
    if get_origin(kind) is not list:
        return None
    (element,) = get_args(kind)
    if not (isinstance(element, type) and issubclass(element, msgspec.Struct)):
        return None
    return next((name for name in ("key", "slug") if name in fields(element)), None)


class _Merging:
    """One pass over an amendment, which notes the elements that it cannot place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def part(self, base: dict[str, Any], changes: dict[str, Any], kind: Any, path: str) -> dict[str, Any]:
        """Return the fields of the part after the changes."""
        known = fields(kind)
        result = dict(base)
        for name, value in changes.items():
            if value is None:
                result.pop(name, None)
            elif isinstance(value, list) and (name_field := _name_field(known.get(name))):
                (element,) = get_args(known[name])
                place = joined(path, name)
                result[name] = self.elements(result.get(name, []), value, element, name_field, place)
            else:
                result[name] = value
        return result

    def elements(
        self, base: list[Any], changes: list[Any], kind: Any, name_field: str, path: str
    ) -> list[Any]:
        """Return the elements after the changes: those that were there in their order, then the new ones."""
        result = {element[name_field]: element for element in base}
        amended: set[str] = set()
        for number, change in enumerate(changes):
            place = f"{path}[{number}]"
            name = change.get(name_field) if isinstance(change, dict) else None
            if not isinstance(name, str):
                self.problems.append(Problem(place, f"an element of this list needs its {name_field}"))
            elif name in amended:
                self.problems.append(Problem(joined(place, name_field), f"{name!r} is amended twice"))
            else:
                amended.add(name)
                result[name] = self.part(result.get(name, {}), change, kind, place)
        return list(result.values())
