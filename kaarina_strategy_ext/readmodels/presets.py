"""What can be chosen of the status widget, and the frames in which its variants need no scrolling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOTH = "both"
"""The language of a widget that speaks Finnish and Swedish, one below the other."""

# Finland's national languages (Constitution, section 17), in the order in which the site has them.
NATIONAL = ("fi", "sv")

THEMES = ("auto", "light", "dark", "contrast")
HEADINGS = (2, 3, 4)
DEFAULT_DAYS = 14
MOST_DAYS = 365


@dataclass(frozen=True)
class Preset:
    """A variant and its frame in CSS pixels; without a `width` it is as wide as there is room."""

    variant: str
    width: int | None
    height: int

    def height_of(self, languages: int) -> int:
        """The height in pixels for so many languages, one below the other."""
        return self.height * languages


PRESETS: Mapping[str, Preset] = {
    each.variant: each
    for each in (
        Preset("line", None, 96),
        Preset("compact", 280, 240),
        Preset("standard", 320, 460),
        Preset("full", 480, 760),
        Preset("text", None, 400),
    )
}
DEFAULT_VARIANT = "standard"


def languages_wished(wished: str, of_site: Sequence[str]) -> tuple[str, ...]:
    """The languages of the blocks: the one wished, or both national ones; none where the site lacks it."""
    if wished == BOTH:
        return tuple(each for each in of_site if each in NATIONAL) or tuple(of_site[:1])
    return (wished,) if wished in of_site else ()
