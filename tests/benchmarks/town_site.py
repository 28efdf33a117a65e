"""The demo's site as a city runs it: its clock costs no statement, and no page waits until mail has gone."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask, g

from kaarina_strategy_ext.demo import clock, site
from kaarina_strategy_ext.demo import create_app as create_demo

from .statements import tell_statements

NOW = datetime(2022, 4, 5, 9, 0, tzinfo=UTC)


def create_app() -> Flask:
    """The site on the database of `DATABASE_URL`; with the content of Kaarina 2022 where there is none."""
    app = create_demo(
        {
            "SECRET_KEY": "a secret of the benchmarks",
            # Machines fill in a form sooner than people do, and would have to confirm their addresses.
            "KAARINA_STRATEGY_VERIFY_EMAIL": "never",
            "KAARINA_STRATEGY_BASE_URL": "https://www.example.fi",
        }
    )
    before = app.before_request_funcs[None]
    before[before.index(clock.look_at_the_clock)] = _stand_still
    app.after_request_funcs[None].remove(site.run_due_jobs)
    tell_statements(app)
    return app


def _stand_still() -> None:
    g.demo_now = NOW
