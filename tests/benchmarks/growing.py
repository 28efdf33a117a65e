"""Whether registering is as quick among 100,000 registrations as it is at first."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

from sqlalchemy import create_engine, text

from .. import town
from . import plans
from .bench import Bench
from .big_register import filler
from .findings import Answering, Target, at_least
from .measuring import Thing
from .registering import FORM
from .site_servers import TOWN, served

SIZES = (0, 1_000, 100_000)
QUICK_SIZES = (0, 1_000, 5_000)
SESSIONS = (town.VISION, town.GOALS)
GOAL = at_least(0.90)


def measure(bench: Bench, kind: str) -> None:
    """Add what a registration takes beside so many others."""
    databases = bench.databases(kind)
    sizes = QUICK_SIZES if bench.is_quick else SIZES
    with ExitStack() as held:
        things = []
        for people in sizes:
            url = databases.new(filler(people))
            _count_on(url)
            site = held.enter_context(served(TOWN, url))
            plan = partial(plans.register, FORM, SESSIONS)
            things.append(Thing(_name(people), site, plan, kind, databases.pid))
        answering = bench.by_turns(things).answering
    first, last = answering[_name(sizes[0])], answering[_name(sizes[-1])]
    bench.add(
        Target(
            _name(sizes[-1]),
            kind,
            _all_cpu(first) / _all_cpu(last),
            "× an empty register, with the database's CPU",
            None if bench.is_quick else GOAL,
            last.rate / first.rate,
        )
    )


def _all_cpu(answering: Answering) -> float:
    """What grows, grows in the database, so its time counts; SQLite works in the server's processes."""
    return answering.cpu + (answering.database_cpu or 0)


def _name(people: int) -> str:
    return f"registration among {people:,}"


def _count_on(url: str) -> None:
    """Let people go on registering: the rows were written with numbers of which the counters do not know.

    Nobody waits, because a newcomer would have to wait as well.
    """
    engine = create_engine(url)
    statements = [
        "UPDATE kaarina_strategy_booking SET status = 'confirmed' WHERE status = 'waitlisted'",
        "UPDATE kaarina_strategy_workshop SET lock_version ="
        " (SELECT coalesce(max(queue_number), 0) + 1 FROM kaarina_strategy_booking)",
    ]
    if engine.dialect.name == "postgresql":
        statements.append(
            "SELECT setval(pg_get_serial_sequence('kaarina_strategy_registration', 'id'),"
            " (SELECT coalesce(max(id), 0) + 1 FROM kaarina_strategy_registration))"
        )
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if engine.dialect.name == "postgresql" else "ANALYZE"))
    engine.dispose()
