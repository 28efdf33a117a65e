"""What all outboxes share: a row is claimed with a lease, sent with no transaction open, and then settled.

A worker that dies leaves its claim to run out, and the row is taken again; one that was only slow finds that
its claim has passed to somebody else.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.orm import Session

from ..models import Outgoing
from ..models.outgoing import DEFERRED, QUEUED, SENDING

Row = TypeVar("Row", bound=Outgoing)


def is_due(row: Any, now: datetime, due_by: datetime | None = None) -> ColumnElement[bool]:
    """The condition for what waits and whose moment has come, or what a worker that died has left.

    With `due_by`, what has fallen due only after that moment waits for a later round.
    """
    return or_(
        row.state.in_((QUEUED, DEFERRED)) & (row.due_at <= (due_by or now)),
        (row.state == SENDING) & (row.lease_until <= now),
    )


def take(
    session: Session,
    kind: type[Row],
    which: Any,
    now: datetime,
    *conditions: ColumnElement[bool],
    lease: timedelta,
) -> Row | None:
    """Claim the row with that id and give it; None where there is none, or not under these conditions.

    The lease must be longer than it can take to send the row.
    """
    taken = {
        "state": SENDING,
        "claim": secrets.token_hex(8),
        "lease_until": now + lease,
        "attempts": kind.attempts + 1,
    }
    rows: Any = kind
    return session.scalar(
        update(kind)
        .where(rows.id == which, *conditions)
        .values(taken)
        .returning(kind)
        .execution_options(synchronize_session=False)
    )


def settle(session: Session, kind: type[Outgoing], row_id: int, claim: str, **values: object) -> bool:
    """Write down what became of a claimed row; False where the claim has passed to somebody else."""
    rows: Any = kind
    settled = session.scalars(
        update(kind)
        .where(rows.id == row_id, kind.claim == claim, rows.state == SENDING)
        .values(claim=None, lease_until=None, **values)
        .returning(rows.id)
        .execution_options(synchronize_session=False)
    ).all()
    return bool(settled)


def pause_after(attempts: int, pauses: Sequence[timedelta]) -> timedelta | None:
    """How long to wait after so many attempts, give or take a tenth; None after the last pause."""
    if attempts > len(pauses):
        return None
    return pauses[attempts - 1] * random.uniform(0.9, 1.1)  # noqa: S311 - jitter, not a secret
