"""The process-status widget: in a host's template, and as a page for a frame."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, current_app, request
from flask_babel import get_locale
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from ..database import let_go
from ..host import Host, current_host, logger
from ..readmodels.present import ProcessNow
from .answers import page_names
from .lookup import process_of_site
from .responses import EmbedResponse

VARIANTS = ("compact", "standard")
THEMES = ("auto", "light", "dark", "contrast")
HEADINGS = (2, 3, 4)
DEFAULT_DAYS = 14
MOST_DAYS = 365


@dataclass(frozen=True)
class Wish:
    """What is to be shown: `heading` is the level of the heading, `days` how far back changes are told."""

    variant: str
    language: str
    process: str | None = None
    theme: str = "auto"
    heading: int = HEADINGS[0]
    days: int = DEFAULT_DAYS
    is_framed: bool = False

    def is_possible(self, host: Host) -> bool:
        """Whether each value is one of those that there are."""
        return (
            self.variant in VARIANTS
            and self.language in host.languages
            and self.theme in THEMES
            and self.heading in HEADINGS
            and 1 <= self.days <= MOST_DAYS
        )


def widget_global(
    variant: str = "standard", process: str | None = None, lang: str | None = None, heading: int = 2
) -> Markup:
    """The widget for a host's template, in the host's typography, as safe markup.

    `process` is a slug, by default the site's current one; `lang` is ISO 639-1, by default the host's locale;
    `heading` is the level of its heading, 2 to 4. Raises `ValueError` for another variant or heading, because
    the template's author can mend it. Where there is no process yet it is a sentence.
    """
    host = current_host()
    wish = Wish(variant, _language_of_host(host, lang), process, heading=heading)
    if not wish.is_possible(host):
        raise ValueError(f"the widget has the variants {VARIANTS} and the heading levels {HEADINGS}")
    return _section(host, wish)[0]


def widget(variant: str) -> Response:
    """The widget as a page for a frame; a wrong parameter is told inside the frame, in its language."""
    host = current_host()
    wish = Wish(
        variant,
        request.args.get("lang", host.languages[0]),
        request.args.get("process"),
        request.args.get("theme", "auto"),
        _whole_number("heading", HEADINGS[0]),
        _whole_number("days", DEFAULT_DAYS),
        is_framed=True,
    )
    if not wish.is_possible(host):
        language = wish.language if wish.language in host.languages else host.languages[0]
        return _frame(host, Wish("error", language, is_framed=True), HTTPStatus.BAD_REQUEST)
    return _frame(host, wish, HTTPStatus.OK)


def _section(host: Host, wish: Wish) -> tuple[Markup, bool]:
    """The widget itself, and whether there is a process to show."""
    process = _process(host, wish) if wish.variant in VARIANTS else None
    rendered = host.templates.render(
        f"widget/{wish.variant}.html" if process else "widget/error.html",
        wish.language,
        process=process,
        heading=wish.heading,
        days=wish.days,
        widget_id=f"ks-widget-{wish.variant}",
        links_target="_blank" if wish.is_framed else None,
        is_framed=wish.is_framed,
        **page_names(host, process, wish.language),
    )
    return Markup(rendered), process is not None  # noqa: S704 - rendered with autoescape


def _process(host: Host, wish: Wish) -> ProcessNow | None:
    """The process; None also where the database fails, because no page of the host may fail with us."""
    try:
        return process_of_site(wish.language, wish.process)
    except SQLAlchemyError as fault:
        logger.error("the widget has no database: %s", type(fault).__name__)
        let_go(host.database)
        return None


def _frame(host: Host, wish: Wish, status: HTTPStatus) -> Response:
    section, is_found = _section(host, wish)
    if status is HTTPStatus.OK and not is_found:
        status = HTTPStatus.NOT_FOUND
    document = host.templates.render(
        "widget/frame.html",
        wish.language,
        section=section,
        theme=wish.theme,
        variant=wish.variant,
        **page_names(host, None, wish.language),
    )
    response = EmbedResponse(document, status, ancestors=host.settings["FRAME_ANCESTORS"])
    response.headers["Content-Language"] = wish.language
    return response


def _whole_number(name: str, default: int) -> int:
    """The number in the query; the default where it is not there, -1 where it is no number."""
    given = request.args.get(name)
    if given is None:
        return default
    return int(given) if given.isascii() and given.isdigit() and len(given) <= len(str(MOST_DAYS)) else -1


def _language_of_host(host: Host, wished: str | None) -> str:
    if wished in host.languages:
        return str(wished)
    if wished is None and "babel" in current_app.extensions:
        locale = get_locale()
        if locale is not None and locale.language in host.languages:
            return str(locale.language)
    return host.languages[0]
