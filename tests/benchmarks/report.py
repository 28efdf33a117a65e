"""The findings as text: for a terminal, and as Markdown for the documentation."""

from __future__ import annotations

from collections.abc import Sequence

from . import capacity
from .findings import Answering, Findings, Target

TARGET_HEAD = ("what", "database", "measured", "unit", "by rate", "goal", "")
ANSWERING_HEAD = (
    "what",
    "database",
    "requests/s",
    "CPU ms",
    "database CPU ms",
    "p50 ms",
    "p99 ms",
    "SQL",
    "bytes",
    "rounds differ",
)
MET, MISSED = "met", "MISSED"


def as_text(findings: Findings) -> str:
    """The tables with columns that stand below each other."""
    tables = (_aligned(rows) for rows in _tables(findings) if len(rows) > 1)
    return "\n\n".join([_machine(findings), *tables, *findings.remarks, _summary(findings)])


def as_markdown(findings: Findings) -> str:
    """The same as Markdown."""
    tables = (_marked_down(rows) for rows in _tables(findings) if len(rows) > 1)
    return "\n\n".join([_machine(findings), *tables, *findings.remarks, _summary(findings)])


def _tables(findings: Findings) -> tuple[list[Sequence[str]], ...]:
    return _targets(findings), _answering(findings), capacity.table(findings)


def _machine(findings: Findings) -> str:
    return "; ".join(f"{name}: {value}" for name, value in findings.machine.items()) + "."


def _summary(findings: Findings) -> str:
    goals = [each for each in findings.targets if each.goal]
    missed = ", ".join(f"{each.what} ({each.database})" for each in findings.missed)
    met = f"{len(goals) - len(findings.missed)} of {len(goals)} goals are met"
    return f"{met}; missed: {missed}." if missed else f"{met}."


def _targets(findings: Findings) -> list[Sequence[str]]:
    return [TARGET_HEAD, *(_target(each) for each in findings.targets)]


def _target(target: Target) -> Sequence[str]:
    goal = target.goal
    mark = {True: MET, False: MISSED, None: ""}[target.is_met]
    return (
        target.what,
        target.database,
        _number(target.value),
        f"{target.unit} {target.note}".strip(),
        _number(target.by_rate),
        f"{'≥' if goal.is_least else '≤'} {_number(goal.bound)}" if goal else "",
        mark,
    )


def _answering(findings: Findings) -> list[Sequence[str]]:
    return [ANSWERING_HEAD, *(_answered(each) for each in findings.answering)]


def _answered(each: Answering) -> Sequence[str]:
    return (
        each.what,
        each.database,
        f"{each.rate:,.0f}",
        f"{each.cpu:.3f}",
        "" if each.database_cpu is None else f"{each.database_cpu:.3f}",
        f"{each.p50:.1f}",
        f"{each.p99:.1f}",
        "" if each.statements is None else str(each.statements),
        f"{each.bytes:,}",
        f"{each.spread:.0%}",
    )


def _number(value: float | None) -> str:
    """The number with as many digits as mean anything."""
    if value is None:
        return ""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"


def _aligned(rows: list[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _marked_down(rows: list[Sequence[str]]) -> str:
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, f"|{'---|' * len(rows[0])}", *body])
