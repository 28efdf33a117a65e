"""The code with which another site shows the status widget, and what that site must allow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..i18n import words
from .presets import BOTH, DEFAULT_DAYS, HEADINGS, Preset

# Microsoft's list for frames in Teams and the Microsoft 365 app (Teams platform, "Prerequisites for tabs").
MICROSOFT_365 = (
    "https://teams.microsoft.com",
    "https://*.teams.microsoft.com",
    "https://*.cloud.microsoft",
    "https://*.microsoft365.com",
    "https://*.office.com",
)
SHAREPOINT = ".sharepoint.com"


@dataclass(frozen=True)
class Embedding:
    """The widget that another site is to show; `languages` holds two where it speaks both.

    `heading` is the level of its heading, `days` how far back changes are told. `process` is a slug, or None
    for the site's current process, whichever that will be.
    """

    preset: Preset
    languages: tuple[str, ...]
    theme: str
    heading: int = HEADINGS[0]
    days: int = DEFAULT_DAYS
    process: str | None = None

    @property
    def language(self) -> str:
        """What stands for its languages in an address."""
        return self.languages[0] if len(self.languages) == 1 else BOTH

    @property
    def title(self) -> str:
        """What a frame is called for those who cannot see it, in its own language (WCAG 4.1.2)."""
        return " / ".join(_title(language) for language in self.languages)

    @property
    def width(self) -> str:
        """The width as an attribute has it."""
        return str(self.preset.width or "100%")

    @property
    def height(self) -> int:
        """The height of the frame in pixels."""
        return self.preset.height_of(len(self.languages))

    @property
    def query(self) -> dict[str, str | int]:
        """What its address says behind the question mark: the language, and what is chosen."""
        return {"lang": self.language, **self.choices}

    @property
    def choices(self) -> dict[str, str | int]:
        """What is chosen differently from what goes without saying, by parameter."""
        chosen: dict[str, str | int] = {}
        if self.theme != "auto":
            chosen["theme"] = self.theme
        if self.heading != HEADINGS[0]:
            chosen["heading"] = self.heading
        if self.days != DEFAULT_DAYS:
            chosen["days"] = self.days
        if self.process:
            chosen["process"] = self.process
        return chosen


def frame(shown: Embedding, address: str) -> str:
    """The frame as HTML.

    Its border goes by an attribute that HTML calls obsolete, because Drupal, WordPress and a strict policy
    take a style away.
    """
    language = Markup(' lang="{}"').format(shown.language) if len(shown.languages) == 1 else ""
    code = Markup(
        '<iframe src="{}" title="{}"{} width="{}" height="{}" loading="lazy" frameborder="0"></iframe>'
    )
    return str(code.format(address, shown.title, language, shown.width, shown.height))


def growing_frame(shown: Embedding, address: str, script: str) -> str:
    """The same with the script that makes it as high as what is in it."""
    growth = Markup('<script src="{}" defer></script>').format(script)
    return f"{frame(shown, address)}\n{growth}"


def elements(shown: Embedding, script: str, pages: Mapping[str, str]) -> str:
    """The custom element, one for each language, because an element has one `lang`.

    The link inside, to the page of that language, is what is seen where scripts do not run.
    """
    loading = Markup('<script type="module" src="{}"></script>').format(script)
    return "\n".join([loading, *(_element(shown, each, pages[each]) for each in shown.languages)])


def expression(shown: Embedding) -> str:
    """The Jinja expression for a site that has the extension; colours are that site's own."""
    parts = [json.dumps(shown.preset.variant), f"lang={json.dumps(shown.language)}"]
    if shown.heading != HEADINGS[0]:
        parts.append(f"heading={shown.heading}")
    if shown.process:
        parts.append(f"process={json.dumps(shown.process)}")
    return f"{{{{ kaarina_strategy_widget({', '.join(parts)}) }}}}"


def wordpress_provider(addresses: str, oembed: str) -> str:
    """The line of PHP by which WordPress trusts our oEmbed for these `addresses`, which end with a star."""
    return f"wp_oembed_add_provider( '{addresses}', '{oembed}' );"


def configuration(key: str, ancestors: Iterable[str]) -> str:
    """The line of configuration, as Python, by which these origins may show the widget in a frame."""
    return f"{key} = {json.dumps(list(dict.fromkeys(ancestors)))}"


def sharepoint_of(ancestors: Sequence[str], example: str) -> str:
    """The organisation's SharePoint among those that may frame the widget; the example where none may."""
    return next((each for each in ancestors if each.lower().endswith(SHAREPOINT)), example)


def _element(shown: Embedding, language: str, page: str) -> str:
    attributes = {"variant": shown.preset.variant, "lang": language, "theme": shown.theme, **shown.choices}
    written = Markup(" ").join(Markup('{}="{}"').format(*each) for each in attributes.items())
    code = Markup('<strategia-status {}><a href="{}">{}</a></strategia-status>')
    return str(code.format(written, page, _title(language)))


def _title(language: str) -> str:
    return words(language).gettext("Status of strategy work")
