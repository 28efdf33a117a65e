"""Publishing drafts: chosen ones, now or at a time, with a note to the public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....forms.content import dates
from ....forms.content.making import Making
from ....forms.content.part_form import PartForm
from ....forms.content.publishing_fields import LATER, NOW
from ....forms.content.wording import worded
from ....host import current_host
from ....models import PublicationState
from ....services.content.mapping import instant
from ....services.content.problems import ContentInvalid
from ....services.content.timing import wall_clock_problems
from ....services.editing.history import waiting_publications
from ....services.editing.parts import PartKind, PartName
from ....services.editing.problems import EditConflict, MissingText, PartProblem, TranslationsMissing
from ....services.editing.publishing import publish, withdraw_publication
from ....services.editing.telling import told_problems
from ...problems import Problem
from ..desk import Desk
from .conflict import show_conflict
from .ordering import list_name
from .sheet import part_named
from .tree import state_of
from .workspace import Workspace, kind_name


@dataclass
class Release:
    """What is about to go public, before its editor; `chosen` are the drafts that are ticked."""

    desk: Desk
    space: Workspace
    form: PartForm
    chosen: frozenset[PartName]
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def at(cls, desk: Desk) -> Release:
        """The form as it was sent; at first all drafts are ticked, or the one that the page came from."""
        space = Workspace.at(desk)
        typed = request.form.to_dict(flat=False) if desk.is_post else None
        form = PartForm("publication", Making(space.words, space.languages), value={"when": NOW}, typed=typed)
        asked = request.form.getlist("part") if desk.is_post else request.args.getlist("part")
        ticked = [name for name in space.drafts if str(name) in asked]
        chosen = ticked if asked or desk.is_post else list(space.drafts)
        return cls(desk, space, form, frozenset(chosen))

    def again(self, problem: Problem | None = None, status: int = 200) -> Response:
        """Show what would go public and what hinders it."""
        told = [Problem(*each) for each in self.form.problems]
        return self.desk.show(
            "content/publish",
            self.desk.words.gettext("Publish"),
            problems=told + self.problems + ([problem] if problem else []),
            status=status,
            form=self.form,
            chosen=self.chosen,
            drafts=[
                (each, called(self.space, each), state_of(self.space, each)) for each in self.space.drafts
            ],
            is_public=self.space.is_public,
            waiting=list(self._waiting()),
        )

    def _waiting(self) -> Iterator[dict[str, Any]]:
        for each in waiting_publications(self.desk.session, self.desk.process.view.id):
            names = [called(self.space, PartName.parse(part["part"])) for part in each.parts]
            yield {
                "id": each.id,
                "at": each.publish_at,
                "actor": each.actor,
                "has_failed": each.state is PublicationState.FAILED,
                "names": names or [self.desk.words.gettext("Process")],
                "problems": [self.told(problem).sentence for problem in told_problems(each.problems)],
            }

    def moment(self, value: dict[str, Any]) -> datetime | None:
        """The instant that was asked for; None for now. Notes what is wrong with it."""
        if value.get("when") != LATER:
            return None
        if "at" not in value:
            self.form.refuse(
                "at",
                self.desk.words.gettext("Enter a day and a time such as %(example)s", example=dates.A_MOMENT),
            )
            return None
        zone, local = self.desk.process.view.zone, datetime.fromisoformat(value["at"])
        for _, broken in wall_clock_problems(local, zone):
            self.form.refuse("at", worded(broken, self.desk.words) or broken)
            return None
        if (at := instant(local, zone)) <= self.desk.process.now:
            self.form.refuse("at", self.desk.words.gettext("This time has passed already"))
        return at

    def refuse(self, fault: ContentInvalid | TranslationsMissing) -> Response:
        """Show what is wrong or missing, each with its part."""
        told = fault.missing if isinstance(fault, TranslationsMissing) else fault.problems
        self.problems += [self.told(each) for each in told]
        return self.again(status=422)

    def told(self, each: Any) -> Problem:
        """What hinders the publication, in words and with its part."""
        words, part = self.desk.words, each.part if isinstance(each, (MissingText, PartProblem)) else None
        if isinstance(each, MissingText):
            if part is None:
                return Problem(
                    f"note.{each.language}", words.gettext("Write the note in this language as well")
                )
            label = self.space.form_of(part.kind).label_of(f"{each.path}.{each.language}")
            sentence = words.gettext(
                "Translation missing: %(what)s", what=f"{called(self.space, part)}, {label}"
            )
        elif part is None:
            return Problem(each.path or "send", worded(each.message, words) or each.message)
        else:
            label = (
                self.space.form_of(part.kind).label_of(each.path) if part.kind is not PartKind.ORDER else ""
            )
            where = ", ".join(filter(None, (called(self.space, part), label)))
            sentence = f"{where}: {worded(each.message, words) or each.message}"
        return Problem(f"part-{part}" if part in self.space.drafts else "send", sentence)


def called(space: Workspace, name: PartName) -> str:
    """What a part is called where all kinds stand together."""
    if name.kind is PartKind.ORDER:
        return space.words.gettext("Order: %(what)s", what=list_name(name.key, space.words))
    kind, title = kind_name(name.kind, space.words), space.title(name)
    return title if title == kind else f"{kind}: {title}"


def publishing(desk: Desk) -> AnyResponse:
    """What would go public, and its publication; or the withdrawal of one that waits."""
    release = Release.at(desk)
    if not desk.is_post:
        return release.again()
    if "withdraw" in request.form:
        return _withdraw(release, request.form.get("withdraw", 0, type=int))
    value = release.form.read()
    at = release.moment(value)
    if release.form.problems:
        return release.again(status=422)
    return _publish(release, value.get("note"), at)


def _publish(release: Release, note: Any, at: datetime | None) -> AnyResponse:
    desk, space, asked = release.desk, release.space, _asked()
    is_bilingual = current_host().settings["LANGUAGE_MODE"] == "bilingual"
    process_id = desk.process.view.id

    def work(unit: Session) -> None:
        publish(
            unit,
            process_id,
            asked,
            desk.act,
            languages=space.languages,
            is_bilingual=is_bilingual,
            note=note,
            at=at,
        )

    lead = desk.url("staff_content", notice="scheduled" if at else "published")
    try:
        return desk.change(work, lambda _: lead, release.again)
    except EditConflict as conflict:
        return show_conflict(space, conflict)
    except (ContentInvalid, TranslationsMissing) as fault:
        return release.refuse(fault)


def _asked() -> frozenset[PartName]:
    """The parts that were ticked, even those that somebody has published since; a 404 page for no part."""
    return frozenset(part_named(each) for each in request.form.getlist("part"))


def _withdraw(release: Release, publication_id: int) -> AnyResponse:
    desk, process_id = release.desk, release.desk.process.view.id

    def work(unit: Session) -> None:
        withdraw_publication(unit, process_id, publication_id, desk.act)

    return desk.change(work, lambda _: desk.url("staff_content", notice="withdrawn"), release.again)
