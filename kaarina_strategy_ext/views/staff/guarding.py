"""Who may open a page of the staff side: asked in one place, before any of its views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Response, make_response, redirect
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from ...errors import Busy
from ...host import current_host
from ...i18n import words
from ...identity import EDITOR, way_to_login
from ...readmodels.present import ProcessNow
from ...services.auditing import note_readings
from ..answers import page, personal
from ..faults import http_fault
from ..lookup import process_for_staff, process_for_staff_or_404, process_of_site
from .content.lobby import Lobby
from .desk import Desk

View = Callable[..., Any]


def for_roles(roles: Sequence[str], view: View, *, needs_process: bool = True) -> View:
    """The view for those who have any of the roles, with the desk at which they work as its first argument.

    One that does not need a process gets a `Lobby` instead, which has one where the site has any. Roles are
    asked again at each request, so that a right that was taken away is gone at the next click. Nothing that
    comes back is kept by a cache or found by a search engine.
    """

    @wraps(view)
    def guarded(language: str, process: str | None = None, **names: Any) -> Response:
        host = current_host()
        identity = host.identity()
        if identity is None:
            return personal(_led_to_login(language))
        if not any(host.may(identity, role) for role in roles):
            return personal(_refused(language))
        try:
            if not needs_process:
                around = process_for_staff(language, process)
                return personal(make_response(view(Lobby(identity, language, around), **names)))
            if process is None and process_for_staff(language, None) is None and host.may(identity, EDITOR):
                return personal(make_response(redirect(host.url("staff_content_begin", language=language))))
            desk = Desk(identity, process_for_staff_or_404(language, process))
            answer = make_response(view(desk, **names))
            _note_readings(desk)
            return personal(answer)
        except HTTPException as fault:
            return personal(http_fault(fault))

    return guarded


def _note_readings(desk: Desk) -> None:
    """Nobody is shown what could not be written down: a database that is busy or gone shows its own page."""
    if not desk.readings:
        return

    def work(unit: Session) -> None:
        note_readings(unit, desk.process.view.id, desk.act, desk.readings)

    try:
        current_host().database.change(work)
    except Busy:
        raise ServiceUnavailable from None


def _led_to_login(language: str) -> Response:
    led = way_to_login()
    if led is not None:
        return make_response(led)
    said = words(language)
    title = said.gettext("This page is for staff")
    return _forbidden(language, title, said.gettext("Log in first, and then open the page again."))


def _refused(language: str) -> Response:
    said = words(language)
    title = said.gettext("You may not open this page")
    explanation = said.gettext(
        "Your role does not include this page. Ask the administrator of the site for it, if you need it."
    )
    return _forbidden(language, title, explanation)


def _forbidden(language: str, title: str, explanation: str) -> Response:
    process: ProcessNow | None = process_of_site(language)
    address = current_host().by_language("LOGIN_URL", language)
    return page(
        "error.html",
        title,
        process,
        language=language,
        status=HTTPStatus.FORBIDDEN,
        explanation=explanation,
        first=(words(language).gettext("Log in"), address) if address else None,
    )
