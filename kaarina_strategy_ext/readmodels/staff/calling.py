"""Whom staff must phone, because something has changed and no mail can tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from ...models import (
    AuditEntry,
    Booking,
    Change,
    ChangeKind,
    Mailing,
    MailingState,
    Registration,
)
from ...services.mailing.reaching import is_reached
from ...services.phoning import PHONED
from ..changes import change_view
from ..present import ProcessNow
from ..text import text
from . import audit_wording

# Of a session; the rest of the public changes concerns nobody's place.
_TOLD = (
    ChangeKind.TIME,
    ChangeKind.PLACE,
    ChangeKind.THEME,
    ChangeKind.SESSION_CANCELLED,
    ChangeKind.SESSION_RESTORED,
)
_GIVEN = ("booking promoted", "booking expired", "offer withdrawn")


@dataclass(frozen=True)
class Call:
    """Somebody without an e-mail address, and what they have not been told yet, a sentence each."""

    registration: Registration
    sentences: tuple[str, ...]


def people_to_phone(session: Session, process: ProcessNow) -> tuple[Call, ...]:
    """Those of the process whom nobody has told of what has changed for them, by name."""
    return _calls(session, process, _without_mail(process))


def calls(session: Session, process: ProcessNow, registration: Registration) -> tuple[Call, ...]:
    """The call to this person; empty where there is none to make."""
    return _calls(session, process, _without_mail(process).where(Registration.id == registration.id))


def _without_mail(process: ProcessNow) -> Select[Any]:
    return (
        select(Registration)
        .where(
            Registration.process_id == process.view.id,
            Registration.email.is_(None),
            Registration.erased_at.is_(None),
        )
        .options(selectinload(Registration.bookings))
        .order_by(Registration.name_key, Registration.id)
    )


def _calls(session: Session, process: ProcessNow, which: Select[Any]) -> tuple[Call, ...]:
    people = session.scalars(which).all()
    if not people:
        return ()
    changes = _changes(session, process)
    stories = _stories(session, [each.public_id for each in people])
    mailings = _mailings(session, process)
    found = (_call(each, process, changes, stories[each.public_id], mailings) for each in people)
    return tuple(each for each in found if each.sentences)


def _changes(session: Session, process: ProcessNow) -> Sequence[Change]:
    """The changes of sessions that are not over, the oldest first."""
    coming = [each.key for each in process.view.sessions if each.terms.ends_at > process.now]
    which = select(Change).where(
        Change.process_id == process.view.id, Change.kind.in_(_TOLD), Change.subject.in_(coming)
    )
    return session.scalars(which.order_by(Change.at, Change.id)).all()


def _stories(session: Session, public_ids: Sequence[str]) -> Mapping[str, list[AuditEntry]]:
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject.in_(public_ids), AuditEntry.action.in_((*_GIVEN, PHONED)))
        .order_by(AuditEntry.at, AuditEntry.id)
    )
    stories: defaultdict[str, list[AuditEntry]] = defaultdict(list)
    for entry in entries:
        stories[entry.subject or ""].append(entry)
    return stories


def _mailings(session: Session, process: ProcessNow) -> list[tuple[Mailing, frozenset[int]]]:
    """What staff have written, the oldest first, each with those whom it concerns and does not reach."""
    sent = select(Mailing).where(
        Mailing.process_id == process.view.id, Mailing.state.in_((MailingState.SENDING, MailingState.SENT))
    )
    without_mail = select(Registration.id).where(Registration.email.is_(None))
    return [
        (each, frozenset(session.scalars(without_mail.where(is_reached(process.view.id, each.audience)))))
        for each in session.scalars(sent.order_by(Mailing.send_at, Mailing.id))
    ]


def _call(
    person: Registration,
    process: ProcessNow,
    changes: Sequence[Change],
    story: Sequence[AuditEntry],
    mailings: Sequence[tuple[Mailing, frozenset[int]]],
) -> Call:
    phoned = max((each.at for each in story if each.action == PHONED), default=person.created_at)
    told = [
        *_of_sessions(person, process, changes, phoned),
        *_of_the_queue(process, story, phoned),
        *_of_mailings(person, process, mailings, phoned),
    ]
    return Call(person, tuple(dict.fromkeys(told)))


def _of_sessions(
    person: Registration, process: ProcessNow, changes: Sequence[Change], phoned: datetime
) -> Iterator[str]:
    titles: dict[str, Any] = {each.key: each.title for each in process.view.sessions}
    for change in changes:
        known = any(_concerns(change, each, process) for each in person.bookings)
        if known and change.at > phoned:
            yield change_view(change, titles, process.view.zone, process.words).sentence


def _concerns(change: Change, booking: Booking, process: ProcessNow) -> bool:
    if not booking.status.is_active or booking.created_at > change.at:
        return False
    home = next(each for each in process.workshops if each.view.id == booking.workshop_id)
    return any(
        each.view.key == change.subject and booking.session_id in (None, each.view.id)
        for each in home.sessions
    )


def _of_the_queue(process: ProcessNow, story: Sequence[AuditEntry], phoned: datetime) -> Iterator[str]:
    names = {each.view.key: f"{each.view.title} {each.view.day_text}" for each in process.coming_sessions}
    for entry in story:
        name = names.get(entry.details.get("session_key", ""))
        if name and entry.action != PHONED and entry.at > phoned:
            yield f"{audit_wording.audit_action(entry.action, process.words)}: {name}"


def _of_mailings(
    person: Registration,
    process: ProcessNow,
    mailings: Sequence[tuple[Mailing, frozenset[int]]],
    phoned: datetime,
) -> Iterator[str]:
    for mailing, concerned in mailings:
        if person.id in concerned and mailing.send_at and mailing.send_at > phoned:
            subject = text(mailing.subject, process.view.language)
            yield process.words.gettext("Message to participants: %(subject)s", subject=subject)
