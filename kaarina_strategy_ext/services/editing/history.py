"""The steps that a part has gone through, and what somebody saw of it after one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from ...models import Draft, Process, Publication, PublicationState, Revision, RevisionAction
from .. import seating
from ..auditing import Act
from ..content.document import Process as Content
from ..content.exporting import process_by_id
from .merging import keeps_order
from .parts import PartKind, PartName, Value, values_of


def take_turn(session: Session, process_id: int) -> Process:
    """The process as it is, while nobody else edits it; to be the first work of a transaction.

    Raises `NoResultFound` where there is no such process.
    """
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    turn = process_by_id(process_id).with_for_update(key_share=True)
    process: Process = session.scalars(turn.execution_options(populate_existing=True)).one()
    return process


def draft_of(session: Session, process_id: int, name: PartName) -> Draft | None:
    """The draft of the part, or None."""
    which = Draft.process_id == process_id, Draft.part == str(name)
    draft: Draft | None = session.scalar(select(Draft).where(*which))
    return draft


def drafts_of(session: Session, process_id: int) -> dict[PartName, Draft]:
    """All drafts of the process by the names of their parts."""
    drafts = session.scalars(select(Draft).where(Draft.process_id == process_id).order_by(Draft.id))
    return {PartName.parse(each.part): each for each in drafts}


def steps_of(session: Session, process_id: int, name: PartName) -> list[Revision]:
    """The history of the part, oldest first."""
    which = Revision.process_id == process_id, Revision.part == str(name)
    return list(session.scalars(select(Revision).where(*which).order_by(Revision.version)))


def seen_at(steps: Sequence[Revision], version: int, public: Value | None) -> Value | None:
    """What somebody saw of the part who opened it at a version: the draft, else what was public.

    `public` is what is so now, which tells it for a part without a history.
    """
    known = [step for step in steps if step.version <= version]
    if not known:
        return steps[0].before if steps else public
    of_draft = [step for step in known if step.action is not RevisionAction.LOADED]
    last = of_draft[-1] if of_draft and of_draft[-1].action.is_of_draft else known[-1]
    value: Value | None = last.after
    return value


def note_step(
    session: Session,
    process_id: int,
    name: PartName,
    action: RevisionAction,
    act: Act,
    *,
    version: int,
    values: tuple[Value | None, Value | None],
    publication_id: int | None = None,
) -> None:
    """Write down the part's step to a version, from one value to another."""
    before, after = values
    session.add(
        Revision(
            process_id=process_id,
            part=str(name),
            version=version,
            at=act.now,
            actor=act.actor,
            action=action,
            before=before,
            after=after,
            publication_id=publication_id,
        )
    )


def note_differences(
    session: Session,
    process_id: int,
    contents: tuple[Content | None, Content],
    action: RevisionAction,
    act: Act,
    *,
    publication_id: int | None = None,
) -> None:
    """Write down a step of each part that differs between two contents, of which the first may be none."""
    before, after = (values_of(each) if each else {} for each in contents)
    versions = versions_of(session, process_id)
    for name in {**before, **after}:
        values = before.get(name), after.get(name)
        if values[0] == values[1] or (name.kind is PartKind.ORDER and keeps_order(*values)):
            continue
        note_step(
            session,
            process_id,
            name,
            action,
            act,
            version=versions.get(str(name), 0) + 1,
            values=values,
            publication_id=publication_id,
        )


def versions_of(session: Session, process_id: int) -> Mapping[str, int]:
    """The newest version of each part that has a history, by the text of its name."""
    rows = session.execute(
        select(Revision.part, Revision.version)
        .where(Revision.process_id == process_id)
        .order_by(Revision.version)
    )
    return {row.part: row.version for row in rows}


def waiting_publications(session: Session, process_id: int) -> Sequence[Publication]:
    """The publications that are scheduled, and those that were due and have failed, by their time."""
    which = select(Publication).where(
        Publication.process_id == process_id,
        Publication.state.in_((PublicationState.SCHEDULED, PublicationState.FAILED)),
    )
    return session.scalars(which.order_by(Publication.publish_at, Publication.id)).all()


def publications_of(session: Session, process_id: int) -> list[Publication]:
    """All publications of the process, the newest first."""
    which = select(Publication).where(Publication.process_id == process_id)
    return list(session.scalars(which.order_by(Publication.id.desc())))
