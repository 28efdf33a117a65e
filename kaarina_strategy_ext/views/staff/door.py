"""The door of a session on a phone: who is expected, who has come, and how many came unregistered.

Without JavaScript each tap is a form that comes back to its row. The script sends the same as JSON, in
batches, whenever there is a network.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from flask import Response, jsonify, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...errors import Busy, RuleBroken
from ...forms.door import Batch, form_key, sent_batch, tapped
from ...host import current_host
from ...readmodels.staff import wording
from ...readmodels.staff.door import DoorList, door_list
from ...services.attending import Door, Mark, Tap, receive
from .. import csrf
from ..answers import later
from ..lookup import not_found
from ..problems import Problem
from .desk import Desk
from .invited import InvitedDesk


@dataclass(frozen=True)
class Place:
    """Where somebody stands: the session's key, the addresses of the door and of its list on paper.

    `back` leads to where they came from, None where there is nothing else for them.
    """

    key: str
    address: str
    paper: str
    back: str | None


def door(desk: Desk, key: str) -> AnyResponse:
    """The door of a session, for staff."""
    return _opened(
        desk,
        Place(
            key,
            desk.url("staff_door", key=key),
            desk.url("staff_door_list", key=key),
            desk.url("staff_session", key=key),
        ),
    )


def invited(desk: InvitedDesk) -> AnyResponse:
    """The doors that a link opens; the door itself where there is only one."""
    if len(desk.doors) == 1:
        return _opened(desk, _place(desk, desk.doors[0].view.key))
    return desk.show(
        "doors",
        desk.words.gettext("At the door"),
        places=[(each, _place(desk, each.view.key).address) for each in desk.doors],
    )


def invited_door(desk: InvitedDesk, key: str) -> AnyResponse:
    """One of the doors that a link opens; a 404 page for any other session."""
    return _opened(desk, _place(desk, key))


def _place(desk: InvitedDesk, key: str) -> Place:
    if key not in [each.view.key for each in desk.doors]:
        not_found()
    return Place(
        key,
        desk.url("staff_invited_door", token=desk.token, key=key),
        desk.url("staff_invited_list", token=desk.token, key=key),
        desk.url("staff_invited", token=desk.token) if len(desk.doors) > 1 else None,
    )


def _opened(desk: Desk, place: Place) -> AnyResponse:
    if not desk.is_post:
        return _show(desk, place)
    if "batch" in request.form:
        return _received(desk, place)
    marked, counted = tapped(request.form.get("mark")), _counted()
    if marked is None and counted is None:
        not_found()

    def work(unit: Session) -> tuple[str, ...]:
        marks, taps = [each for each in [marked] if each], [each for each in [counted] if each]
        return receive(unit, _door(desk, place), desk.act, marks, taps)

    def lead(unknown: tuple[str, ...]) -> str:
        return place.address + _row_of(marked, unknown)

    return desk.change(work, lead, lambda problem, status: _show(desk, place, problem, status))


def _received(desk: Desk, place: Place) -> Response:
    """What a phone has kept, and in answer how things stand; a fresh token where the form's was too old."""
    if not csrf.is_genuine():
        return _told({}, 400)
    batch = sent_batch(request.form["batch"])
    if batch is None:
        return _told({}, 422)

    def work(unit: Session, batch: Batch = batch) -> tuple[str, ...]:
        marks, taps = [each.mark() for each in batch.marks], [each.tap() for each in batch.taps]
        return receive(unit, _door(desk, place), desk.act, marks, taps)

    try:
        unknown = current_host().database.change(work) if batch.marks or batch.taps else ()
    except Busy:
        return later(_told({}, 503))
    except RuleBroken:
        not_found()
    numbers = {each: wording.reference(each) for each in unknown}
    return _told({"unknown": numbers, **_state(_list(desk, place))})


def _state(shown: DoorList) -> dict[str, object]:
    """How things stand, without a name: the rows that are marked, with what orders the next mark."""
    marked = [each for each in shown.rows if each.marked_at]
    return {
        "version": shown.version,
        "here": shown.here,
        "expected": shown.expected,
        "walk_ins": shown.walk_ins,
        "rows": {each.public_id: [each.people, each.marked_ms, each.counter] for each in marked},
    }


def _told(state: dict[str, object], status: int = 200) -> Response:
    answer = jsonify({**state, "csrf_token": csrf.token()})
    answer.status_code = status
    return answer


def _show(desk: Desk, place: Place, problem: Problem | None = None, status: int = 200) -> Response:
    shown = _list(desk, place)
    desk.reads("door", shown.public_ids)
    return desk.show(
        "door",
        desk.words.gettext("At the door: %(session)s", session=shown.session.view.title),
        problems=[problem] if problem else [],
        status=status,
        shown=shown,
        place=place,
        # What the phone keeps is kept for this session, whichever page or link it came by.
        store=f"{desk.process.view.slug}/{place.key}",
        now_ms=round(desk.process.now.timestamp() * 1000),
        form_key=secrets.token_hex(16),
    )


def _list(desk: Desk, place: Place) -> DoorList:
    return door_list(desk.session, desk.process, place.key) or not_found()


def _door(desk: Desk, place: Place) -> Door:
    return Door(desk.process.view.id, place.key)


def _counted() -> Tap | None:
    """The tap of the form; its key makes a double click one."""
    number, key = request.form.get("walk_in"), form_key(request.form.get("form_key"))
    return Tap(int(number), key) if number in ("1", "-1") and key else None


def _row_of(marked: Mark | None, unknown: tuple[str, ...]) -> str:
    if marked is None:
        return "#ks-walk-ins"
    return "" if marked.public_id in unknown else f"#r-{marked.public_id}"
