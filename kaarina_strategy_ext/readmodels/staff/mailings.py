"""Mailings as staff see them: how far each has come, and who gets it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...models import Audience, Mailing, MailingState, Message, MessageState, Registration, Translated
from ...services.mailing.reaching import can_be_written_to, is_reached
from ...services.mailing.sending import FAILED
from ...services.outbox import ON_ITS_WAY
from ..text import Text, text

MOST_TO_PHONE = 200


@dataclass(frozen=True)
class MailingRow:
    """One mailing, with the number of its messages in each state."""

    mailing: Mailing
    subject: Text | None
    numbers: Mapping[MessageState, int] = field(default_factory=dict)

    @property
    def messages(self) -> int:
        """How many messages there are; fewer than there were once people have been erased."""
        return sum(self.numbers.values())

    @property
    def sent(self) -> int:
        """How many the mail server has taken."""
        return self.numbers.get(MessageState.SENT, 0)

    @property
    def under_way(self) -> int:
        """How many will still be sent by themselves."""
        return sum(self.numbers.get(each, 0) for each in ON_ITS_WAY)

    @property
    def failed(self) -> int:
        """How many were refused or given up."""
        return sum(self.numbers.get(each, 0) for each in FAILED)

    @property
    def shown_state(self) -> MailingState:
        """Its state to its reader, to whom it is being sent until the last message has gone."""
        is_going = self.mailing.state is MailingState.SENT and self.under_way
        return MailingState.SENDING if is_going else self.mailing.state

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether something of it is still to go."""
        return self.shown_state in (MailingState.SCHEDULED, MailingState.SENDING)


def mailing_rows(session: Session, process_id: int, language: str) -> tuple[MailingRow, ...]:
    """The mailings of the process, newest first."""
    found = session.scalars(
        select(Mailing).where(Mailing.process_id == process_id).order_by(Mailing.id.desc())
    ).all()
    return _rows(session, found, language)


def mailing_row(session: Session, mailing: Mailing, language: str) -> MailingRow:
    """The mailing with its messages counted."""
    return _rows(session, [mailing], language)[0]


def first_recipients(
    session: Session, process_id: int, audience: Audience, language: str, *, most: int
) -> Sequence[Registration]:
    """Some of those who get the mailing in the language, by name; may be empty."""
    return session.scalars(
        select(Registration)
        .where(is_reached(process_id, audience), can_be_written_to(), Registration.language == language)
        .order_by(Registration.name_key, Registration.id)
        .limit(most)
    ).all()


def one_recipient(
    session: Session, process_id: int, audience: Audience, public_id: str
) -> Registration | None:
    """The person of that id who gets the mailing; None for anybody else."""
    if "\0" in public_id:  # which PostgreSQL can compare with nothing
        return None
    mine = is_reached(process_id, audience), can_be_written_to(), Registration.public_id == public_id
    return session.scalar(select(Registration).where(*mine))


def people_without_mail(session: Session, process_id: int, audience: Audience) -> Sequence[Registration]:
    """Those in the audience who have no address and must be phoned, by name; at most `MOST_TO_PHONE`."""
    return session.scalars(
        select(Registration)
        .where(is_reached(process_id, audience), Registration.email.is_(None))
        .order_by(Registration.name_key, Registration.id)
        .limit(MOST_TO_PHONE)
    ).all()


def languages_behind(texts: Translated) -> frozenset[str]:
    """The languages whose words are older than those of another one, which was edited later."""
    newest = max(texts.edited_at.values(), default=None)
    return frozenset(language for language, moment in texts.edited_at.items() if newest and moment < newest)


def _rows(session: Session, mailings: Iterable[Mailing], language: str) -> tuple[MailingRow, ...]:
    mine = list(mailings)
    states = Message.mailing_id, Message.state
    counted = session.execute(
        select(*states, func.count())
        .where(Message.mailing_id.in_([each.id for each in mine]))
        .group_by(*states)
    ).all()
    numbers: defaultdict[int, dict[MessageState, int]] = defaultdict(dict)
    for mailing_id, state, number in counted:
        numbers[mailing_id or 0][state] = number
    return tuple(
        MailingRow(each, text(each.subject, language) if each.subject else None, numbers[each.id])
        for each in mine
    )
