"""The workshops of a process with all their sessions."""

from __future__ import annotations

from msgspec import field

from ...models import WorkshopKind
from ..present import WorkshopNow
from . import parts, shapes
from .merging import InLanguages, Process
from .shapes import Address, Addresses, Moment, Shape, Slug, Texts


class WorkshopLinks(Shape, frozen=True):
    """The pages of a workshop."""

    html: Addresses


class Material(Shape, frozen=True):
    """Something to read or look at on the web."""

    title: Texts
    url: str


class Workshop(Shape, frozen=True):
    """A series of sessions with one purpose; of `alternatives` one chooses one.

    `summary` tells what came out of it and `effect` what that did to the draft, both in Markdown. `period` is
    in words, for a workshop whose sessions have no dates.
    """

    slug: Slug
    phase: shapes.Key
    kind: WorkshopKind
    title: Texts
    purpose: Texts | None
    description: Texts | None
    summary: Texts | None
    effect: Texts | None
    materials: list[Material]
    audience: list[Texts]
    period: Texts | None
    sessions: list[shapes.Session]
    links: WorkshopLinks = field(name="_links")


class WorkshopsLinks(Shape, frozen=True):
    """The document itself, the pages and calendars, and the same in the format of Linked Events."""

    itself: Address = field(name="self")
    html: Addresses
    calendar: Addresses
    linked_events: Address
    status: Address


class Workshops(Shape, frozen=True):
    """The workshops of a process as they stand at `as_of`, in their order."""

    as_of: Moment
    process: Slug
    workshops: list[Workshop]
    links: WorkshopsLinks = field(name="_links")


def workshops(process: Process) -> Workshops:
    """All workshops."""
    return Workshops(
        as_of=process.as_of,
        process=process.slug,
        workshops=[_workshop(process, each) for each in process.now.parts(lambda now: now.workshops)],
        links=WorkshopsLinks(
            itself=process.document("api_workshops"),
            html=process.pages("workshops"),
            calendar=process.pages("calendar"),
            linked_events=process.document("api_linked_events"),
            status=process.document("api_status"),
        ),
    )


def _workshop(process: Process, same: InLanguages[WorkshopNow]) -> Workshop:
    view = same.any.view
    return Workshop(
        slug=view.slug,
        phase=view.phase_key,
        kind=WorkshopKind.ALTERNATIVES if view.has_alternatives else WorkshopKind.SEPARATE,
        title=same.texts(lambda each: each.view.title),
        purpose=same.optional_texts(lambda each: each.view.purpose),
        description=same.optional_texts(lambda each: each.view.description),
        summary=same.optional_texts(lambda each: each.view.summary),
        effect=same.optional_texts(lambda each: each.view.effect),
        materials=[
            Material(title=each.texts(lambda material: material.title), url=each.any.url)
            for each in same.parts(lambda each: each.view.materials)
        ],
        audience=[each.texts(lambda text: text) for each in same.parts(lambda each: each.view.audience)],
        period=same.optional_texts(lambda each: each.view.period),
        sessions=[parts.session(process, each) for each in same.parts(lambda each: each.sessions)],
        links=WorkshopLinks(html=process.pages("workshop", slug=view.slug)),
    )
