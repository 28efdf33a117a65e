"""Which attribute of a row holds which field of a content file: said once, read in both directions.

A field has the attribute of its own name, but for those listed here. What a registration or a contact says
is in attributes of the row around it that begin with the field's name. References to other parts and lists
of parts have no column, and are left to those who load and export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa

from ... import models
from ...models.types import TranslatedText, UTCDateTime
from . import document
from .document import Part
from .shaping import fields

SomePart = TypeVar("SomePart", bound=Part)

_OTHER_NAMES: dict[tuple[type[Part], str], str] = {
    (document.Registration, "opens"): "opens_at",
    (document.Registration, "closes"): "closes_at",
    (document.Phase, "status"): "status_by_hand",
    (document.Milestone, "date"): "expected",
    (document.Session, "starts"): "starts_at",
    (document.Session, "ends"): "ends_at",
    (document.NewsItem, "published"): "published_at",
    (document.NewsItem, "updated"): "updated_at",
}
_WITHIN_THE_ROW = (document.Registration, document.Contact)


def stored(part: Part, row: type[models.Base], zone: ZoneInfo) -> dict[str, Any]:
    """The values of the part by the names of the row's attributes; texts have no moments of editing yet."""
    values = _stored_fields(part, type(part), row, zone)
    for name, kind in _inner_parts(type(part)):
        values |= _stored_fields(getattr(part, name), kind, row, zone, prefix=f"{name}_")
    return values


def written(kind: type[SomePart], row: models.Base, zone: ZoneInfo, **others: Any) -> SomePart:
    """The part that the row holds, with the fields that have no column given as `others`."""
    values = _written_fields(kind, row, zone)
    for name, inner in _inner_parts(kind):
        held = _written_fields(inner, row, zone, prefix=f"{name}_")
        values[name] = None if all(each is None for each in held.values()) else inner(**held)
    return kind(**values, **others)


def text_moments(kind: type[Part], row: models.Base) -> dict[str, Mapping[str, datetime]]:
    """When each language of the row's texts was last edited, by the path of the text in the part."""
    pairs = dict(_pairs(kind, type(row), ""))
    for name, inner in _inner_parts(kind):
        pairs |= {f"{name}.{field}": each for field, each in _pairs(inner, type(row), f"{name}_")}
    moments = {}
    for path, attribute in pairs.items():
        value = getattr(row, attribute)
        if isinstance(value, models.Translated):
            moments[path] = value.edited_at
        elif isinstance(value, models.FuzzyDate) and value.text:
            moments[f"{path}.text"] = value.text.edited_at
    return moments


def name_of(part_or_row: Any) -> str:
    """The key or slug by which a row is the one of a part."""
    name: str = part_or_row.slug if hasattr(part_or_row, "slug") else part_or_row.key
    return name


def _inner_parts(kind: type[Part]) -> Iterator[tuple[str, type[Part]]]:
    return ((name, inner) for name, inner in fields(kind).items() if inner in _WITHIN_THE_ROW)


@cache
def _pairs(kind: type[Part], row: type[models.Base], prefix: str) -> tuple[tuple[str, str], ...]:
    """Each field that has a column of its own or several, with its attribute."""
    mapper = sa.inspect(row)
    pairs = ((name, prefix + _OTHER_NAMES.get((kind, name), name)) for name in fields(kind))
    return tuple(pair for pair in pairs if pair[1] in mapper.columns or pair[1] in mapper.composites)


def _stored_fields(
    part: Part | None, kind: type[Part], row: type[models.Base], zone: ZoneInfo, prefix: str = ""
) -> dict[str, Any]:
    columns = sa.inspect(row).columns
    values = {}
    for field, attribute in _pairs(kind, row, prefix):
        value = getattr(part, field, None)
        if isinstance(value, time):
            value = datetime.combine(getattr(part, "date").earliest, value)  # noqa: B009 - only a session has clock times, and a date with them
        column_type = columns[attribute].type if attribute in columns else None
        values[attribute] = None if value is None else _stored(value, column_type, zone)
    return values


def _stored(value: Any, column_type: Any, zone: ZoneInfo) -> Any:
    if isinstance(column_type, sa.JSON):
        return msgspec.to_builtins(value)
    if isinstance(value, document.FuzzyDate):
        text = models.Translated(value.text) if value.text else None
        return models.FuzzyDate(value.earliest, value.latest, models.Precision(value.precision), text)
    if isinstance(column_type, TranslatedText):
        return models.Translated(value)
    if isinstance(column_type, sa.Enum) and column_type.enum_class:
        return column_type.enum_class(value)
    return instant(value, zone) if isinstance(column_type, UTCDateTime) else value


def instant(local: date, zone: ZoneInfo) -> datetime:
    """The instant of the wall clock, or of the midnight at which a day begins.

    In UTC, because Python takes no time within a change of the clocks for equal to one of another zone
    (PEP 495).
    """
    moment = local if isinstance(local, datetime) else datetime.combine(local, time())
    return moment.replace(tzinfo=zone).astimezone(UTC)


def _written_fields(kind: type[Part], row: models.Base, zone: ZoneInfo, prefix: str = "") -> dict[str, Any]:
    return {
        field: _written(getattr(row, attribute), fields(kind)[field], zone)
        for field, attribute in _pairs(kind, type(row), prefix)
    }


def _written(value: Any, field_type: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, models.FuzzyDate):
        inner = fields(document.FuzzyDate)
        return document.FuzzyDate(
            **{name: _written(getattr(value, name), inner[name], zone) for name in inner}
        )
    if isinstance(value, models.Translated):
        return dict(value)
    if isinstance(value, (dict, list)):
        return msgspec.convert(value, field_type)
    if isinstance(value, Enum):
        return value.value
    return _wall_clock(value, field_type, zone) if isinstance(value, datetime) else value


def _wall_clock(moment: datetime, field_type: Any, zone: ZoneInfo) -> date | time:
    local = moment.astimezone(zone).replace(tzinfo=None, fold=0)
    if field_type is time:
        return local.time()
    is_midnight = instant(local.date(), zone) == moment
    return local.date() if is_midnight and field_type is document.Moment else local
