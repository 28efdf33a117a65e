"""What every test may ask for: an empty database of either kind, a mail server, a listener to webhooks."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from .postgresql import PostgreSQL, Prepare
from .smtp_sink import SmtpSink, running_sink
from .webhook_sink import WebhookSink, running_listener

EITHER = ["sqlite", "postgresql"]
NewDatabase = Callable[..., str]

# The same examples each time in a build; each night others, and many more.
settings.register_profile(
    "ci", max_examples=100, stateful_step_count=15, deadline=None, derandomize=True, print_blob=True
)
settings.register_profile(
    "nightly", max_examples=1000, stateful_step_count=20, deadline=None, print_blob=True, database=None
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Each test leaves an app and an engine behind. By the usual threshold all that is alive would be looked
# through after every second test, which in the end takes longer than the tests.
gc.set_threshold(20_000, 10, 10)


# What these tests share is costly (a browser, a crawl, a crowd), so one process runs them all, and the
# longest begin first.
TOGETHER = (
    "tests/concurrency/test_busy_day.py",
    "tests/concurrency/test_opening_day.py",
    "tests/browser",
    "tests/demo/crawl",
    "tests/packaging",
)
LONG = (*TOGETHER, "tests/services/test_life_cycle.py")


class Scheduling(LoadScopeScheduling):
    """Hands out test by test, but what belongs together as a whole."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Several processes share the tests as they are listed above."""
    return Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest come first, lest everybody waits for them at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """The one PostgreSQL of the session, started when the first test needs it."""
    server = PostgreSQL()
    yield server
    server.stop()


@pytest.fixture
def new_postgresql(postgresql_server: PostgreSQL) -> Iterator[NewDatabase]:
    """Makes fresh databases: `new_postgresql(prepare=None)` returns a URL; see `PostgreSQL.database`."""
    with ExitStack() as databases:
        yield lambda prepare=None: databases.enter_context(postgresql_server.database(prepare))


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Prepare], Path]:
    """The files that new SQLite databases are copied from, each prepared once per session."""
    folder = tmp_path_factory.mktemp("sqlite")
    made: dict[Prepare, Path] = {}

    def template(prepare: Prepare) -> Path:
        if prepare not in made:
            path = folder / f"{len(made)}.sqlite3"
            prepare(f"sqlite:///{path}")
            made[prepare] = path
        return made[prepare]

    return template


@pytest.fixture
def new_sqlite(tmp_path: Path, sqlite_templates: Callable[[Prepare], Path]) -> NewDatabase:
    """Makes fresh databases in files: `new_sqlite(prepare=None)` returns a URL."""
    made: list[Path] = []

    def new(prepare: Prepare | None = None) -> str:
        path = tmp_path / f"database{len(made)}.sqlite3"
        made.append(path)
        if prepare is not None:
            _copy_sqlite(sqlite_templates(prepare), path)
        return f"sqlite:///{path}"

    return new


@pytest.fixture(params=EITHER)
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Runs the test on both databases; `new_database(prepare)` returns the URL of one that `prepare` filled.

    `prepare` is called with a URL once per session, whichever tests share it: hand over a function of a
    module, not one made in the test.
    """
    new: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    return new


@pytest.fixture
def database_url(new_database: NewDatabase) -> str:
    """The URL of a fresh and empty database; the test runs on both kinds."""
    return new_database()


@pytest.fixture
def postgresql_url(new_postgresql: NewDatabase) -> str:
    """The URL of a fresh and empty PostgreSQL database."""
    return new_postgresql()


@pytest.fixture
def sqlite_url(new_sqlite: NewDatabase) -> str:
    """The URL of a SQLite database in a file of its own that does not exist yet."""
    return new_sqlite()


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """A mail server of the test's own; how it behaves and what it got: `SmtpSink`."""
    with running_sink() as sink:
        yield sink


@pytest.fixture
def webhook_sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebhookSink]:
    """A listener of the test's own that takes everything; how else it answers: `WebhookSink`."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")  # wherever the tests run
    with running_listener() as listener:
        yield listener


def _copy_sqlite(source: Path, target: Path) -> None:
    # SQLite's own backup brings along what still stands in the write-ahead log.
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
