"""The site's two languages: which one a page is in, where its twin is, and what surrounds every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, request, url_for
from flask_babel import get_locale

from . import texts_fi, texts_sv

TEXTS: Mapping[str, Mapping[str, Any]] = {"fi": texts_fi.TEXTS, "sv": texts_sv.TEXTS}
TWIN = {"fi": "sv", "sv": "fi"}

View = Callable[..., Any]


def texts(language: str) -> Mapping[str, Any]:
    """Everything that the site says in the language."""
    return TEXTS[language]


def language_of_path() -> str:
    """The language of the address: Swedish below `/sv`, otherwise Finnish."""
    return "sv" if request.path == "/sv" or request.path.startswith("/sv/") else "fi"


def both(blueprint: Blueprint, fi: str, sv: str, **options: Any) -> Callable[[View], View]:
    """Route a view at its Finnish and at its Swedish address; the view gets the `language`.

    Further `defaults` for the view may be given, and `methods`.
    """
    defaults = options.pop("defaults", {})

    def route(view: View) -> View:
        for language, rule in (("fi", fi), ("sv", sv)):
            blueprint.add_url_rule(
                rule, view_func=view, defaults={"language": language, **defaults}, **options
            )
        return view

    return route


@dataclass(frozen=True)
class Town:
    """What the layout knows of the page that it surrounds."""

    language: str
    now: Callable[[], datetime]

    @property
    def text(self) -> Mapping[str, Any]:
        """Everything that the site says in the page's language."""
        return TEXTS[self.language]

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The addresses and labels of the main menu."""
        labels = self.text["menu"]
        of_strategy = [
            (url_for(f"kaarina_strategy.{name}", language=self.language), labels[name])
            for name in ("process", "news")
        ]
        services, contact = ((self.article(key), labels[key]) for key in ("services", "contact"))
        return [services, *of_strategy, contact]

    @property
    def other(self) -> str:
        """The language that the page is not in."""
        return TWIN[self.language]

    @property
    def twin(self) -> str | None:
        """The page's address in the other language; None where the page brings its own switch."""
        if request.blueprint == "kaarina_strategy":
            return None
        if request.endpoint is None or request.method != "GET":
            return url_for("pages.front", language=self.other)
        return url_for(request.endpoint, **{**(request.view_args or {}), "language": self.other})

    @property
    def local_now(self) -> datetime:
        """Where the clock stands, as Helsinki's wall clocks show it."""
        return self.now().astimezone(ZoneInfo("Europe/Helsinki"))

    def article(self, key: str) -> str:
        """The address of one of the site's own articles."""
        return url_for("pages.article", language=self.language, key=key)

    def day(self, moment: date) -> str:
        """A day as people write it: ti 5.4.2022, tis 5.4.2022."""
        return f"{self.text['weekdays'][moment.weekday()]} {moment.day}.{moment.month}.{moment.year}"

    def moment(self, moment: datetime) -> str:
        """A day and a time in Helsinki: ti 5.4.2022 klo 12.00, tis 5.4.2022 kl. 12.00."""
        local = moment.astimezone(ZoneInfo("Europe/Helsinki"))
        return f"{self.day(local)} {self.text['at']} {local.hour}.{local.minute:02}"


def town(now: Callable[[], datetime]) -> Town:
    """The surroundings of the current page."""
    return Town(str(get_locale()), now)
