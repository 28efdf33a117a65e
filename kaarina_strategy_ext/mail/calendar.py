"""Calendar files (RFC 5545) of sessions: somebody's own, and public ones without a person in them.

UIDs never change and SEQUENCE never falls, so that a calendar replaces what it has. No file holds a personal
link, because calendars get shared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

from ..i18n import words
from ..models import Booking, BookingStatus, Registration, WorkshopSession
from ..readmodels.text import optional_text, text


class Method(StrEnum):
    """What the file asks a calendar to do (RFC 5546, section 3.2)."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Publisher:
    """Who gives out the file, in which language, and the public address where readers find more.

    `address` is the organiser's e-mail address, `domain` the host name that ends each UID.
    """

    organisation: str
    address: str | None
    url: str
    domain: str
    language: str


@dataclass(frozen=True)
class Entry:
    """One session in a file; `owner` is the public id of the registration whose entry it is."""

    session: WorkshopSession
    sequence: int
    is_cancelled: bool
    owner: str | None = None

    @property
    def uid(self) -> str:
        """What comes before the domain in the UID."""
        return f"{self.session.key}-{self.owner}" if self.owner else self.session.key


def public_entries(sessions: Iterable[WorkshopSession]) -> list[Entry]:
    """The sessions as anybody may have them; their workshops and process must be loaded, or loadable."""
    return [Entry(each, each.sequence, is_cancelled=each.cancelled is not None) for each in sessions]


def own_entries(registration: Registration) -> list[Entry]:
    """The sessions in which the registration has a confirmed seat."""
    return [
        _own_entry(registration, each.session, is_cancelled=each.session.cancelled is not None)
        for each in registration.bookings
        if each.session and each.status is BookingStatus.CONFIRMED
    ]


def given_up_entries(registration: Registration, moved: Collection[str] = ()) -> list[Entry]:
    """The alternatives that were left for another, and the sessions out of which staff moved somebody.

    As cancelled; the latter by their keys.
    """
    workshops = {each.workshop_id for each in registration.active_bookings}
    return [
        _own_entry(registration, sitting, is_cancelled=True)
        for booking, sitting in _lost(registration)
        if booking.exclusive_workshop_id in workshops or sitting.key in moved
    ]


def cancelled_entries(registration: Registration, keys: Collection[str]) -> list[Entry]:
    """The sessions with these keys in which the registration has no seat any more, as cancelled."""
    return [
        _own_entry(registration, sitting, is_cancelled=True)
        for _, sitting in _lost(registration)
        if sitting.key in keys
    ]


def file_name(language: str, method: Method = Method.PUBLISH) -> str:
    """The name under which a calendar file is saved."""
    named = {
        Method.PUBLISH: {"fi": "kalenteri.ics", "sv": "kalender.ics"},
        Method.CANCEL: {"fi": "peruttu.ics", "sv": "bort-ur-kalendern.ics"},
    }
    return named[method].get(
        language, {Method.PUBLISH: "calendar.ics", Method.CANCEL: "cancelled.ics"}[method]
    )


def calendar_of(
    entries: Iterable[Entry],
    publisher: Publisher,
    *,
    now: datetime,
    method: Method = Method.PUBLISH,
    name: str | None = None,
) -> bytes | None:
    """The file in UTF-8; None where nothing is left to put into it.

    A session without a day can only be taken out of a calendar. `name` is what a calendar calls the file
    where it subscribes to it.
    """
    told = [entry for entry in entries if entry.session.date.is_exact or method is Method.CANCEL]
    if not told:
        return None
    calendar = Calendar()
    calendar.add("prodid", f"-//kaarina-strategy-ext//{publisher.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    if name:
        calendar.add("x-wr-calname", _plain(name))
    for entry in told:
        calendar.add_component(_event(entry, publisher, now))
    years = [entry.session.date.earliest.year for entry in told]
    # Only the years that matter: without them the library lists every change of the clocks since 1970.
    calendar.add_missing_timezones(date(min(years), 1, 1), date(max(years) + 1, 12, 31))
    return bytes(calendar.to_ical())


def _lost(registration: Registration) -> list[tuple[Booking, WorkshopSession]]:
    held = {each.session_id for each in registration.active_bookings}
    # An offer that was declined or has expired never was in a calendar.
    lost = {
        each.session.id: (each, each.session)
        for each in _cancelled(registration)
        if each.session and each.session_id not in held
    }
    return list(lost.values())


def _cancelled(registration: Registration) -> list[Booking]:
    return [each for each in registration.bookings if each.status is BookingStatus.CANCELLED]


def _own_entry(registration: Registration, sitting: WorkshopSession, *, is_cancelled: bool) -> Entry:
    # Cancelling raises the number by one, and booking again after it by one more, so that the latest wins.
    number = sum(each.session_id == sitting.id for each in _cancelled(registration))
    is_seated = any(each.session_id == sitting.id for each in registration.active_bookings)
    sequence = sitting.sequence + 2 * number - (0 if is_seated else 1)
    return Entry(sitting, sequence, is_cancelled=is_cancelled, owner=registration.public_id)


def _event(entry: Entry, publisher: Publisher, now: datetime) -> Event:
    sitting, language = entry.session, publisher.language
    event = Event()
    event.add("uid", f"{entry.uid}@{publisher.domain}")
    event.add("dtstamp", now)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("summary", _plain(str(text(sitting.title or sitting.workshop.title, language))))
    _add_times(event, sitting)
    where = [optional_text(each, language) for each in (sitting.place, sitting.address)]
    if any(where):
        event.add("location", _plain(", ".join(str(each) for each in where if each)))
    event.add("description", _description(sitting, publisher))
    event.add("url", publisher.url)
    if publisher.address:
        event.add("organizer", _organiser(publisher.organisation, publisher.address))
    return event


def _add_times(event: Event, sitting: WorkshopSession) -> None:
    if not sitting.date.is_exact:
        return
    if sitting.starts_at is None:
        # A day without a clock time; DTEND is the first day after it (RFC 5545, section 3.6.1).
        event.add("dtstart", sitting.date.earliest)
        event.add("dtend", sitting.date.day_after)
        return
    zone = sitting.workshop.process.zone
    event.add("dtstart", sitting.starts_at.astimezone(zone))
    if sitting.ends_at:
        event.add("dtend", sitting.ends_at.astimezone(zone))


def _description(sitting: WorkshopSession, publisher: Publisher) -> str:
    told = [optional_text(each, publisher.language) for each in (sitting.theme, sitting.access)]
    lines = [str(each) for each in told if each]
    if sitting.starts_at is None:
        lines.insert(0, words(publisher.language).gettext("Clock time to be specified"))
    return _plain("\n".join([*lines, publisher.url]))


def _organiser(name: str, address: str) -> vCalAddress:
    organiser = vCalAddress(f"mailto:{address}")
    organiser.params["CN"] = vText(_plain(name))
    return organiser


def _plain(written: str) -> str:
    """The text with plain line ends; older releases of the library write a lone CR as if a line began."""
    return written.replace("\r\n", "\n").replace("\r", "\n")
