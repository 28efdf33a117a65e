"""The calendar files of a mail: what it puts into the calendar of its reader, and what it takes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from email.message import EmailMessage

from ..models import Message, MessageKind, Registration
from .calendar import (
    Entry,
    Method,
    Publisher,
    calendar_of,
    cancelled_entries,
    file_name,
    given_up_entries,
    own_entries,
)
from .letterhead import Letterhead

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
    for method, entries in find(message, message.registration).items():
        calendar = calendar_of(entries, publisher, now=letterhead.now, method=method)
        if calendar is not None:
            mail.add_attachment(
                calendar,
                maintype="text",
                subtype="calendar",
                filename=file_name(letterhead.language, method),
                params={"method": method.value, "charset": "utf-8"},
            )


def _all(_message: Message, registration: Registration) -> Files:
    return {Method.PUBLISH: own_entries(registration)}


def _all_and_given_up(message: Message, registration: Registration) -> Files:
    given_up = given_up_entries(registration, message.parameters.get("moved", ()))
    return {Method.PUBLISH: own_entries(registration) + given_up}


def _cancelled(message: Message, registration: Registration) -> Files:
    entries = cancelled_entries(registration, message.parameters["cancelled"])
    return {Method.CANCEL: [each for each in entries if each.session.date.is_exact]}


def _reminded(message: Message, registration: Registration) -> Files:
    key = message.parameters["session_key"]
    return {Method.PUBLISH: [each for each in own_entries(registration) if each.session.key == key]}


def _changed(message: Message, registration: Registration) -> Files:
    """Those of the changed sessions that will be held, and apart from them those to be taken out."""
    told = message.parameters["sessions"]
    mine = [each for each in own_entries(registration) if each.session.key in told]
    return {
        Method.PUBLISH: [each for each in mine if not each.is_cancelled],
        Method.CANCEL: [
            replace(each, is_cancelled=True) for each in mine if _is_gone(each, told[each.session.key])
        ],
    }


def _is_gone(entry: Entry, change: Mapping[str, Mapping[str, Mapping[str, object]]]) -> bool:
    """Whether the entry must go: its session is cancelled, or has lost the day that it had."""
    if entry.session.date.is_exact:
        return entry.is_cancelled
    day = change["before"]["when"]["date"]
    return isinstance(day, str) and len(day) == len("2022-04-12")


_FILES: Mapping[MessageKind, Callable[[Message, Registration], Files]] = {
    MessageKind.CONFIRMATION: _all,
    MessageKind.EXISTING: _all,
    MessageKind.CHANGED: _all_and_given_up,
    MessageKind.PROMOTED: _all_and_given_up,
    MessageKind.CANCELLED: _cancelled,
    MessageKind.NOTICE: _changed,
    MessageKind.REMINDER: _reminded,
}
