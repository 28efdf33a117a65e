"""A small municipal site that mounts the extension the way any host does."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, request
from flask_babel import Babel

from kaarina_strategy_ext import KaarinaStrategy

from . import clock, intranet, login, mailbox, pages
from .database import db, tune_sqlite
from .languages import language_of_path, town
from .lock import alone
from .settings import instance_folder, settings

CONTENT = Path(__file__).parent / "content"
PROCESS = "kaarina-2022"


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The demo, ready to serve: its database is migrated and holds the content of Kaarina 2022.

    The configuration wins over `DATABASE_URL`, `KAARINA_STRATEGY_BASE_URL` and `KAARINA_STRATEGY_DEMO_NOW`
    of the environment. Raises `ValueError` when the clock's start is no moment.
    """
    app = Flask(__package__, instance_path=str(instance_folder()))
    app.config.from_mapping(settings(config or {}, Path(app.instance_path)))
    db.init_app(app)
    Babel(app, locale_selector=language_of_path)
    add_pages(app)
    mount_strategy(app)
    with app.app_context():
        prepare(app)
    return app


def add_pages(app: Flask) -> None:
    """Everything that the town has of its own."""
    for part in (pages, intranet, login, mailbox, clock):
        app.register_blueprint(part.blueprint)
    pages.explain_errors(app)
    app.context_processor(lambda: {"town": town(clock.now)})
    app.before_request(clock.look_at_the_clock)
    app.after_request(run_due_jobs)


def mount_strategy(app: Flask) -> None:
    """Mount the extension; a real site leaves out the clock and usually the mailer."""
    strategy = KaarinaStrategy()
    strategy.init_app(
        app,
        db=db,
        layout="town/layout.html",
        block="content",
        title_block="title",
        head_block="head",
        clock=clock.now,
        mailer=mailbox.deliver,
        identity=login.identity,
    )


def run_due_jobs(response: Response) -> Response:
    """Do what is due after each change, so that a mail is there once the page that caused it has loaded."""
    if request.method == "POST" and response.status_code < HTTPStatus.BAD_REQUEST:
        try:
            current_app.extensions["kaarina_strategy"].run_jobs()
        except Exception:  # Whatever fails in the background, the visitor's change is done.
            current_app.logger.exception("The due jobs failed; the next change tries them again.")
    return response


def prepare(app: Flask) -> None:
    """Bring the database to where it can serve; of several processes that start, one does it."""
    tune_sqlite(db.engine)
    strategy = app.extensions["kaarina_strategy"]
    with alone(db.engine, Path(app.instance_path)):
        db.create_all()
        clock.wind()
        strategy.upgrade()
        if not strategy.has_process(PROCESS):
            strategy.load(CONTENT / f"{PROCESS}.yaml")
            strategy.load(CONTENT / f"{PROCESS}-examples.yaml")
    db.session.remove()
    db.engine.dispose()  # a server that forks after this must not share our connections with its children
