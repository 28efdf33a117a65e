"""The venues: each place once, with the sessions that meet there; corrected once for all of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....forms.content.making import Making
from ....forms.content.part_form import PartForm
from ....services.content.problems import ContentInvalid
from ....services.editing.drafting import save_draft
from ....services.editing.parts import PartKind, PartName, Value, values_of
from ....services.editing.problems import EditConflict
from ...lookup import not_found
from ...problems import Problem
from ..desk import Desk
from .workspace import Workspace

FIELDS = ("place", "address", "access")


@dataclass(frozen=True)
class Venue:
    """One place; `id` is made of its texts."""

    texts: Mapping[str, Mapping[str, str]]
    sessions: tuple[PartName, ...]

    @property
    def id(self) -> str:
        """Return a name for addresses, which goes when a text changes."""
        source = json.dumps(self.texts, sort_keys=True)
        return hashlib.sha256(source.encode()).hexdigest()[:12]


def venues_of(space: Workspace) -> tuple[Venue, ...]:
    """The places of the drafted sessions, in the order in which they first occur."""
    sessions: dict[str, list[PartName]] = {}
    for name, value in values_of(space.drafted).items():
        if name.kind is PartKind.SESSION and (texts := _texts(value)).get("place"):
            sessions.setdefault(json.dumps(texts), []).append(name)
    return tuple(Venue(json.loads(texts), tuple(names)) for texts, names in sessions.items())


def _texts(value: Value) -> dict[str, Any]:
    return {field: value[field] for field in FIELDS if value.get(field)}


def venues(desk: Desk) -> Response:
    """All places, each with who meets there."""
    space = Workspace.at(desk)
    return desk.show(
        "content/venues",
        desk.words.gettext("Venues"),
        venues=venues_of(space),
        in_words=space.said,
        titled=space.title,
    )


def venue(desk: Desk, venue: str) -> AnyResponse:
    """The texts of one place; saving changes the drafts of all its sessions."""
    space = Workspace.at(desk)
    found = next((each for each in venues_of(space) if each.id == venue), None) or not_found()
    typed = request.form.to_dict(flat=False) if desk.is_post else None
    form = PartForm("venue", Making(space.words, space.languages), value=found.texts, typed=typed)
    again = partial(_show, space, found, form)
    if not desk.is_post:
        return again()
    texts = form.read()
    if form.problems:
        return again(status=422)
    try:
        lead = desk.url("staff_content_venues")
        return desk.change(partial(_save, space, found.sessions, texts), lambda _: lead, again)
    except (EditConflict, ContentInvalid):
        sentence = desk.words.gettext(
            "Somebody else is changing one of the sessions. Look at them and try again."
        )
        return again(Problem("send", sentence), 409)


def _save(space: Workspace, sessions: Sequence[PartName], texts: Mapping[str, Any], unit: Session) -> None:
    desk = space.desk
    for name in sessions:
        old = space.value(name) or {}
        value = {field: each for field, each in old.items() if field not in FIELDS} | dict(texts)
        save_draft(
            unit,
            desk.process.view.id,
            name,
            value,
            desk.act,
            based_on=space.version(name),
            languages=space.languages,
        )


def _show(
    space: Workspace, found: Venue, form: PartForm, problem: Problem | None = None, status: int = 200
) -> Response:
    problems = [Problem(*each) for each in form.problems] + ([problem] if problem else [])
    return space.desk.show(
        "content/venue",
        space.said(found.texts.get("place")),
        heading=space.said(found.texts.get("place")),
        problems=problems,
        status=status,
        form=form,
        venue=found,
        titled=space.title,
    )
