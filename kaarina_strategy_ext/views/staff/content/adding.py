"""Adding a part: only what it cannot be without is asked for, and the rest comes later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Response, redirect, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....forms.content.part_form import PartForm
from ....forms.content.slugs import proposed
from ....forms.content.wording import worded
from ....models import Revision
from ....services.content.problems import ContentInvalid
from ....services.editing.drafting import Saved, save_draft
from ....services.editing.parts import SINGLE, PartKind, PartName, Value, name_field, names_in
from ....services.editing.problems import EditConflict, PartProblem
from ...lookup import not_found
from ...problems import Problem
from ..desk import Desk
from .workspace import Workspace, kind_name

LOOKED_BACK = 20  # steps of the history among which a form looks for what it has made
ADDABLE = tuple(kind for kind in PartKind if kind not in SINGLE and kind is not PartKind.ORDER)


def new(desk: Desk, kind: str) -> AnyResponse:
    """The short form for a new part, or the draft that it makes."""
    if kind not in ADDABLE:
        not_found()
    space, of = Workspace.at(desk), PartKind(kind)
    form = _form(space, of)
    if not desk.is_post:
        return _show(space, of, form)
    value = form.read()
    if form.problems:
        return _show(space, of, form, status=422)
    if made := _made_already(space, of, value):
        return redirect(_lead(desk, made), 303)
    return _added(space, of, form, value)


def _made_already(space: Workspace, kind: PartKind, value: Value) -> PartName | None:
    """The draft that this very form has made: after a second click, a lost connection or the way back."""
    opened, named = request.form.get("opened", type=int), name_field(kind) or ""
    if opened is None:
        return None
    for step in _newest_steps(space.desk):
        name, after = PartName.parse(step.part), step.after or {}
        is_mine = step.id > opened and step.actor == space.desk.act.actor and step.before is None
        is_same = name.kind is kind and value.get(named, name.key) == name.key
        sent = {field: each for field, each in value.items() if field != named}
        if is_mine and is_same and sent == {field: after[field] for field in after if field != named}:
            return name if name in space.drafts else None
    return None


def _newest_steps(desk: Desk) -> Sequence[Revision]:
    which = select(Revision).where(Revision.process_id == desk.process.view.id)
    return desk.session.scalars(which.order_by(Revision.id.desc()).limit(LOOKED_BACK)).all()


def _show(
    space: Workspace, kind: PartKind, form: PartForm, problem: Problem | None = None, status: int = 200
) -> Response:
    desk = space.desk
    title = desk.words.gettext("New: %(kind)s", kind=kind_name(kind, desk.words))
    return desk.show(
        "content/new",
        title,
        heading=title,
        problems=[Problem(*each) for each in form.problems] + ([problem] if problem else []),
        status=status,
        form=form,
        kind=kind,
        missing=_missing(space, kind),
        opened=next((each.id for each in _newest_steps(desk)), 0),
    )


def _added(space: Workspace, kind: PartKind, form: PartForm, value: Value) -> AnyResponse:
    desk, name = space.desk, _name(space, kind, value)
    try:
        return desk.change(
            _saving(desk, space, name, value), lambda _: _lead(desk, name), partial(_show, space, kind, form)
        )
    except EditConflict:
        sentence = desk.words.gettext("There is one of this name already. Choose another.")
        form.refuse(name_field(kind) or "send", sentence)
    except ContentInvalid as invalid:
        _refuse(space, form, name, invalid)
    return _show(space, kind, form, status=422)


def _form(space: Workspace, kind: PartKind) -> PartForm:
    typed = request.form.to_dict(flat=False) if space.desk.is_post else None
    form = space.form(PartName(kind), typed=typed, is_new=True)
    named = name_field(kind)
    needed = tuple(each for each in form.controls if each.required or each.path == named)
    form.groups = (replace(form.groups[0], legend="", controls=needed, note="", is_folded=False),)
    if typed is None:
        form.inputs = {**form.inputs, **_usual(space, kind)}
    return form


def _usual(space: Workspace, kind: PartKind) -> dict[str, list[str]]:
    """What is most likely meant: this day, the phase or the workshop that the page came from."""
    asked = {name: [request.args[name]] for name in ("workshop", "phase") if name in request.args}
    if kind is PartKind.NEWS:
        now = space.desk.process.now.astimezone(space.desk.process.view.zone)
        return asked | {"published": [f"{now.day}.{now.month}.{now.year}"]}
    return asked


def _missing(space: Workspace, kind: PartKind) -> PartKind | None:
    """What must be there before: sessions need a workshop, workshops and decisions a phase."""
    content = space.drafted
    if kind is PartKind.SESSION and not content.workshops:
        return PartKind.WORKSHOP
    needs_phase = kind in (PartKind.WORKSHOP, PartKind.MILESTONE) and not content.phases
    return PartKind.PHASE if needs_phase else None


def _name(space: Workspace, kind: PartKind, value: Value) -> PartName:
    """The name that was typed, else one made of the title; of workshop and day for a session."""
    typed = value.pop(name_field(kind) or "", "")
    names = {each.key for each in (*names_in(space.drafted), *space.drafts) if each.kind is kind}
    if kind is PartKind.SESSION:
        title = f"{value['workshop']}-{_first_day(value['date'])}"
    else:
        title = next(iter(value["title"].values()))
    return PartName(kind, typed or proposed(title, names) or proposed(kind.value, names))


def _first_day(date: Any) -> str:
    return str(date["earliest"] if isinstance(date, dict) else date)


def _saving(desk: Desk, space: Workspace, name: PartName, value: Value) -> Any:
    process_id = desk.process.view.id

    def work(unit: Session) -> Saved:
        return save_draft(unit, process_id, name, value, desk.act, based_on=0, languages=space.languages)

    return work


def _lead(desk: Desk, name: PartName) -> str:
    return desk.url("staff_content_part", part=str(name), notice="added")


def _refuse(space: Workspace, form: PartForm, name: PartName, invalid: ContentInvalid) -> None:
    for each in invalid.problems:
        sentence = worded(each.message, space.words) or each.message
        is_own = isinstance(each, PartProblem) and each.part == name
        form.refuse(form.input_of(each.path) if is_own else "send", sentence)
