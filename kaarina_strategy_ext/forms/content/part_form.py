"""The form for one part of a process: its value into fields, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .beginning_fields import beginning_groups
from .controls import Control
from .course_fields import milestone_groups, phase_groups, strategy_groups
from .dates import DATES
from .findings_fields import strengths_groups, survey_groups, theme_groups
from .list_controls import Rows, Texts
from .making import Group, Making
from .news_fields import news_groups
from .paths import found
from .process_fields import process_groups
from .publishing_fields import publication_groups
from .typed import Inputs, Typed, closed_up, rows_of
from .workshop_fields import session_groups, venue_groups, workshop_groups

GROUPS: Mapping[str, Callable[[Making], tuple[Group, ...]]] = {
    "process": process_groups,
    "phase": phase_groups,
    "milestone": milestone_groups,
    "survey": survey_groups,
    "theme": theme_groups,
    "strengths": strengths_groups,
    "strategy": strategy_groups,
    "workshop": workshop_groups,
    "session": session_groups,
    "news": news_groups,
    "venue": venue_groups,
    "publication": publication_groups,
    "beginning": beginning_groups,
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
        self.making = making
        self.problems: list[tuple[str, str]] = []
        self.inputs = self._written(value or {}) if typed is None else self._closed_up(typed)

    @property
    def controls(self) -> Iterator[Control]:
        """All fields, in the order in which they are shown."""
        return (control for group in self.groups for control in group.controls)

    @property
    def dates(self) -> str:
        """Examples of dates of each precision."""
        return DATES

    def one(self, name: str) -> str:
        """What stands in an input; empty where nothing does."""
        return next(iter(self.inputs.get(name, ())), "")

    def all(self, name: str) -> Sequence[str]:
        """The boxes that are ticked under a name."""
        return self.inputs.get(name, ())

    def has(self, *paths: str) -> bool:
        """Whether anything is filled in, or wrong, in an input that begins with any of the paths."""
        filled = [name for name, values in self.inputs.items() if any(map(str.strip, values))]
        return any(name.startswith(paths) for name in (*filled, *dict(self.problems)))

    def is_open(self, group: Group) -> bool:
        """Whether a group that is folded up otherwise has something in it that is not at its default."""
        usual = [control.written(None) for control in group.controls]
        usual_inputs = {name: values for each in usual for name, values in each.items()}
        shown = tuple(control.path for control in group.controls)
        return any(
            name.startswith(shown) and list(values) != usual_inputs.get(name, [""])
            for name, values in self.inputs.items()
        ) or any(name.startswith(shown) for name in dict(self.problems))

    @property
    def told(self) -> list[dict[str, str]]:
        """The problems as the templates of forms take them."""
        return [{"field": name, "sentence": sentence} for name, sentence in self.problems]

    def label_of(self, path: str) -> str:
        """What is at a path of the part, in words: the field, its row and its language; empty for none."""
        for control in self.controls:
            match = re.fullmatch(rf"{re.escape(control.path)}(?:\[(\d+)\])?(?:\.(?:\w+\.)?(\w+))?", path)
            if match:
                row = f" {int(match[1]) + 1}" if match[1] else ""
                language = self._spoken.get(match[2] or "")
                return f"{control.label}{row}{f' ({language})' if language else ''}"
        within = (group.legend for group in self.groups if any(self._below(path, group.controls)))
        return next(within, "")

    def said(self, path: str, value: Mapping[str, Any] | None) -> str:
        """What the part's value says at a path, in words; empty where nothing."""
        for control in self.controls:
            if path == control.path:
                return control.said(found(value, path))
        said = found(value, path)
        if isinstance(said, str):
            return said
        below = [
            (each.label, each.said(found(value, each.path))) for each in self._below(path, self.controls)
        ]
        return "\n".join(f"{label}: {words}" for label, words in below if words and said)

    @staticmethod
    def _below(path: str, controls: Iterable[Control]) -> Iterator[Control]:
        """The fields of a part of the part, such as those of its contact."""
        return (control for control in controls if control.path.startswith(f"{path}."))

    @property
    def _spoken(self) -> dict[str, str]:
        return dict(self.making.spoken())

    def rows(self, path: str, more: int = 0) -> range:
        """The rows of a list: those that are filled in, an empty one, and as many more as are asked for."""
        return range(len(rows_of(self.inputs, path)) + EMPTY_ROWS + more)

    def read(self) -> dict[str, Any]:
        """The value that the fields say; `problems` then holds what is wrong, once for each input."""
        typed = Typed(self.inputs, self.making.words, self.making.languages)
        value: dict[str, Any] = {}
        for control in self.controls:
            _put(value, control.path, control.read(typed))
        self._check_window(typed, value)
        if value.get("adopted") and "vision" not in value["adopted"]:
            vision = f"adopted.vision.{self.making.languages[0]}"
            typed.refuse(vision, typed.words.gettext("Fill in this field"))
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
                    return control.input_of(self.making.languages)
            if any(path.startswith((f"{name}.", f"{name}[")) for name in names) and self._is_input(path):
                return path
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return "send"

    def _is_input(self, path: str) -> bool:
        return path in self.inputs or path.rpartition(".")[2] in (
            *self.making.languages,
            "earliest",
            "latest",
            "url",
        )

    def _written(self, value: Mapping[str, Any]) -> Inputs:
        inputs: dict[str, Sequence[str]] = {}
        for control in self.controls:
            inputs |= control.written(found(value, control.path))
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


def _put(value: dict[str, Any], path: str, given: Any) -> None:
    """Set the field at the path; an absent value leaves it out, and a part of only such out as well."""
    if given is None:
        return
    *outer, last = path.split(".")
    for name in outer:
        value = value.setdefault(name, {})
    value[last] = given
