"""The controls for days, dates that may be fuzzy, clock times and moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar

from . import dates
from .controls import TITLE_LENGTH, Control
from .typed import Typed

MIDNIGHT = time(0)
END_OF_DAY = time(23, 59)


@dataclass(frozen=True, kw_only=True)
class Day(Control):
    """One day, such as `12.4.2022`."""

    kind: ClassVar[str] = "day"

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the day as it is written in Finland."""
        return {self.path: [dates.shown_day(date.fromisoformat(value))]} if value else {}

    def read(self, typed: Typed) -> Any:
        """Return the day in ISO 8601."""
        return _iso(day_in(typed, self.path))


@dataclass(frozen=True, kw_only=True)
class Clock(Control):
    """A time of the day, such as `17.30`."""

    kind: ClassVar[str] = "clock"

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the time with a dot."""
        return {self.path: [dates.shown_clock(time.fromisoformat(value))]} if value else {}

    def read(self, typed: Typed) -> Any:
        """Return the time in ISO 8601, with seconds only where there are any."""
        line = typed.line(self.path)
        clock = dates.clock_of(line)
        if line and clock is None:
            typed.refuse(
                self.path, typed.words.gettext("Enter a time such as %(example)s", example=dates.A_TIME)
            )
        return _iso(clock)


@dataclass(frozen=True, kw_only=True)
class Moment(Control):
    """A day with its time, such as `4.4.2022 9.00`; a day alone means the time `otherwise`, or stays one."""

    otherwise: time | None = None
    kind: ClassVar[str] = "moment"

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return day and time as they are written in Finland."""
        if not value:
            return {}
        moment = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        return {self.path: [dates.shown_moment(moment)]}

    def read(self, typed: Typed) -> Any:
        """Return the day, or the local day and time, in ISO 8601."""
        line = typed.line(self.path)
        moment = dates.moment_of(line, otherwise=self.otherwise)
        if line and moment is None:
            typed.refuse(
                self.path,
                typed.words.gettext("Enter a day and a time such as %(example)s", example=dates.A_MOMENT),
            )
        return self.needed(typed, _iso(moment))


@dataclass(frozen=True, kw_only=True)
class Fuzzy(Control):
    """A date as exactly as it is known, in words where digits cannot say it.

    Inputs: `when` (day, month or year), `text` by language, and `earliest` and `latest` where the words mean
    other days than the whole of `when`.
    """

    kind: ClassVar[str] = "fuzzy"

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the date in digits, its words, and its span where that is not the natural one."""
        span = _known(value)
        if span is None:
            return {}
        first, last, precision = span
        inputs = {f"{self.path}.when": [dates.shown_span(first, precision)]}
        if (first, last) != dates.whole_span(first, precision):
            inputs |= {
                f"{self.path}.earliest": [dates.shown_day(first)],
                f"{self.path}.latest": [dates.shown_day(last)],
            }
        texts = value.get("text", {}) if isinstance(value, dict) else {}
        return inputs | {f"{self.path}.text.{language}": [words] for language, words in texts.items()}

    def read(self, typed: Typed) -> Any:
        """Return the date as a content file has it, as short as it can be; None where there is none."""
        span = self._span(typed)
        text = self._text(typed)
        if span is None:
            if text:
                sentence = typed.words.gettext("Give the date in numbers as well: it decides the order")
                typed.refuse(f"{self.path}.when", sentence)
            return self.needed(typed, None) if not text else None
        first, last, precision = span
        if not text and (first, last) == dates.whole_span(first, precision):
            return _short(first, precision)
        value = {"earliest": first.isoformat(), "latest": last.isoformat(), "precision": precision}
        return value | ({"text": text} if text else {})

    def _text(self, typed: Typed) -> dict[str, str]:
        names = {language: f"{self.path}.text.{language}" for language in typed.languages}
        texts = {language: typed.line(name) for language, name in names.items()}
        return {code: typed.bound(names[code], text, TITLE_LENGTH) for code, text in texts.items() if text}

    def _span(self, typed: Typed) -> tuple[date, date, str] | None:
        line = typed.line(f"{self.path}.when")
        natural = dates.span_of(line)
        if line and natural is None:
            sentence = typed.words.gettext(
                "Enter a day, a month or a year such as %(examples)s", examples=dates.DATES
            )
            typed.refuse(f"{self.path}.when", sentence)
        first, last = (day_in(typed, f"{self.path}.{name}") for name in ("earliest", "latest"))
        if natural:
            return first or natural[0], last or max(natural[1], first or natural[1]), natural[2]
        return _spanned(first or last, last or first) if not line else None

    def input_of(self, languages: Sequence[str]) -> str:  # noqa: ARG002 - one for all languages
        """Return the input for the date in digits."""
        return f"{self.path}.when"


def day_in(typed: Typed, name: str) -> date | None:
    """The day in an input; None where it is empty, and where it is refused."""
    line = typed.line(name)
    day = dates.day_of(line)
    if line and day is None:
        typed.refuse(name, typed.words.gettext("Enter a day such as %(example)s", example=dates.A_DAY))
    return day


def _known(value: Any) -> tuple[date, date, str] | None:
    """The span and the precision of a date in a content file, short or spelled out."""
    if isinstance(value, dict):
        first, last = (date.fromisoformat(value[name]) for name in ("earliest", "latest"))
        return first, last, value["precision"]
    return dates.span_of(str(value)) if value is not None else None


def _short(first: date, precision: str) -> str | int:
    if precision == "year":
        return first.year
    return first.isoformat() if precision == "day" else f"{first:%Y-%m}"


def _spanned(first: date | None, last: date | None) -> tuple[date, date, str] | None:
    """The span with the precision that its ends tell."""
    if first is None or last is None:
        return None
    if first == last:
        return first, last, "day"
    return first, last, "month" if (first.year, first.month) == (last.year, last.month) else "year"


def _iso(moment: date | time | None) -> str | None:
    if isinstance(moment, (datetime, time)):
        is_whole_minute = not (moment.second or moment.microsecond)
        return moment.isoformat(timespec="minutes" if is_whole_minute else "auto")
    return moment.isoformat() if moment else None
