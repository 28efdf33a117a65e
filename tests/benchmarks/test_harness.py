"""The benchmarks count what was really asked and answered, and say it when a goal is missed."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from ..visitor import LoadedFiles
from . import capacity, floor_site, load, plans, processes, report
from .findings import Answering, Findings, Target, at_least, at_most
from .floor_site import db
from .load import carried_out
from .measuring import percentile
from .registering import WHOLE
from .statements import ALL, IN_TRANSACTION, SWITCH

FORM = '<form><input type="hidden" name="csrf_token" value="a&amp;b"></form>'


class Quiet(WSGIRequestHandler):
    """Answers without a line in a log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Tiny:
    """A WSGI site that keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.bodies: list[bytes] = []

    def __call__(self, environ, start_response):
        self.asked[environ["REQUEST_METHOD"] + environ["PATH_INFO"]] += 1
        self.bodies.append(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        is_post = environ["REQUEST_METHOD"] == "POST"
        start_response("303 See Other" if is_post else "200 OK", [("Set-Cookie", "session=1; Path=/")])
        return [FORM.encode()]


@contextmanager
def serving(app) -> Iterator[tuple[str, int]]:
    """Serve the app in a thread until the end of the block; gives its address."""
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def tiny() -> Tiny:
    return Tiny()


def test_load_generator_counts_what_the_server_answered(tiny: Tiny) -> None:
    with serving(tiny) as address:
        seen = load.run(partial(plans.read, "/page"), address, clients=3, plans=50)
    assert seen.plans == tiny.asked["GET/page"] == seen.statuses[200] == len(seen.latencies[0]) >= 50


def test_load_generator_stops_after_its_time(tiny: Tiny) -> None:
    with serving(tiny) as address:
        seen = load.run(partial(plans.read, "/page"), address, clients=2, seconds=0.1)
    assert seen.in_time < seen.plans == tiny.asked["GET/page"]


def test_registration_opens_the_form_and_sends_its_hidden_fields_with_the_cookie(tiny: Tiny) -> None:
    with serving(tiny) as address:
        reply = carried_out(plans.register("/form", ["one", "two"]), address)
    assert reply.status == 303
    assert list(tiny.asked) == ["GET/form", "POST/form"]
    assert tiny.bodies[1].startswith(b"csrf_token=a%26b&")
    assert tiny.bodies[1].endswith(b"sessions=one&sessions=two")


def test_answer_of_another_status_stops_the_measuring(tiny: Tiny) -> None:
    with serving(tiny) as address, pytest.raises(plans.Unexpected, match="/page: 200 instead of 304"):
        load.run(partial(plans.read, "/page", status=304), address, clients=1, plans=1)


def test_statements_of_a_request_and_of_its_commit_are_told(new_database, monkeypatch) -> None:
    url = new_database(floor_site.prepare)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv(SWITCH, "1")
    app = floor_site.create_app()
    read = app.test_client().get("/page-after-select")
    written = app.test_client().post("/insert", data={"name": "Aino", "text": "Virtanen"})
    with app.app_context():
        db.engine.dispose()
    assert (read.headers[ALL], written.headers[ALL], written.headers[IN_TRANSACTION]) == ("1", "1", "1")
    assert 9_500 < len(read.data) < 10_500


def test_table_says_which_goals_are_missed() -> None:
    findings = Findings({"python": "3.11"})
    findings.targets += [
        Target("widget", "sqlite", 0.84, "× one SELECT", at_least(0.85)),
        Target("process page: SQL", "sqlite", 1, "statements", at_most(1)),
    ]
    lines = report.as_text(findings).splitlines()
    assert [line.split()[-1] for line in lines if line.startswith(("widget", "process"))] == ["MISSED", "met"]
    assert lines[-1] == "1 of 2 goals are met; missed: widget (sqlite)."
    assert [each["is_met"] for each in findings.as_json()["targets"]] == [False, True]


def test_markdown_has_a_row_for_each_figure() -> None:
    findings = Findings({}, targets=[Target("widget", "sqlite", 0.9, "× one SELECT", at_least(0.85), 1.25)])
    assert "| widget | sqlite | 0.90 | × one SELECT | 1.25 | ≥ 0.85 | met |" in report.as_markdown(findings)


def test_need_of_a_city_is_worked_out_from_the_processor_time_of_site_and_database() -> None:
    page = Answering("process page", "postgresql", 500, 1.5, 5, 9, 20_000, database_cpu=0.5)
    whole = Answering(WHOLE, "postgresql", 50, 16, 20, 40, 600, database_cpu=4)
    rows = capacity.table(Findings({}, [page, whole]))
    assert rows[2] == ("35,000", "1,750", "3.9", "0.19", "0.012", "1")
    assert capacity.table(Findings({}, [page])) == []


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.5, 51),
        (0.99, 100),
        (1.0, 100),  # there is nothing beyond the last
    ],
)
def test_percentile(share: float, expected: int) -> None:
    assert percentile(range(1, 101), share) == expected


def test_files_that_a_page_loads_are_found_and_links_to_other_pages_are_not() -> None:
    page = (
        '<link rel="stylesheet" href="/a.css"><link rel="canonical" href="/p"><script src="https://x/s.js">'
    )
    assert LoadedFiles(page).addresses == ["/a.css", "https://x/s.js"]


def test_processor_time_of_a_process_grows_while_it_works() -> None:
    me = os.getpid()
    before, end = processes.cpu_seconds([me])[me], time.process_time() + 0.1
    while time.process_time() < end:
        pass
    assert processes.cpu_seconds([me])[me] >= before + 2 / processes.TICKS


def test_memory_of_a_process_is_told_in_megabytes() -> None:
    assert 5 < processes.resident_megabytes(os.getpid()) < 5_000
