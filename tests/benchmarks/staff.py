"""How list, search and exports of registrations do among very many: `python -m tests.benchmarks.staff`.

Each page is opened among many people, by turns with the first page among a hundred, and the quickest of each
counts: their ratio is told, and the goal is 1.5. An export runs in a process of its own; what
it takes is told for each person, and by how many megabytes that process grows, which must not follow the
number of people. `--people N` takes another number, `--database sqlite` or `postgresql` one kind.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from kaarina_strategy_ext import Identity, KaarinaStrategy

from .. import town
from ..visitor import HiddenFields
from .bench import Bench, tell
from .big_register import filler
from .databases import databases
from .findings import Target, at_most

FEW = 100
PEOPLE = 100_000
QUICK_PEOPLE = 5_000
GOAL = 1.5
TIMES = 9
BASE = "/strategia/hallinta"
LIST = f"{BASE}/ilmoittautumiset"
EXPORTS = [
    f"{what}.{kind}" for what in ("ilmoittautumiset", "lasnaolo", "tilastot") for kind in ("csv", "xlsx")
]
REGISTRAR = Identity("reija", "Reija Aalto", None, frozenset({"registrar"}))
ROW_OF_PAGE_1000 = 49_950
FIRST_PAGE = "newest, page 1"

Ask = Callable[[], Any]


def main() -> None:
    """Measure what is asked for, and print it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=PEOPLE)
    arguments.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    asked = arguments.parse_args()
    for kind in asked.database or ["sqlite", "postgresql"]:
        with databases(kind) as held:
            urls = [held.new(filler(people)) for people in (FEW, asked.people)]
            print_line(f"\n{kind}: {asked.people:,} registrations beside {FEW}; goal {GOAL} x")
            compare_pages(*urls)
            for path in EXPORTS:
                compare_exports(path, *urls, asked.people)


def measure(bench: Bench, kind: str) -> None:
    """Add each page's time among very many people, beside the first page among a hundred."""
    people = QUICK_PEOPLE if bench.is_quick else PEOPLE
    tell(f"{kind}: the staff list among {people:,}")
    databases = bench.databases(kind)
    for name, small, large in compared_pages(*(databases.new(filler(each)) for each in (FEW, people))):
        unit, note = f"× first page among {FEW}", f"(of {people:,}, {large * 1000:.1f} ms)"
        bench.add(Target(f"staff list: {name}", kind, large / small, unit, at_most(GOAL), note=note))


def compare_pages(few_url: str, many_url: str) -> None:
    """Print how long each page takes."""
    for name, small, large in compared_pages(few_url, many_url):
        mark = "" if large <= small * GOAL else "   over"
        print_line(f"  {name:26}{small * 1000:8.1f} ms{large * 1000:9.1f} ms{large / small:7.2f} x{mark}")


def compared_pages(few_url: str, many_url: str) -> Iterator[tuple[str, float, float]]:
    """Each page's name, the seconds of the first page among few people, and its own among many."""
    first = asked_pages(few_url)[FIRST_PAGE]
    for name, page in asked_pages(many_url).items():
        yield name, *by_turns(first, page)


def compare_exports(path: str, few_url: str, many_url: str, people: int) -> None:
    """Print how long an export takes, and by how much the process has grown for it."""
    small, large = apart(few_url, path), apart(many_url, path)
    each = large.seconds / people * 1e6
    grown = f"{small.megabytes:+5.1f} MB{large.megabytes:+8.1f} MB"
    print_line(
        f"  {path:26}{small.seconds * 1000:8.1f} ms{large.seconds:9.1f} s {each:5.0f} µs each   {grown}"
    )


def by_turns(few: Ask, many: Ask) -> tuple[float, float]:
    """The seconds of the quickest answers, so that whatever else the machine does meets both alike."""
    timed(many)  # what is read only once
    times = [(timed(few), timed(many)) for _ in range(TIMES)]
    return min(small for small, _ in times), min(large for _, large in times)


def timed(ask: Ask) -> float:
    """The seconds of one answer."""
    begun = time.perf_counter()
    answer = ask()
    assert answer.status_code == 200, answer.text
    return time.perf_counter() - begun


def site(url: str) -> FlaskClient:
    """A site on the database, with a registrar before it."""
    app = Flask("town", template_folder=None)
    app.config.update(
        SECRET_KEY="a secret of the benchmarks",
        KAARINA_STRATEGY_DATABASE_URI=url,
        KAARINA_STRATEGY_BASE_URL="https://www.example.fi",
        KAARINA_STRATEGY_MAIL_FROM="strategia@example.fi",
        KAARINA_STRATEGY_SMTP_URL="smtp://localhost:1",
    )
    KaarinaStrategy().init_app(app, clock=lambda: town.NOW, identity=lambda: REGISTRAR)
    return app.test_client()


def asked_pages(url: str) -> dict[str, Ask]:
    """What is opened, by name; the thousandth page, or the last that there is."""
    client = site(url)
    hidden = HiddenFields(client.get(LIST).text).values

    def page(query: str) -> Ask:
        return lambda: client.get(f"{LIST}?{query}")

    def search(words: str) -> Ask:
        return lambda: client.post(LIST, data={**hidden, "query": words})

    return {
        FIRST_PAGE: page(""),
        "newest, page 1,000": page(f"after={row(url, 'id', 'registration', 'id DESC')}"),
        "by surname, page 1": page("sort=name"),
        "by surname, page 1,000": page(f"sort=name&after={row(url, 'id', 'registration', 'sort_key, id')}"),
        "by workshop, page 1": page("sort=session"),
        "by workshop, page 1,000": page(f"sort=session&after={row(url, 'id', 'booking', 'session_id, id')}"),
        "last page": page("end=1"),
        "one workshop, by surname": page(f"session={town.VISION}&sort=name"),
        "on the waiting list": page("state=waitlisted"),
        "Swedish with needs": page("speaks=sv&needs=1"),
        "search: one person": search(row(url, "name_key", "registration", "id")),
        "search: some addresses": search("aino.1"),
        "search: nobody": search("xyzzy"),
    }


def row(url: str, column: str, table: str, order: str) -> str:
    """What stands in the column of the row before the thousandth page."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT count(*) FROM kaarina_strategy_{table}")).scalar_one()
        offset = min(ROW_OF_PAGE_1000, rows - 51)
        query = f"SELECT {column} FROM kaarina_strategy_{table} ORDER BY {order} LIMIT 1 OFFSET {offset}"
        found = str(connection.execute(text(query)).scalar_one())
    engine.dispose()
    return found


@dataclass(frozen=True)
class Export:
    """What an export took."""

    seconds: float
    megabytes: float


def apart(url: str, path: str) -> Export:
    """The export in a process of its own, which has nothing behind it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(exported, url, path).result()


def exported(url: str, path: str) -> Export:
    """Take an export part by part, as a server hands it on, in a site that has shown a page before."""
    client = site(url)
    client.get(LIST)
    before, begun = peak(), time.perf_counter()
    answer = client.get(f"{BASE}/viennit/{path}", buffered=False)
    assert answer.status_code == 200
    for _ in answer.response:
        pass
    answer.close()
    return Export(time.perf_counter() - begun, peak() - before)


def peak() -> float:
    """The largest size of this process so far, in megabytes.

    Out of `/proc`, because `getrusage` counts what the process was before it began (getrusage(2)).
    """
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def print_line(line: str) -> None:
    """Show the line at once, because the next may take a while."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
