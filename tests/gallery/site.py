"""The gallery's town as a site that serves, and how it can be made to fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from flask import Flask, abort, request
from sqlalchemy.exc import OperationalError
from werkzeug.serving import WSGIRequestHandler, make_server

from kaarina_strategy_ext import demo
from kaarina_strategy_ext.demo import mailbox
from kaarina_strategy_ext.demo.mailbox import Mail

from ..browser.kinds import Somebody
from .history import live_through
from .people import People


@dataclass(frozen=True)
class Gallery:
    """`site` is the address without a last slash; `people` and `somebody` are by language."""

    app: Flask
    site: str
    people: dict[str, People]
    somebody: dict[str, Somebody]

    def address(self, template: str, language: str) -> str:
        """The address, with the tokens and numbers of the people of the language filled in."""
        people, somebody = self.people[language], self.somebody[language]
        return self.site + template.format(
            **{name.replace("-", "_"): token for name, token in people.tokens.items()},
            own=somebody.own,
            case=somebody.case,
            mail=somebody.mail,
            opening=somebody.opening,
            offer=people.offer_of("offered") if "{offer}" in template else "",
        )

    def letter(self, doing: str, position: int, language: str) -> Mail:
        """One of the mails to whoever is known by what they did, counted from 0."""
        address = self.people[language].address(doing)
        with self.app.app_context():
            return [each for each in mailbox.all_mails() if each.to == address][position]


class Quiet(WSGIRequestHandler):
    """Serves without telling each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def gallery(folder: Path) -> Iterator[Gallery]:
    """Serve the town from a database in the folder until the end of the block."""
    app = create_app(f"sqlite:///{folder / 'gallery.sqlite3'}")
    people = live_through(app)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    site = f"http://127.0.0.1:{server.server_port}"
    try:
        somebody = {language: Somebody.registers(site, language) for language in people}
        yield Gallery(app, site, people, somebody)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def create_app(url: str) -> Flask:
    """The demo with the faults below; nobody has to confirm an address, unless the history says so."""
    config = {
        "SQLALCHEMY_DATABASE_URI": url,
        "SECRET_KEY": "a secret of the gallery",
        "KAARINA_STRATEGY_DEMO_NOW": "2022-03-01T12:00",
        "KAARINA_STRATEGY_BASE_URL": "https://www.kaarina.example",
        "KAARINA_STRATEGY_PROCESS": "kaarina-2022",
        "KAARINA_STRATEGY_VERIFY_EMAIL": "never",
    }
    app = demo.create_app(config)
    app.before_request(fail_as_asked)
    return app


def fail_as_asked() -> None:
    """Fail as `?fault=` says: an HTTP status, `broken` for a bug, `database` for none to be had."""
    fault = request.args.get("fault", "")
    if fault == "broken":
        raise RuntimeError("as asked")
    if fault == "database":
        raise OperationalError("SELECT 1", None, ConnectionError("as asked"))
    if fault.isdigit():
        abort(int(fault))
