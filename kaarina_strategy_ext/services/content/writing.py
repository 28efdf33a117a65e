"""Writing a content file that people can read, compare and edit."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time
from typing import Any

import msgspec
import yaml

from .document import FuzzyDate, Process


class ContentDumper(yaml.SafeDumper):
    """PyYAML's dumper, which quotes whatever any YAML would take for something else than a string."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        """Return that equal values are written out each time: the reader refuses aliases."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - the signature is PyYAML's
        """Indent lists under their field, as people do."""
        super().increase_indent(flow, False)

    def represent_words(self, words: str) -> yaml.ScalarNode:
        """Return the node of a text: literal where it has several lines."""
        return self.represent_scalar("tag:yaml.org,2002:str", words, style=_style(words))

    def represent_bare(self, value: str) -> yaml.ScalarNode:
        """Return the node of a date or time, which is never quoted: its field says what it is."""
        tag = self.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]  # PyYAML's resolver has no annotations
        return self.represent_scalar(tag, value)


def _style(words: str) -> str | None:
    if any(separator in words for separator in "\u2028\u2029\ufeff"):
        return '"'  # the only style in which these come back as they were
    return "|" if "\n" in words else None


ContentDumper.add_representer(str, ContentDumper.represent_words)
ContentDumper.add_representer(date, lambda dumper, value: dumper.represent_bare(value.isoformat()))
ContentDumper.add_representer(time, lambda dumper, value: dumper.represent_bare(_clock(value)))
ContentDumper.add_representer(
    datetime,
    lambda dumper, value: dumper.represent_bare(f"{value.date().isoformat()}T{_clock(value.time())}"),
)


def write(process: Process) -> str:
    """The content file of the process: fields in the order of `document`, without those at their defaults.

    Every valid process is equal to what `read` makes of it.
    """
    return yaml.dump(
        plain(process),
        Dumper=ContentDumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=100,
    )


def plain(value: Any) -> Any:
    """The part as mappings, lists, dates and times, as a content file holds it; any other value as it is."""
    if isinstance(value, FuzzyDate):
        return _shortest(value)
    if isinstance(value, msgspec.Struct):
        return _fields(value)
    return [plain(each) for each in value] if isinstance(value, list) else value


def _fields(part: msgspec.Struct) -> dict[str, Any]:
    given = {}
    for field in msgspec.structs.fields(part):
        value = getattr(part, field.name)
        if value != _default(field):
            given[field.name] = plain(value)
    return given


def _default(field: msgspec.structs.FieldInfo) -> Any:
    factory = field.default_factory
    return field.default if factory is msgspec.NODEFAULT else factory()


def _shortest(value: FuzzyDate) -> Any:
    year, month = value.earliest.year, value.earliest.month
    span = (value.earliest, value.latest)
    if value.text is None:
        if value.precision == "day" and value.earliest == value.latest:
            return value.earliest
        if value.precision == "month" and span == _span(year, month, month):
            return f"{value.earliest:%Y-%m}"
        if value.precision == "year" and span == _span(year, 1, 12):
            return year
    return _fields(value)


def _span(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _clock(value: time) -> str:
    is_whole_minute = not (value.second or value.microsecond)
    return value.isoformat(timespec="minutes" if is_whole_minute else "auto")
