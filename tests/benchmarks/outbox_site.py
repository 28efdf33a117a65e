"""A site whose mail goes to the sink; its workers are those that a city runs."""

from __future__ import annotations

import os

from flask import Flask

from kaarina_strategy_ext import KaarinaStrategy

from .. import town


def create_app() -> Flask:
    """The site on the database of `DATABASE_URL`, with the mail server of `BENCHMARK_MAIL`."""
    app = Flask("town", template_folder=None)
    app.config.update(
        SECRET_KEY="a secret of the benchmarks",
        KAARINA_STRATEGY_DATABASE_URI=os.environ["DATABASE_URL"],
        KAARINA_STRATEGY_BASE_URL="https://www.example.fi",
        KAARINA_STRATEGY_MAIL_FROM="strategia@example.fi",
        KAARINA_STRATEGY_SMTP_URL=os.environ["BENCHMARK_MAIL"],
    )
    KaarinaStrategy().init_app(app, clock=lambda: town.NOW)
    return app
