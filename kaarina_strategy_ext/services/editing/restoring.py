"""Taking a step of the history back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ...models import Revision
from ..auditing import Act
from .drafting import Saved, restore_draft
from .history import take_turn
from .problems import RevisionUnknown


def restore(
    session: Session, process_id: int, revision_id: int, act: Act, *, languages: Sequence[str]
) -> Saved:
    """Make a part what it was before that step, as a draft; what stood there stays in the history.

    Raises `RevisionUnknown`, and `PartsInvalid` where the old value breaks a rule by now. Must be the first
    work of its transaction.
    """
    process = take_turn(session, process_id)
    revision = session.get(Revision, revision_id)
    if revision is None or revision.process_id != process_id:
        raise RevisionUnknown
    return restore_draft(session, process, revision, act, languages=languages)
