"""Calendar files (RFC 5545) of sessions: somebody's own, and public ones without a person in them.

UIDs never change and SEQUENCE never falls, so that a calendar replaces what it has. No file holds a personal
link, because calendars get shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration, vText

from ..i18n import words
from ..models import WorkshopSession
from ..readmodels.text import optional_text, text
from .entries import Entry

# How often a calendar should ask again.
REFRESH = timedelta(hours=1)


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
class Subscription:
    """What a calendar is told of a file that it fetches again and again: its name, its address, its zone."""

    name: str
    url: str
    zone: ZoneInfo


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
    subscription: Subscription | None = None,
) -> bytes | None:
    """The file in UTF-8; None where nothing is left to put into it and nobody subscribes to it.

    A session without a day can only be taken out of a calendar.
    """
    told = [entry for entry in entries if entry.session.date.is_exact or method is Method.CANCEL]
    if not told and subscription is None:
        return None
    calendar = Calendar()
    calendar.add("prodid", f"-//kaarina-strategy-ext//{publisher.language.upper()}")
    calendar.add("version", "2.0")
    if subscription:
        _add_subscription(calendar, subscription)
    if told:
        calendar.add("method", method.value)
        _add_events(calendar, told, publisher, now)
    elif subscription:
        # Without events it needs another component (RFC 5545, 3.6), and has no method (RFC 5546, 3.2.1).
        first, last = _years([now.year])
        calendar.add_component(Timezone.from_tzid(subscription.zone.key, first_date=first, last_date=last))
    return bytes(calendar.to_ical())


def _add_events(calendar: Calendar, entries: list[Entry], publisher: Publisher, now: datetime) -> None:
    for entry in entries:
        calendar.add_component(_event(entry, publisher, now))
    calendar.add_missing_timezones(*_years([entry.session.date.earliest.year for entry in entries]))


def _years(years: list[int]) -> tuple[date, date]:
    """The years that matter: without them the library lists every change of the clocks since 1970."""
    return date(min(years), 1, 1), date(max(years) + 1, 12, 31)


def _add_subscription(calendar: Calendar, subscription: Subscription) -> None:
    """Say the name and how often to ask again as RFC 7986 does, and as programs did before it."""
    name = _plain(subscription.name)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("source", subscription.url, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))


def _event(entry: Entry, publisher: Publisher, now: datetime) -> Event:
    sitting, language = entry.session, publisher.language
    event = Event()
    event.add("uid", f"{entry.uid}@{publisher.domain}")
    # By it a calendar that has two files knows the newer one, so it must not move while nothing is new.
    event.add("dtstamp", (entry.told_at or now).astimezone(UTC))
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
