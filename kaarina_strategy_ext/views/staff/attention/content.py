"""What needs attention in what the public reads: results, and what the next days bring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ....i18n import weekday_day
from ....models import PhaseStatus, Process
from ....services.editing.parts import PartKind, PartName
from ..desk import Desk
from .item import Attention

AHEAD = timedelta(days=7)


def unpublished(desk: Desk) -> Iterator[Attention]:
    """That nobody else sees the process yet."""
    process = desk.session.get(Process, desk.process.view.id)
    if process is not None and not process.is_public:
        sentence = desk.words.gettext("This process is not public yet. Only the staff side shows it.")
        yield Attention(sentence, desk.url("staff_content"))


def results(desk: Desk) -> Iterator[Attention]:
    """The workshops that are over and of which nobody has told what came out."""
    for workshop in desk.process.workshops:
        if workshop.is_past and workshop.view.sessions and workshop.view.summary is None:
            sentence = desk.words.gettext(
                "%(workshop)s has been held, and its results have not been told.",
                workshop=workshop.view.title,
            )
            part = PartName(PartKind.WORKSHOP, workshop.view.slug)
            yield Attention(sentence, desk.url("staff_content_part", part=str(part)))


def phases(desk: Desk) -> Iterator[Attention]:
    """The phases that begin within a week, and the decision where it is that near."""
    process, address = desk.process, desk.url("process")
    for phase in process.phases:
        begins = phase.view.course.begins_at
        if phase.status is PhaseStatus.UPCOMING and begins is not None and begins <= process.now + AHEAD:
            # Its day may be known as "in the beginning of September" only, so none is told.
            sentence = desk.words.gettext("The phase %(phase)s begins within a week.", phase=phase.view.title)
            yield Attention(sentence, address, is_to_come=True)
    decision, days = process.decision, process.days_to_decision
    if decision and decision.expected and days is not None and days <= AHEAD.days:
        sentence = desk.words.gettext(
            "%(decision)s: expected on %(day)s.",
            decision=decision.title,
            day=weekday_day(decision.expected.earliest, desk.language),
        )
        yield Attention(sentence, address, is_to_come=True)
