"""The calendar files of a mail: what it puts into the calendar of its reader, and what it takes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

from ..models import Message, MessageKind, Registration
from ..services.queueing_mail import SHOW_ALL
from .calendar import Method, Publisher, calendar_of, file_name
from .entries import Entry, lost_entries, own_entries
from .letterhead import Letterhead

_INSTANT = timedelta(microseconds=1)

Files = Mapping[Method, list[Entry]]


def attach_calendars(mail: EmailMessage, message: Message, letterhead: Letterhead) -> None:
    """Attach a file for each method; none where the mail changes nothing in a calendar."""
    find = _FILES.get(message.kind)
    if find is None or message.registration is None:
        return
    publisher = Publisher(
        organisation=letterhead.organisation,
        address=letterhead.sender,
        url=letterhead.process_url,
        domain=letterhead.domain,
        language=letterhead.language,
    )
    for method, entries in find(message, message.registration, letterhead).items():
        calendar = calendar_of(entries, publisher, now=letterhead.now, method=method)
        if calendar is not None:
            mail.add_attachment(
                calendar,
                maintype="text",
                subtype="calendar",
                filename=file_name(letterhead.language, method),
                params={"method": method.value, "charset": "utf-8"},
            )


def _as_it_is(message: Message, registration: Registration, letterhead: Letterhead) -> Files:
    """All seats, and apart from them those given up since earlier mails, or in what the message tells of."""
    told_of = message.parameters
    named = (*told_of.get("cancelled", ()), *told_of.get("moved", ()))
    told = _told_until(letterhead)
    since = min(message.created_at, told) if told else None
    return {
        Method.PUBLISH: [each for each in own_entries(registration) if not each.is_cancelled],
        Method.CANCEL: lost_entries(registration, since, named),
    }


def _told_until(letterhead: Letterhead) -> datetime | None:
    return letterhead.shown_at + _INSTANT if letterhead.shown_at else None


def _reminded(message: Message, registration: Registration, _letterhead: Letterhead) -> Files:
    key = message.parameters["session_key"]
    return {Method.PUBLISH: [each for each in own_entries(registration) if each.session.key == key]}


def _changed(message: Message, registration: Registration, letterhead: Letterhead) -> Files:
    """Those of the changed sessions that will be held, and apart from them those to be taken out."""
    told = message.parameters["sessions"]
    mine = [each for each in own_entries(registration) if each.session.key in told]
    return {
        Method.PUBLISH: [each for each in mine if not each.is_cancelled],
        Method.CANCEL: [
            *(replace(each, is_cancelled=True) for each in mine if _is_gone(each, told[each.session.key])),
            # A mail that was to take them out may have had nothing to say any more.
            *lost_entries(registration, _told_until(letterhead)),
        ],
    }


def _is_gone(entry: Entry, change: Mapping[str, Mapping[str, Mapping[str, object]]]) -> bool:
    """Whether the entry must go: its session is cancelled, or has lost the day that it had."""
    if entry.session.date.is_exact:
        return entry.is_cancelled
    day = change["before"]["when"]["date"]
    return isinstance(day, str) and len(day) == len("2022-04-12")


_FILES: Mapping[MessageKind, Callable[[Message, Registration, Letterhead], Files]] = {
    **dict.fromkeys(SHOW_ALL, _as_it_is),
    MessageKind.NOTICE: _changed,
    MessageKind.REMINDER: _reminded,
}
