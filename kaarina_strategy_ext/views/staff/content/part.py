"""One part of the content: edited with its languages side by side, saved as a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....forms.content.controls import Text
from ....forms.content.part_form import PartForm
from ....forms.content.wording import worded
from ....readmodels.markdown import rendered
from ....services.content.problems import ContentInvalid
from ....services.editing.drafting import Saved, discard_draft, save_draft
from ....services.editing.parts import SINGLE, PartKind, PartName, Value, name_field, value_of
from ....services.editing.problems import EditConflict, PartProblem
from ...lookup import not_found
from ...problems import Problem
from ..desk import Desk
from .conflict import resolved, show_conflict
from .venues import FIELDS, venues_of
from .workspace import Workspace, kind_name

NOTICES = ("saved", "same", "discarded", "restored", "added")
MORE_ROWS = 4


@dataclass
class Sheet:
    """One part before its editor, as it stands or as it was typed."""

    desk: Desk
    space: Workspace
    name: PartName
    form: PartForm
    based_on: int
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def at(cls, desk: Desk, part: str) -> Sheet:
        """Open the part of that name; a 404 page where there is none."""
        space, name = Workspace.at(desk), part_named(part)
        if name.kind is PartKind.ORDER or not space.exists(name):
            not_found()
        typed = request.form.to_dict(flat=False) if desk.is_post else None
        seen = request.form.get("based_on", 0, type=int)
        version = seen if desk.is_post else space.version(name)
        return cls(desk, space, name, space.form(name, typed=typed), version)

    def again(
        self,
        problem: Problem | None = None,
        status: int = 200,
        previews: Mapping[str, str] | None = None,
    ) -> Response:
        """Show the form, with everything as it was typed."""
        told = [Problem(*each) for each in self.form.problems]
        problems = told + self.problems + ([problem] if problem else [])
        notice = request.args.get("notice")
        return self.desk.show(
            "content/part",
            self.space.title(self.name),
            problems=problems,
            status=status,
            **self._about(),
            notice=notice if notice in NOTICES and not self.desk.is_post else None,
            merged_with=request.args.get("with"),
            more=MORE_ROWS if request.form.get("do") == "rows" else 0,
            marks=self.space.lacks.get(self.name, {}),
            previews=previews or {},
        )

    def _about(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "part": self.name,
            "heading": self.space.title(self.name),
            "kind": kind_name(self.name.kind, self.space.words),
            "based_on": self.based_on,
            "is_draft": self.name in self.space.drafts,
            "is_removed": self.space.value(self.name) is None and self.name.kind not in SINGLE,
            "can_be_removed": self.name.kind not in SINGLE,
            "preview_address": self.preview_address(),
            "venues": self._venues(),
        }

    def url(self, **values: Any) -> str:
        """Return the address of this page."""
        return self.desk.url("staff_content_part", part=str(self.name), **values)

    def _venues(self) -> list[tuple[str, str]]:
        """The places that a session can take over."""
        if self.name.kind is not PartKind.SESSION:
            return []
        return [(each.id, self.space.said(each.texts["place"])) for each in venues_of(self.space)]

    def preview_address(self) -> str:
        """Return the address of the page as the public will see it, where the part has one."""
        kind, key = self.name.kind, self.name.key
        if kind is PartKind.WORKSHOP:
            return self.desk.url("staff_preview_workshop", slug=key)
        if kind is PartKind.SESSION and (value := self.space.value(self.name)):
            return self.desk.url("staff_preview_workshop", slug=value["workshop"])
        if kind is PartKind.NEWS:
            return self.desk.url("staff_preview_news_item", slug=key)
        return self.desk.url("staff_preview")

    def taking(self, texts: Mapping[str, Any]) -> Response:
        """Show the form with the texts of a place in it."""
        old = {name: each for name, each in self.form.inputs.items() if name.partition(".")[0] not in FIELDS}
        new = PartForm(self.name.kind, self.form.making, value=texts).inputs
        self.form.inputs = {**old, **{name: new[name] for name in new if name.partition(".")[0] in FIELDS}}
        return self.again()

    def refuse(self, invalid: ContentInvalid) -> Response:
        """Show the form with what breaks a rule beside its field; other parts' problems at its end."""
        for each in invalid.problems:
            sentence = worded(each.message, self.desk.words) or each.message
            if isinstance(each, PartProblem) and each.part != self.name:
                self.problems.append(Problem("send", f"{self.space.title(each.part)}: {sentence}"))
            else:
                self.form.refuse(self.form.input_of(each.path), sentence)
        return self.again(status=422)


def part_named(text: str) -> PartName:
    """The name of a part in an address; a 404 page where it is none."""
    try:
        return PartName.parse(text)
    except ValueError:
        not_found()


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
    """Each Markdown text of the form as HTML, by the name of its input."""
    names = [
        f"{control.path}.{language}"
        for control in form.controls
        if isinstance(control, Text) and control.markdown
        for language in languages
    ]
    return {name: rendered(form.one(name)) for name in names}


def _save(sheet: Sheet) -> AnyResponse:
    value = sheet.form.read()
    if sheet.form.problems:
        return sheet.again(status=422)
    key = value.pop(name_field(sheet.name.kind) or "", None) or sheet.name.key
    return keep(sheet, PartName(sheet.name.kind, key), value)


def _resolve(sheet: Sheet) -> AnyResponse:
    is_of_public, space = "accepts_public" in request.form, sheet.space
    theirs = value_of(space.public, sheet.name) if is_of_public else space.value(sheet.name)
    chosen = resolved(sheet.form.read(), theirs, request.form)
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
