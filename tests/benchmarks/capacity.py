"""What a city needs on its opening day, worked out from what was measured; `docs/performance.md` has why."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from .findings import Answering, Findings
from .registering import WHOLE

KIND = "postgresql"
PAGE = "process page"
SIZES = (10_000, 35_000, 100_000, 250_000, 700_000)
HEAD = ("inhabitants", "visitors", "pages/s", "registrations/s", "processors busy", "processors needed")

VISITORS = 1 / 20  # of the inhabitants, on the opening day
PAGES = 4  # that each of them looks at
REGISTERING = 1 / 5  # of the visitors
BUSIEST_HOUR = 1 / 2  # of the day
BUSIEST_MINUTE = 4  # times its share of that hour
BUSY = 1 / 2  # of a processor, so that nobody waits


def table(findings: Findings) -> list[Sequence[str]]:
    """The rows by size of the city below their head; empty where the run has not measured what they need."""
    measured = {each.what: each for each in findings.answering if each.database == KIND}
    if PAGE not in measured or WHOLE not in measured:
        return []
    page, registration = (_seconds(measured[what]) for what in (PAGE, WHOLE))
    return [HEAD, *_rows(page, registration)]


def _rows(page: float, registration: float) -> Iterator[Sequence[str]]:
    for inhabitants in SIZES:
        visitors = inhabitants * VISITORS
        each_second = visitors * BUSIEST_HOUR * BUSIEST_MINUTE / 3600
        pages, registrations = each_second * PAGES, each_second * REGISTERING
        busy = pages * page + registrations * registration
        yield (
            f"{inhabitants:,}",
            f"{visitors:,.0f}",
            f"{pages:.1f}",
            f"{registrations:.2f}",
            f"{busy:.3f}",
            f"{math.ceil(busy / BUSY)}",
        )


def _seconds(answering: Answering) -> float:
    """The processor time of one, with the database's."""
    return (answering.cpu + (answering.database_cpu or 0)) / 1000
