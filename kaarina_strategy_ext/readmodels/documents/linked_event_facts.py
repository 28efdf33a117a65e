"""When and where the events of the export are, and whether they take place as they were told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from ...models import ChangeKind
from ..changes import OF_A_SESSION
from ..content import ChangeView
from ..present import SessionNow
from .linked_event_shapes import Event, EventStatus, Place
from .merging import InLanguages, Process

DAY_LENGTH = len("2022-04-12")


def event_address(process: Process, event_id: str) -> str:
    """The address of an event; importers take its id from between the last two slashes."""
    return process.document("api_linked_event", event_id=event_id)


def is_told(process: Process, now: SessionNow) -> bool:
    """Whether the session has a day, or had one that people may have put into their calendars."""
    return now.view.on.is_exact or _has_moved(process, now)


def status(process: Process, now: SessionNow) -> EventStatus:
    """Whether the session is held as it was first told."""
    if now.view.cancelled:
        return EventStatus.CANCELLED
    if not now.view.on.is_exact:
        return EventStatus.POSTPONED
    return EventStatus.RESCHEDULED if _has_moved(process, now) else EventStatus.SCHEDULED


def times(process: Process, now: SessionNow) -> dict[str, Any]:
    """When the session is, and when it was first told and last changed."""
    view, changes = now.view, _changes(process, now)
    added = [each.at for each in changes if each.kind is ChangeKind.SESSION_ADDED]
    created = min(added, default=process.now.any.view.created_at)
    return {
        "start_time": _start(process, now),
        "end_time": process.local(view.terms.ends_at).isoformat() if view.has_both_times else None,
        "has_start_time": view.time_text is not None,
        "has_end_time": view.has_both_times,
        "created_time": process.local(created),
        "last_modified_time": process.local(max([created, *(each.at for each in changes)])),
    }


def span(parts: Sequence[Event]) -> dict[str, Any]:
    """From the first part's start to the last part's end, and when any of them was told or changed."""
    # ISO 8601 sorts by time, and a day comes before the moments in it.
    starts = min((each.start_time for each in parts if each.start_time), default=None)
    ends = max((each.end_time or each.start_time or "" for each in parts), default="") or None
    return {
        "start_time": starts,
        "end_time": ends,
        "has_start_time": len(starts or "") > DAY_LENGTH,
        "has_end_time": len(ends or "") > DAY_LENGTH,
        "created_time": min(each.created_time for each in parts),
        "last_modified_time": max(each.last_modified_time for each in parts),
    }


def place(process: Process, same: InLanguages[SessionNow]) -> Place | None:
    """Where the session is held; None where that is not known, or where nobody meets."""
    name = same.optional_texts(lambda each: each.view.place)
    street = same.optional_texts(lambda each: each.view.address)
    if name is None and street is None:
        return None
    # The same place has the same id in all its sessions.
    digest = hashlib.sha256(msgspec.json.encode([name, street])).hexdigest()[:12]
    place_id = f"{process.slug}:place_{digest}"
    return Place(
        id=place_id,
        at_id=process.document("api_linked_place", place_id=place_id),
        name=name or street or {},
        street_address=street,
        data_source=process.slug,
        publisher=None,
    )


def _start(process: Process, now: SessionNow) -> str | None:
    if not now.view.on.is_exact:
        return None
    is_clocked = now.view.time_text is not None
    return (process.local(now.view.terms.begins_at) if is_clocked else now.view.first_day).isoformat()


def _has_moved(process: Process, now: SessionNow) -> bool:
    return bool(process.now.any.view.earlier_starts(now.view))


def _changes(process: Process, now: SessionNow) -> list[ChangeView]:
    """What the public was told of the session, or of the registration to it."""
    view = process.now.any.view
    return [
        each
        for each in view.changes
        if (each.kind in OF_A_SESSION and each.subject == now.view.key)
        or each.kind is ChangeKind.REGISTRATION
    ]
