"""The parts of which a content file is made, each edited by itself: their names and their values.

A value holds the fields of the part exactly as the content file has them, in JSON: days and times as strings,
texts by language, and nothing that is at its default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Self, get_args, get_origin

import msgspec

from ..content import document
from ..content.document import Part
from ..content.shaping import fields
from ..content.writing import plain

Value = dict[str, Any]
Tree = dict[str, Any]


class PartKind(StrEnum):
    """What kinds of parts there are; an order is that of the elements of one list of the process."""

    PROCESS = "process"
    PHASE = "phase"
    MILESTONE = "milestone"
    SURVEY = "survey"
    THEME = "theme"
    STRENGTHS = "strengths"
    STRATEGY = "strategy"
    WORKSHOP = "workshop"
    SESSION = "session"
    NEWS = "news"
    ORDER = "order"


@dataclass(frozen=True, order=True)
class PartName:
    """Which part: its kind, and its key or slug where there are several; as text `session:visio-1`.

    The key of an order is the field of the process that holds the list, such as `phases`.
    """

    kind: PartKind
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else str(self.kind)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The name that the text is; raises `ValueError` for any other text."""
        kind, _, key = text.partition(":")
        name = cls(PartKind(kind), key)
        if bool(key) != (name.kind not in SINGLE) or (name.kind is PartKind.ORDER and key not in ORDERED):
            raise ValueError(f"{text!r} names no part")
        return name


@dataclass(frozen=True)
class _List:
    """Where the parts of a kind lie in the process: in which list, and which field names them."""

    field: str
    kind: type[Part]
    name: str = "key"
    without: tuple[str, ...] = ()


_LISTS: dict[PartKind, _List] = {
    PartKind.PHASE: _List("phases", document.Phase),
    PartKind.MILESTONE: _List("milestones", document.Milestone),
    PartKind.SURVEY: _List("surveys", document.Survey),
    PartKind.THEME: _List("themes", document.Theme),
    PartKind.WORKSHOP: _List("workshops", document.Workshop, "slug", ("sessions",)),
    PartKind.NEWS: _List("news", document.NewsItem, "slug"),
}
# Parts that are some of the process's own fields.
_OWN: dict[PartKind, tuple[str, ...]] = {
    PartKind.STRENGTHS: ("strengths",),
    PartKind.STRATEGY: ("adopted",),
}
SINGLE = frozenset({PartKind.PROCESS, *_OWN})
"""The kinds of which a process has exactly one part, without a key."""
ORDERED = tuple(each.field for each in _LISTS.values())
"""The lists of a process of which the order is a part."""
_FIXED = ("format", "slug")


def fields_of(kind: PartKind) -> Mapping[str, Any]:
    """The fields of the values of a kind with their types, in the order of the content file.

    A session has also `workshop`, the slug of its home; an order has `keys`.
    """
    if kind is PartKind.ORDER:
        return {"keys": list[str]}
    if kind is PartKind.SESSION:
        return {"workshop": str, **fields(document.Session)}
    if kind in _LISTS:
        of = _LISTS[kind]
        return {name: each for name, each in fields(of.kind).items() if name not in of.without}
    whole = fields(document.Process)
    if kind in _OWN:
        return {name: whole[name] for name in _OWN[kind]}
    others = {*_FIXED, *ORDERED, *(name for names in _OWN.values() for name in names)}
    return {name: each for name, each in whole.items() if name not in others}


def required_of(kind: PartKind) -> tuple[str, ...]:
    """The fields without which there is no such part, save the one by which it is named."""
    if kind is PartKind.ORDER:
        return ("keys",)
    struct = struct_of(kind)
    needed = {each.name for each in msgspec.structs.fields(struct) if each.required} | {"workshop"}
    return tuple(name for name in fields_of(kind) if name in needed and name != name_field(kind))


def struct_of(kind: PartKind) -> type[Part]:
    """The shape in `document` of the parts of a kind; that of the process where they are fields of it."""
    if kind is PartKind.SESSION:
        return document.Session
    return _LISTS[kind].kind if kind in _LISTS else document.Process


def name_field(kind: PartKind) -> str | None:
    """The field that holds the key or slug: `key`, `slug`, or None for a kind without keys."""
    if kind is PartKind.SESSION:
        return "key"
    return _LISTS[kind].name if kind in _LISTS else None


def is_text(kind: Any) -> bool:
    """Whether the type of a field is that of a text by language."""
    return get_origin(kind) is dict


def is_list_of_texts(kind: Any) -> bool:
    """Whether the type of a field is that of a list of texts by language."""
    return get_origin(kind) is list and is_text(get_args(kind)[0])


def names_in(content: document.Process) -> Iterator[PartName]:
    """Every part of the process in the order of the content file, each workshop before its sessions."""
    yield PartName(PartKind.PROCESS)
    for kind, of in _LISTS.items():
        if kind is PartKind.WORKSHOP:
            yield from map(PartName, _OWN)
        for part in getattr(content, of.field):
            yield PartName(kind, getattr(part, of.name))
            for sitting in getattr(part, "sessions", ()):
                yield PartName(PartKind.SESSION, sitting.key)
    for field in ORDERED:
        yield PartName(PartKind.ORDER, field)


def value_of(content: document.Process, name: PartName) -> Value | None:
    """The part's value; None where the process has no such part."""
    return value_in(tree_of(content), name)


def values_of(content: document.Process) -> dict[PartName, Value]:
    """The values of all parts by name, in the order of `names_in`."""
    tree = tree_of(content)
    return {name: value for name in names_in(content) if (value := value_in(tree, name)) is not None}


def tree_of(content: document.Process) -> Tree:
    """The whole process as a content file holds it, in JSON."""
    tree: Tree = _jsonable(plain(content))
    return tree


def _jsonable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _jsonable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_jsonable(each) for each in value]
    if isinstance(value, time | datetime):
        return value.isoformat(timespec="auto" if value.second or value.microsecond else "minutes")
    return value.isoformat() if isinstance(value, date) else value


def value_in(tree: Tree, name: PartName) -> Value | None:
    """As `value_of`, out of a tree."""
    if name.kind is PartKind.ORDER:
        return {"keys": [each[list_of(name.key)[1]] for each in tree.get(name.key, ())]}
    if name.kind in SINGLE:
        return {field: tree[field] for field in fields_of(name.kind) if field in tree}
    if name.kind is PartKind.SESSION:
        home, sitting = session_in(tree, name.key)
        return {"workshop": home["slug"], **sitting} if home and sitting else None
    of = _LISTS[name.kind]
    found = next((each for each in tree.get(of.field, ()) if each[of.name] == name.key), None)
    return {field: each for field, each in found.items() if field not in of.without} if found else None


def list_of(field: str) -> tuple[PartKind, str]:
    """The kind of the parts in a list of the process, and the field that names them."""
    return next((kind, of.name) for kind, of in _LISTS.items() if of.field == field)


def names_of(kind: PartKind) -> tuple[str, str]:
    """The list of the process that holds the parts of a kind, and the field that names them."""
    return _LISTS[kind].field, _LISTS[kind].name


def session_in(tree: Tree, key: str) -> tuple[Tree | None, Tree | None]:
    """The workshop that is the session's home, and the session; None twice where there is none."""
    for home in tree.get("workshops", ()):
        for sitting in home.get("sessions", ()):
            if sitting["key"] == key:
                return home, sitting
    return None, None
