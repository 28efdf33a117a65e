"""Announcing to the host what an editor has changed: sessions moved or cancelled, results published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from ... import models
from ...models import Change, ChangeKind, EventKind, WorkshopSession
from ..announcing import announce, names_of
from ..auditing import Act
from . import document


def announce_changes(
    session: Session,
    process: models.Process,
    before: document.Process,
    after: document.Process,
    act: Act,
    *,
    changes: Iterable[Change],
) -> None:
    """Announce what the public changes say of times and cancellations, and the summaries that are new.

    Each load that changes anything has a revision of its own, which makes its events.
    """
    old, new = _moments(before), _moments(after)
    sittings = {each.key: each for workshop in process.workshops for each in workshop.sessions}
    cause = str(process.revision)
    for change in changes:
        key = change.subject
        if change.kind is ChangeKind.TIME:
            told = {**names_of(sittings[key]), "old": old[key], "new": new[key]}
            announce(session, process, EventKind.SESSION_MOVED, key, act, cause=cause, data=told)
        elif change.kind is ChangeKind.SESSION_CANCELLED:
            _announce_cancelled(session, process, sittings[key], new, act)
    _announce_results(session, process, before, after, act)


def _announce_cancelled(
    session: Session,
    process: models.Process,
    sitting: WorkshopSession,
    moments: Mapping[str, Any],
    act: Act,
) -> None:
    # Without the reason: editors may write there that somebody is ill.
    told = {**names_of(sitting), "moment": moments[sitting.key]}
    cause = str(process.revision)
    announce(session, process, EventKind.SESSION_CANCELLED, sitting.key, act, cause=cause, data=told)


def _announce_results(
    session: Session,
    process: models.Process,
    before: document.Process,
    after: document.Process,
    act: Act,
) -> None:
    """Once for each workshop, also where its summary is taken back and comes out again."""
    known = {each.slug for each in before.workshops if each.summary}
    for workshop in after.workshops:
        if workshop.summary and workshop.slug not in known:
            told = {"workshop": workshop.slug, "title": workshop.title}
            kind = EventKind.RESULT_PUBLISHED
            announce(session, process, kind, workshop.slug, act, cause="summary", data=told)


def _moments(process: document.Process) -> dict[str, dict[str, Any]]:
    zone = ZoneInfo(process.time_zone)
    return {each.key: _moment(each, zone) for workshop in process.workshops for each in workshop.sessions}


def _moment(sitting: document.Session, zone: ZoneInfo) -> dict[str, Any]:
    """From which to which day, how exactly that is known, and the instants (ISO 8601) or None."""

    def instant(clock: time | None) -> str | None:
        return datetime.combine(sitting.date.earliest, clock, zone).isoformat() if clock else None

    return {
        "earliest": sitting.date.earliest.isoformat(),
        "latest": sitting.date.latest.isoformat(),
        "precision": sitting.date.precision,
        "starts": instant(sitting.starts),
        "ends": instant(sitting.ends),
    }
