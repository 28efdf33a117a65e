"""What is printed for a session: the door list, the sign-in sheet, name tags, and what the kitchen needs.

Each is a document of its own, without the host's layout, so that no menu comes out of the printer.
"""

from __future__ import annotations

from typing import Any

from flask import Response, make_response

from ...host import current_host
from ...readmodels.staff import kitchen as readmodel
from ...readmodels.staff.door import DoorList, door_list
from ..answers import page_names
from ..lookup import not_found
from .confirmation import POLICY
from .desk import Desk
from .invited import InvitedDesk

TAGS_ON_A_PAGE = 10
EMPTY_LINES = 5


def for_the_door(desk: Desk, key: str) -> Response:
    """Names with a box to tick and the number of seats; no diets, no addresses."""
    return _door_list(desk, key, desk.url("staff_session", key=key))


def for_the_invited(desk: InvitedDesk, key: str) -> Response:
    """The same for whoever has the link to the door."""
    if key not in [each.view.key for each in desk.doors]:
        not_found()
    return _door_list(desk, key, desk.url("staff_invited_door", token=desk.token, key=key))


def sign_in_sheet(desk: Desk, key: str) -> Response:
    """Names with a line for a signature, and some empty lines for those who are not registered."""
    shown = _list(desk, key)
    desk.reads("sign-in sheet", shown.public_ids)
    title = desk.words.gettext("Sign-in sheet")
    return _on_paper(desk, "sign_in", title, shown, desk.url("staff_session", key=key), empty=EMPTY_LINES)


def name_tags(desk: Desk, key: str) -> Response:
    """A tag for each seat, ten on a page; those of companions are empty, because nobody has their names."""
    shown = _list(desk, key)
    desk.reads("name tags", shown.public_ids)
    tags = [each if nth == 0 else None for each in shown.rows for nth in range(each.seats)]
    pages = [tags[start : start + TAGS_ON_A_PAGE] for start in range(0, len(tags), TAGS_ON_A_PAGE)]
    title = desk.words.gettext("Name tags")
    return _on_paper(desk, "name_tags", title, shown, desk.url("staff_session", key=key), pages=pages)


def kitchen(desk: Desk, key: str) -> Response:
    """How many come, and the diets and needs that they have written down, without names."""
    shown = readmodel.kitchen_summary(desk.session, desk.process, key) or not_found()
    desk.reads("kitchen summary", shown.subjects)
    title = desk.words.gettext("For the kitchen and the venue")
    return _on_paper(desk, "kitchen", title, shown, desk.url("staff_session", key=key))


def _door_list(desk: Desk, key: str, back: str) -> Response:
    shown = _list(desk, key)
    desk.reads("door list", shown.public_ids)
    return _on_paper(desk, "door_list", desk.words.gettext("Door list"), shown, back)


def _list(desk: Desk, key: str) -> DoorList:
    return door_list(desk.session, desk.process, key) or not_found()


def _on_paper(
    desk: Desk, template: str, title: str, shown: DoorList | readmodel.KitchenSummary, back: str, **more: Any
) -> Response:
    host = current_host()
    document = host.templates.render(
        f"staff/paper_{template}.html",
        desk.language,
        process=desk.process,
        page_title=title,
        shown=shown,
        sitting=shown.session,
        back=back,
        **page_names(host, desk.process, desk.language),
        **more,
    )
    response = make_response(document)
    response.headers["Content-Language"] = desk.language
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    return response
