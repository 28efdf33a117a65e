"""What processes use, out of Linux's `/proc` (proc(5))."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")  # a second


def children(pid: int) -> list[int]:
    """The processes that this one has started and that still run."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cpu_seconds(pids: Iterable[int]) -> dict[int, float]:
    """The seconds of processor time that each has used, the kernel's for it too; none of one that ended."""
    used = {}
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):
            used[pid] = _ticks(pid) / TICKS
    return used


def cpu_since(before: Mapping[int, float]) -> float:
    """The seconds that these have used since `cpu_seconds`; one that has ended meanwhile counts nothing."""
    return sum(after - before[pid] for pid, after in cpu_seconds(before).items())


def resident_megabytes(pid: int) -> float:
    """The memory that the process holds at this moment."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _ticks(pid: int) -> int:
    # The name of the program stands in parentheses and may hold anything.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
