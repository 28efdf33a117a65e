"""When the rounds of retention ran, and what they found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..models import RetentionJob, RetentionRun
from .auditing import Act

# A worker looks every few seconds; of the rounds in which nothing was due, one a minute is enough to know.
IDLE_PAUSE = timedelta(minutes=1)


def note_run(session: Session, job: RetentionJob, erased: int, act: Act) -> None:
    """Write down what a round has erased; one that found nothing only moves on when that was last so."""
    if erased:
        session.add(RetentionRun(job=job, at=act.now, erased=erased))
        return
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(RetentionRun)
        .values(job=job, at=act.now, erased=0)
        .on_conflict_do_update(
            index_elements=[RetentionRun.job],
            index_where=text("erased = 0"),
            set_={"at": act.now},
            where=RetentionRun.at <= act.now - IDLE_PAUSE,
        )
        .execution_options(synchronize_session=False)
    )


def runs(session: Session, most: int) -> Sequence[RetentionRun]:
    """The last rounds that erased something, newest first, at most so many."""
    which = select(RetentionRun).where(RetentionRun.erased > 0)
    return session.scalars(which.order_by(RetentionRun.at.desc(), RetentionRun.id.desc()).limit(most)).all()


def idle_runs(session: Session) -> Sequence[RetentionRun]:
    """For each job the last round that found nothing; without those that never have."""
    return session.scalars(select(RetentionRun).where(RetentionRun.erased == 0)).all()
