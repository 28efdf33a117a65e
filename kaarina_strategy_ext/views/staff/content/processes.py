"""The processes of the site, and the beginning of a new one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....forms.content.beginning_fields import COPY, EMPTY, FILE, TEMPLATE
from ....forms.content.making import Making
from ....forms.content.part_form import PartForm
from ....forms.content.slugs import proposed
from ....forms.content.wording import worded
from ....host import current_host
from ....models import Process
from ....services.content.problems import ContentInvalid
from ....services.editing import starting_points
from ....services.editing.beginning import begin_from_copy, begin_from_file, begin_from_template
from ....services.editing.problems import SlugTaken
from ...problems import Problem
from .lobby import Lobby, is_post

SOURCE = "source"
MOST_PROBLEMS = 20


def processes(lobby: Lobby) -> Response:
    """All processes, the newest first, each with the way to its content."""
    host = current_host()
    rows = [
        {
            "name": _said(lobby, each.name),
            "slug": each.slug,
            "is_public": each.is_public,
            "is_here": lobby.process is not None and lobby.process.view.slug == each.slug,
            "address": lobby.url("staff_content", **host.slug_in_addresses(lobby.session, each.slug)),
        }
        for each in lobby.session.scalars(select(Process).order_by(Process.id.desc()))
    ]
    return lobby.show("content/processes", lobby.words.gettext("All processes"), problems=[], rows=rows)


def _said(lobby: Lobby, text: Any) -> str:
    return str(text.get(lobby.language) or next(iter(text.values())))


def begin(lobby: Lobby) -> AnyResponse:
    """The form for a new process, or the process that it makes."""
    earlier = {each.slug: each for each in lobby.session.scalars(select(Process).order_by(Process.id.desc()))}
    options = tuple((slug, _said(lobby, each.name)) for slug, each in earlier.items())
    making = Making(lobby.words, current_host().languages, workshops=options)
    typed = request.form.to_dict(flat=False) if is_post() else None
    form = PartForm("beginning", making, value={"way": TEMPLATE}, typed=typed)
    again = partial(_show, lobby, form)
    if not is_post():
        return again()
    value, ids = form.read(), {slug: each.id for slug, each in earlier.items()}
    if value.get("way") != FILE and "name" not in value and not form.problems:
        form.refuse(form.input_of("name"), lobby.words.gettext("Fill in this field"))
    work = None if form.problems else _work(lobby, value, ids)
    return _begun(lobby, form, work) if work else again(status=422)


def _work(lobby: Lobby, value: dict[str, Any], ids: dict[str, int]) -> Callable[[Session], Process]:
    """What makes the process, in the way that was chosen."""
    act, languages = lobby.act, current_host().languages
    name = value.get("name") or {}
    slug = value.get("slug") or proposed(next(iter(name.values()), ""), ids)
    if value.get("way") == FILE:
        source, chosen = _source(), value.get("slug")
        return lambda unit: begin_from_file(unit, source, act, languages=languages, slug=chosen)
    if value.get("way") == COPY and value.get("copied") in ids:
        earlier = ids[value["copied"]]
        return lambda unit: begin_from_copy(unit, earlier, slug, name, act, languages=languages)
    template = starting_points.EMPTY if value.get("way") == EMPTY else starting_points.THREE_PHASES
    return lambda unit: begin_from_template(unit, template, slug, name, act, languages=languages)


def _source() -> bytes:
    """The content file that was chosen, else what was pasted."""
    chosen = request.files.get("file")
    sent = chosen.read() if chosen else b""
    return sent or request.form.get(SOURCE, "").encode()


def _begun(lobby: Lobby, form: PartForm, work: Callable[[Session], Process]) -> AnyResponse:
    def begun(unit: Session) -> str:
        return work(unit).slug

    def lead(slug: str) -> str:
        where = current_host().slug_in_addresses(lobby.session, slug)
        return lobby.url("staff_content", notice="begun", **where)

    try:
        return lobby.change(begun, lead, partial(_show, lobby, form))
    except SlugTaken:
        form.refuse("slug", lobby.words.gettext("Another process has this name. Choose another."))
        return _show(lobby, form, status=409)
    except ContentInvalid as invalid:
        return _refused(lobby, form, invalid)


def _refused(lobby: Lobby, form: PartForm, invalid: ContentInvalid) -> Response:
    """What is wrong with the name, or with the file: each with its place in it."""
    faults = []
    for each in invalid.problems[:MOST_PROBLEMS]:
        sentence = worded(each.message, lobby.words) or each.message
        if each.path == "slug":
            form.refuse("slug", sentence)
        else:
            faults.append((each.path, sentence))
    problem = Problem(SOURCE, lobby.words.gettext("The content file has errors")) if faults else None
    return _show(lobby, form, problem, 422, faults=faults)


def _show(
    lobby: Lobby,
    form: PartForm,
    problem: Problem | None = None,
    status: int = 200,
    *,
    faults: list[tuple[str, str]] | None = None,
) -> Response:
    problems = [Problem(*each) for each in form.problems] + ([problem] if problem else [])
    title = lobby.words.gettext("New process")
    return lobby.show(
        "content/begin",
        title,
        problems=problems,
        status=status,
        form=form,
        source=request.form.get(SOURCE, ""),
        faults=faults or [],
    )
