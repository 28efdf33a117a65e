"""Beginning a process: from a template, from a content file, or as a copy of an earlier one.

Staff alone see it until it is published. Each is to be the first work of its transaction, and raises
`SlugTaken`, and `ContentInvalid` for what breaks a rule; that of the slug has the path `slug`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import false, select
from sqlalchemy.orm import Session

from ...models import Process
from .. import seating
from ..auditing import Act
from ..content import document
from ..content.bringing import begin_process
from ..content.checking import problems_of
from ..content.exporting import content_of, process_by_id
from ..content.problems import ContentInvalid
from ..content.reading import read, understood
from .problems import SlugTaken
from .starting_points import template_tree

Text = Mapping[str, str]

# What an earlier process has gone through, and a new one has not.
_PAST: dict[type[document.Part], tuple[str, ...]] = {
    document.Phase: ("summary", "starts", "ends", "status", "status_reason"),
    document.Milestone: (
        *("date", "is_target", "date_reason", "description"),
        *("agenda_url", "minutes_url", "outcome", "decided_on"),
    ),
    document.Survey: ("respondents", "period", "report_url"),
    document.Theme: ("note", "targets", "is_excerpt"),
}
_KEPT_OF_PROCESS = (
    *("time_zone", "goal", "welcome", "participation", "call_to_action", "contact"),
    *("offer_hours", "cut_off_hours", "companions", "reminder_hours", "strengths_intro", "targets_intro"),
)
_KEPT_OF_WORKSHOP = ("slug", "phase", "title", "purpose", "description", "audience")


def begin_from_template(
    session: Session, template: str, slug: str, name: Text, act: Act, *, languages: Sequence[str]
) -> Process:
    """Begin a process with one of the `starting_points.TEMPLATES`; gives it."""
    tree: dict[str, Any] = {"slug": slug, "name": dict(name), **template_tree(template, languages)}
    return _begin(session, understood(tree, languages=languages), act)


def begin_from_file(
    session: Session, source: str | bytes, act: Act, *, languages: Sequence[str], slug: str | None = None
) -> Process:
    """Begin a process with what a content file holds, under another slug where one is given; gives it."""
    content = read(source, languages=languages)
    if slug is not None:
        content = msgspec.structs.replace(content, slug=slug)
    return _begin(session, _checked(content, languages), act)


def begin_from_copy(
    session: Session, process_id: int, slug: str, name: Text, act: Act, *, languages: Sequence[str]
) -> Process:
    """Begin a process as an earlier one began; gives it.

    Dates, sessions, findings, results, news and people stay behind. Raises `NoResultFound` where there is no
    process to copy.
    """
    _take_turn(session)
    earlier = content_of(session.scalars(process_by_id(process_id)).one())
    content = document.Process(
        slug=slug,
        name=dict(name),
        registration=document.Registration(mode="announced_later"),
        phases=[_begun(each) for each in earlier.phases],
        milestones=[_begun(each) for each in earlier.milestones],
        surveys=[_begun(each) for each in earlier.surveys],
        themes=[_begun(each) for each in earlier.themes],
        workshops=[document.Workshop(**_kept(each, _KEPT_OF_WORKSHOP)) for each in earlier.workshops],
        **_kept(earlier, _KEPT_OF_PROCESS),
    )
    return _begin(session, _checked(content, languages), act)


def _begin(session: Session, content: document.Process, act: Act) -> Process:
    _take_turn(session)
    if session.scalar(select(Process.id).where(Process.slug == content.slug)) is not None:
        raise SlugTaken(content.slug)
    return begin_process(session, content, act, is_public=False)


def _take_turn(session: Session) -> None:
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first


def _checked(content: document.Process, languages: Sequence[str]) -> document.Process:
    if problems := problems_of(content, languages=languages):
        raise ContentInvalid(problems)
    return content


def _begun(part: Any) -> Any:
    past = _PAST[type(part)]
    fresh = {each.name: _default(each) for each in msgspec.structs.fields(type(part)) if each.name in past}
    return msgspec.structs.replace(part, **fresh)


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


def _kept(part: document.Part, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}
