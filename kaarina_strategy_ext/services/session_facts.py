"""What has changed about sessions, as their people are told: old and new facts by session key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from ..models import Process, WorkshopSession
from .content import document
from .content.comparing import moment_of

# What people must know before they leave home is told at once.
SHORTLY = timedelta(hours=6)
_WHERE = ("place", "remote_url")

Change = Mapping[str, Any]
"""`before` and `after`, and whether an offer of a seat has `lapsed` by it."""
Changed = Mapping[str, Change]


def facts(sitting: document.Session) -> dict[str, Any]:
    """What people are told of when it changes, in the shape of the content file."""
    return {
        "when": moment_of(sitting),
        "place": {"place": sitting.place, "address": sitting.address},
        "remote_url": sitting.remote_url,
        "theme": sitting.theme,
        "cancelled": sitting.cancelled is not None,
    }


def changed_sessions(before: document.Process, after: document.Process) -> Iterator[tuple[str, Change]]:
    """The sessions of which some fact differs; new ones and those that are gone are left out."""
    known = {each.key: facts(each) for workshop in before.workshops for each in workshop.sessions}
    for workshop in after.workshops:
        for sitting in workshop.sessions:
            old, new = known.get(sitting.key), facts(sitting)
            if old is not None and old != new:
                yield sitting.key, {"before": old, "after": new}


def joined(*changes: Changed) -> dict[str, Change]:
    """Several changes as one, from the first old to the last new; what ends as it began is no change."""
    told: dict[str, Change] = {}
    for key, change in (each for one in changes for each in one.items()):
        first = told.get(key, change)
        lapsed = first["lapsed"] or change["lapsed"]
        told[key] = {**change, "before": first["before"], "lapsed": lapsed}
    return {key: each for key, each in told.items() if each["before"] != each["after"]}


def is_news(sitting: WorkshopSession, change: Change, now: datetime) -> bool:
    """Whether it still helps to know; a new room or link does so until the end, all else before the start."""
    terms, before, after = sitting.terms(), change["before"], change["after"]
    helps_latecomers = not after["cancelled"] and any(before[name] != after[name] for name in _WHERE)
    return now < (terms.ends_at if helps_latecomers or sitting.starts_at is None else terms.begins_at)


def is_urgent(change: Change, process: Process, now: datetime) -> bool:
    """Whether it cannot wait: a cancellation, or a session that starts, or would have, within hours."""
    if change["after"]["cancelled"] and not change["before"]["cancelled"]:
        return True
    begins = (_begins(change[each]["when"], process) for each in ("before", "after"))
    return any(each is not None and abs(each - now) <= SHORTLY for each in begins)


def was_ahead(change: Change, process: Process, now: datetime) -> bool:
    """Whether the session was still to come by its old day; its new one may be a slip, and mended soon."""
    begins = _begins(change["before"]["when"], process)
    return begins is not None and now < begins


def _begins(when: Mapping[str, Any], process: Process) -> datetime | None:
    """The start of a moment in the shape of the content file; None where there is no exact day."""
    try:
        day = date.fromisoformat(when["date"])
    except (TypeError, ValueError):
        return None
    return datetime.combine(day, time.fromisoformat(when.get("starts", "00:00")), process.zone)
