"""The public changes of a process."""

from __future__ import annotations

from msgspec import field

from . import parts, shapes
from .merging import Process
from .shapes import Address, Addresses, Moment, Shape, Slug


class ChangesLinks(Shape, frozen=True):
    """The document itself, and the same as a feed."""

    itself: Address = field(name="self")
    atom: Addresses
    status: Address


class Changes(Shape, frozen=True):
    """What has changed in the last `days`, newest first."""

    as_of: Moment
    process: Slug
    days: shapes.Count
    changes: list[shapes.Change]
    links: ChangesLinks = field(name="_links")


def changes(process: Process, days: int) -> Changes:
    """The changes of the last so many days."""
    return Changes(
        as_of=process.as_of,
        process=process.slug,
        days=days,
        changes=parts.changes(process, days),
        links=ChangesLinks(
            itself=process.document("api_changes"),
            atom=process.feeds(),
            status=process.document("api_status"),
        ),
    )
