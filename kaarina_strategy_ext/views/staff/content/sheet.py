"""The page of one part: what stands in it, as it was typed, with all that hinders its saving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, request

from ....forms.content.part_form import PartForm
from ....forms.content.wording import worded
from ....services.content.problems import ContentInvalid
from ....services.content.words import name_problem
from ....services.editing.parts import SINGLE, PartKind, PartName
from ....services.editing.problems import PartProblem
from ...lookup import not_found
from ...problems import Problem
from ..desk import Desk
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
        name = PartName.parse(text)
    except ValueError:
        not_found()
    # PostgreSQL cannot even look for some characters, such as U+0000.
    return not_found() if name.key and name_problem(name.key) else name
