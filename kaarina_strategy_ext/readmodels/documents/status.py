"""Where a process stands, in one small document: what the widget says, for programs."""

from __future__ import annotations

from msgspec import field

from . import parts, shapes
from .merging import Process
from .shapes import Address, Addresses, Moment, Shape, Slug, Texts

# What has room in a small document; all of them are in the document of the changes.
MOST_CHANGES = 5


class FindingsLinks(Shape, frozen=True):
    """Where the findings are told in full."""

    html: Addresses
    process: Address


class FindingsInBrief(Shape, frozen=True):
    """Who was asked about the current state, and where their answers are told."""

    audiences: list[Texts]
    links: FindingsLinks = field(name="_links")


class StatusLinks(Shape, frozen=True):
    """What else there is of the process: pages, feeds and calendars by language, and further documents."""

    itself: Address = field(name="self")
    html: Addresses
    widget: Addresses
    atom: Addresses
    calendar: Addresses
    process: Address
    workshops: Address
    changes: Address
    linked_events: Address


class Status(Shape, frozen=True):
    """Where the process stands at `as_of`.

    `sentence` answers "where are we?" in the editor's words. `next_session` is null where none is coming, and
    `decision` is the one to which the process leads. `changes` has those of the last `days`, newest first
    and at most five.
    """

    as_of: Moment
    process: Slug
    name: Texts
    sentence: Texts | None
    phase: shapes.CurrentPhase | None
    phases: list[shapes.PhaseInBrief]
    next_session: shapes.Session | None
    decision: shapes.Decision | None
    days: shapes.Count
    changes: list[shapes.Change]
    findings: FindingsInBrief | None
    contact: shapes.Contact
    links: StatusLinks = field(name="_links")


def status(process: Process, days: int) -> Status:
    """The status with the changes of the last so many days."""
    return Status(
        as_of=process.as_of,
        process=process.slug,
        name=process.now.texts(lambda now: now.view.name),
        sentence=process.now.optional_texts(
            lambda now: now.current_phase.view.summary if now.current_phase else None
        ),
        phase=parts.current_phase(process),
        phases=parts.phases(process),
        next_session=_next_session(process),
        decision=parts.decision(process),
        days=days,
        changes=parts.changes(process, days)[:MOST_CHANGES],
        findings=_findings(process),
        contact=parts.contact(process),
        links=_links(process),
    )


def _next_session(process: Process) -> shapes.Session | None:
    coming = process.now.parts(lambda now: now.coming_sessions)
    return parts.session(process, coming[0]) if coming else None


def _findings(process: Process) -> FindingsInBrief | None:
    surveys = process.now.parts(lambda now: now.view.findings.surveys)
    if not surveys:
        return None
    return FindingsInBrief(
        audiences=[survey.texts(lambda each: each.audience or each.title) for survey in surveys],
        links=FindingsLinks(
            html=process.pages("process", _anchor="ks-findings"), process=process.document("api_process")
        ),
    )


def _links(process: Process) -> StatusLinks:
    return StatusLinks(
        itself=process.document("api_status"),
        html=process.pages("process"),
        widget=process.widgets(),
        atom=process.feeds(),
        calendar=process.pages("calendar"),
        process=process.document("api_process"),
        workshops=process.document("api_workshops"),
        changes=process.document("api_changes"),
        linked_events=process.document("api_linked_events"),
    )
