"""What needs attention for the sake of those who have registered: offers, calls, mail, retention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from ....host import current_host
from ....i18n import moment, weekday_day
from ....models import Booking, BookingStatus, MessageState, Registration
from ....readmodels.staff.calling import people_to_phone
from ....readmodels.staff.overview import outbox_tally
from ....services.keeping import leaving
from ..desk import Desk
from .item import Attention

LONGEST_WAIT = timedelta(minutes=10)
"""Mail that has waited longer is told: a worker sends it within seconds."""
DAYS_AHEAD = 7


def offers(desk: Desk) -> Iterator[Attention]:
    """Offers without an answer, and how many of them end today."""
    mine = Registration.process_id == desk.process.view.id, Booking.status == BookingStatus.OFFERED
    deadlines = desk.session.scalars(
        select(Booking.answer_by).join(Booking.registration).where(*mine).order_by(Booking.answer_by)
    ).all()
    ends = [each for each in deadlines if each is not None]
    if not ends:
        return
    zone, address = desk.process.view.zone, desk.url("staff_sessions", _anchor="ks-offers")
    today = [each for each in ends if each.astimezone(zone).date() <= desk.process.today]
    yield Attention(
        desk.words.ngettext(
            "%(n)s offer of a place waits for an answer until %(moment)s.",
            "%(n)s offers of a place wait for an answer, the first until %(moment)s.",
            len(ends),
            moment=moment(ends[0], zone, desk.language),
        ),
        address,
    )
    if today:
        sentence = desk.words.ngettext("%(n)s offer ends today.", "%(n)s offers end today.", len(today))
        yield Attention(sentence, address)


def calls(desk: Desk) -> Iterator[Attention]:
    """People who have no e-mail address and have not been told of what has changed."""
    if number := len(people_to_phone(desk.session, desk.process)):
        sentence = desk.words.ngettext(
            "%(n)s person without e-mail must be told of a change by telephone.",
            "%(n)s people without e-mail must be told of a change by telephone.",
            number,
        )
        yield Attention(sentence, desk.url("staff_sessions", _anchor="ks-calls"))


def mail(desk: Desk) -> Iterator[Attention]:
    """Mail that did not arrive, and mail that waits although it should have gone."""
    tally = outbox_tally(desk.session, desk.process)
    if number := tally.numbers.get(MessageState.BOUNCED, 0):
        sentence = desk.words.ngettext(
            "The mail server has refused %(n)s message.",
            "The mail server has refused %(n)s messages.",
            number,
        )
        yield Attention(sentence, desk.url("staff_messages", state="bounced"))
    if number := tally.numbers.get(MessageState.GIVEN_UP, 0):
        sentence = desk.words.ngettext(
            "%(n)s message could not be delivered.", "%(n)s messages could not be delivered.", number
        )
        yield Attention(sentence, desk.url("staff_messages", state="given_up"))
    since = tally.waiting_since
    if since is not None and since <= desk.process.now - LONGEST_WAIT:
        sentence = desk.words.gettext(
            "Mail has waited to be sent since %(moment)s. If it stays so, tell those who keep the site.",
            moment=moment(since, desk.process.view.zone, desk.language),
        )
        yield Attention(sentence, desk.url("staff_messages", state="queued"))


def retention(desk: Desk) -> Iterator[Attention]:
    """How many registrations are erased on which of the next days, and how many should have been."""
    settings, process = current_host().settings, desk.process
    due = leaving(desk.session, settings["RETENTION_DAYS"])
    late = sum(number for at, number in due.items() if at <= process.now - timedelta(days=1))
    if late:
        sentence = desk.words.ngettext(
            "%(n)s registration should have been erased already. Tell those who keep the site.",
            "%(n)s registrations should have been erased already. Tell those who keep the site.",
            late,
        )
        yield Attention(sentence, desk.url("staff_privacy", _anchor="ks-retention"))
    soon = process.now + timedelta(days=DAYS_AHEAD)
    days: Counter[date] = Counter()
    for at, number in due.items():
        if process.now - timedelta(days=1) < at <= soon:
            days[at.astimezone(process.view.zone).date()] += number
    for day, number in sorted(days.items()):
        sentence = desk.words.ngettext(
            "%(n)s registration is erased on %(day)s.",
            "%(n)s registrations are erased on %(day)s.",
            number,
            day=weekday_day(day, desk.language),
        )
        yield Attention(sentence, desk.url("staff_privacy", _anchor="ks-retention"), is_to_come=True)
