"""One run: what all measurements share, and where they put what they find."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version

from . import floor_site
from .databases import Databases, databases
from .findings import Answering, Findings, Goal, Target
from .measuring import AGREEMENT, Measured, Pace, Thing, by_turns
from .site_servers import FLOOR, WORKERS, Generator, Server, served


class Bench:
    """What a measurement needs; `is_quick` asks for a look rather than for figures to be told to others."""

    def __init__(self, held: ExitStack, pace: Pace, *, is_quick: bool) -> None:
        """A run whose servers of databases live until `held` is closed."""
        self._held = held
        self.pace = pace
        self.is_quick = is_quick
        self.findings = Findings(_machine())
        self._kinds: dict[str, Databases] = {}
        self._floors: dict[str, Server] = {}

    @cached_property
    def generator(self) -> Generator:
        """The load generator."""
        generator = Generator()
        self._held.callback(generator.stop)
        return generator

    def databases(self, kind: str) -> Databases:
        """The databases of a kind, on one server for the whole run."""
        if kind not in self._kinds:
            self._kinds[kind] = self._held.enter_context(databases(kind))
            self.findings.machine[kind] = self._kinds[kind].version
        return self._kinds[kind]

    def floor(self, kind: str) -> Server:
        """The server of the floors on a database of the kind, one for the whole run."""
        if kind not in self._floors:
            url = self.databases(kind).new(floor_site.prepare)
            self._floors[kind] = self._held.enter_context(served(FLOOR, url))
        return self._floors[kind]

    def by_turns(self, things: Sequence[Thing]) -> Measured:
        """Measure the things by turns and note how each is answered."""
        tell(f"{things[0].database}: {', '.join(each.what for each in things)}")
        measured = by_turns(things, self.generator, self.pace)
        self.findings.answering.extend(measured.answering.values())
        self._remark(things[0].database, measured)
        return measured

    def beside(self, what: str, floor: Answering, thing: Answering, goal: Goal | None) -> None:
        """Note the thing's ratio to the floor: 1.00 means that it costs no more."""
        by_cpu, by_rate = floor.cpu / thing.cpu, thing.rate / floor.rate
        unit = floor.what.replace("floor: ", "× ")
        self.findings.targets.append(Target(what, thing.database, by_cpu, unit, goal, by_rate))

    def add(self, target: Target) -> None:
        """Note a figure."""
        self.findings.targets.append(target)

    def _remark(self, kind: str, measured: Measured) -> None:
        if not measured.agree and self.pace.rounds > 1:
            apart = [each.what for each in measured.answering.values() if each.spread > AGREEMENT]
            self.findings.remarks.append(f"{kind}: no two rounds agreed within 10 % on {', '.join(apart)}.")
        share = measured.generator_share
        self.findings.machine[f"load generator, {kind}"] = f"{share:.0%} of one processor"


def tell(line: str) -> None:
    """Say on the standard error what goes on, because it takes a while."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _machine() -> dict[str, str]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processors": f"{os.cpu_count()} ({platform.machine()})",
        "python": platform.python_version(),
        "flask": version("flask"),
        "sqlalchemy": version("sqlalchemy"),
        "server": f"gunicorn {version('gunicorn')}, {WORKERS} sync workers",
    }
