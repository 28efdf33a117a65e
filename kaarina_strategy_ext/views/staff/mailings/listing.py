"""The mailings of a process."""

from __future__ import annotations

from flask import Response, request

from ....readmodels.staff.mailings import mailing_rows
from ..desk import Desk

NOTICES = ("discarded",)


def mailings(desk: Desk) -> Response:
    """All mailings, newest first, each with how far it has come."""
    notice = request.args.get("notice")
    return desk.show(
        "mailings/list",
        desk.words.gettext("Messages to participants"),
        rows=mailing_rows(desk.session, desk.process.view.id, desk.language),
        notice=notice if notice in NOTICES else None,
    )
