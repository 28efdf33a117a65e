"""The servers that are measured: gunicorn with two sync workers each, as `tests/servers.py` starts it."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

from ..servers import serving
from . import load, statements
from .load import Load, Plan
from .processes import children

FLOOR = "tests.benchmarks.floor_site:create_app()"
TOWN = "tests.benchmarks.town_site:create_app()"
WORKERS = 2
CLIENTS = 4
WARM_UP = 20


@dataclass
class Generator:
    """The load generator in a process of its own."""

    _pool: ProcessPoolExecutor = field(
        default_factory=lambda: ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    )

    def run(
        self,
        make: Callable[[], Plan],
        server: Server,
        *,
        clients: int = CLIENTS,
        seconds: float = 0,
        plans: int = 0,
    ) -> Load:
        """Load the server as `load.run` does; `make` must be something that can be pickled."""
        work = self._pool.submit(
            load.run, make, server.address, clients=clients, seconds=seconds, plans=plans
        )
        return work.result()

    def stop(self) -> None:
        """End the process."""
        self._pool.shutdown()


@dataclass(frozen=True)
class Server:
    """One of them, at its address."""

    address: tuple[str, int]
    master: int

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return children(self.master)


@dataclass(frozen=True)
class Statements:
    """How many SQL statements a request takes, and how many of them its largest commit holds."""

    all: int
    in_transaction: int


@contextmanager
def served(
    factory: str, url: str, env: Mapping[str, str] | None = None, *, workers: int = WORKERS
) -> Iterator[Server]:
    """Serve the factory's app on the database until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="kaarina-web-") as name:
        folder = Path(name)
        settings = {
            "DATABASE_URL": url,
            "GUNICORN_CMD_ARGS": f"--pid={folder / 'pid'}",
            "KAARINA_STRATEGY_DEMO_NOW": "2022-04-05T12:00:00+03:00",
            **(env or {}),
        }
        with serving(factory, workers=workers, env=settings, folder=folder) as site:
            parts = urlsplit(site)
            yield Server((str(parts.hostname), int(parts.port or 0)), int((folder / "pid").read_text()))


def counted(factory: str, url: str, plans: Mapping[str, Callable[[], Plan]]) -> dict[str, Statements]:
    """How many statements the last request of each plan takes once the site is warm."""
    with served(factory, url, {statements.SWITCH: "1"}, workers=1) as server:
        return {what: _counted(server, plan) for what, plan in plans.items()}


def _counted(server: Server, plan: Callable[[], Plan]) -> Statements:
    replies = [load.carried_out(plan(), server.address) for _ in range(WARM_UP)]
    seen = Counter(
        Statements(int(each.header(statements.ALL)), int(each.header(statements.IN_TRANSACTION)))
        for each in replies[WARM_UP // 2 :]
    )
    return seen.most_common(1)[0][0]
