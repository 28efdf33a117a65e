"""What all outboxes share: a row is claimed with a lease, sent with no transaction open, and then settled.

A worker that dies leaves its claim to run out, and the row is taken again; one that was only slow finds that
its claim has passed to somebody else.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, case, or_, update
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
    taken: Row | None = session.scalar(_taking(kind, _id(kind) == which, now, conditions, lease))
    return taken


def take_all(
    session: Session,
    kind: type[Row],
    which: Collection[int],
    now: datetime,
    *conditions: ColumnElement[bool],
    lease: timedelta,
) -> list[Row]:
    """Claim the rows with these ids and give those of them that are under these conditions, in any order.

    The lease must be longer than it can take to send one of them.
    """
    return list(session.scalars(_taking(kind, _id(kind).in_(which), now, conditions, lease)))


def give_back(session: Session, kind: type[Outgoing], claimed: Collection[Outgoing]) -> None:
    """Let claimed rows wait again as they did before, none of which has been tried."""
    rows: Any = kind
    claims = {each.claim for each in claimed}
    session.execute(
        update(kind)
        .where(kind.claim.in_(claims), rows.id.in_(_id(each) for each in claimed), rows.state == SENDING)
        .values(
            state=case((kind.attempts > 1, DEFERRED), else_=QUEUED),
            claim=None,
            lease_until=None,
            attempts=kind.attempts - 1,
        )
        .execution_options(synchronize_session=False)
    )


def _id(kind: Any) -> Any:
    return kind.id


def _taking(
    kind: type[Row],
    which: ColumnElement[bool],
    now: datetime,
    conditions: Sequence[ColumnElement[bool]],
    lease: timedelta,
) -> Any:
    taken = {
        "state": SENDING,
        "claim": secrets.token_hex(8),
        "lease_until": now + lease,
        "attempts": kind.attempts + 1,
    }
    claimed = update(kind).where(which, *conditions).values(taken).returning(kind)
    return claimed.execution_options(synchronize_session=False)


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
