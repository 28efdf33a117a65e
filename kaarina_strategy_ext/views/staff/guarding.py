"""Who may open a page of the staff side: asked in one place, before any of its views."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from flask import Response, make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from ...errors import Busy
from ...host import current_host
from ...i18n import words
from ...identity import DOOR, EDITOR, Identity, way_to_login
from ...readmodels.present import ProcessNow
from ...services.auditing import note_readings
from ..answers import page, personal
from ..faults import http_fault
from ..lookup import (
    not_found,
    process_for_staff,
    process_for_staff_or_404,
    process_of_site,
    refuse_truncated,
)
from .content.lobby import Lobby
from .desk import Desk
from .invited import InvitedDesk, note_link
from .using import may_still, use_right

View = Callable[..., Any]


def for_roles(roles: Sequence[str], view: View, *, needs_process: bool = True) -> View:
    """The view for those who have any of the roles, with the desk at which they work as its first argument.

    One that does not need a process gets a `Lobby` instead, which has one where the site has any. Roles are
    asked again at each request, so that a right that was taken away is gone at the next click, and one that
    was not used for long has expired. Whoever comes to the door is known by the link. Nothing that comes back
    is kept by a cache or found by a search engine.
    """
    opened = _opened_by_link if DOOR in roles else partial(_opened_by_role, roles, needs_process)

    @wraps(view)
    def guarded(language: str, process: str | None = None, **names: Any) -> Response:
        try:
            desk = opened(language, process, names)
            _refuse_incomparable(names)
            answer = make_response(view(desk, **names))
            if isinstance(desk, Desk):
                _note_readings(desk)
            return personal(answer)
        except _Refused as refusal:
            return personal(refusal.answer)
        except HTTPException as fault:
            return personal(http_fault(fault))

    return guarded


def _refuse_incomparable(names: Mapping[str, Any]) -> None:
    """A 404 page for an address with what PostgreSQL can compare with nothing."""
    if any("\0" in str(each) for each in (*names.values(), *request.args.values())):
        not_found()


class _Refused(Exception):
    """Somebody may not be here, and is told so, or led elsewhere, by the answer."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


def _opened_by_role(
    roles: Sequence[str], needs_process: bool, language: str, process: str | None, _: Mapping[str, Any]
) -> Desk | Lobby:
    host = current_host()
    identity = host.identity()
    if identity is None:
        raise _Refused(_led_to_login(language))
    fitting = [role for role in roles if host.may(identity, role)]
    if not fitting:
        raise _Refused(_refused(language))
    asleep = use_right(identity, fitting)
    if asleep is None:
        raise _Refused(_expired(language, identity))
    if not needs_process:
        return Lobby(identity, language, process_for_staff(language, process), asleep)
    is_bare = process is None and process_for_staff(language, None) is None
    if is_bare and may_still(identity, EDITOR, asleep):
        raise _Refused(make_response(redirect(host.url("staff_content_begin", language=language))))
    return Desk(identity, process_for_staff_or_404(language, process), asleep=asleep)


def _opened_by_link(language: str, process: str | None, names: dict[str, Any]) -> Desk:
    """The desk of whoever has the link, which is taken out of the names."""
    token = names.pop("token")
    refuse_truncated(token)
    desk = InvitedDesk.of(token, language, process)
    if desk is None:
        not_found()
    if not desk.doors:
        raise _Refused(_link_has_ended(language))
    note_link(desk)
    return desk


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


def _expired(language: str, identity: Identity) -> Response:
    said = words(language)
    days = current_host().settings["RIGHTS_EXPIRE_DAYS"]
    explanation = said.gettext(
        "Nobody has used your right to this page for %(days)s days, so it has expired. Ask an administrator"
        " of the site to renew it under Rights. Tell them your user ID: %(id)s",
        days=days,
        id=identity.id,
    )
    return _forbidden(language, said.gettext("Your right has expired"), explanation)


def _link_has_ended(language: str) -> Response:
    said = words(language)
    explanation = said.gettext(
        "The link to the door has been revoked, or the workshop was more than two months ago. Ask whoever"
        " gave you the link for a new one."
    )
    return _forbidden(language, said.gettext("The link does not open anything any more"), explanation)


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
