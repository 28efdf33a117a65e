"""Publishing drafts: all at once or not at all, now or at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...models import (
    Change,
    ChangeKind,
    Draft,
    Process,
    Publication,
    PublicationState,
    RevisionAction,
    Translated,
)
from .. import seating
from ..auditing import Act
from ..content import document
from ..content.bringing import Way, bring_process, open_process, workshops_of
from ..content.problems import ContentInvalid, Problem
from ..content.words import text_problems
from .history import drafts_of, note_step, publications_of, take_turn, versions_of
from .parts import PartName
from .problems import EditConflict, MissingText, PublicationNotWaiting, TranslationsMissing
from .readiness import Planned, Terms, ready_content
from .telling import problems_told

Text = Mapping[str, str]

_WAITING = (PublicationState.SCHEDULED, PublicationState.FAILED)
_SECOND_CLICK = timedelta(minutes=10)  # also after a lost connection, when somebody sends the page again


def publish(
    session: Session,
    process_id: int,
    names: Collection[PartName],
    act: Act,
    *,
    languages: Sequence[str],
    is_bilingual: bool = True,
    note: Text | None = None,
    at: datetime | None = None,
) -> Publication | None:
    """Publish the drafts of the named parts, and the process itself where it is not public yet.

    With an `at` that is to come they wait until then as they are now; whoever goes on editing them changes
    nothing in that. A `note` is told to the public as a change. Names without a draft are passed over; gives
    None where none of the named parts is left to do, as after a double click, whose note is not told again;
    and the publication that is there already where the same was asked for just before.

    Raises what `ready_content` raises, and for the note `TranslationsMissing` with a missing text of no part,
    or `ContentInvalid` at the path `note`. Must be the first work of its transaction.
    """
    process = _take_all(session, process_id)
    drafts = {name: each for name, each in drafts_of(session, process_id).items() if name in set(names)}
    if not drafts and process.is_public and (names or not note):
        return None
    terms = _require_fit(note, Terms(languages, is_bilingual))
    publication = _planned(process_id, drafts, act, note=note, at=at)
    if done := _asked_before(session, publication):
        return done
    content = ready_content(session, process, plans_of(publication), act.now, terms)
    session.add(publication)
    session.flush()
    if publication.publish_at <= act.now:
        _go_public(session, process, publication, content, act)
    return publication


def withdraw_publication(session: Session, process_id: int, publication_id: int, act: Act) -> Publication:
    """Call off a publication that waits, or put away one that has failed; its drafts stay.

    Raises `PublicationNotWaiting`. Must be the first work of its transaction.
    """
    take_turn(session, process_id)
    waiting = {each.id: each for each in publications_of(session, process_id) if each.state in _WAITING}
    # Not asked for by its id: what somebody types may be a number that no column holds.
    if (publication := waiting.get(publication_id)) is None:
        raise PublicationNotWaiting
    publication.state, publication.actor = PublicationState.WITHDRAWN, act.actor
    return publication


def due_publications(session: Session, now: datetime) -> list[tuple[int, int]]:
    """The publications whose time has come, in its order: each with the id of its process before its own."""
    due = (
        select(Publication.process_id, Publication.id)
        .where(Publication.state == PublicationState.SCHEDULED, Publication.publish_at <= now)
        .order_by(Publication.publish_at, Publication.id)
    )
    return [(row.process_id, row.id) for row in session.execute(due)]


def publish_due(
    session: Session,
    process_id: int,
    publication_id: int,
    now: datetime,
    *,
    languages: Sequence[str],
    is_bilingual: bool,
) -> bool:
    """Publish one that is due; gives whether it went public.

    One that cannot keeps its drafts and tells its problems. Must be the first work of its transaction;
    any number of workers may try at once.
    """
    process = _take_all(session, process_id)
    publication = session.get_one(Publication, publication_id, populate_existing=True)
    if publication.state is not PublicationState.SCHEDULED:
        return False
    act = Act(publication.actor, now)
    try:
        terms = Terms(languages, is_bilingual)
        content = ready_content(session, process, plans_of(publication), now, terms)
    except (ContentInvalid, EditConflict, TranslationsMissing) as fault:
        publication.state, publication.problems = PublicationState.FAILED, problems_told(fault)
        return False
    _go_public(session, process, publication, content, act)
    return True


def plans_of(publication: Publication) -> dict[PartName, Planned]:
    """The parts of a publication as they were when it was made."""
    return {PartName.parse(each["part"]): Planned(each["base"], each["value"]) for each in publication.parts}


def _planned(
    process_id: int, drafts: Mapping[PartName, Draft], act: Act, *, note: Text | None, at: datetime | None
) -> Publication:
    return Publication(
        process_id=process_id,
        state=PublicationState.SCHEDULED,
        made_at=act.now,
        publish_at=max(at or act.now, act.now),
        actor=act.actor,
        note=Translated(dict(note)) if note else None,
        parts=[_kept(name, draft) for name, draft in drafts.items()],
    )


def _asked_before(session: Session, asked: Publication) -> Publication | None:
    earlier = publications_of(session, asked.process_id)
    return next((each for each in earlier if _is_same(each, asked)), None)


def _is_same(earlier: Publication, asked: Publication) -> bool:
    """Whether the same person has asked for exactly this before: the same parts or note at the same time."""
    if (earlier.parts, earlier.note, earlier.actor) != (asked.parts, asked.note, asked.actor):
        return False
    if earlier.state is PublicationState.SCHEDULED:
        return earlier.publish_at == asked.publish_at
    is_note_alone = earlier.state is PublicationState.PUBLISHED and bool(asked.note) and not asked.parts
    return is_note_alone and asked.publish_at - earlier.publish_at < _SECOND_CLICK


def _kept(name: PartName, draft: Draft) -> dict[str, Any]:
    return {"part": str(name), "base": draft.base, "value": draft.value}


def _take_all(session: Session, process_id: int) -> Process:
    """Nobody else edits the process, and nobody books in its workshops."""
    seating.lock(session, workshops_of(process_id))
    return take_turn(session, process_id)


def _require_fit(note: Text | None, terms: Terms) -> Terms:
    """Give the terms, which the note meets."""
    if not note:
        return terms
    broken = text_problems(dict(note), terms.languages)
    if problems := [Problem(f"note.{language}", told) for language, told in broken]:
        raise ContentInvalid(problems)
    if lacking := [language for language in terms.needed if language not in note]:
        raise TranslationsMissing(tuple(MissingText(None, "note", language) for language in lacking))
    return terms


def _go_public(
    session: Session, process: Process, publication: Publication, content: document.Process, act: Act
) -> None:
    bring_process(session, process, content, act, Way(RevisionAction.PUBLISHED, publication.id))
    open_process(session, process, act)
    if publication.note:
        told = {"text": dict(publication.note)}
        session.add(
            Change(process_id=process.id, at=act.now, kind=ChangeKind.NOTE, subject=process.slug, after=told)
        )
        process.revision += 1
    publication.state, publication.published_at = PublicationState.PUBLISHED, act.now
    _settle(session, process.id, publication, act)


def _settle(session: Session, process_id: int, publication: Publication, act: Act) -> None:
    """Drafts that are public now are done; those edited since go on from what is."""
    drafts, versions = drafts_of(session, process_id), dict(versions_of(session, process_id))
    step = partial(note_step, session, process_id, action=RevisionAction.SAVED)
    for name, plan in plans_of(publication).items():
        draft = drafts.get(name)
        if draft is None:
            continue
        if draft.value == plan.value:
            session.delete(draft)
            continue
        draft.base, draft.version = plan.value, versions.get(str(name), 0) + 1
        step(
            name,
            act=Act(draft.saved_by, act.now),
            version=draft.version,
            values=(plan.value, draft.value),
        )
