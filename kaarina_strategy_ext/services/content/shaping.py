"""From plain values to a `Process`: short forms are written out, and what has no place is named.

What stands in a field is understood by the field's type in `document`; msgspec then builds the whole.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import msgspec

from .document import FuzzyDate, Process
from .problems import ContentInvalid, Problem, joined

_MONTH = re.compile(r"(\d{4})-(\d\d)")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?", re.ASCII)
_NAMES_IN_YAML = {NoneType: "nothing", bool: "true or false", int: "a number"}


class _Unreadable(Exception):
    """A value that its field cannot hold; the text says what it should look like."""


def shaped(tree: dict[str, Any]) -> Process:
    """The process that the plain values describe; its rules are not checked yet.

    Raises `ContentInvalid`: with every value that cannot be read and every field that does not exist, or,
    where there are none, with the first value of a wrong type or the first field that is missing.
    """
    problems: list[Problem] = []
    spelled_out = _Shaping(problems).value(tree, Process, "")
    if problems:
        raise ContentInvalid(problems)
    try:
        return msgspec.convert(spelled_out, Process)
    except msgspec.ValidationError as error:
        raise ContentInvalid([_told_by_msgspec(error)]) from error


def _told_by_msgspec(error: msgspec.ValidationError) -> Problem:
    message, _, place = re.sub(r" - at `\$\.?", "\0", str(error), count=1).partition("\0")
    words = message.replace("`array", "`list").replace("`object", "`mapping")
    return Problem(place.removesuffix("`"), words)


@cache
def fields(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The types of the fields of a part, without their None."""
    return {field.name: _without_none(field.type) for field in msgspec.structs.fields(kind)}


def _without_none(kind: Any) -> Any:
    known = [each for each in get_args(kind) if each is not NoneType]
    return known[0] if NoneType in get_args(kind) else kind


class _Shaping:
    """One pass over the plain values, which notes the problems that it meets."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def value(self, raw: Any, kind: Any, path: str) -> Any:
        """Return the value as msgspec takes it, or as it was where msgspec is to refuse it."""
        if raw is None:
            return None
        if get_origin(kind) is list and isinstance(raw, list):
            (each_kind,) = get_args(kind)
            return [self.value(each, each_kind, f"{path}[{number}]") for number, each in enumerate(raw)]
        if get_origin(kind) is dict:
            return self.text(raw, path)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(raw, dict):
            return self.part(raw, kind, path)
        if get_origin(kind) is Literal or kind in _SCALARS:
            return self.scalar(raw, kind, path)
        return raw

    def scalar(self, raw: Any, kind: Any, path: str) -> Any:
        """Return the one word, date or time that the field's type asks for."""
        try:
            return _choice(raw, get_args(kind)) if get_origin(kind) is Literal else _SCALARS[kind](raw)
        except _Unreadable as error:
            self.problems.append(Problem(path, str(error)))
            return raw

    def text(self, raw: Any, path: str) -> Any:
        """Return a text by language; name a text without languages, and words that YAML took for others."""
        if not isinstance(raw, dict):
            self.problems.append(Problem(path, "expected a text for each language, such as 'fi: …'"))
            return raw
        for language, words in raw.items():
            if not isinstance(words, str):
                got = _NAMES_IN_YAML.get(type(words), "several values")
                message = f"expected a text, got {got}; put it in quotes if it is one"
                self.problems.append(Problem(joined(path, language), message))
        return raw

    def part(self, raw: dict[str, Any], kind: type[msgspec.Struct], path: str) -> dict[str, Any]:
        """Return the part's fields; name those that it does not have."""
        known = fields(kind)
        self.problems += [
            Problem(joined(path, name), _unknown(name, list(known))) for name in raw if name not in known
        ]
        return {name: self.value(raw[name], known[name], joined(path, name)) for name in raw if name in known}


def _unknown(name: str, allowed: list[str]) -> str:
    if close := get_close_matches(name, allowed, 1):
        return f"unknown field; did you mean {close[0]!r}?"
    return f"unknown field; allowed are {', '.join(allowed)}"


def _choice(raw: Any, allowed: tuple[str, ...]) -> Any:
    if raw not in allowed:
        raise _Unreadable(f"expected one of {', '.join(allowed)}, got {raw!r}")
    return raw


def _day(raw: Any) -> date:
    try:
        return datetime.strptime(raw, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except (TypeError, ValueError):
        raise _Unreadable(f"expected a day such as 2022-04-12, got {raw!r}") from None


def _time(raw: Any) -> time:
    match = _CLOCK.fullmatch(raw) if isinstance(raw, str) else None
    try:
        hour, minute, second, fraction = match.groups("0") if match else ("24",) * 4
        return time(int(hour), int(minute), int(second), int(fraction.ljust(6, "0")))
    except ValueError:
        raise _Unreadable(f"expected a time such as 17:00, got {raw!r}") from None


def _datetime(raw: Any) -> datetime:
    day, _, clock = str(raw).replace(" ", "T", 1).partition("T")
    try:
        return datetime.combine(_day(day), _time(clock))
    except _Unreadable:
        raise _Unreadable(
            f"expected a local day and time such as 2022-04-04T09:00, without an offset, got {raw!r}"
        ) from None


def _moment(raw: Any) -> date:
    return _datetime(raw) if ":" in str(raw) else _day(raw)


def _fuzzy(raw: Any) -> dict[str, Any]:
    if match := _MONTH.fullmatch(str(raw)):
        return _span(int(match[1]), int(match[2]), int(match[2]), "month", raw)
    if re.fullmatch(r"\d{1,4}", str(raw)):
        return _span(int(raw), 1, 12, "year", raw)
    try:
        exact = _day(raw)
    except _Unreadable:
        forms = "2022-04-12, 2022-04, 2022, or earliest, latest and precision"
        raise _Unreadable(f"expected {forms}; got {raw!r}") from None
    return {"earliest": exact, "latest": exact, "precision": "day"}


def _span(year: int, first: int, last: int, precision: str, raw: Any) -> dict[str, Any]:
    try:
        latest = date(year, last, calendar.monthrange(year, last)[1])
        return {"earliest": date(year, first, 1), "latest": latest, "precision": precision}
    except ValueError:
        raise _Unreadable(f"there is no such {precision}: {raw!r}") from None


_SCALARS: dict[Any, Callable[[Any], Any]] = {
    date: _day,
    time: _time,
    datetime: _datetime,
    Any: _moment,  # the runtime type of `document.Moment`
    FuzzyDate: _fuzzy,
}
