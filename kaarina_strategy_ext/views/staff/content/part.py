"""One part of the content: edited with its languages side by side, saved as a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....forms.content.controls import Text
from ....forms.content.part_form import PartForm
from ....readmodels.markdown import rendered
from ....services.content.problems import ContentInvalid
from ....services.editing.drafting import Saved, discard_draft, save_draft
from ....services.editing.parts import PartName, Value, name_field, value_of
from ....services.editing.problems import EditConflict
from ..desk import Desk
from .conflict import resolved, show_conflict
from .sheet import Sheet
from .venues import venues_of


def part(desk: Desk, part: str) -> AnyResponse:
    """The form of a part, and what its buttons do."""
    sheet = Sheet.at(desk, part)
    if not desk.is_post:
        return sheet.again()
    return DEEDS.get(request.form.get("do", "save"), _save)(sheet)


def _show(sheet: Sheet) -> AnyResponse:
    return sheet.again()


def _preview(sheet: Sheet) -> AnyResponse:
    sheet.form.read()
    return sheet.again(previews=previews(sheet.form, sheet.space.languages))


def previews(form: PartForm, languages: tuple[str, ...]) -> dict[str, str]:
    """Each Markdown text of the form as HTML, by the name of its input; without those that are too long."""
    names = [
        (f"{control.path}.{language}", control.length)
        for control in form.controls
        if isinstance(control, Text) and control.markdown
        for language in languages
    ]
    return {name: rendered(form.one(name)) for name, length in names if len(form.one(name)) <= length}


def _save(sheet: Sheet) -> AnyResponse:
    value = sheet.form.read()
    if sheet.form.problems:
        return sheet.again(status=422)
    key = value.pop(name_field(sheet.name.kind) or "", None) or sheet.name.key
    return keep(sheet, PartName(sheet.name.kind, key), value)


def _resolve(sheet: Sheet) -> AnyResponse:
    is_of_public, space = "accepts_public" in request.form, sheet.space
    theirs = value_of(space.public, sheet.name) if is_of_public else space.value(sheet.name)
    mine = sheet.form.read()
    if sheet.form.problems:
        return sheet.again(status=422)
    chosen = resolved(mine, theirs, request.form)
    return keep(sheet, sheet.name, chosen, accepts_public=is_of_public)


def _take_venue(sheet: Sheet) -> AnyResponse:
    """Fill in the texts of a place that other sessions have already."""
    asked = request.form.get("known", "")
    known = next((each for each in venues_of(sheet.space) if each.id == asked), None)
    return sheet.again() if known is None else sheet.taking(known.texts)


def _remove(sheet: Sheet) -> AnyResponse:
    return keep(sheet, sheet.name, None)


def keep(sheet: Sheet, name: PartName, value: Value | None, *, accepts_public: bool = False) -> AnyResponse:
    """Save the value as a draft under a name that may be new; show what hinders that, with nothing lost."""
    desk, old, languages = sheet.desk, sheet.name, sheet.space.languages
    process_id, based_on = desk.process.view.id, sheet.based_on if name == old else 0

    def work(unit: Session) -> Saved:
        saved = save_draft(
            unit,
            process_id,
            name,
            value,
            desk.act,
            based_on=based_on,
            languages=languages,
            accepts_public=accepts_public,
        )
        if name != old:
            discard_draft(unit, process_id, old, desk.act)
        return saved

    try:
        return desk.change(work, lambda saved: _lead(desk, name, saved), sheet.again)
    except EditConflict as conflict:
        return show_conflict(sheet.space, conflict)
    except ContentInvalid as invalid:
        return sheet.refuse(invalid)


def _lead(desk: Desk, name: PartName, saved: Saved) -> str:
    if request.form.get("do") == "publish" and saved.is_draft:
        return desk.url("staff_content_publish", part=str(name))
    if saved.value is None and not saved.is_draft:
        return desk.url("staff_content")
    more = {"with": saved.merged_with} if saved.merged_with else {}
    notice = "saved" if saved.is_draft else "same"
    return desk.url("staff_content_part", part=str(name), notice=notice, **more)


def _discard(sheet: Sheet) -> AnyResponse:
    desk, name, process_id = sheet.desk, sheet.name, sheet.desk.process.view.id

    def work(unit: Session) -> Saved:
        return discard_draft(unit, process_id, name, desk.act)

    def lead(saved: Saved) -> str:
        if saved.value is None:
            return desk.url("staff_content", notice="discarded")
        return sheet.url(notice="discarded")

    return desk.change(work, lead, sheet.again)


DEEDS: Mapping[str, Callable[[Sheet], AnyResponse]] = {
    "save": _save,
    "publish": _save,
    "show": _show,
    "rows": _show,
    "preview": _preview,
    "resolve": _resolve,
    "remove": _remove,
    "venue": _take_venue,
    "discard": _discard,
}
