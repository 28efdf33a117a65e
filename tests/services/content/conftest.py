"""A database in which a small town has been loaded, and those who change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine

from ... import town
from . import towns
from .towns import Editor, Fields


@pytest.fixture
def engine(new_database: Callable[..., str]) -> Iterator[Engine]:
    """An engine on a database with our tables and no process."""
    engine = town.engine_of(new_database(towns.prepare))
    yield engine
    engine.dispose()


@pytest.fixture
def nobody(engine: Engine) -> Editor:
    """An editor who has loaded nothing yet."""
    return Editor(engine)


@pytest.fixture
def editor(nobody: Editor) -> Editor:
    """An editor who has loaded the town once."""
    nobody.load(towns.turku(), now=towns.FIRST)
    return nobody


@pytest.fixture
def turku() -> Fields:
    """The fields of the town, for a test to change."""
    return towns.turku()
