"""Asking for one's personal links once more; the answer is the same whether or not there are any."""

from __future__ import annotations

from flask import Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ..host import current_host
from ..i18n import words
from ..services.auditing import RESIDENT, Act
from ..services.resending import resend_links
from .answers import page
from .asking import Asking, ask_address, limits_for
from .lookup import process_of_site


def lost_link(language: str) -> AnyResponse:
    """The form for the address; it serves all processes, and shows the site's current one around it."""
    host = current_host()
    title = words(language).gettext("Lost your link?")
    asking = Asking("link/form.html", title, language, process_of_site(language))
    act = Act(RESIDENT, host.now())

    def work(session: Session, address: str) -> None:
        resend_links(session, address, act, limits=limits_for("link", address))

    return ask_address(asking, work, host.url("lost_link_sent", language=language))


def lost_link_sent(language: str) -> Response:
    """The answer to everybody who has given an address; it tells nothing about the address."""
    title = words(language).gettext("Look in your e-mail")
    return page("link/sent.html", title, process_of_site(language), language=language)
