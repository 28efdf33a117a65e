"""Writing a stored process as a content file, which leaves it as it is when it is loaded again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from ... import models
from ...models import FindingKind
from . import document
from .mapping import written
from .writing import write


def export_content(session: Session, slug: str) -> str | None:
    """The content file of the process; None where there is none."""
    content = export_process(session, slug)
    return write(content) if content else None


def export_process(session: Session, slug: str) -> document.Process | None:
    """The content of the process, equal to what was loaded last; None where there is none."""
    process: models.Process | None = session.scalar(whole_process(slug))
    return content_of(process) if process else None


def whole_process(slug: str) -> Select[Any]:
    """The query for a process with all that a content file holds, in a fixed number of statements."""
    return _whole(models.Process.slug == slug)


def process_by_id(process_id: int) -> Select[Any]:
    """As `whole_process`, by the id."""
    return _whole(models.Process.id == process_id)


def _whole(which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(models.Process)
        .where(which)
        .options(
            selectinload(models.Process.phases),
            selectinload(models.Process.milestones),
            selectinload(models.Process.surveys),
            selectinload(models.Process.themes).selectinload(models.Theme.findings),
            selectinload(models.Process.findings),
            selectinload(models.Process.workshops).selectinload(models.Workshop.sessions),
            selectinload(models.Process.news),
        )
    )


def content_of(process: models.Process) -> document.Process:
    """The content that the rows hold; moments at a midnight are days, as an editor would put it."""
    zone = process.zone
    return written(
        document.Process,
        process,
        zone,
        phases=[written(document.Phase, each, zone) for each in process.phases],
        milestones=[
            written(document.Milestone, each, zone, phase=each.phase.key) for each in process.milestones
        ],
        surveys=[written(document.Survey, each, zone) for each in process.surveys],
        strengths=[dict(each.text) for each in process.findings if each.kind is FindingKind.STRENGTH],
        themes=[
            written(document.Theme, each, zone, targets=[dict(finding.text) for finding in each.findings])
            for each in process.themes
        ],
        workshops=[_workshop(each, process) for each in process.workshops],
        news=[
            written(document.NewsItem, each, zone, phase=each.phase.key if each.phase else None)
            for each in process.news
        ],
    )


def _workshop(workshop: models.Workshop, process: models.Process) -> document.Workshop:
    sessions = [written(document.Session, each, process.zone) for each in workshop.sessions]
    return written(document.Workshop, workshop, process.zone, phase=workshop.phase.key, sessions=sessions)
