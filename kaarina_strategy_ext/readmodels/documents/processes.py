"""All processes of the site, and one of them in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import field

from ...models import PhaseStatus
from ..content import NewsView
from ..present import PhaseNow
from . import findings, parts, shapes, strategy
from .merging import InLanguages, Process, Site
from .shapes import Address, Addresses, Moment, Shape, Slug, Texts


class ProcessInBriefLinks(Shape, frozen=True):
    """Where a process is told."""

    itself: Address = field(name="self")
    status: Address
    html: Addresses


class ProcessInBrief(Shape, frozen=True):
    """A process of the site."""

    slug: Slug
    name: Texts
    year: int | None
    is_over: bool
    links: ProcessInBriefLinks = field(name="_links")


class ProcessesLinks(Shape, frozen=True):
    """The document itself, and the description of all documents."""

    itself: Address = field(name="self")
    openapi: Address


class Processes(Shape, frozen=True):
    """The processes of the site, first published first; the `current` one lives at the prefix itself."""

    current: Slug | None
    processes: list[ProcessInBrief]
    links: ProcessesLinks = field(name="_links")


class Phase(Shape, frozen=True):
    """A phase with its decisions; `dates` is in words, `status_reason` why the status was set by hand."""

    number: int
    key: shapes.Key
    title: Texts
    status: PhaseStatus
    status_text: Texts
    status_reason: Texts | None
    is_current: bool
    dates: Texts | None
    summary: Texts | None
    description: Texts | None
    decisions: list[shapes.Decision]


class NewsLinks(Shape, frozen=True):
    """The pages of a news item."""

    html: Addresses


class News(Shape, frozen=True):
    """A news item; the words are on its page."""

    slug: Slug
    title: Texts
    published: date
    updated: date | None
    links: NewsLinks = field(name="_links")


class ProcessLinks(Shape, frozen=True):
    """The document itself, its pages, and the other documents of the process."""

    itself: Address = field(name="self")
    html: Addresses
    status: Address
    workshops: Address
    changes: Address
    linked_events: Address


class ProcessInFull(Shape, frozen=True):
    """What a process is about and what it has found, as it stands at `as_of`."""

    as_of: Moment
    slug: Slug
    name: Texts
    year: int | None
    goal: Texts
    welcome: Texts | None
    next_steps: Texts | None
    notice: Texts | None
    participation: list[Texts]
    is_over: bool
    strategy: strategy.Strategy | None
    phases: list[Phase]
    findings: findings.Findings
    news: list[News]
    contact: shapes.Contact
    links: ProcessLinks = field(name="_links")


def processes(all_of_them: Sequence[Process], current: str | None, site: Site) -> Processes:
    """The list of all processes; `current` is the slug of the one at the site's prefix, if it is there."""
    return Processes(
        current=current if current in {each.slug for each in all_of_them} else None,
        processes=[_in_brief(each) for each in all_of_them],
        links=ProcessesLinks(itself=site.address("api_processes"), openapi=site.address("api_openapi")),
    )


def _in_brief(process: Process) -> ProcessInBrief:
    return ProcessInBrief(
        slug=process.slug,
        name=process.now.texts(lambda now: now.view.name),
        year=process.now.any.view.year,
        is_over=process.now.any.is_over,
        links=ProcessInBriefLinks(
            itself=process.document("api_process"),
            status=process.document("api_status"),
            html=process.pages("process"),
        ),
    )


def process_in_full(process: Process) -> ProcessInFull:
    """One process with everything but its workshops and changes."""
    now, view = process.now, process.now.any.view
    return ProcessInFull(
        as_of=process.as_of,
        slug=process.slug,
        name=now.texts(lambda each: each.view.name),
        year=view.year,
        goal=now.texts(lambda each: each.view.goal),
        welcome=now.optional_texts(lambda each: each.view.welcome),
        next_steps=now.optional_texts(lambda each: each.view.next_steps),
        notice=now.optional_texts(lambda each: each.view.notice),
        participation=[each.texts(lambda said: said) for each in now.parts(lambda n: n.view.participation)],
        is_over=now.any.is_over,
        strategy=strategy.strategy(process),
        phases=[_phase(process, each) for each in now.parts(lambda each: each.phases)],
        findings=findings.findings(process),
        news=[_news(process, each) for each in now.parts(lambda each: each.news)],
        contact=parts.contact(process),
        links=_links(process),
    )


def _links(process: Process) -> ProcessLinks:
    return ProcessLinks(
        itself=process.document("api_process"),
        html=process.pages("process"),
        status=process.document("api_status"),
        workshops=process.document("api_workshops"),
        changes=process.document("api_changes"),
        linked_events=process.document("api_linked_events"),
    )


def _phase(process: Process, same: InLanguages[PhaseNow]) -> Phase:
    view = same.any.view
    return Phase(
        number=same.any.number,
        key=view.key,
        title=same.texts(lambda each: each.view.title),
        status=same.any.status,
        status_text=same.texts(lambda each: each.status_word),
        status_reason=same.optional_texts(lambda each: each.view.status_reason),
        is_current=same.any.is_current,
        dates=same.optional_texts(lambda each: each.view.dates),
        summary=same.optional_texts(lambda each: each.view.summary),
        description=same.optional_texts(lambda each: each.view.description),
        decisions=[parts.milestone(process, each) for each in same.parts(lambda e: e.view.milestones)],
    )


def _news(process: Process, same: InLanguages[NewsView]) -> News:
    return News(
        slug=same.any.slug,
        title=same.texts(lambda each: each.title),
        published=same.any.published_on,
        updated=same.any.updated_on,
        links=NewsLinks(html=process.pages("news_item", slug=same.any.slug)),
    )
