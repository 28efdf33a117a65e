"""Writing down, at the end of a unit of work, how the seats of the workshops stand that it has locked."""

from __future__ import annotations

from collections import Counter
from typing import Any, Protocol

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..models import SeatCount
from .seat_counting import Counted, Group

_LOCKED = "kaarina_strategy_locked"


class Seated(Protocol):
    """What is known of the seats of a locked workshop; it changes with each booking."""

    groups: Counter[Group]
    last_number: int


def remember(session: Session, workshop_id: int, seated: Seated, kept: Counted | None) -> None:
    """Have the seats kept at the end of this transaction; `kept` is what stands there, if it is true."""
    _of_transaction(session)[workshop_id] = seated, _row(workshop_id, kept) if kept else None


def keep(session: Session) -> None:
    """Write down the seats of the workshops that this transaction has locked, as far as they have changed.

    Under their locks, so that a row is never older than the log at its number.
    """
    locked = _of_transaction(session)
    rows = [(_row(each, Counted(now.last_number, now.groups)), was) for each, (now, was) in locked.items()]
    if changed := [row for row, was in rows if row != was]:
        session.connection().execute(_UPSERTS[session.get_bind().dialect.name], changed)
    locked.clear()


def _of_transaction(session: Session) -> dict[int, Any]:
    """The workshops that this transaction has locked; what an earlier one has held is nobody's any more."""
    transaction = session.get_transaction()
    held = session.info.get(_LOCKED)
    if held is None or held[0] is not transaction:
        held = session.info[_LOCKED] = transaction, {}
    locked: dict[int, Any] = held[1]
    return locked


def _row(workshop_id: int, counted: Counted) -> dict[str, Any]:
    return {"workshop_id": workshop_id, "number": counted.number, "groups": counted.written()}


def _upsert(insert: Any) -> Any:
    new = insert(SeatCount.__table__)
    told = {name: new.excluded[name] for name in ("number", "groups")}
    return new.on_conflict_do_update(index_elements=["workshop_id"], set_=told)


_UPSERTS = {"postgresql": _upsert(postgresql.insert), "sqlite": _upsert(sqlite.insert)}
