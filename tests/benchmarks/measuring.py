"""Short bursts by turns, so that whatever else the machine does meets all things alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from .findings import Answering
from .load import Load, Plan, carried_out
from .processes import children, cpu_seconds, cpu_since
from .site_servers import CLIENTS, WARM_UP, Generator, Server

AGREEMENT = 0.10
LOWEST = 3  # one of so many bursts counts: those in which nobody else wanted the processors


@dataclass(frozen=True)
class Pace:
    """How long a burst lasts, how many make a round, and how many rounds there may be."""

    seconds: float = 0.8
    bursts: int = 9
    rounds: int = 4


QUICK = Pace(seconds=0.3, bursts=2, rounds=1)


@dataclass(frozen=True)
class Thing:
    """One thing that is measured: what the clients do, on which server; `database` is the server's kind.

    Times are told of the request at `step` of the plan, or of whichever answer where that is None.
    """

    what: str
    server: Server
    plan: Callable[[], Plan]
    database: str
    database_pid: int | None = None
    statements: int | None = None
    clients: int = CLIENTS
    step: int | None = None


@dataclass(frozen=True)
class Burst:
    """What one burst took."""

    load: Load
    cpu_seconds: float
    database_seconds: float

    @property
    def cpu(self) -> float:
        """The server's milliseconds of processor time for each plan."""
        return self.cpu_seconds / self.load.plans * 1000

    @property
    def rate(self) -> float:
        """The plans a second."""
        return self.load.in_time / self.load.seconds

    def seconds(self, step: int | None) -> list[float]:
        """How long the answers to the request at this step took, or all answers."""
        latencies = self.load.latencies
        return (
            latencies.get(step, []) if step is not None else [x for each in latencies.values() for x in each]
        )


@dataclass(frozen=True)
class Measured:
    """The things in their order, and whether two rounds agreed on each ratio to the first."""

    answering: dict[str, Answering]
    agree: bool
    generator_share: float


def by_turns(things: Sequence[Thing], generator: Generator, pace: Pace) -> Measured:
    """Measure the things in rounds until two of them agree on what each takes in terms of the first thing."""
    for thing in things:
        generator.run(thing.plan, thing.server, plans=WARM_UP * 2)
    rounds: list[list[list[Burst]]] = []
    while len(rounds) < pace.rounds:
        rounds.append(_round(things, generator, pace))
        if len(rounds) > 1 and max(_spreads(rounds[-2], rounds[-1])) <= AGREEMENT:
            break
    last = rounds[-2:]
    spreads = _spreads(last[0], last[-1])
    together = [[burst for each in last for burst in each[number]] for number in range(len(things))]
    answering = {
        thing.what: _summed_up(thing, bursts, spread)
        for thing, bursts, spread in zip(things, together, spreads, strict=True)
    }
    everything = [burst for bursts in together for burst in bursts]
    share = sum(each.load.cpu_seconds for each in everything) / sum(each.load.seconds for each in everything)
    return Measured(answering, len(last) > 1 and max(spreads) <= AGREEMENT, share)


def _round(things: Sequence[Thing], generator: Generator, pace: Pace) -> list[list[Burst]]:
    """The bursts of each thing."""
    bursts: list[list[Burst]] = [[] for _ in things]
    for _ in range(pace.bursts):
        for thing, mine in zip(things, bursts, strict=True):
            mine.append(_burst(thing, generator, pace.seconds))
    return bursts


def _burst(thing: Thing, generator: Generator, seconds: float) -> Burst:
    workers = thing.server.workers
    backends = children(thing.database_pid) if thing.database_pid else []
    before = cpu_seconds(workers), cpu_seconds(backends)
    load = generator.run(thing.plan, thing.server, clients=thing.clients, seconds=seconds)
    return Burst(load, cpu_since(before[0]), cpu_since(before[1]))


def _spreads(one: list[list[Burst]], other: list[list[Burst]]) -> list[float]:
    """By what share two rounds differ on each thing's ratio to the first thing; 0 for the first itself."""
    ratios = [[_least_cpu(each) / _least_cpu(bursts[0]) for each in bursts] for bursts in (one, other)]
    return [abs(first / second - 1) for first, second in zip(*ratios, strict=True)]


def _least_cpu(bursts: list[Burst]) -> float:
    return fmean(sorted(each.cpu for each in bursts)[: -(-len(bursts) // LOWEST)])


def _summed_up(thing: Thing, bursts: list[Burst], spread: float) -> Answering:
    number = -(-len(bursts) // LOWEST)
    quickest = sorted(bursts, key=lambda each: each.rate, reverse=True)[:number]
    latencies = sorted(each for burst in quickest for each in burst.seconds(thing.step))
    database = fmean(sorted(each.database_seconds / each.load.plans for each in bursts)[:number])
    return Answering(
        what=thing.what,
        database=thing.database,
        rate=fmean(each.rate for each in quickest),
        cpu=_least_cpu(bursts),
        p50=percentile(latencies, 0.50) * 1000,
        p99=percentile(latencies, 0.99) * 1000,
        bytes=len(carried_out(thing.plan(), thing.server.address).raw),
        database_cpu=database * 1000 if thing.database_pid else None,
        statements=thing.statements,
        spread=spread,
    )


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies; they are in order."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
