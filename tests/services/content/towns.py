"""A small town as the contents of a file, and the acts of loading it into a database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Base, Process, WorkshopSession
from kaarina_strategy_ext.services.auditing import COMMAND_LINE, Act
from kaarina_strategy_ext.services.content.loading import Loaded, load_content
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ... import town
from .files import LANGUAGES, MILESTONE, NEWS, PHASE, SMALLEST, TEXT

FIRST = datetime(2022, 4, 5, 9, tzinfo=UTC)
LATER = datetime(2022, 4, 6, 9, tzinfo=UTC)
OTHER = {"fi": "Toinen", "sv": "Annan"}

Fields = dict[str, Any]


def turku() -> Fields:
    """The fields of a fresh copy of the town: one phase, a workshop of one seat, and alternatives."""
    visio = {"key": "visio-1", "date": "2022-04-12", "starts": "17:00", "ends": "20:00", "capacity": 1}
    june = [{"key": f"kesa-{n}", "date": f"2022-06-0{n}", "capacity": 1} for n in (1, 2)]
    whole = SMALLEST | {
        "registration": {"mode": "window", "opens": "2022-04-04T09:00"},
        "phases": [PHASE],
        "milestones": [MILESTONE | {"date": "2022-09"}],
        "surveys": [{"key": "kysely", "title": TEXT}],
        "strengths": [{"fi": "Eka"}, {"fi": "Toka"}],
        "themes": [{"key": "teema", "title": TEXT, "targets": [{"fi": "Kolmas"}, {"fi": "Neljäs"}]}],
        "workshops": [
            {"slug": "visio", "phase": "alku", "title": {"fi": "Visio", "sv": "Vision"}, "sessions": [visio]},
            {"slug": "kesa", "phase": "alku", "title": TEXT, "kind": "alternatives", "sessions": june},
        ],
        "news": [NEWS],
    }
    return json.loads(json.dumps(whole))


def prepare(url: str) -> None:
    """Fill an empty database with our tables."""
    engine = town.engine_of(url)
    Base.metadata.create_all(engine)
    engine.dispose()


@dataclass(frozen=True)
class Editor:
    """What an editor does, each act in a unit of its own, and what can be seen of it."""

    engine: Engine

    def load(self, content: Fields | str | bytes, now: datetime = LATER) -> Loaded:
        """Load a file, or fields as if they stood in one."""
        source = json.dumps(content) if isinstance(content, dict) else content
        act = Act(COMMAND_LINE, now)
        return in_one_unit(
            self.engine, lambda session: load_content(session, source, act, languages=LANGUAGES)
        )

    @contextmanager
    def rows(self) -> Iterator[Process]:
        """The process as it is stored."""
        with Session(self.engine) as session:
            yield session.scalars(select(Process)).one()

    def sitting(self, key: str) -> WorkshopSession:
        """One session as it is stored."""
        with Session(self.engine) as session:
            return session.scalars(select(WorkshopSession).where(WorkshopSession.key == key)).one()

    @property
    def revision(self) -> int:
        """That of the process."""
        with self.rows() as process:
            return process.revision

    @contextmanager
    def writes(self) -> Iterator[list[str]]:
        """The statements that write within the block, without SQLite's way to take the lock."""
        written: list[str] = []

        def record(_connection, _cursor, statement: str, *_: object) -> None:
            is_write = statement.startswith(("INSERT", "UPDATE", "DELETE"))
            if is_write and "SET lock_version=" not in statement:
                written.append(statement)

        event.listen(self.engine, "before_cursor_execute", record)
        yield written
        event.remove(self.engine, "before_cursor_execute", record)
