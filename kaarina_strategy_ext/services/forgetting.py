"""Erasing the log once its time is over, with the proofs of erasure, the rounds of retention and door links.

The acts of a workshop are numbered without a gap, and their number goes on standing for each of them.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, false, or_, select, text, update
from sqlalchemy.orm import Session

from ..models import AuditEntry, ErasureProof, Registration, RetentionJob, RetentionRun
from ..models.audit import FORGOTTEN, REMEMBERED
from . import seating
from .auditing import SESSION_BROUGHT_FORWARD, Act
from .inviting import forget_invitations
from .retention_runs import note_run

MOST_AT_ONCE = 2000
_UNSYNCHRONISED = {"synchronize_session": False}


def forget_log(session: Session, act: Act, *, days: int) -> int:
    """Erase what was written down so many days ago; gives how many entries and links to doors.

    At most `MOST_AT_ONCE` entries, and every link that has opened nothing for as long: by then nothing in the
    log is done with it, so that nobody has to be told whose it was.

    Not before the registrations have been erased of which an entry tells or that are kept by it: what may
    happen to a seat, who must be phoned and when somebody is erased follows from them. Of a numbered entry
    its number and its action stay.
    """
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    since = act.now - timedelta(days=days)
    old = session.execute(
        select(AuditEntry.id, AuditEntry.number)
        .where(text(REMEMBERED), AuditEntry.at < since, ~_is_needed())
        .order_by(AuditEntry.at)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    numbered = [row.id for row in old if row.number is not None]
    rest = [row.id for row in old if row.number is None]
    emptied = update(AuditEntry).values(actor=FORGOTTEN, subject=None, details={})
    for statement in (
        emptied.where(AuditEntry.id.in_(numbered)),
        delete(AuditEntry).where(AuditEntry.id.in_(rest)),
        delete(ErasureProof).where(ErasureProof.at < since),
        delete(RetentionRun).where(RetentionRun.at < since),
    ):
        session.execute(statement, execution_options=_UNSYNCHRONISED)
    forgotten = len(old) + forget_invitations(session, act, days=days)
    note_run(session, RetentionJob.LOG, forgotten, act)
    return forgotten


def _is_needed() -> ColumnElement[bool]:
    kept = exists().where(Registration.erased_at.is_(None))
    return or_(
        kept.where(Registration.public_id == AuditEntry.subject),
        and_(
            AuditEntry.action == SESSION_BROUGHT_FORWARD,
            kept.where(Registration.process_id == AuditEntry.process_id),
        ),
    )
