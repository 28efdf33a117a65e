"""A small process of a town, as rows: what the tests of the rules stand on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from kaarina_strategy_ext import schema
from kaarina_strategy_ext.database import prepare_sqlite
from kaarina_strategy_ext.models import (
    Phase,
    Process,
    RegistrationMode,
    Translated,
    Workshop,
    WorkshopKind,
    WorkshopSession,
    day,
)
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.choosing import Choice
from kaarina_strategy_ext.services.linking import LinkKeys
from kaarina_strategy_ext.services.personal_data import Person

NOW = datetime(2022, 4, 5, 9, 0, tzinfo=UTC)
OPENED = NOW - timedelta(days=1)
ACT = Act(RESIDENT, NOW)
KEYS = LinkKeys([b"a secret of the tests"])

VISION = "visio-2022-04-12"
GOALS = "paamaarat-2022-04-20"
OTHER_GOALS = "paamaarat-2022-04-26"
JUNE_1 = "viimeistely-2022-06-01"
JUNE_2 = "viimeistely-2022-06-02"


def words(text: str) -> Translated:
    """The same words in both languages, each marked with its own."""
    return Translated({"fi": text, "sv": f"{text} (sv)"})


def engine_of(url: str) -> Engine:
    """An engine as the extension makes its own."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", prepare_sqlite)
    return engine


def prepare(url: str) -> None:
    """Fill an empty database with our tables and the process: three workshops, one with alternatives."""
    engine = engine_of(url)
    schema.upgrade(engine)
    with Session(engine) as session, session.begin():
        session.add(_process())
    engine.dispose()


def _process() -> Process:
    process = Process(
        slug="kaarina-2022",
        time_zone="Europe/Helsinki",
        year=2022,
        name=words("Kaarinan strategia"),
        goal=words("Strategia uudistetaan"),
        created_at=NOW,
        published_at=NOW,
        registration_mode=RegistrationMode.WINDOW,
        registration_opens_at=OPENED,
        offer_hours=0,
        cut_off_hours=0,
    )
    phase = Phase(process=process, key="workshops", position=1, title=words("Työpajat"))
    vision = _workshop(process, phase, 1, "visio", "Visio-työpaja")
    _session(vision, VISION, date(2022, 4, 12), capacity=2, hours=(14, 17))
    goals = _workshop(process, phase, 2, "paamaarat", "Strategiset päämäärät")
    _session(goals, GOALS, date(2022, 4, 20), capacity=None, hours=(14, 17))
    _session(goals, OTHER_GOALS, date(2022, 4, 26), capacity=1, waiting_list_size=1, hours=(14, 17))
    june = _workshop(process, phase, 3, "viimeistely", "Viimeistely", kind=WorkshopKind.ALTERNATIVES)
    _session(june, JUNE_1, date(2022, 6, 1), capacity=1)
    _session(june, JUNE_2, date(2022, 6, 2), capacity=1)
    return process


def _workshop(
    process: Process,
    phase: Phase,
    position: int,
    slug: str,
    title: str,
    *,
    kind: WorkshopKind = WorkshopKind.SEPARATE,
) -> Workshop:
    return Workshop(process=process, phase=phase, position=position, slug=slug, title=words(title), kind=kind)


def _session(
    workshop: Workshop,
    key: str,
    on: date,
    *,
    capacity: int | None,
    waiting_list_size: int | None = None,
    hours: tuple[int, int] | None = None,
) -> None:
    starts, ends = hours or (None, None)
    workshop.sessions.append(
        WorkshopSession(
            process_id=1,
            key=key,
            position=len(workshop.sessions) + 1,
            date=day(on),
            starts_at=datetime(on.year, on.month, on.day, starts, tzinfo=UTC) if starts else None,
            ends_at=datetime(on.year, on.month, on.day, ends, tzinfo=UTC) if ends else None,
            capacity=capacity,
            waiting_list_size=waiting_list_size,
        )
    )


def person(name: str = "Aino", *, email: str | None = None, language: str = "fi") -> Person:
    """A person of that first name, with an address of their own."""
    return Person(name, "Virtanen", email or f"{name.lower()}@example.fi", language)


def wish(key: str) -> Choice:
    """A wish for a seat in the session, and for nothing else."""
    return Choice(key)


def wish_or_wait(key: str) -> Choice:
    """A wish for the session, or for its waiting list."""
    return Choice(key, accepts_waiting=True)


def either_will_do(slug: str = "viimeistely") -> Choice:
    """A wish for any of the alternatives, or for their waiting list."""
    return Choice(None, slug, accepts_waiting=True)
