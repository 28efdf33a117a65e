"""The loaded town, and two editors at work on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Change, Process, Publication, Revision
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.content import document
from kaarina_strategy_ext.services.content.exporting import content_of, process_by_id
from kaarina_strategy_ext.services.editing import drafting, publishing, restoring
from kaarina_strategy_ext.services.editing.drafting import Saved
from kaarina_strategy_ext.services.editing.history import drafts_of, publications_of, steps_of, versions_of
from kaarina_strategy_ext.services.editing.languages import lacks_of
from kaarina_strategy_ext.services.editing.parts import PartName, Value, value_of
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ... import town
from ..content import towns
from ..content.files import LANGUAGES

NOW = towns.LATER
HOUR = timedelta(hours=1)


def prepare(url: str) -> None:
    """The town as it is loaded first."""
    towns.prepare(url)
    engine = town.engine_of(url)
    towns.Editor(engine).load(towns.turku(), now=towns.FIRST)
    engine.dispose()


@dataclass(frozen=True)
class Editor:
    """One editor: what they do, each act in a unit of its own, and what they see."""

    engine: Engine
    name: str = "anna"
    now: datetime = NOW
    process_id: int = 1

    def later(self, time: timedelta = HOUR) -> Editor:
        """The same editor some time later."""
        return replace(self, now=self.now + time)

    def do(self, work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do the work of a service on the process."""
        act = Act(self.name, self.now)
        bound = {"act": act, "languages": LANGUAGES, **options}
        return in_one_unit(self.engine, lambda session: work(session, self.process_id, *arguments, **bound))

    def save(self, part: str, value: Value | None, *, seen: int | None = None, **options: Any) -> Saved:
        """Save a part, seen at a version: the present one, unless another is given."""
        based_on = self.version(part) if seen is None else seen
        return self.do(drafting.save_draft, PartName.parse(part), value, based_on=based_on, **options)

    def change(self, part: str, *, seen: int | None = None, **fields: Any) -> Saved:
        """Save the part as it is in public, with some other fields; those that are None go."""
        value = {**(self.public(part) or {}), **fields}
        kept = {name: each for name, each in value.items() if each is not None}
        return self.save(part, kept, seen=seen)

    def act(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Do the work of a service that needs no languages."""
        act = Act(self.name, self.now)
        return in_one_unit(self.engine, lambda session: work(session, self.process_id, *arguments, act))

    def discard(self, part: str) -> Saved:
        """Forget a draft."""
        return self.act(drafting.discard_draft, PartName.parse(part))

    def publish(self, *parts: str, is_bilingual: bool = False, **options: Any) -> Publication | None:
        """Publish drafts."""
        names = [PartName.parse(each) for each in parts]
        return self.do(publishing.publish, names, is_bilingual=is_bilingual, **options)

    def undo(self, part: str, version: int) -> Saved:
        """Take a step of a part's history back."""
        step = next(each for each in self.steps(part) if each.version == version)
        return self.do(restoring.restore, step.id)

    def version(self, part: str) -> int:
        """The newest version of a part."""
        with Session(self.engine) as session:
            return versions_of(session, self.process_id).get(part, 0)

    def steps(self, part: str) -> list[Revision]:
        """The history of a part."""
        with Session(self.engine) as session:
            return steps_of(session, self.process_id, PartName.parse(part))

    def drafts(self) -> dict[str, Value | None]:
        """The values of all drafts."""
        with Session(self.engine) as session:
            return {str(name): draft.value for name, draft in drafts_of(session, self.process_id).items()}

    def content(self) -> document.Process:
        """The process as it is stored."""
        with Session(self.engine) as session:
            return content_of(session.scalars(process_by_id(self.process_id)).one())

    def public(self, part: str) -> Value | None:
        """What is public of a part."""
        return value_of(self.content(), PartName.parse(part))

    def lacks(self) -> dict[str, dict[str, str]]:
        """What each part lacks."""
        with Session(self.engine) as session:
            process = session.get_one(Process, self.process_id)
            found = lacks_of(process, drafts_of(session, self.process_id), LANGUAGES)
            return {
                str(name): {path: str(each) for path, each in lacks.items()} for name, lacks in found.items()
            }

    def changes(self) -> list[Change]:
        """The public changes as they are stored."""
        with Session(self.engine) as session:
            rows = select(Change).where(Change.process_id == self.process_id).order_by(Change.id)
            return list(session.scalars(rows))

    def told(self) -> list[tuple[str, Any]]:
        """The public changes: kind and what came after."""
        return [(str(each.kind), each.after) for each in self.changes()]

    def publications(self) -> list[Publication]:
        """The publications, the newest first."""
        with Session(self.engine) as session:
            return publications_of(session, self.process_id)

    def due(self) -> list[bool]:
        """Do what the job does with scheduled publications; tells for each whether it went public."""
        found = in_one_unit(self.engine, lambda session: publishing.due_publications(session, self.now))
        return [in_one_unit(self.engine, self.try_due(publication_id)) for _, publication_id in found]

    def try_due(self, publication_id: int) -> Callable[[Session], bool]:
        """What the job does with one publication."""
        options = {"languages": LANGUAGES, "is_bilingual": False}
        return lambda session: publishing.publish_due(
            session, self.process_id, publication_id, self.now, **options
        )


@pytest.fixture
def engine(new_database: Callable[..., str]) -> Iterator[Engine]:
    """An engine on a database in which the town has been loaded."""
    engine = town.engine_of(new_database(prepare))
    yield engine
    engine.dispose()


@pytest.fixture
def anna(engine: Engine) -> Editor:
    """An editor."""
    return Editor(engine)


@pytest.fixture
def bertta(engine: Engine) -> Editor:
    """Another editor."""
    return Editor(engine, "bertta")
