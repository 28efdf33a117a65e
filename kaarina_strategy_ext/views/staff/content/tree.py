"""The content of a process on one page: every part with its state, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import Response, request

from ....i18n import Words, listed
from ....models import Publication, PublicationState
from ....services.editing.history import waiting_publications
from ....services.editing.parts import PartKind, PartName, Value, names_in, value_of
from ..desk import Desk
from .workspace import Workspace

NOTICES = ("discarded", "published", "scheduled", "withdrawn", "begun")
TRANSLATIONS = "translations"


@dataclass(frozen=True)
class Row:
    """One part in the list, with the languages in which something is missing, or older.

    `publication` is the one with which it goes public at its time, or should have; None for no such.
    """

    name: PartName
    title: str
    state: str
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    publication: Publication | None = None
    is_inner: bool = False

    @property
    def lacks(self) -> bool:
        """Whether somebody has something to translate here."""
        return bool(self.missing or self.stale)


@dataclass(frozen=True)
class Section:
    """The parts of a kind under a heading, with what can be added to them."""

    title: str
    rows: tuple[Row, ...]
    adds: tuple[tuple[PartKind, str], ...] = ()
    ordered: str | None = None


def content(desk: Desk) -> Response:
    """All parts of the process, or those that need translation."""
    space = Workspace.at(desk)
    only = TRANSLATIONS if request.args.get("only") == TRANSLATIONS else None
    waiting = waiting_publications(desk.session, desk.process.view.id)
    sections = tuple(_filtered(_sections(space, _by_part(waiting)), only))
    notice = request.args.get("notice")
    return desk.show(
        "content/content",
        desk.words.gettext("Content"),
        sections=sections,
        only=only,
        drafts=len(space.drafts),
        has_failed=any(each.state is PublicationState.FAILED for each in waiting),
        notice=notice if notice in NOTICES else None,
        names=lambda codes: listed([_spoken(desk.words).get(code, code) for code in codes], desk.language),
        is_public=space.is_public,
        preview_address=desk.url("staff_preview"),
    )


def _spoken(words: Words) -> dict[str, str]:
    return {"fi": words.gettext("Finnish"), "sv": words.gettext("Swedish"), "en": words.gettext("English")}


def _filtered(sections: Iterator[Section], only: str | None) -> Iterator[Section]:
    for section in sections:
        if only is None:
            yield section
        elif rows := tuple(row for row in section.rows if row.lacks):
            yield Section(section.title, rows)


def _by_part(waiting: Iterable[Publication]) -> dict[str, Publication]:
    """The publication of each part; of several the first by time, and one that has failed before others."""
    by_weight = sorted(waiting, key=lambda each: each.state is not PublicationState.FAILED)
    return {part["part"]: each for each in reversed(by_weight) for part in each.parts}


def _sections(space: Workspace, publications: Mapping[str, Publication]) -> Iterator[Section]:
    rows = _rows(space, publications)
    gettext = space.words.gettext

    def of(*kinds: PartKind) -> tuple[Row, ...]:
        return tuple(row for row in rows if row.name.kind in kinds)

    phase, workshop, session = PartKind.PHASE, PartKind.WORKSHOP, PartKind.SESSION
    add_workshop, add_session = (workshop, gettext("Add a workshop")), (session, gettext("Add a session"))
    yield Section(gettext("Process"), of(PartKind.PROCESS))
    yield Section(gettext("Phases"), of(phase), ((phase, gettext("Add a phase")),), "phases")
    yield Section(gettext("Workshops"), of(workshop, session), (add_workshop, add_session), "workshops")
    yield Section(gettext("News"), of(PartKind.NEWS), ((PartKind.NEWS, gettext("Add news")),), "news")
    yield from _background(
        space,
        of(PartKind.MILESTONE) + of(PartKind.STRATEGY),
        of(PartKind.SURVEY),
        of(PartKind.STRENGTHS) + of(PartKind.THEME),
    )


def _background(
    space: Workspace, milestones: tuple[Row, ...], surveys: tuple[Row, ...], findings: tuple[Row, ...]
) -> Iterator[Section]:
    gettext = space.words.gettext
    add_milestone = (PartKind.MILESTONE, gettext("Add a decision"))
    yield Section(gettext("Decisions"), milestones, (add_milestone,), "milestones")
    yield Section(gettext("Surveys"), surveys, ((PartKind.SURVEY, gettext("Add a survey")),), "surveys")
    yield Section(gettext("Findings"), findings, ((PartKind.THEME, gettext("Add a theme")),), "themes")


def _rows(space: Workspace, publications: Mapping[str, Publication]) -> list[Row]:
    """The parts in their order; those that are to be removed come last."""
    content = space.drafted
    names = [*names_in(content)]
    names += [name for name in space.drafts if name not in names]
    return [
        _row(space, name, publications.get(str(name))) for name in names if name.kind is not PartKind.ORDER
    ]


def _row(space: Workspace, name: PartName, publication: Publication | None) -> Row:
    lacking = space.lacks.get(name, {})

    def languages(state: str) -> tuple[str, ...]:
        found = {path.rpartition(".")[2] for path, each in lacking.items() if each == state}
        return tuple(code for code in space.languages if code in found)

    return Row(
        name,
        space.title(name),
        state_of(space, name),
        languages("missing"),
        languages("stale"),
        publication,
        is_inner=name.kind is PartKind.SESSION,
    )


def state_of(space: Workspace, name: PartName) -> str:
    """How a part stands to what is public: live, new, changed or removed."""
    if name not in space.drafts:
        return "live"
    if space.drafts[name] is None:
        return "removed"
    return "new" if _is_new(space, name) else "changed"


def _is_new(space: Workspace, name: PartName) -> bool:
    public: Value | None = value_of(space.public, name)
    return public is None
