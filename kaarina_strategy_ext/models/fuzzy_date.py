"""Dates as cities announce them: a day, a month, a year, or "at the beginning of September"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Date, Enum
from sqlalchemy.orm import Composite, Mapped, composite, mapped_column

from .types import Translated, TranslatedText


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


PRECISION = Enum(Precision, native_enum=False, length=8, values_callable=list)


@dataclass(frozen=True)
class FuzzyDate:
    """A date known to some precision; `text` says it in words where the precision alone cannot."""

    earliest: date
    latest: date
    precision: Precision
    text: Translated | None = None

    def __composite_values__(self) -> tuple[date, date, Precision, Translated | None]:
        return self.earliest, self.latest, self.precision, self.text

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known, so that days can be counted to it."""
        return self.precision is Precision.DAY

    @property
    def day_after(self) -> date:
        """The first day on which the date is certainly past."""
        return self.latest + timedelta(days=1)


def day(exact: date) -> FuzzyDate:
    """The fuzzy date that is not fuzzy."""
    return FuzzyDate(exact, exact, Precision.DAY)


def _compose(earliest: date | None, latest: date | None, precision: str | None, text: Any) -> Any:
    if earliest is None or latest is None or precision is None:
        return None
    return FuzzyDate(earliest, latest, Precision(precision), text)


def fuzzy_date_columns(name: str, *, nullable: bool = True) -> Composite[Any]:
    """A `FuzzyDate` attribute over four columns whose names begin with `name`; None where all are NULL."""
    columns: list[Mapped[Any]] = [
        mapped_column(f"{name}_earliest", Date, nullable=nullable),
        mapped_column(f"{name}_latest", Date, nullable=nullable),
        mapped_column(f"{name}_precision", PRECISION, nullable=nullable),
        mapped_column(f"{name}_text", TranslatedText, nullable=True),
    ]
    return composite(_compose, *columns)


def fuzzy_date_check(name: str) -> CheckConstraint:
    """The database's word that a fuzzy date is whole, or absent as a whole, and runs forwards."""
    whole = (
        f"{name}_latest IS NOT NULL AND {name}_precision IN ('day', 'month', 'year')"
        f" AND {name}_earliest <= {name}_latest"
    )
    absent = f"{name}_latest IS NULL AND {name}_precision IS NULL"
    return CheckConstraint(
        f"({name}_earliest IS NOT NULL AND {whole}) OR ({name}_earliest IS NULL AND {absent})", name=name
    )
