"""Measure what the goals of performance name: `python -m tests.benchmarks`.

`--quick` gives a look in a minute: on PostgreSQL unless another database is named, and without the parts that
take long unless they are. Figures to tell others come without it.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from . import growing, mounting, outbox, reading, registering, remembering, report, staff, transferring
from .bench import Bench
from .databases import KINDS
from .measuring import QUICK, Pace

EACH_DATABASE: dict[str, Callable[[Bench, str], None]] = {
    "reading": reading.measure,
    "registering": registering.measure,
    "growing": growing.measure,
    "staff": staff.measure,
    "outbox": outbox.measure,
}
ONCE: dict[str, Callable[[Bench], None]] = {
    "mounting": mounting.measure,
    "transferring": transferring.measure,
    "remembering": remembering.measure,
}
QUICK_ONES = ("reading", "registering", "mounting", "transferring")


def main() -> None:
    """Measure what is asked for, and print it; the exit status is 1 when a goal is missed."""
    asked = _arguments()
    # As Ctrl-C does: the servers have sessions of their own, and would outlive a run that is ended.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    with ExitStack() as held:
        bench = Bench(held, QUICK if asked.quick else Pace(), is_quick=asked.quick)
        everything = QUICK_ONES if asked.quick else [*EACH_DATABASE, *ONCE]
        kinds = KINDS[:1] if asked.quick else KINDS
        _measure(bench, asked.database or kinds, asked.only or everything)
    findings = bench.findings
    if asked.json:
        text = json.dumps(findings.as_json(), indent=2, ensure_ascii=False)
    else:
        text = report.as_markdown(findings) if asked.markdown else report.as_text(findings)
    sys.stdout.write(f"{text}\n")
    sys.exit(bool(findings.missed))


def _arguments() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--database", choices=KINDS, action="append")
    arguments.add_argument("--only", choices=[*EACH_DATABASE, *ONCE], action="append", metavar="NAME")
    form = arguments.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--markdown", action="store_true")
    return arguments.parse_args()


def _measure(bench: Bench, kinds: Sequence[str], names: Sequence[str]) -> None:
    for kind in kinds:
        for name, measure in EACH_DATABASE.items():
            if name in names:
                measure(bench, kind)
    for name, once in ONCE.items():
        if name in names:
            once(bench)


if __name__ == "__main__":
    main()
