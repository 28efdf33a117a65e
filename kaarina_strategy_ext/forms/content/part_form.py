"""The form for one part of a process: its value into fields, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .controls import Control
from .course_fields import milestone_groups, phase_groups
from .findings_fields import strengths_groups, survey_groups, theme_groups
from .list_controls import Rows, Texts
from .making import Group, Making
from .news_fields import news_groups
from .process_fields import process_groups
from .typed import Inputs, Typed, closed_up, rows_of
from .workshop_fields import session_groups, workshop_groups

GROUPS: Mapping[str, Callable[[Making], tuple[Group, ...]]] = {
    "process": process_groups,
    "phase": phase_groups,
    "milestone": milestone_groups,
    "survey": survey_groups,
    "theme": theme_groups,
    "strengths": strengths_groups,
    "workshop": workshop_groups,
    "session": session_groups,
    "news": news_groups,
}
EMPTY_ROWS = 1


class PartForm:
    """The fields of a part of the given kind, filled from its value or as they were typed."""

    def __init__(
        self,
        kind: str,
        making: Making,
        *,
        value: Mapping[str, Any] | None = None,
        typed: Inputs | None = None,
    ) -> None:
        """Take the part's value, or what was typed; with neither the form is empty."""
        self.kind = kind
        held = (value or {}).get("languages", ()) if kind == "session" else ()
        self.groups = session_groups(making, held) if kind == "session" else GROUPS[kind](making)
        self._making = making
        self.problems: list[tuple[str, str]] = []
        self.inputs = self._written(value or {}) if typed is None else self._closed_up(typed)

    @property
    def controls(self) -> Iterator[Control]:
        """All fields, in the order in which they are shown."""
        return (control for group in self.groups for control in group.controls)

    def one(self, name: str) -> str:
        """What stands in an input; empty where nothing does."""
        return next(iter(self.inputs.get(name, ())), "")

    def all(self, name: str) -> Sequence[str]:
        """The boxes that are ticked under a name."""
        return self.inputs.get(name, ())

    def rows(self, path: str, more: int = 0) -> range:
        """The rows of a list: those that are filled in, an empty one, and as many more as are asked for."""
        return range(len(rows_of(self.inputs, path)) + EMPTY_ROWS + more)

    def read(self) -> dict[str, Any]:
        """The value that the fields say; `problems` then holds what is wrong, once for each input."""
        typed = Typed(self.inputs, self._making.words, self._making.languages)
        value: dict[str, Any] = {}
        for control in self.controls:
            _put(value, control.path, control.read(typed))
        self._check_window(typed, value)
        self.problems = []
        for name, sentence in typed.problems:
            self.refuse(name, sentence)
        return value

    def refuse(self, name: str, sentence: str) -> None:
        """Note what is wrong with an input that has no problem yet."""
        if name not in dict(self.problems):
            self.problems.append((name, sentence))

    def input_of(self, path: str) -> str:
        """The input beside which a problem at a path of the part is told; "send" for none of them."""
        names = [control.path for control in self.controls]
        while path:
            for control in self.controls:
                if control.path == path:
                    return control.input_of(self._making.languages)
            if any(path.startswith((f"{name}.", f"{name}[")) for name in names) and self._is_input(path):
                return path
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return "send"

    def _is_input(self, path: str) -> bool:
        return path in self.inputs or path.rpartition(".")[2] in (
            *self._making.languages,
            "earliest",
            "latest",
            "url",
        )

    def _written(self, value: Mapping[str, Any]) -> Inputs:
        inputs: dict[str, Sequence[str]] = {}
        for control in self.controls:
            inputs |= control.written(_found(value, control.path))
        return inputs

    def _closed_up(self, inputs: Inputs) -> Inputs:
        """Without empty rows, so that the numbers of rows are those of the value's elements."""
        for control in self.controls:
            if isinstance(control, (Texts, Rows)):
                inputs = closed_up(inputs, control.path)
        return inputs

    def _check_window(self, typed: Typed, value: dict[str, Any]) -> None:
        window = value.get("registration")
        if window is not None and "mode" not in window:
            sentence = typed.words.gettext("Choose “Open in a period”, or empty the times below")
            typed.refuse("registration.mode", sentence)
            del value["registration"]


def _found(value: Mapping[str, Any], path: str) -> Any:
    found: Any = value
    for name in path.split("."):
        found = (found or {}).get(name)
    return found


def _put(value: dict[str, Any], path: str, given: Any) -> None:
    """Set the field at the path; an absent value leaves it out, and a part of only such out as well."""
    if given is None:
        return
    *outer, last = path.split(".")
    for name in outer:
        value = value.setdefault(name, {})
    value[last] = given
