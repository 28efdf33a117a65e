"""Which rights are used and which have expired, the links to the doors, and renewing or revoking them."""

from __future__ import annotations

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...host import current_host
from ...models import Right
from ...readmodels.staff.rights import RightNow, all_rights, door_invitations
from ...services.rights import wake
from ..lookup import not_found
from ..problems import Problem
from .desk import Desk
from .inviting import revoked

NOTICES = ("renewed", "revoked")


def rights(desk: Desk) -> AnyResponse:
    """Everybody's rights, those that have expired first, and all links to the doors of the process."""
    if not desk.is_post:
        return _show(desk)
    if "revoke" in request.form:
        address = desk.url("staff_rights", notice="revoked")
        return revoked(desk, address, lambda problem, status: _show(desk, problem, status))
    right_id = request.form.get("renew", 0, type=int)
    known = {each.right.id: each.right for each in _all(desk)}
    if right_id not in known:
        not_found()
    identity_id, role = known[right_id].identity_id, known[right_id].role

    def work(unit: Session) -> Right:
        return wake(unit, identity_id, role, desk.act, process_id=desk.process.view.id)

    return desk.change(
        work,
        lambda _: desk.url("staff_rights", notice="renewed"),
        lambda problem, status: _show(desk, problem, status),
    )


def _all(desk: Desk) -> tuple[RightNow, ...]:
    return all_rights(desk.session, desk.process.now, current_host().settings["RIGHTS_EXPIRE_DAYS"])


def _show(desk: Desk, problem: Problem | None = None, status: int = 200) -> Response:
    notice = request.args.get("notice")
    return desk.show(
        "rights",
        desk.words.gettext("Rights"),
        problems=[problem] if problem else [],
        status=status,
        found=_all(desk),
        days=current_host().settings["RIGHTS_EXPIRE_DAYS"],
        invitations=door_invitations(desk.session, desk.process),
        notice=notice if notice in NOTICES else None,
    )
