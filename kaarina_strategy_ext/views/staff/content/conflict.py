"""Two editors and one text: both versions side by side, and a choice for each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response

from ....forms.content.part_form import PartForm
from ....forms.content.paths import found, replaced
from ....services.editing.parts import Value
from ....services.editing.problems import EditConflict
from ...problems import Problem
from .workspace import Workspace

THEIRS = "theirs"
CHOICE = "choose:"


@dataclass(frozen=True)
class Clash:
    """One field that both have changed, in words; `name` is that of the choice between them."""

    name: str
    label: str
    mine: str
    theirs: str


def show_conflict(space: Workspace, conflict: EditConflict) -> Response:
    """The page with both versions of what clashes; all else of both is brought together already."""
    desk, name = space.desk, conflict.part
    whole = space.form(name)
    form = PartForm(name.kind, whole.making, value=conflict.merged or conflict.mine or conflict.theirs)
    sentence = desk.words.gettext("Somebody else has changed the same text. Choose which one is kept.")
    clashes = [_clash(form, conflict, path) for path in conflict.fields]
    return desk.show(
        "content/conflict",
        space.title(name),
        problems=[Problem("ks-clash-1", sentence)],
        status=409,
        part=name,
        heading=space.title(name),
        form=form,
        clashes=clashes,
        conflict=conflict,
        accepts_public=conflict.is_of_public,
    )


def _clash(form: PartForm, conflict: EditConflict, path: str) -> Clash:
    gettext = form.making.words.gettext
    if not path:
        kept, gone = gettext("The part stays"), gettext("The part is removed")
        mine, theirs = (kept if each else gone for each in (conflict.mine, conflict.theirs))
        return Clash(CHOICE, gettext("The whole part"), mine, theirs)
    mine, theirs = (form.said(path, each) for each in (conflict.mine, conflict.theirs))
    return Clash(f"{CHOICE}{path}", form.label_of(path) or path, mine, theirs)


def resolved(value: Value, theirs: Value | None, choices: Mapping[str, str]) -> Value | None:
    """The value with what was chosen from theirs; None where it is their removal, or mine."""
    if CHOICE in choices:
        mine = None if "mine_is_removed" in choices else value
        return theirs if choices[CHOICE] == THEIRS else mine
    for name, choice in choices.items():
        if name.startswith(CHOICE) and choice == THEIRS:
            path = name.removeprefix(CHOICE)
            value = replaced(value, path, found(theirs, path))
    return value
