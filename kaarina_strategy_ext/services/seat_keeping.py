"""Writing down, at the end of a unit of work, how the seats of the workshops stand that it has locked."""

from __future__ import annotations

from collections import Counter
from typing import Any, Protocol

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..models import SeatCount, Workshop
from .seat_counting import Counted, Group
from .unit_of_work import before_commit

_LOCKED = "kaarina_strategy_locked"


class Seated(Protocol):
    """What is known of the seats of a locked workshop; it changes with each booking."""

    workshop: Workshop
    groups: Counter[Group]
    last_number: int


def remember(session: Session, seated: Seated) -> None:
    """Have the seats kept before this transaction commits, if anything is noted of the workshop by then."""
    locked = _of_transaction(session)
    locked[seated.workshop.id] = seated, seated.last_number
    before_commit(session, keep)


def keep(session: Session) -> None:
    """Write down the seats of the workshops that this transaction has locked and noted something of.

    Under their locks, so that a row is never older than the log at its number.
    """
    locked = _of_transaction(session)
    changed = [
        _row(workshop_id, Counted(seated.last_number, seated.groups))
        for workshop_id, (seated, number) in locked.items()
        if seated.last_number != number and not _is_going(session, seated.workshop)
    ]
    if changed:
        session.connection().execute(_UPSERTS[session.get_bind().dialect.name], changed)
    locked.clear()


def _is_going(session: Session, workshop: Workshop) -> bool:
    return workshop in session.deleted or inspect(workshop).deleted


def _of_transaction(session: Session) -> dict[int, tuple[Seated, int]]:
    """The workshops that this transaction has locked, with the last number of each log as it was then.

    What an earlier transaction has held is nobody's any more.
    """
    transaction = session.get_transaction()
    held = session.info.get(_LOCKED)
    if held is None or held[0] is not transaction:
        held = session.info[_LOCKED] = transaction, {}
    locked: dict[int, tuple[Seated, int]] = held[1]
    return locked


def _row(workshop_id: int, counted: Counted) -> dict[str, Any]:
    return {"workshop_id": workshop_id, "number": counted.number, "groups": counted.written()}


def _upsert(insert: Any) -> Any:
    new = insert(SeatCount.__table__)
    told = {name: new.excluded[name] for name in ("number", "groups")}
    return new.on_conflict_do_update(index_elements=["workshop_id"], set_=told)


_UPSERTS = {"postgresql": _upsert(postgresql.insert), "sqlite": _upsert(sqlite.insert)}
