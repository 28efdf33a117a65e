"""What the widget is asked to show, and whether it can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...readmodels.presets import DEFAULT_DAYS, HEADINGS, MOST_DAYS, PRESETS, THEMES, languages_wished


@dataclass(frozen=True)
class Wish:
    """What is to be shown: `heading` is the level of the heading, `days` how far back changes are told.

    `languages` has one block each; it is empty where a language was wished that the site does not have.
    """

    variant: str
    languages: tuple[str, ...]
    process: str | None = None
    theme: str = THEMES[0]
    heading: int = HEADINGS[0]
    days: int = DEFAULT_DAYS

    @property
    def mistake(self) -> str | None:
        """The name of the first parameter with a value that there is not; None where all is well."""
        right = {
            "variant": self.variant in PRESETS,
            "lang": bool(self.languages),
            "theme": self.theme in THEMES,
            "heading": self.heading in HEADINGS,
            "days": 1 <= self.days <= MOST_DAYS,
        }
        return next((name for name, is_right in right.items() if not is_right), None)


def wish_of_address(variant: str, query: Mapping[str, str], of_site: Sequence[str]) -> Wish:
    """The wish in an address; a number that is none becomes 0, which is never right."""
    return Wish(
        variant,
        languages_wished(query.get("lang", of_site[0]), of_site),
        query.get("process") or None,
        query.get("theme", THEMES[0]),
        _whole_number(query.get("heading"), HEADINGS[0]),
        _whole_number(query.get("days"), DEFAULT_DAYS),
    )


def _whole_number(given: str | None, default: int) -> int:
    if given is None:
        return default
    # Checked before it is read: nobody's thousand digits are worth the arithmetic.
    return int(given) if given.isascii() and given.isdigit() and len(given) <= len(str(MOST_DAYS)) else 0
