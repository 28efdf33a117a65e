"""The order of phases, workshops and the like: one step up or down at a time."""

from __future__ import annotations

from functools import partial

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....i18n import Words
from ....services.editing.drafting import Saved, save_draft
from ....services.editing.parts import ORDERED, PartKind, PartName, value_of
from ....services.editing.problems import EditConflict
from ...lookup import not_found
from ...problems import Problem
from ..desk import Desk
from .workspace import Workspace

KINDS = {
    "phases": PartKind.PHASE,
    "milestones": PartKind.MILESTONE,
    "surveys": PartKind.SURVEY,
    "themes": PartKind.THEME,
    "workshops": PartKind.WORKSHOP,
    "news": PartKind.NEWS,
}


def order(desk: Desk, field: str) -> AnyResponse:
    """The list in its order, or a step of one of its elements, saved as a draft."""
    if field not in ORDERED:
        not_found()
    space, name = Workspace.at(desk), PartName(PartKind.ORDER, field)
    keys = list((value_of(space.drafted, name) or {}).get("keys", ()))
    again = partial(_show, space, field, keys)
    if not desk.is_post:
        return again()
    moved = _moved(keys, request.form.get("do", ""))
    based_on, process_id = request.form.get("based_on", 0, type=int), desk.process.view.id

    def work(unit: Session) -> Saved:
        return save_draft(
            unit, process_id, name, {"keys": moved}, desk.act, based_on=based_on, languages=space.languages
        )

    try:
        return desk.change(work, lambda _: desk.url("staff_content_order", field=field), again)
    except EditConflict:
        sentence = desk.words.gettext("Somebody else has changed the order. Look at it and try again.")
        return again(Problem("send", sentence), 409)


def _show(
    space: Workspace,
    field: str,
    keys: list[str],
    problem: Problem | None = None,
    status: int = 200,
) -> Response:
    desk, name = space.desk, PartName(PartKind.ORDER, field)
    title = desk.words.gettext("Order: %(what)s", what=list_name(field, desk.words))
    return desk.show(
        "content/order",
        title,
        heading=title,
        problems=[problem] if problem else [],
        status=status,
        rows=[(key, space.title(PartName(KINDS[field], key))) for key in keys],
        field=field,
        based_on=space.version(name),
        is_draft=name in space.drafts,
        history=desk.url("staff_content_history", part=str(name)),
    )


def _moved(keys: list[str], asked: str) -> list[str]:
    """The keys after a step such as `up:visio`; as they were for a step that there is not."""
    way, _, key = asked.partition(":")
    if key not in keys or way not in ("up", "down"):
        return keys
    moved = [each for each in keys if each != key]
    place = keys.index(key) + (1 if way == "down" else -1)
    moved.insert(max(place, 0), key)
    return moved


def list_name(field: str, words: Words) -> str:
    """What the elements of a list of the process are called."""
    gettext = words.gettext
    return {
        "phases": gettext("Phases"),
        "milestones": gettext("Decisions"),
        "surveys": gettext("Surveys"),
        "themes": gettext("Themes"),
        "workshops": gettext("Workshops"),
        "news": gettext("News"),
    }[field]
