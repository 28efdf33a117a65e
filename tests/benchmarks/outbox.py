"""How many mails a second leave the outbox for a mail server on the same machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from sqlalchemy import Engine, create_engine, text

from ..servers import ROOT, STOP_SECONDS
from .bench import Bench, tell
from .big_register import filler
from .findings import Target, at_least
from .mail_sink import Arrivals, mail_sink
from .processes import cpu_seconds, cpu_since

FACTORY = "tests.benchmarks.outbox_site:create_app()"
PEOPLE, QUICK_PEOPLE = 4_000, 500
RATE_GOAL, TWO_GOAL = at_least(200), at_least(1.7)
TIMES = 3
WITHIN = (0.2, 0.9)  # of the mails; the first wait for the workers' next round, the last for each other
PATIENCE_SECONDS = 60  # without a mail
READY = 5  # seconds of quiet until a worker is taken to be at rest: its start, and one round of its jobs


def measure(bench: Bench, kind: str) -> None:
    """Add how many mails one worker sends a second, and what two do."""
    people = QUICK_PEOPLE if bench.is_quick else PEOPLE
    times = 1 if bench.is_quick else TIMES
    one = max(_sent(bench, kind, people, workers=1) for _ in range(times))
    bench.add(Target("outbox, one worker", kind, one[0], f"mails/s ({one[1]:.2f} ms CPU each)", RATE_GOAL))
    if kind == "postgresql":
        two = max(_sent(bench, kind, people, workers=2) for _ in range(times))
        bench.add(Target("outbox, two workers", kind, two[0] / one[0], "× one", TWO_GOAL, note=_cpu(two)))


def _cpu(two: tuple[float, float]) -> str:
    return f"({two[0]:.0f} mails/s, {two[1]:.2f} ms CPU each)"


def _sent(bench: Bench, kind: str, people: int, *, workers: int) -> tuple[float, float]:
    """The mails a second, and the workers' milliseconds of processor time for each."""
    tell(f"{kind}: outbox with {workers} of the workers")
    url = bench.databases(kind).new(filler(people))
    engine = create_engine(url)
    with ExitStack() as held:
        arrivals = held.enter_context(mail_sink(people))
        env = {"DATABASE_URL": url, "BENCHMARK_MAIL": f"smtp://127.0.0.1:{arrivals.port}"}
        pids = [held.enter_context(_worker(env)) for _ in range(workers)]
        _await_rest(pids)
        before = cpu_seconds(pids)
        number = _queue(engine)
        _await(arrivals, number)
        cpu = cpu_since(before) / number * 1000
        first, last = (int(number * share) for share in WITHIN)
        rate = (last - first) / (arrivals.at(last) - arrivals.at(first))
    engine.dispose()
    return rate, cpu


@contextmanager
def _worker(env: dict[str, str]) -> Iterator[int]:
    command = [sys.executable, "-m", "flask", "--app", FACTORY, "strategy", "worker", "--pause=0.5"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env})
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def _await_rest(pids: Sequence[int]) -> None:
    """Wait until the workers have started and find nothing to do."""
    time.sleep(READY)
    while True:
        before = cpu_seconds(pids)
        time.sleep(1)
        if cpu_since(before) < 0.3 * len(pids):
            return


def _queue(engine: Engine) -> int:
    """Let all mail be due to people with an address, which has been sent before; gives how many."""
    queued = text(
        "UPDATE kaarina_strategy_message SET state = 'queued', sent_at = NULL WHERE registration_id IN"
        " (SELECT id FROM kaarina_strategy_registration WHERE email IS NOT NULL)"
    )
    with engine.begin() as connection:
        return connection.execute(queued).rowcount


def _await(arrivals: Arrivals, number: int) -> None:
    """Wait for them all; on a machine that is busy elsewhere they may come slowly, but they must come."""
    seen, end = 0, time.monotonic() + PATIENCE_SECONDS
    while seen < number:
        if time.monotonic() > end:
            raise RuntimeError(f"Only {seen} of {number} mails have come.")
        time.sleep(0.1)
        if len(arrivals) > seen:
            seen, end = len(arrivals), time.monotonic() + PATIENCE_SECONDS
