"""What is only read: pages, widget, status, and what a browser has already."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

from . import plans
from .bench import Bench
from .findings import Goal, Target, at_least, at_most
from .load import carried_out
from .measuring import Thing
from .site_servers import TOWN, Server, counted, served

PAGE_FLOOR = "floor: 10 kB page after one SELECT"
ONE_FLOOR = "floor: one SELECT"
WIDGET = "/strategia/widget/standard"
STATUS = "/strategia/api/v1/processes/kaarina-2022/status"
PAGES = {
    "process page": "/strategia/",
    "process page, Swedish": "/sv/strategi/",
    "workshop page": "/strategia/tyopajat/visio",
    "workshop page, Swedish": "/sv/strategi/workshoppar/visio",
}
SMALL = {"widget": WIDGET, "status JSON": STATUS}
FLOORS = {
    PAGE_FLOOR: "/page-after-select",
    "floor: 10 kB page": "/page",
    ONE_FLOOR: "/",
}
PAGE_GOAL, SMALL_GOAL, UNCHANGED_GOAL = at_least(0.70), at_least(0.85), at_least(0.95)
STATEMENTS_GOAL = at_most(1)


def measure(bench: Bench, kind: str) -> None:
    """Add how pages, widget and status are answered, beside the floors."""
    with ExitStack() as held:
        databases = bench.databases(kind)
        town_url = databases.new(_untouched)
        floor = bench.floor(kind)
        town = held.enter_context(served(TOWN, town_url))
        things = [
            Thing(
                what, floor, partial(plans.read, path), kind, databases.pid, statements=int("SELECT" in what)
            )
            for what, path in FLOORS.items()
        ]
        reading = _plans(town)
        statements = counted(TOWN, town_url, reading)
        for what, plan in reading.items():
            things.append(Thing(what, town, plan, kind, databases.pid, statements[what].all))
        measured = bench.by_turns(things)
    for what in [*PAGES, *SMALL, *(f"{each}, 304" for each in SMALL)]:
        floor_name, goal = _goal_of(what)
        bench.beside(what, measured.answering[floor_name], measured.answering[what], goal)
    for what in (*PAGES, *SMALL):
        number = measured.answering[what].statements or 0
        bench.add(Target(f"{what}: SQL", kind, number, "statements", STATEMENTS_GOAL))


def _untouched(url: str) -> None:
    """Nothing: the site fills the database when it starts."""


def _plans(town: Server) -> dict[str, partial[plans.Plan]]:
    reading = {what: partial(plans.read, path) for what, path in (PAGES | SMALL).items()}
    for what, path in SMALL.items():
        etag = carried_out(plans.read(path), town.address).header("ETag")
        reading[f"{what}, 304"] = partial(plans.read, path, {"If-None-Match": etag}, 304)
    return reading


def _goal_of(what: str) -> tuple[str, Goal]:
    """The floor that the thing stands beside, and its goal."""
    if what in PAGES:
        return PAGE_FLOOR, PAGE_GOAL
    return ONE_FLOOR, UNCHANGED_GOAL if what.endswith("304") else SMALL_GOAL
