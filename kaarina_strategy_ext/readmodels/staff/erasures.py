"""What was erased lately, and what will be: how the office shows that it keeps its word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...models import ErasureKind, ErasureProof, OpeningRequest, RetentionJob, RetentionRun
from ...services.keeping import leaving
from ...services.retention_runs import idle_runs, runs
from ..present import ProcessNow

MOST_SHOWN = 20


@dataclass(frozen=True)
class DueDay:
    """How many registrations are erased on a day, and of how many needs and diet."""

    on: date
    registrations: int
    needs: int


@dataclass(frozen=True)
class Retention:
    """The days to come, the last rounds, and when each job last found nothing more to do; None before that.

    `waiting` are the addresses that wait to be told of an opening.
    """

    due: tuple[DueDay, ...]
    runs: Sequence[RetentionRun]
    idle: tuple[tuple[RetentionJob, datetime | None], ...]
    waiting: int


def retention(session: Session, process: ProcessNow, registration_days: int, needs_days: int) -> Retention:
    """How retention stands over all processes; days are those of the process that is looked at."""
    zone = process.view.zone
    counts: dict[date, list[int]] = {}
    found = [leaving(session, registration_days)]
    if needs_days < registration_days:
        found.append(leaving(session, needs_days, only_needs=True))
    for column, instants in enumerate(found):
        for at, number in instants.items():
            counts.setdefault(at.astimezone(zone).date(), [0, 0])[column] += number
    due = [DueDay(on, *numbers) for on, numbers in sorted(counts.items())]
    last = {each.job: each.at for each in idle_runs(session)}
    return Retention(
        tuple(due[:MOST_SHOWN]),
        runs(session, MOST_SHOWN),
        tuple((job, last.get(job)) for job in RetentionJob),
        session.scalar(select(func.count(OpeningRequest.id))) or 0,
    )


def latest_proofs(session: Session) -> Sequence[ErasureProof]:
    """The erasures that somebody has asked for or done by hand, newest first."""
    which = select(ErasureProof).where(ErasureProof.kind == ErasureKind.REQUEST)
    newest = which.order_by(ErasureProof.at.desc(), ErasureProof.id.desc())
    return session.scalars(newest.limit(MOST_SHOWN)).all()
