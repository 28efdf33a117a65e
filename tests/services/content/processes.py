"""Hypothesis strategies for every process that can be read."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from typing import Any

from hypothesis import strategies as st
from msgspec import structs

from kaarina_strategy_ext.services.content import document
from kaarina_strategy_ext.services.content.document import FuzzyDate

from .files import LANGUAGES

DAYS = st.dates(date(1950, 1, 1), date(2199, 12, 31))
CLOCK = st.times(time(5)) | st.sampled_from([time(5), time(17), time(17, 0, 30)])  # no zone skips these
MOMENTS = st.builds(datetime.combine, DAYS, CLOCK)
LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
TRAPS = st.text(st.sampled_from(" \n\ta:#-'\"\\|>&*!%@`[]{},?01\u2028\u2029\ufeff\xa0\U0001f600"), min_size=1)
OTHER_TYPES = st.sampled_from(
    ["no", "17:00", "null", "~", "2022", "2022-04-12", "true", "1_0", "0x1F", "=", "<<"]
)
LINKS = st.sampled_from(["https://kaarina.fi", "http://kaarina.fi/a?b=c:d#e"])
NAMES = st.text(st.sampled_from("abz019-"), min_size=1, max_size=60)


def _composed(words: str) -> str:
    return unicodedata.normalize("NFC", words)


LINES = (st.text(LETTERS, min_size=1, max_size=200) | OTHER_TYPES).map(_composed).filter(str.strip)
WORDS = LINES | TRAPS.map(_composed).filter(str.strip)
TEXTS = st.dictionaries(st.sampled_from(LANGUAGES), WORDS, min_size=1)
SUMMARIES = st.dictionaries(st.sampled_from(LANGUAGES), OTHER_TYPES, min_size=1)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The values of the strategy, or None."""
    return st.none() | strategy


def exact(text: dict[str, str] | None, day: date) -> FuzzyDate:
    """A date precise to the day."""
    return FuzzyDate(earliest=day, latest=day, precision="day", text=text)


EXACT_DATES = st.builds(exact, maybe(TEXTS), DAYS)
SPANS = st.one_of(
    st.tuples(DAYS, DAYS).map(sorted),
    st.sampled_from([(date(2024, 2, 1), date(2024, 2, 29)), (date(2022, 1, 1), date(2022, 12, 31))]),
)
VAGUE_DATES = st.builds(
    lambda span, precision, text: FuzzyDate(earliest=span[0], latest=span[1], precision=precision, text=text),
    SPANS,
    st.sampled_from(["month", "year"]),
    maybe(TEXTS),
)
FUZZY_DATES = EXACT_DATES | VAGUE_DATES

ANNOUNCED = st.builds(document.Registration, mode=st.just("announced_later"), information_on=maybe(DAYS))
WINDOWS = st.builds(
    lambda opens, closes, told: document.Registration(
        mode="window", opens=opens, closes=closes if closes and closes > opens else None, information_on=told
    ),
    MOMENTS,
    maybe(MOMENTS),
    maybe(DAYS),
)
REGISTRATIONS = ANNOUNCED | WINDOWS
CONTACTS = st.builds(
    document.Contact, name=maybe(TEXTS), email=st.just("a@b.fi"), phone=maybe(LINES), address=maybe(TEXTS)
)
HOURS = st.integers(1, 8760) | st.sampled_from([2, 24, 48])


def parts(kind: type[Any], name_field: str = "key", **fields: Any) -> st.SearchStrategy[list[Any]]:
    """Up to two parts with different names."""
    part = st.builds(kind, **{name_field: NAMES}, title=TEXTS, **fields)
    return st.lists(part, max_size=2, unique_by=lambda each: getattr(each, name_field))


PHASES = parts(document.Phase, summary=maybe(SUMMARIES), description=maybe(TEXTS), ends=maybe(FUZZY_DATES))
PHASES_BY_HAND = parts(document.Phase, status=st.just("suspended"), status_reason=TEXTS)
SURVEYS = parts(
    document.Survey,
    audience=maybe(TEXTS),
    respondents=maybe(st.integers(0, 10**6)),
    period=maybe(FUZZY_DATES),
    report_url=maybe(LINKS),
)
THEMES = parts(
    document.Theme, note=maybe(TEXTS), targets=st.lists(TEXTS, max_size=2), is_excerpt=st.booleans()
)

SESSION_FIELDS: dict[str, Any] = {
    "title": maybe(TEXTS),
    "theme": maybe(TEXTS),
    "theme_follows": st.booleans(),
    "place": maybe(TEXTS),
    "address": maybe(TEXTS),
    "access": maybe(TEXTS),
    "remote_url": maybe(LINKS),
    "mode": maybe(st.sampled_from(["on_site", "remote", "hybrid"])),
    "languages": st.lists(st.sampled_from(["fi", "sv", "no"]), unique=True),
    "catering": st.booleans(),
    "capacity": maybe(st.integers(1, 10**6)),
    "room_for_all": st.booleans(),
    "waiting_list_size": maybe(st.integers(0, 10**6)),
    "cancelled": maybe(TEXTS),
    "registration": maybe(REGISTRATIONS),
}


@st.composite
def sessions(draw: st.DrawFn, key: str) -> document.Session:
    """A session of this key; clock times and office seats only where there is a place for them."""
    starts, ends = draw(maybe(CLOCK)), draw(maybe(CLOCK))
    others = {name: draw(strategy) for name, strategy in SESSION_FIELDS.items()}
    return document.Session(
        key=key,
        date=draw(EXACT_DATES if starts else FUZZY_DATES),
        starts=starts,
        ends=ends if starts and ends and ends > starts else None,
        reserved_seats=draw(st.integers(0, others["capacity"] or 0)),
        **others,
    )


@st.composite
def workshops(draw: st.DrawFn, phase: str) -> list[document.Workshop]:
    """Up to two workshops of the phase."""
    found = draw(
        parts(
            document.Workshop,
            "slug",
            phase=st.just(phase),
            purpose=maybe(TEXTS),
            audience=st.lists(TEXTS, max_size=2),
            period=maybe(FUZZY_DATES),
            summary=maybe(TEXTS),
            registration=maybe(REGISTRATIONS),
            sessions=st.just([]),
        )
    )
    if not found:
        return []
    pair = [draw(sessions("eka")), draw(sessions("toka"))]
    changed = {"sessions": pair, "kind": draw(st.sampled_from(["separate", "alternatives"]))}
    return [structs.replace(found[0], **changed), *found[1:]]


PROCESS_FIELDS: dict[str, Any] = {
    "slug": NAMES,
    "time_zone": st.sampled_from(["Europe/Helsinki", "UTC"]),
    "name": TEXTS,
    "goal": TEXTS,
    "year": maybe(st.integers(1900, 2199)),
    "notice": maybe(TEXTS),
    "participation": st.lists(TEXTS, max_size=2),
    "registration": maybe(REGISTRATIONS),
    "contact": maybe(CONTACTS),
    "offer_hours": HOURS | st.just(0),
    "cut_off_hours": HOURS | st.just(0),
    "companions": st.integers(0, 20),
    "reminder_hours": st.lists(HOURS, max_size=5, unique=True),
    "findings_are_excerpt": st.booleans(),
    "phases": PHASES | PHASES_BY_HAND,
    "surveys": SURVEYS,
    "strengths": st.lists(TEXTS, max_size=2),
    "themes": THEMES,
}
MILESTONE_FIELDS: dict[str, Any] = {
    "body": TEXTS,
    "date": maybe(FUZZY_DATES),
    "outcome": maybe(TEXTS),
    "decided_on": maybe(DAYS),
}
NEWS = parts(document.NewsItem, "slug", body=TEXTS, published=DAYS | MOMENTS)


@st.composite
def processes(draw: st.DrawFn) -> document.Process:
    """A process that breaks no rule."""
    process = document.Process(
        news=draw(NEWS), **{name: draw(strategy) for name, strategy in PROCESS_FIELDS.items()}
    )
    if not process.phases:
        return process
    key = process.phases[0].key
    milestones = parts(document.Milestone, phase=st.just(key), **MILESTONE_FIELDS)
    return structs.replace(process, milestones=draw(milestones), workshops=draw(workshops(key)))
