"""What a content file may say: the rules for each kind of part.

A rule yields (field, message) pairs for what breaks it; the field is empty where the value as a whole is
wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from . import timing, words
from .document import (
    Contact,
    FuzzyDate,
    Material,
    Milestone,
    NewsItem,
    Phase,
    Process,
    Registration,
    Session,
    Strategy,
    Survey,
    Text,
    Theme,
    Workshop,
)
from .problems import Said
from .timing import FIRST_YEAR, LAST_YEAR, Broken

FORMAT = 1
SUMMARY_LENGTH = 140  # characters that the widget has room for
FEWEST_ALTERNATIVES = 2
# More people than any town of ours has; what is more is a slip, and might not fit into a column.
MOST = 1_000_000
MOST_HOURS = 8760  # a year
MOST_COMPANIONS = 20
MOST_REMINDERS = 5

# Words that follow the prefix in addresses, where the slug of a process stands as well.
RESERVED_SLUGS = frozenset(
    {
        *("tyopajat", "ilmoittautuminen", "oma", "linkki", "ilmoita", "ajankohtaista", "hallinta"),
        *("workshoppar", "anmalan", "min", "lank", "meddela", "aktuellt", "administration"),
        *("workshops", "registration", "own", "news"),
        *("muutokset.atom", "andringar.atom", "kalenteri.ics", "kalender.ics", "calendar.ics"),
        *("widget", "widget.js", "oembed", "api", "static"),
    }
)


@dataclass(frozen=True)
class Around:
    """What a rule knows of the rest: the configured languages, the zone if there is one, the phases' keys."""

    languages: tuple[str, ...]
    zone: ZoneInfo | None
    phases: tuple[str, ...]


Rule = Callable[[Any, Around], Broken]


def rule_for(kind: type) -> Rule | None:
    """The rule for values of this very type; None for a type all of whose values are right."""
    return _RULES.get(kind)


def _named(part: Any, field: str) -> Broken:
    if problem := words.name_problem(getattr(part, field)):
        yield field, problem


def _linked(part: Any, *fields: str) -> Broken:
    for field in fields:
        if (link := getattr(part, field)) is not None and (problem := words.link_problem(link)):
            yield field, problem


def _in_phase(part: Milestone | Workshop | NewsItem, around: Around) -> Broken:
    if part.phase is not None and part.phase not in around.phases:
        known = ", ".join(around.phases) or "none"
        pattern = "there is no phase {phase!r}; the phases are {known}"
        yield "phase", Said(pattern, phase=part.phase, known=known)


def _number(part: Any, field: str, least: int, most: int = MOST) -> Broken:
    if (value := getattr(part, field)) is not None:
        yield from _within(field, value, least, most)


def _within(place: str, value: int, least: int, most: int) -> Broken:
    if value < least:
        yield place, Said("must be at least {least}, not {value}", least=least, value=value)
    if value > most:
        yield place, Said("must be at most {most}, not {value}", most=most, value=value)


def _unique(names: Sequence[tuple[str, Hashable]]) -> Broken:
    first: dict[Hashable, str] = {}
    for place, name in names:
        if first.setdefault(name, place) != place:
            yield place, Said("{name!r} stands already at {place}", name=name, place=first[name])


def _process(process: Process, around: Around) -> Broken:
    if process.format != FORMAT:
        pattern = "this release reads format {known}, not {given}"
        yield "format", Said(pattern, known=FORMAT, given=process.format)
    yield from _named(process, "slug")
    if process.slug in RESERVED_SLUGS:
        yield "slug", Said("{slug!r} is the word of another page's address", slug=process.slug)
    if around.zone is None:
        pattern = "there is no time zone {zone!r}; expected a name such as Europe/Helsinki"
        yield "time_zone", Said(pattern, zone=process.time_zone)
    if process.year is not None and not FIRST_YEAR <= process.year <= LAST_YEAR:
        pattern = "must be from {least} to {most}, not {value}"
        yield "year", Said(pattern, least=FIRST_YEAR, most=LAST_YEAR, value=process.year)
    bounds = {"offer_hours": MOST_HOURS, "cut_off_hours": MOST_HOURS, "companions": MOST_COMPANIONS}
    for field, most in bounds.items():
        yield from _number(process, field, 0, most)
    yield from _reminder_hours(process.reminder_hours)
    yield from _unique_names(process)


def _reminder_hours(hours: Sequence[int]) -> Broken:
    if len(hours) > MOST_REMINDERS:
        pattern = "has {count} numbers; at most {most} are allowed"
        yield "reminder_hours", Said(pattern, count=len(hours), most=MOST_REMINDERS)
    places = [(f"reminder_hours[{number}]", each) for number, each in enumerate(hours)]
    yield from (broken for place, each in places for broken in _within(place, each, 1, MOST_HOURS))
    yield from _unique(places)


def _unique_names(process: Process) -> Broken:
    for field in ("phases", "milestones", "surveys", "themes"):
        parts = getattr(process, field)
        yield from _unique([(f"{field}[{number}].key", part.key) for number, part in enumerate(parts)])
    for field in ("workshops", "news"):
        parts = getattr(process, field)
        yield from _unique([(f"{field}[{number}].slug", part.slug) for number, part in enumerate(parts)])
    yield from _unique(
        [
            (f"workshops[{number}].sessions[{place}].key", session.key)
            for number, workshop in enumerate(process.workshops)
            for place, session in enumerate(workshop.sessions)
        ]
    )


def _contact(contact: Contact, _: Around) -> Broken:
    if contact == Contact():
        yield "", "a contact needs at least one way to get in touch"
    if contact.email is not None and (problem := words.address_problem(contact.email)):
        yield "email", problem
    if contact.phone is not None and (problem := words.string_problem(contact.phone)):
        yield "phone", problem


def _phase(phase: Phase, _: Around) -> Broken:
    yield from _named(phase, "key")
    yield from timing.phase_problems(phase)
    yield from _one_sentence("summary", phase.summary)
    if phase.status and not phase.status_reason:
        yield "status_reason", "a status set by hand needs a reason"
    if phase.status_reason and not phase.status:
        yield "status_reason", "is only for a status set by hand, and there is none"


def _milestone(milestone: Milestone, around: Around) -> Broken:
    yield from _named(milestone, "key")
    yield from _one_sentence("date_reason", milestone.date_reason)
    yield from _in_phase(milestone, around)
    yield from _linked(milestone, "agenda_url", "minutes_url")


def _survey(survey: Survey, _: Around) -> Broken:
    yield from _named(survey, "key")
    yield from _number(survey, "respondents", 0)
    yield from _linked(survey, "report_url")


def _workshop(workshop: Workshop, around: Around) -> Broken:
    yield from _named(workshop, "slug")
    yield from _in_phase(workshop, around)
    if workshop.kind == "alternatives" and len(workshop.sessions) < FEWEST_ALTERNATIVES:
        pattern = "alternatives need at least {least} sessions, not {count}"
        yield "sessions", Said(pattern, least=FEWEST_ALTERNATIVES, count=len(workshop.sessions))


def _session(session: Session, around: Around) -> Broken:
    yield from _named(session, "key")
    yield from _one_sentence("staff_note", session.staff_note)
    yield from _linked(session, "remote_url")
    yield from _number(session, "capacity", 1)
    yield from _number(session, "waiting_list_size", 0)
    yield from _reserved_seats(session)
    yield from timing.session_problems(session, around.zone)
    for number, language in enumerate(session.languages):
        if problem := words.code_problem(language):
            yield f"languages[{number}]", problem
    yield from _unique([(f"languages[{number}]", code) for number, code in enumerate(session.languages)])


def _one_sentence(name: str, text: Text | None) -> Broken:
    """A text for the widget, which has room for one sentence."""
    for language, words_of_it in (text or {}).items():
        if len(words_of_it) > SUMMARY_LENGTH:
            pattern = "has {count} characters; at most {most} fit"
            yield f"{name}.{language}", Said(pattern, count=len(words_of_it), most=SUMMARY_LENGTH)


def _reserved_seats(session: Session) -> Broken:
    yield from _number(session, "reserved_seats", 0)
    if session.capacity is None:
        if session.reserved_seats > 0:
            yield "reserved_seats", "needs a capacity as well"
    elif session.reserved_seats > session.capacity:
        pattern = "must be at most the capacity {most}, not {value}"
        yield "reserved_seats", Said(pattern, most=session.capacity, value=session.reserved_seats)


def _news_item(item: NewsItem, around: Around) -> Broken:
    yield from _named(item, "slug")
    yield from _in_phase(item, around)
    yield from timing.news_problems(item)


_RULES: dict[type, Rule] = {
    dict: lambda text, around: words.text_problems(text, around.languages),
    date: lambda day, _: timing.day_problems(day),
    datetime: lambda moment, around: timing.wall_clock_problems(moment, around.zone),
    FuzzyDate: lambda value, _: timing.fuzzy_date_problems(value),
    Registration: lambda registration, _: timing.registration_problems(registration),
    Contact: _contact,
    Process: _process,
    Phase: _phase,
    Milestone: _milestone,
    Survey: _survey,
    Theme: lambda theme, _: _named(theme, "key"),
    Workshop: _workshop,
    Material: lambda material, _: _linked(material, "url"),
    Strategy: lambda strategy, _: _linked(strategy, "document_url"),
    Session: _session,
    NewsItem: _news_item,
}
