"""Mounting: the one place that wires everything together."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import configure_mappers

from .autogenerate import hide_from_autogenerate
from .commands import strategy
from .config import checked
from .errors import MountRefused
from .host import EXTENSION, Clock, Hooks, Host, Mailer, database_of, require_blocks, require_secret_key
from .identity import Permission, WhoIsThis, has_role, logged_in, login_of_host
from .late import Late
from .views.blueprint import blueprint, load_views
from .views.rules import rules_that_build_late

if TYPE_CHECKING:
    from .jobs import Round
    from .layout import HostLayout

WIDGET = Late("views.widget.template_global.widget_global")
logger = logging.getLogger("kaarina_strategy")


class KaarinaStrategy:
    """The extension. It keeps nothing of the app, so that one instance serves several apps."""

    def init_app(
        self,
        app: Flask,
        *,
        db: Any = None,
        layout: str | None = None,
        block: str = "content",
        title_block: str | None = None,
        head_block: str | None = None,
        context: Callable[[], Mapping[str, Any]] | None = None,
        url_for: Callable[..., str] = flask.url_for,
        mailer: Mailer | None = None,
        clock: Clock | None = None,
        identity: WhoIsThis = logged_in,
        permission: Permission = has_role,
    ) -> None:
        """Mount the pages, the widget and the commands on the app.

        `db` is the host's Flask-SQLAlchemy, already initialised for the app. `layout` names the host's
        template and the `…block` names are those of its blocks; `context` gives what else it needs.
        `mailer` takes an `email.message.EmailMessage`; `clock` gives an aware datetime. `identity` gives the
        `Identity` of whoever is logged in, or None; `permission` tells whether an identity has a role.
        Raises `ConfigurationInvalid` for a wrong configuration, `MountRefused` for a mount that cannot work.
        """
        refuse_late_or_double(app)
        require_secret_key(app)
        hooks = Hooks(
            layout, block, title_block, head_block, context, url_for, mailer, clock, identity, permission
        )
        mount(app, host_of(app, db, hooks))


class Mounted:
    """The extension as it is mounted on one app: `app.extensions["kaarina_strategy"]`."""

    def __init__(self, host: Host) -> None:
        """Take the host."""
        self.host = host

    @cached_property
    def layout(self) -> HostLayout:
        """The host's layout, into which pages are set."""
        from .layout import HostLayout

        return HostLayout(self.host.hooks)

    def upgrade(self) -> None:
        """Bring our tables to the present release."""
        from .schema import upgrade

        upgrade(self.host.database.engine)

    def load(self, path: str | Path) -> None:
        """Load a content file; raises `ContentInvalid` with everything that is wrong with it."""
        from .services.auditing import COMMAND_LINE, Act
        from .services.content.loading import load_content

        source = Path(path).read_bytes()
        act = Act(COMMAND_LINE, self.host.now())
        self.host.database.change(
            lambda session: load_content(session, source, act, languages=self.host.languages)
        )

    def has_process(self, slug: str) -> bool:
        """Whether there is a process with the slug, be it public or not; False before the first migration."""
        host = self.host
        reading, language = host.database.reading(), host.languages[0]
        try:
            present = host.cache.present(reading, slug, language, host.now(), is_for_staff=True)
        except DBAPIError:
            host.database.reading().rollback()
            return False
        return present is not None

    def load_pages(self) -> None:
        """Load now what the first requests would load, for a server that forks its workers afterwards."""
        load_views()
        configure_mappers()
        _ = self.layout, self.host.cache
        for language in self.host.languages:
            self.host.templates.environment(language)

    def run_jobs(self) -> Round:
        """Do one round of everything that is due: mail, retention."""
        from .jobs import run_jobs

        return run_jobs(self.host)


def host_of(app: Flask, db: Any, hooks: Hooks) -> Host:
    """The host as we see it; raises `ConfigurationInvalid` and `MountRefused`."""
    settings = checked(app.config)
    require_blocks(hooks)
    database = database_of(app, db, settings["DATABASE_URI"])
    return Host(database, settings, hooks, app.jinja_loader)


def mount(app: Flask, host: Host) -> None:
    """Add pages, commands and the widget to the app, and say what is not ready yet."""
    app.extensions[EXTENSION] = Mounted(host)
    with rules_that_build_late(app):
        app.register_blueprint(blueprint(host.settings["URL_PREFIXES"]))
    app.cli.add_command(strategy)
    offer_widget(app)
    hide_from_autogenerate(app)
    warn_of_waiting_mail(app, host)
    warn_of_closed_staff_side(app, host)


def refuse_late_or_double(app: Flask) -> None:
    """Raise `MountRefused` where the app has the extension already, or has begun to serve."""
    if EXTENSION in app.extensions:
        raise MountRefused("KaarinaStrategy is mounted on this app already; one mount serves all processes.")
    if app._got_first_request:  # Flask has no public word for it
        raise MountRefused("The app has begun to serve: call KaarinaStrategy().init_app(app) before that.")


def offer_widget(app: Flask) -> None:
    """Offer the widget to the host's templates, late, so that the host can still set its Jinja options."""

    def offer() -> None:
        app.jinja_env.globals.setdefault("kaarina_strategy_widget", WIDGET)

    app.before_request_funcs.setdefault(None, []).append(offer)


def warn_of_waiting_mail(app: Flask, host: Host) -> None:
    """Say at the start that mail will wait, where the configuration lacks what it needs."""
    with app.app_context():
        lacks = host.mail_lacks
    if lacks:
        logger.warning("Mail waits in the outbox until these are set: %s.", ", ".join(lacks))


def warn_of_closed_staff_side(app: Flask, host: Host) -> None:
    """Say at the start that nobody can open the staff side, where nothing tells who is logged in."""
    with app.app_context():
        is_closed = host.hooks.identity is logged_in and login_of_host() is None
    if is_closed:
        logger.warning("The staff side is closed: give init_app identity=, or set up Flask-Login before it.")
