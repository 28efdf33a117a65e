"""Two people's changes of one part, brought together: by field, and texts by language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ..content import document
from ..content.shaping import fields
from .parts import PartKind, Value, fields_of, is_list_of_texts, is_text

_ABSENT: Any = object()
# Parts within a part of which each field means something by itself; of a date or a window none does.
_WITHIN = (document.Contact, document.Strategy)


@dataclass(frozen=True)
class Merged:
    """What became of two changes; in the fields that are `conflicts` it holds the first one's.

    A conflict is a field, a language of a field (`title.sv`) or of an element of one (`targets[1].fi`), or
    the empty word for the part as a whole, which one has changed and the other removed.
    """

    value: Value | None
    conflicts: tuple[str, ...]


def merge(kind: PartKind, base: Value | None, mine: Value | None, theirs: Value | None) -> Merged:
    """The value with both changes since `base`; a value of None is a part that is not there."""
    if mine is None or theirs is None or base is None:
        value, is_conflict = _chosen(base, mine, theirs)
        # Two who have begun the same part may still be of one mind in most of it.
        if not is_conflict or mine is None or theirs is None:
            return Merged(value, ("",) if is_conflict else ())
    if kind is PartKind.ORDER and keeps_order(base, theirs):
        return Merged(mine if mine != base else theirs, ())
    merging = _Merging([])
    value = {}
    for field, shape in fields_of(kind).items():
        three = [each.get(field, _ABSENT) for each in (base or {}, mine, theirs)]
        if (merged := merging.field(shape, field, *three)) is not _ABSENT:
            value[field] = merged
    return Merged(value, tuple(merging.conflicts))


def differing_fields(kind: PartKind, one: Value | None, other: Value | None) -> tuple[str, ...]:
    """Where two values differ, in the words of `Merged.conflicts`; empty where they do not."""
    return tuple(
        path
        for field, shape in fields_of(kind).items()
        for path in _differing(shape, field, (one or {}).get(field), (other or {}).get(field))
    )


def _differing(shape: Any, path: str, one: Any, other: Any) -> Iterator[str]:
    if one == other:
        return
    if is_text(shape):
        languages = dict.fromkeys((*(one or {}), *(other or {})))
        pairs = {language: ((one or {}).get(language), (other or {}).get(language)) for language in languages}
        yield from (f"{path}.{language}" for language, (old, new) in pairs.items() if old != new)
    elif is_list_of_texts(shape):
        for number, (old, new) in enumerate(zip_longest(one or (), other or ())):
            yield from _differing(dict[str, str], f"{path}[{number}]", old, new)
    else:
        yield path


def _chosen(base: Any, mine: Any, theirs: Any) -> tuple[Any, bool]:
    """The value that has changed, and whether both have, and differently."""
    if theirs in (mine, base):
        return mine, False
    return (theirs, False) if mine == base else (mine, True)


def keeps_order(base: Value | None, other: Value | None) -> bool:
    """Whether an order has only come to hold more or fewer; who sorts says nothing about those."""
    if base is None or other is None:
        return True
    kept = [key for key in base["keys"] if key in other["keys"]]
    return kept == [key for key in other["keys"] if key in kept]


class _Merging:
    """One pass over the fields, which notes where the two changes conflict."""

    def __init__(self, conflicts: list[str]) -> None:
        self.conflicts = conflicts

    def field(self, shape: Any, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        """Return the merged value of a field, which may be absent."""
        if is_text(shape):
            return self.text(path, base, mine, theirs)
        if shape in _WITHIN:
            return self.inner(shape, path, base, mine, theirs)
        if is_list_of_texts(shape) and self._have_same_length(base, mine, theirs):
            three = zip(base, mine, theirs, strict=True)
            return [self.text(f"{path}[{number}]", *each) for number, each in enumerate(three)]
        return self._whole(path, base, mine, theirs)

    def inner(self, shape: Any, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        """Return the fields of a part within the part; absent where none is left."""
        three = [each if isinstance(each, dict) else {} for each in (base, mine, theirs)]
        value = {}
        for field, kind in fields(shape).items():
            merged = self.field(kind, f"{path}.{field}", *(each.get(field, _ABSENT) for each in three))
            if merged is not _ABSENT:
                value[field] = merged
        return value or _ABSENT

    def text(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        """Return the text, of which each language goes by itself; absent where none is left."""
        three = [each if isinstance(each, dict) else {} for each in (base, mine, theirs)]
        languages = dict.fromkeys(language for each in three for language in each)
        text = {}
        for language in languages:
            chosen = self._whole(f"{path}.{language}", *(each.get(language, _ABSENT) for each in three))
            if chosen is not _ABSENT:
                text[language] = chosen
        return text or _ABSENT

    def _whole(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        value, is_conflict = _chosen(base, mine, theirs)
        if is_conflict:
            self.conflicts.append(path)
        return value

    @staticmethod
    def _have_same_length(*values: Any) -> bool:
        return all(isinstance(each, list) for each in values) and len(set(map(len, values))) == 1
