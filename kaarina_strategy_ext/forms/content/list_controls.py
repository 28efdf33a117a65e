"""The controls for lists: a row for each element, and an empty one to add another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from .controls import TEXT_LENGTH, Control, Text
from .typed import Typed, rows_of

MOST_ROWS = 60


@dataclass(frozen=True, kw_only=True)
class Texts(Control):
    """A list of texts by language; an emptied row is no element any more."""

    length: int = TEXT_LENGTH
    kind: ClassVar[str] = "texts"

    def row(self, number: int) -> Text:
        """Return the control of one row."""
        return Text(path=f"{self.path}[{number}]", label=self.label, length=self.length)

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the inputs of all rows."""
        rows = [self.row(number).written(text) for number, text in enumerate(value or ())]
        return {name: values for row in rows for name, values in row.items()}

    def read(self, typed: Typed) -> Any:
        """Return the texts of the rows that are not empty; None where all are."""
        return _few(
            self, typed, [self.row(number).read(typed) for number in rows_of(typed.inputs, self.path)]
        )

    def input_of(self, languages: Sequence[str]) -> str:
        """Return the first input of the first row."""
        return self.row(0).input_of(languages)


@dataclass(frozen=True, kw_only=True)
class Rows(Control):
    """A list of elements with several fields; the paths of the `columns` begin at the element."""

    columns: tuple[Control, ...]
    kind: ClassVar[str] = "rows"

    def row(self, number: int) -> tuple[Control, ...]:
        """Return the controls of one row."""
        return tuple(replace(each, path=f"{self.path}[{number}].{each.path}") for each in self.columns)

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the inputs of all rows."""
        inputs: dict[str, Sequence[str]] = {}
        for number, element in enumerate(value or ()):
            for column, control in zip(self.columns, self.row(number), strict=True):
                inputs |= control.written(element.get(column.path))
        return inputs

    def read(self, typed: Typed) -> Any:
        """Return the elements of the rows that are not empty; None where all are."""
        return _few(
            self, typed, [self._element(number, typed) for number in rows_of(typed.inputs, self.path)]
        )

    def _element(self, number: int, typed: Typed) -> dict[str, Any]:
        pairs = zip(self.columns, self.row(number), strict=True)
        read = {column.path: control.read(typed) for column, control in pairs}
        return {name: value for name, value in read.items() if value is not None}

    def input_of(self, languages: Sequence[str]) -> str:
        """Return the first input of the first row."""
        return self.row(0)[0].input_of(languages)


def _few(control: Control, typed: Typed, rows: list[Any]) -> list[Any] | None:
    if len(rows) > MOST_ROWS:
        sentence = typed.words.gettext("At most %(most)s rows fit here", most=MOST_ROWS)
        typed.refuse(control.input_of(typed.languages), sentence)
    return rows or None
