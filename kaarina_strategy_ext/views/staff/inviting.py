"""Links to the door of a session for helpers: making them, and taking them back."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urljoin

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...forms.door import form_key
from ...forms.invitation import InvitationForm
from ...host import current_host
from ...models import DoorInvitation
from ...readmodels.present import SessionNow
from ...readmodels.staff.door import is_open_at_the_door
from ...readmodels.staff.rights import door_invitations
from ...services.inviting import door_token, invite, revoke
from ..lookup import not_found
from ..problems import Problem
from .desk import Desk

NOTICES = ("revoked",)
HIGHEST_ID = 2**31 - 1

Again = Callable[[Problem, int], Response]


def inviting(desk: Desk, key: str) -> AnyResponse:
    """The links to the door of a session, and the form that makes one.

    The POST shows the link that it has made, which nobody can see again: only its hash is stored. Sent once
    more, the form gives the same link.
    """
    _sitting(desk, key)
    form = _form(desk, key)

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        return _show(desk, key, form, problem=problem, status=status)

    if not desk.is_post:
        return again()
    if "revoke" in request.form:
        return revoked(desk, desk.url("staff_invitations", key=key, notice="revoked"), again)
    return _made(desk, key, form, again) if form.validate() else again(status=422)


def revoked(desk: Desk, address: str, again: Again) -> AnyResponse:
    """Take back the link that the form names, and go to the address; 404 for one that is not there."""
    invitation_id = request.form.get("revoke", 0, type=int)
    known = [each.invitation.id for each in door_invitations(desk.session, desk.process)]
    if invitation_id not in known:
        not_found()
    return desk.change(
        lambda unit: revoke(unit, desk.process.view.id, invitation_id, desk.act),
        lambda _: address,
        again,
    )


def _made(desk: Desk, key: str, form: InvitationForm, again: Again) -> AnyResponse:
    chosen = [each.view.key for each in _doors(desk) if each.view.key in (form.sessions.data or ())]
    process_id, label = desk.process.view.id, form.label.data or ""
    token = door_token(current_host().link_keys, _form_key(), label, chosen)
    made: list[DoorInvitation] = []

    def work(unit: Session) -> DoorInvitation:
        return invite(unit, process_id, desk.act, label=label, sessions=chosen, token=token)

    def lead(invitation: DoorInvitation) -> str:
        made.append(invitation)
        return desk.url("staff_invitations", key=key)

    answer = desk.change(work, lead, again)
    if not made:
        return answer
    return _show(desk, key, _empty_form(desk, key), label=made[0].label, link=_link(desk, token))


def _link(desk: Desk, token: str) -> str:
    path = current_host().url("staff_invited", language=desk.language, token=token)
    # Only the registrar who made it sees what the request says of the site's name.
    return current_host().absolute_url(path) or urljoin(request.host_url, path)


def _show(
    desk: Desk,
    key: str,
    form: InvitationForm,
    *,
    problem: Problem | None = None,
    status: int = 200,
    **made: str,
) -> Response:
    problems = [Problem(each.name, str(each.errors[0])) for each in form if each.errors]
    problems += [problem] if problem else []
    notice = request.args.get("notice")
    return desk.show(
        "invitations",
        desk.words.gettext("Links to the door"),
        problems=problems,
        status=status,
        sitting=_sitting(desk, key),
        doors=_doors(desk),
        form=form,
        form_key=_form_key() if status != HTTPStatus.OK else secrets.token_hex(16),
        found=door_invitations(desk.session, desk.process, key),
        **{"label": None, "link": None, **made},
        notice=notice if notice in NOTICES else None,
    )


def _form(desk: Desk, key: str) -> InvitationForm:
    if not desk.is_post or "revoke" in request.form:
        return _empty_form(desk, key)
    return InvitationForm(request.form, desk.words, [each.view.key for each in _doors(desk)])


def _empty_form(desk: Desk, key: str) -> InvitationForm:
    keys = [each.view.key for each in _doors(desk)]
    return InvitationForm(None, desk.words, keys, sessions=[key] if key in keys else [])


def _form_key() -> str:
    return form_key(request.form.get("form_key")) or secrets.token_hex(16)


def _doors(desk: Desk) -> tuple[SessionNow, ...]:
    """The sessions to whose doors a link can be made."""
    return tuple(each for each in desk.process.sessions if is_open_at_the_door(each, desk.process))


def _sitting(desk: Desk, key: str) -> SessionNow:
    return next((each for each in desk.process.sessions if each.view.key == key), None) or not_found()
