"""The widget in a template of the host, where employees who have logged in see more."""

from __future__ import annotations

from flask import current_app, g
from flask_babel import get_locale
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from ...database import let_go
from ...host import Host, current_host, logger
from ...i18n import words
from ...identity import ANY_OF_STAFF
from ...readmodels.presets import BOTH, HEADINGS, PRESETS, languages_wished
from ..answers import surroundings
from .drawing import blocks, fault, found
from .wish import Wish

COUNTER = "kaarina_strategy_widgets"
# The others have no room for more than everybody may know.
WITH_FIGURES = ("standard", "full")


def widget_global(
    variant: str = "standard", process: str | None = None, lang: str | None = None, heading: int = 2
) -> Markup:
    """The widget for a host's template, in the host's typography, as safe markup.

    `process` is a slug, by default the site's current one; `lang` is ISO 639-1 or "both", by default the
    host's locale; `heading` is the level of its heading, 2 to 4. Employees whom the host knows see in the
    variants "standard" and "full" also the registrations of each session and the note for the staff.

    Raises `ValueError` for another variant or heading, because the template's author can mend it. Where there
    is no process yet, or no database, it is a sentence with a link.
    """
    host = current_host()
    wish = Wish(variant, _languages(host, lang), process, heading=heading)
    if wish.mistake:
        raise ValueError(f"the widget has the variants {tuple(PRESETS)} and the heading levels {HEADINGS}")
    drawn = _drawn(host, wish)
    if drawn is not None:
        return drawn
    told = words(wish.languages[0]).gettext("The status could not be fetched.")
    return fault(host, wish.languages[0], told, is_framed=False)


def _drawn(host: Host, wish: Wish) -> Markup | None:
    """None also where the database fails, because no page of the host may fail with us."""
    for_staff = wish.variant in WITH_FIGURES and _is_staff(host)
    number = _number()
    try:
        if not (processes := found(wish)):
            return None
        return processes[0].prepared.get(
            ("widget", wish, for_staff, number, *surroundings(host)),
            lambda: blocks(host, wish, processes, is_framed=False, for_staff=for_staff, number=number),
        )
    except SQLAlchemyError as failure:
        logger.error("the widget has no database: %s", type(failure).__name__)
        let_go(host.database)
        return None


def _is_staff(host: Host) -> bool:
    identity = host.identity()
    return identity is not None and any(host.may(identity, role) for role in ANY_OF_STAFF)


def _number() -> int:
    """Which widget of the page this is: ids must be unique in a document (HTML, section 3.2.6)."""
    number: int = g.get(COUNTER, 0) + 1
    setattr(g, COUNTER, number)
    return number


def _languages(host: Host, wished: str | None) -> tuple[str, ...]:
    """The wished language or both; otherwise that of the host's page, or the site's first."""
    if wished == BOTH or wished in host.languages:
        return languages_wished(wished, host.languages)
    locale = get_locale() if wished is None and "babel" in current_app.extensions else None
    return languages_wished(locale.language if locale else "", host.languages) or host.languages[:1]
