"""Reading a content file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .checking import problems_of
from .document import Process
from .parsing import parse
from .problems import ContentInvalid, Problem
from .shaping import shaped


def read(source: str | bytes, *, languages: Sequence[str]) -> Process:
    """The process in a content file, whose texts may be in the given languages and no others.

    Raises `ContentInvalid` with all that breaks a rule; a file that is no YAML, or whose values do not fit
    their fields, is refused before that.
    """
    tree = parse(source)
    if "amends" in tree:
        message = "this file amends a process and does not hold one; it is read by amend()"
        raise ContentInvalid([Problem("amends", message)])
    return understood(tree, languages=languages)


def understood(tree: dict[str, Any], *, languages: Sequence[str]) -> Process:
    """The process that the values of a content file describe; raises `ContentInvalid` like `read`."""
    process = shaped(tree)
    if problems := problems_of(process, languages=languages):
        raise ContentInvalid(problems)
    return process
