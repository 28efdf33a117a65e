"""What a run of the benchmarks finds out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Goal:
    """A bound that a figure must keep to: at least, or at most."""

    bound: float
    is_least: bool

    def is_met(self, value: float) -> bool:
        """Whether the value keeps to it."""
        return value >= self.bound if self.is_least else value <= self.bound


def at_least(bound: float) -> Goal:
    """A goal that larger figures meet."""
    return Goal(bound, is_least=True)


def at_most(bound: float) -> Goal:
    """A goal that smaller figures meet."""
    return Goal(bound, is_least=False)


@dataclass(frozen=True)
class Answering:
    """How one thing is answered; milliseconds, and None for what was not counted.

    `cpu` is what the server's processes use for one request, `database_cpu` what PostgreSQL's use. `spread`
    is by how much the last two rounds differ, as a share.
    """

    what: str
    database: str
    rate: float
    cpu: float
    p50: float
    p99: float
    bytes: int
    database_cpu: float | None = None
    statements: int | None = None
    spread: float = 0.0


@dataclass(frozen=True)
class Target:
    """A figure beside its goal; without a goal it is told for information.

    `by_rate` is the same ratio by requests per second, where the figure is one by processor time.
    """

    what: str
    database: str
    value: float
    unit: str
    goal: Goal | None = None
    by_rate: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None without a goal."""
        return self.goal.is_met(self.value) if self.goal else None


@dataclass
class Findings:
    """Everything of one run; `machine` says where and with what, `remarks` what to be careful with."""

    machine: dict[str, str]
    answering: list[Answering] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def missed(self) -> list[Target]:
        """The figures that do not keep to their goals."""
        return [each for each in self.targets if each.is_met is False]

    def as_json(self) -> dict[str, Any]:
        """The same as plain data; each figure says whether its goal is met."""
        targets = [{**asdict(each), "is_met": each.is_met} for each in self.targets]
        return {**asdict(self), "targets": targets}
