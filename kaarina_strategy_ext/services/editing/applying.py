"""Putting values of parts into a process, and finding the part to which a place in it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..content.checking import problems_of
from ..content.document import Process
from ..content.problems import ContentInvalid, Problem, Said
from ..content.shaping import shaped
from .parts import (
    ORDERED,
    SINGLE,
    PartKind,
    PartName,
    Tree,
    Value,
    fields_of,
    list_of,
    names_of,
    required_of,
    session_in,
    tree_of,
)
from .problems import PartProblem, PartsInvalid

_PLACE = re.compile(r"(\w+)\[(\d+)\](?:\.sessions\[(\d+)\])?\.?(.*)", re.DOTALL)
Values = Mapping[PartName, Value | None]


def with_value(content: Process, name: PartName, value: Value | None) -> Process:
    """The process with that value of the part, or without the part; its rules are not checked yet.

    A part that is new comes last in its list, news first. Raises `PartsInvalid` for values that do not fit
    their fields.
    """
    return with_values(content, {name: value})


def with_values(content: Process, values: Values) -> Process:
    """As `with_value`, for several parts at once, whichever of them need one another."""
    tree = tree_of(content)
    if problems := list(_put_all(tree, values)):
        raise PartsInvalid(problems)
    try:
        return shaped(tree)
    except ContentInvalid as invalid:
        raise PartsInvalid(located(tree, invalid.problems)) from invalid


def fitting(content: Process, values: Values) -> dict[PartName, Value | None]:
    """Those of the values that fit into the process, such as sessions whose workshop is there."""
    left = dict(values)
    while left:
        try:
            with_values(content, left)
        except PartsInvalid as invalid:
            misfits = {problem.part for problem in invalid.problems} & left.keys()
            left = {name: value for name, value in left.items() if misfits and name not in misfits}
        else:
            break
    return left


def broken_rules(content: Process, *, languages: Sequence[str]) -> list[PartProblem]:
    """All that is wrong with the process, by part; empty where nothing is."""
    return located(tree_of(content), problems_of(content, languages=languages))


def located(tree: Tree, problems: Iterable[Problem]) -> list[PartProblem]:
    """The problems by part, with their paths from there."""
    found = []
    for problem in problems:
        part, path = place_in(tree, problem.path)
        found.append(PartProblem(**{**vars(problem), "path": path}, part=part))
    return found


def place_in(tree: Tree, path: str) -> tuple[PartName, str]:
    """The part to which a path such as `workshops[1].sessions[0].date` leads, and the path from there."""
    match = _PLACE.fullmatch(path)
    if match and match[1] in ORDERED:
        kind, of = list_of(match[1])
        element = tree[match[1]][int(match[2])]
        if match[3] is None:
            return PartName(kind, str(element.get(of, ""))), match[4]
        sitting = element["sessions"][int(match[3])]
        return PartName(PartKind.SESSION, str(sitting.get("key", ""))), match[4]
    field = re.split(r"[.\[]", path, maxsplit=1)[0]
    own = (kind for kind in SINGLE if field in fields_of(kind))
    return PartName(next(own, PartKind.PROCESS)), path


def _put_all(tree: Tree, values: Values) -> Iterator[PartProblem]:
    """Sessions come after the workshops that they need, removals when everything has found its place."""
    order = list(PartKind)
    for name, value in sorted(values.items(), key=lambda each: order.index(each[0].kind)):
        if value is not None:
            yield from _put(tree, name, value)
    for name, value in values.items():
        if value is None:
            _remove(tree, name)


def _put(tree: Tree, name: PartName, value: Value) -> Iterator[PartProblem]:
    lacking = [field for field in required_of(name.kind) if value.get(field) is None]
    unknown = [field for field in value if field not in fields_of(name.kind)]
    yield from (PartProblem(path=field, message=Said("is needed"), part=name) for field in lacking)
    yield from (PartProblem(path=field, message=Said("unknown field"), part=name) for field in unknown)
    if lacking or unknown:
        return
    if name.kind is PartKind.ORDER:
        _sort(tree, name.key, value["keys"])
    elif name.kind is PartKind.SESSION:
        yield from _put_session(tree, name, value)
    elif name.kind in SINGLE:
        _replace_fields(tree, name.kind, value)
    else:
        _put_element(tree, name, value)


def _replace_fields(tree: Tree, kind: PartKind, value: Value) -> None:
    for field in fields_of(kind):
        tree.pop(field, None)
    tree |= value


def _put_element(tree: Tree, name: PartName, value: Value) -> None:
    field, of = names_of(name.kind)
    elements: list[Any] = tree.setdefault(field, [])
    new = {of: name.key, **{each: given for each, given in value.items() if each != of}}
    for number, old in enumerate(elements):
        if old[of] == name.key:
            kept = {each: old[each] for each in old if each not in fields_of(name.kind)}
            elements[number] = new | kept
            return
    elements.insert(0 if name.kind is PartKind.NEWS else len(elements), new)


def _put_session(tree: Tree, name: PartName, value: Value) -> Iterator[PartProblem]:
    home = next((each for each in tree.get("workshops", ()) if each["slug"] == value["workshop"]), None)
    if home is None:
        message = Said("there is no workshop {workshop!r}", workshop=value["workshop"])
        yield PartProblem(path="workshop", message=message, part=name)
        return
    own = {field: given for field, given in value.items() if field not in ("key", "workshop")}
    new = {"key": name.key, **own}
    old_home, old = session_in(tree, name.key)
    if old_home is home and old_home is not None:
        old_home["sessions"][old_home["sessions"].index(old)] = new
        return
    if old_home is not None:
        old_home["sessions"].remove(old)
    home.setdefault("sessions", []).append(new)


def _remove(tree: Tree, name: PartName) -> None:
    if name.kind is PartKind.SESSION:
        home, sitting = session_in(tree, name.key)
        if home is not None:
            home["sessions"].remove(sitting)
    elif name.kind in SINGLE:
        _replace_fields(tree, name.kind, {})
    elif name.kind is not PartKind.ORDER:
        field, of = names_of(name.kind)
        tree[field] = [each for each in tree.get(field, ()) if each[of] != name.key]


def _sort(tree: Tree, field: str, keys: Sequence[str]) -> None:
    """What is not named, because it is newer than the order, keeps its place after the others."""
    _, of = list_of(field)
    rank = {key: number for number, key in enumerate(keys)}
    tree.get(field, []).sort(key=lambda each: rank.get(each[of], len(rank)))
