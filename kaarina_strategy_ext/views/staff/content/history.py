"""Who has changed what and when, with the words before and after, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....i18n import Words
from ....models import Revision, RevisionAction
from ....readmodels.staff.word_differences import Piece, pieces
from ....services.content.problems import ContentInvalid
from ....services.editing.drafting import Saved
from ....services.editing.history import steps_of
from ....services.editing.merging import differing_fields
from ....services.editing.parts import PartKind, PartName
from ....services.editing.restoring import restore
from ...lookup import not_found
from ...problems import Problem
from ..desk import Desk
from .sheet import part_named
from .workspace import Workspace

NEWEST = 100
Again = Callable[..., Response]


@dataclass(frozen=True)
class Difference:
    """One field that a step has changed, with the words that have gone and come."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Step:
    """One row of a history."""

    id: int
    name: PartName
    title: str
    at: datetime
    actor: str
    action: str
    can_be_undone: bool
    differences: tuple[Difference, ...]


def history(desk: Desk, part: str) -> AnyResponse:
    """The steps of one part, newest first; a POST makes what was before one of them a draft."""
    space, name = Workspace.at(desk), part_named(part)
    steps = steps_of(desk.session, desk.process.view.id, name)
    if not steps and not space.exists(name):
        not_found()

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        return desk.show(
            "content/history",
            space.title(name),
            problems=[problem] if problem else [],
            status=status,
            part=name,
            heading=space.title(name),
            steps=[_step(space, each) for each in reversed(steps)],
        )

    if not desk.is_post:
        return again()
    return _undo(desk, space, name, steps, again)


def _undo(
    desk: Desk, space: Workspace, name: PartName, steps: Sequence[Revision], again: Again
) -> AnyResponse:
    asked, process_id = request.form.get("step", 0, type=int), desk.process.view.id
    if asked not in [each.id for each in steps]:
        not_found()

    def work(unit: Session) -> Saved:
        return restore(unit, process_id, asked, desk.act, languages=space.languages)

    try:
        return desk.change(work, lambda saved: _after(desk, name, saved), again)
    except ContentInvalid:
        sentence = desk.words.gettext("This version does not fit the rest of the content any more.")
        return again(Problem("send", sentence), 409)


def _after(desk: Desk, name: PartName, saved: Saved) -> str:
    if saved.value is None and not saved.is_draft:
        return desk.url("staff_content", notice="discarded")
    if name.kind is PartKind.ORDER:
        return desk.url("staff_content_order", field=name.key)
    return desk.url("staff_content_part", part=str(name), notice="restored")


def log(desk: Desk) -> Response:
    """The newest steps of all parts."""
    space = Workspace.at(desk)
    which = Revision.process_id == desk.process.view.id
    newest = select(Revision).where(which).order_by(Revision.id.desc()).limit(NEWEST)
    return desk.show(
        "content/history",
        desk.words.gettext("History of the content"),
        part=None,
        heading=desk.words.gettext("History of the content"),
        steps=[_step(space, each) for each in desk.session.scalars(newest)],
    )


def _step(space: Workspace, revision: Revision) -> Step:
    name = PartName.parse(revision.part)
    return Step(
        revision.id,
        name,
        space.title(name),
        revision.at,
        revision.actor,
        action_words(revision, space.words),
        revision.before is not None or revision.action.is_of_draft,
        tuple(_differences(space, name, revision)),
    )


def _differences(space: Workspace, name: PartName, revision: Revision) -> Iterator[Difference]:
    before, after = revision.before, revision.after
    if name.kind is PartKind.ORDER:
        old, new = (", ".join((each or {}).get("keys", ())) for each in (before, after))
        yield Difference(space.words.gettext("Order"), tuple(pieces(old, new)))
        return
    form = space.form_of(name.kind)
    paths = differing_fields(name.kind, before or {}, after or {})
    for path in paths:
        told = tuple(pieces(form.said(path, before), form.said(path, after)))
        if told:
            yield Difference(form.label_of(path) or path, told)


def action_words(revision: Revision, words: Words) -> str:
    """What was done, in the reader's words."""
    gettext = words.gettext
    if revision.action is RevisionAction.SAVED and revision.after is None:
        return gettext("Marked to be removed")
    return {
        RevisionAction.SAVED: gettext("Saved as a draft"),
        RevisionAction.RESTORED: gettext("Brought back as a draft"),
        RevisionAction.DISCARDED: gettext("Draft discarded"),
        RevisionAction.PUBLISHED: gettext("Published"),
        RevisionAction.LOADED: gettext("Loaded from a content file"),
    }[revision.action]
