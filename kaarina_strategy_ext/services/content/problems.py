"""What is wrong with a content file, said by the place in the file, for the person who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from ...errors import StrategyError


class Said(str):
    """A message that knows its pattern and values, so that it can be said in other words."""

    __slots__ = ("pattern", "values")
    pattern: str
    values: Mapping[str, Any]

    def __new__(cls, pattern: str, **values: Any) -> Self:
        """Make the English message, in which `{name}` stands for a value."""
        message = super().__new__(cls, pattern.format_map(values))
        message.pattern, message.values = pattern, values
        return message


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; `path` is `workshops[2].sessions[0].date`, `line 3, column 5`, or empty."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class ContentInvalid(StrategyError):
    """A content file cannot be used; `problems` holds all that was found, in the file's order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def joined(path: str, name: str) -> str:
    """The path of the field `name` of what is at `path`."""
    return f"{path}.{name}" if path and name else path or name
