"""A whole registration: the form is opened once and sent once, for two sessions, and a mail is queued."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

from sqlalchemy import create_engine, text

from . import plans
from .bench import Bench
from .findings import Target, at_least, at_most
from .measuring import Pace, Thing, by_turns
from .site_servers import TOWN, counted, served

INSERT_FLOOR = "floor: one INSERT+COMMIT"
FORM = "/strategia/ilmoittautuminen"
SESSIONS = ("visio-2022-04-12", "strategiset-paamaarat-2022-04-20")
WHOLE, OPENING, SENDING = "registration, GET and POST", "registration, GET", "registration, POST"
RATIO_GOAL, STATEMENTS_GOAL, TAIL_GOAL = at_least(0.25), at_most(12), at_most(10)
CROWD = 32  # clients


def measure(bench: Bench, kind: str) -> None:
    """Add what a registration takes beside one INSERT+COMMIT, and what it is like among 32 at once."""
    with ExitStack() as held:
        databases = bench.databases(kind)
        url = databases.new(lambda _: None)
        floor = bench.floor(kind)
        town = held.enter_context(served(TOWN, url))
        without_limits(url)
        whole, opening = partial(plans.register, FORM, SESSIONS), partial(plans.read, FORM)
        counts = counted(TOWN, url, {SENDING: whole, OPENING: opening})
        insert, pid = partial(plans.insert, "/insert"), databases.pid
        measured = bench.by_turns(
            [
                Thing(INSERT_FLOOR, floor, insert, kind, pid, statements=1),
                Thing(WHOLE, town, whole, kind, pid, counts[SENDING].all + counts[OPENING].all),
                Thing(OPENING, town, opening, kind, pid, counts[OPENING].all),
            ]
        )
        answering = measured.answering
        bench.beside(WHOLE, answering[INSERT_FLOOR], answering[WHOLE], RATIO_GOAL)
        sending = answering[WHOLE].cpu - answering[OPENING].cpu
        ratio = answering[INSERT_FLOOR].cpu / sending
        bench.add(Target(SENDING, kind, ratio, "× one INSERT+COMMIT", note="(whole less GET)"))
        held_by_commit = counts[SENDING].in_transaction
        bench.add(Target(f"{SENDING}: SQL", kind, held_by_commit, "statements", STATEMENTS_GOAL))
        crowd = Thing(
            "POST by 32 at once",
            town,
            partial(plans.register, FORM, SESSIONS[:1]),
            kind,
            pid,
            clients=CROWD,
            step=1,
        )
        _add_crowd(bench, crowd)


def without_limits(url: str) -> None:
    """Let everybody in: the sessions have room for any number."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE kaarina_strategy_session SET capacity = NULL"))
    engine.dispose()


def _add_crowd(bench: Bench, crowd: Thing) -> None:
    """How long those wait who are unlucky, when 32 send their forms for one session again and again."""
    pace = Pace(1, 1, 1) if bench.is_quick else Pace(seconds=4, bursts=3, rounds=1)
    answering = by_turns([crowd], bench.generator, pace).answering[crowd.what]
    bench.findings.answering.append(answering)
    times = f"× p50 of {answering.p50:.0f} ms"
    tail = answering.p99 / answering.p50
    bench.add(Target("p99 with 32 clients on one session", crowd.database, tail, times, TAIL_GOAL))
