"""The instants at which what is shown of a process may change by the clock alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime


def instants_in(part: object) -> Iterator[datetime]:
    """Every instant that stands anywhere in a view or its parts, so that no new field can be forgotten."""
    if isinstance(part, datetime):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from instants_in(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from instants_in(getattr(part, field.name))


def to_the_minute(moment: datetime) -> datetime:
    """The beginning of the minute, in the same zone."""
    return moment.replace(second=0, microsecond=0)
