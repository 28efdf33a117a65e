"""Which words of a text have gone and which have come, for those who read its history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORDS = re.compile(r"\s+|[^\s]+")
# Beyond this a comparison word by word would take seconds, and nobody would read it.
MOST_WORDS = 4000


class Piece(NamedTuple):
    """A run of words that has stayed the same, gone or come."""

    kind: Literal["same", "gone", "come"]
    text: str


def pieces(before: str, after: str) -> Iterator[Piece]:
    """The runs of words that lead from one text to the other, in their order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        yield from _pair(before, after)
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[i:j]))
        else:
            yield from _pair("".join(old[i:j]), "".join(new[k:m]))


def _pair(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece("gone", before)
    if after:
        yield Piece("come", after)
