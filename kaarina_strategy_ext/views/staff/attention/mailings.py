"""What needs attention in what staff write to participants: what waits for somebody, and what goes when."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from ....i18n import moment
from ....models import Mailing, MailingState
from ....readmodels.text import text
from ..desk import Desk
from .item import Attention


def unsent(desk: Desk) -> Iterator[Attention]:
    """How many mailings have been begun and are not on their way."""
    begun = Mailing.process_id == desk.process.view.id, Mailing.state == MailingState.DRAFT
    if number := desk.session.scalar(select(func.count()).where(*begun)):
        sentence = desk.words.ngettext(
            "%(n)s message to participants is a draft.", "%(n)s messages to participants are drafts.", number
        )
        yield Attention(sentence, desk.url("staff_mailings"))


def scheduled(desk: Desk) -> Iterator[Attention]:
    """The mailings that go at a time, the first first."""
    mine = Mailing.process_id == desk.process.view.id, Mailing.state == MailingState.SCHEDULED
    for each in desk.session.scalars(select(Mailing).where(*mine).order_by(Mailing.send_at, Mailing.id)):
        if each.send_at is not None and each.subject:
            sentence = desk.words.gettext(
                "“%(subject)s” goes to participants %(moment)s.",
                subject=text(each.subject, desk.language),
                moment=moment(each.send_at, desk.process.view.zone, desk.language),
            )
            yield Attention(sentence, desk.url("staff_mailing", mailing_id=each.id), is_to_come=True)
