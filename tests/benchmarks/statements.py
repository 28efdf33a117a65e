"""How many SQL statements a request takes, told in a header of the answer.

Only where `BENCHMARK_STATEMENTS` is set: the servers whose speed is measured carry no listeners.
"""

from __future__ import annotations

import os
from typing import Any

from flask import Flask, Response, g, has_request_context
from sqlalchemy import event

SWITCH = "BENCHMARK_STATEMENTS"
ALL = "X-Benchmark-Statements"
IN_TRANSACTION = "X-Benchmark-In-Transaction"


def tell_statements(app: Flask) -> None:
    """Put into each answer how many statements it took, and how many of them its largest commit held."""
    if SWITCH not in os.environ:
        return
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    event.listen(engine, "before_cursor_execute", _count)
    event.listen(engine, "commit", _committed)
    event.listen(engine, "rollback", _rolled_back)
    app.after_request(_tell)


def _count(connection: Any, *_: object) -> None:
    if has_request_context():
        g.benchmark_all = g.get("benchmark_all", 0) + 1
        # A connection that the pool lends keeps its notes; the end of a transaction clears them.
        connection.info["benchmark_open"] = connection.info.get("benchmark_open", 0) + 1


def _committed(connection: Any) -> None:
    if has_request_context():
        held = connection.info.pop("benchmark_open", 0)
        g.benchmark_largest = max(g.get("benchmark_largest", 0), held)


def _rolled_back(connection: Any) -> None:
    connection.info.pop("benchmark_open", None)


def _tell(response: Response) -> Response:
    response.headers[ALL] = g.get("benchmark_all", 0)
    response.headers[IN_TRANSACTION] = g.get("benchmark_largest", 0)
    return response
