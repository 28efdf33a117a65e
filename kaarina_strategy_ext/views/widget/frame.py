"""The widget as a page for a frame; custom elements take their markup from it as well."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, request
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from ...database import let_go
from ...host import Host, current_host, logger
from ...i18n import Words, words
from ...readmodels.presets import THEMES
from ..answers import page_names, surroundings
from ..responses import Document, EmbedResponse
from .drawing import blocks, fault, found
from .wish import Wish, wish_of_address


def widget(variant: str) -> Response:
    """The widget for a frame; what is wrong is told inside the frame, in its language.

    It is the same for everybody: nobody is asked who they are, and the host's session is left alone.
    """
    host = current_host()
    wish = wish_of_address(variant, request.args, host.languages)
    if wish.mistake:
        return _faulty(host, wish, HTTPStatus.BAD_REQUEST)
    try:
        processes = found(wish)
    except SQLAlchemyError as failure:
        logger.error("the widget has no database: %s", type(failure).__name__)
        let_go(host.database)
        return _faulty(host, wish, HTTPStatus.SERVICE_UNAVAILABLE)
    if not processes:
        return _faulty(host, wish, HTTPStatus.NOT_FOUND)
    document = processes[0].prepared.get(
        ("frame", wish, *surroundings(host)),
        lambda: Document.of(
            _document(host, wish, blocks(host, wish, processes, is_framed=True), HTTPStatus.OK)
        ),
    )
    return _sent(host, wish, document, HTTPStatus.OK)


def _faulty(host: Host, wish: Wish, status: HTTPStatus) -> Response:
    language = _language(host, wish)
    section = fault(host, language, _told(status, wish, words(language)), is_framed=True)
    return _sent(host, wish, _document(host, wish, section, status), status)


def _told(status: HTTPStatus, wish: Wish, said: Words) -> str:
    if status is HTTPStatus.NOT_FOUND:
        return said.gettext("There is no such strategy process.")
    if status is HTTPStatus.BAD_REQUEST:
        return said.gettext("The address of this embed has a wrong value: %(name)s.", name=wish.mistake)
    return said.gettext("The status could not be fetched.")


def _document(host: Host, wish: Wish, section: Markup, status: HTTPStatus) -> str:
    language = _language(host, wish)
    return host.templates.render(
        "widget/frame.html",
        language,
        section=section,
        is_status=status is HTTPStatus.OK,
        theme=wish.theme if wish.theme in THEMES else THEMES[0],
        ancestors=" ".join(host.settings["FRAME_ANCESTORS"]),
        **page_names(host, None, language),
    )


def _sent(host: Host, wish: Wish, document: Document | str, status: HTTPStatus) -> Response:
    response = EmbedResponse(document, status, ancestors=host.settings["FRAME_ANCESTORS"])
    response.headers["Content-Language"] = ", ".join(wish.languages or (_language(host, wish),))
    return response


def _language(host: Host, wish: Wish) -> str:
    return next(iter(wish.languages or host.languages))
