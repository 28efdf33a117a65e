"""Who of the staff has seen somebody's details, as the audit tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Select, String, cast, or_, select
from sqlalchemy.orm import Session

from ...models import AuditEntry, Registration
from ...services.auditing import READ
from ...services.ranges import Ranges
from ..present import ProcessNow

MOST = 100


@dataclass(frozen=True)
class ReadingRow:
    """That a member of staff has seen them so many times on one day, last at the moment.

    `page` is the code of the page or the export.
    """

    at: datetime
    actor: str
    page: str
    times: int


@dataclass(frozen=True)
class Readings:
    """The newest readings of one registration; `has_more` says that there may have been others before."""

    rows: tuple[ReadingRow, ...]
    has_more: bool


def readings_of(session: Session, process: ProcessNow, registration: Registration) -> Readings:
    """Who has seen the registration's details, alone or among others, newest first, of at most `MOST` times.

    What is being shown now is not among them yet.
    """
    read = select(AuditEntry).where(
        AuditEntry.process_id == registration.process_id, AuditEntry.action == READ
    )
    alone = session.scalars(_newest(read.where(AuditEntry.subject == registration.public_id))).all()
    # An entry about several names them in its details, one about very many only their ids.
    told = cast(AuditEntry.details, String)
    among = read.where(AuditEntry.subject.is_(None), AuditEntry.at >= registration.created_at)
    named = or_(told.contains(registration.public_id), told.contains('"ids"'))
    others = session.scalars(among.where(named).order_by(AuditEntry.id.desc())).yield_per(MOST)
    found: list[AuditEntry] = [
        *alone,
        *islice((each for each in others if _holds(each, registration)), MOST + 1),
    ]
    found.sort(key=lambda entry: entry.id, reverse=True)
    return Readings(tuple(_by_day(found[:MOST], process)), len(found) > MOST)


def _by_day(found: Iterable[AuditEntry], process: ProcessNow) -> Iterator[ReadingRow]:
    """One row for all the times that somebody has opened the same page on a day."""
    alike: dict[tuple[object, ...], list[AuditEntry]] = {}
    for each in found:
        day = each.at.astimezone(process.view.zone).date()
        alike.setdefault((day, each.actor, each.details.get("page")), []).append(each)
    for newest, *others in alike.values():
        yield ReadingRow(newest.at, newest.actor, str(newest.details.get("page", "")), 1 + len(others))


def _newest(which: Select[Any]) -> Select[Any]:
    return which.order_by(AuditEntry.id.desc()).limit(MOST + 1)


def _holds(entry: AuditEntry, registration: Registration) -> bool:
    if "ids" in entry.details:
        return registration.id in Ranges.read(entry.details["ids"])
    return registration.public_id in entry.details.get("registrations", ())
