"""What is asked before a new process is there."""

from __future__ import annotations

from .controls import Choice, Control, Select, Text
from .making import Group, Making, Options

TEMPLATE, COPY, FILE, EMPTY = "template", "copy", "file", "empty"


def beginning_groups(making: Making) -> tuple[Group, ...]:
    """How to begin, the name, and the word in the address; `making.workshops` are the earlier processes."""
    gettext = making.words.gettext
    earlier: Options = making.workshops
    ways = [(TEMPLATE, gettext("From a template: survey, workshops, decision"))]
    if earlier:
        ways.append((COPY, gettext("As a copy of an earlier process, without its dates and results")))
    ways += [(FILE, gettext("From a content file")), (EMPTY, gettext("With nothing"))]
    copied = (Select(path="copied", label=gettext("Process to copy"), options=earlier),) if earlier else ()
    fields = (
        Choice(path="way", label=gettext("How do you begin?"), options=tuple(ways)),
        Text(
            path="name", label=gettext("Name of the process"), hint=gettext("Not needed with a content file")
        ),
        Control(
            path="slug",
            label=gettext("Name in the address"),
            hint=gettext(
                "a–z, 0–9 and hyphens, for example strategy-2026. Left empty, it is made of the name."
            ),
        ),
        *copied,
    )
    return (Group("", fields),)
