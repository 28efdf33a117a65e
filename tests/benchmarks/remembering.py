"""Whether a server's process grows with what it has answered."""

from __future__ import annotations

from . import plans
from .bench import Bench, tell
from .findings import Target, at_most
from .load import Plan
from .processes import resident_megabytes
from .reading import PAGES, SMALL
from .registering import FORM
from .site_servers import TOWN, served

KIND = "postgresql"
REQUESTS, QUICK_REQUESTS = 100_000, 2_000
GOAL = at_most(2)  # megabytes: what the allocator of a process that stands still moves by
PATHS = [*PAGES.values(), *SMALL.values(), FORM, "/strategia/tyopajat", "/strategia/muutokset.atom"]


def measure(bench: Bench) -> None:
    """Add by how much one worker's memory grows from a tenth of the requests to their end."""
    requests = QUICK_REQUESTS if bench.is_quick else REQUESTS
    tell(f"memory: {requests:,} requests to one worker")
    url = bench.databases(KIND).new(lambda _: None)
    with served(TOWN, url, workers=1) as server:
        sizes = []
        for share in (0.1, 0.9):
            rounds = int(requests * share / len(PATHS))
            bench.generator.run(_everything, server, clients=2, plans=rounds)
            sizes.append(resident_megabytes(server.workers[0]))
    note = f"(to {sizes[1]:.0f} MB, after {requests:,} requests)"
    # So few requests leave caches that still fill.
    goal = None if bench.is_quick else GOAL
    bench.add(Target("memory of a worker grows by", KIND, sizes[1] - sizes[0], "MB", goal, note=note))


def _everything() -> Plan:
    """Open each page once."""
    for path in PATHS:
        yield from plans.read(path)
