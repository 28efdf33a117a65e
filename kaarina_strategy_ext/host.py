"""All that is asked of the host, in one object per app."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import flask
from flask import Flask, current_app
from jinja2 import BaseLoader
from sqlalchemy.orm import Session

from .config import PREFIX
from .database import Database, OwnDatabase, SharedDatabase
from .endpoints import Endpoint, endpoints_of
from .errors import ConfigurationInvalid, MountRefused
from .identity import Identity, Permission, WhoIsThis, has_role, logged_in
from .stopping import Stopping

if TYPE_CHECKING:
    from email.message import EmailMessage

    from .readmodels.cache import ProcessCache
    from .readmodels.content import ContactView, ProcessView
    from .readmodels.present import ProcessNow
    from .services.linking import LinkKeys
    from .templating import Templates

EXTENSION = "kaarina_strategy"
logger = logging.getLogger("kaarina_strategy")

Clock = Callable[[], datetime]
Mailer = Callable[["EmailMessage"], None]


@dataclass(frozen=True)
class Hooks:
    """What a host may hand over beyond its configuration; each has a working default."""

    layout: str | None = None
    block: str = "content"
    title_block: str | None = None
    head_block: str | None = None
    context: Callable[[], Mapping[str, Any]] | None = None
    url_for: Callable[..., str] = flask.url_for
    mailer: Mailer | None = None
    clock: Clock | None = None
    identity: WhoIsThis = logged_in
    permission: Permission = has_role


@dataclass(frozen=True)
class Host:
    """The host as our pages, jobs and commands see it."""

    database: Database
    settings: Mapping[str, Any] = field(repr=False)  # some of them are secrets
    hooks: Hooks
    loader: BaseLoader | None
    """Where the host's own templates come from."""
    stopping: Stopping = field(default_factory=Stopping)

    @cached_property
    def templates(self) -> Templates:
        """Our templates, of which the host overrides any by a file of the same name in its own folder."""
        from .templating import Templates

        return Templates([self.loader] if self.loader else [], {})

    @cached_property
    def cache(self) -> ProcessCache:
        """What pages show of the processes, as of their last change."""
        from .readmodels.cache import ProcessCache

        return ProcessCache()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of our pages, the first one being the default."""
        return tuple(self.settings["URL_PREFIXES"])

    def now(self) -> datetime:
        """The present instant, in UTC, by the host's clock where it has one."""
        return self.hooks.clock().astimezone(UTC) if self.hooks.clock else datetime.now(UTC)

    def identity(self) -> Identity | None:
        """Who is using the site, as the host tells; None for the public."""
        return self.hooks.identity()

    def may(self, identity: Identity, role: str) -> bool:
        """Whether they may do what needs the role, as the host tells."""
        return self.hooks.permission(identity, role)

    def url(self, endpoint: str, **values: Any) -> str:
        """The path of one of our pages, by the host's `url_for`."""
        return self.hooks.url_for(f"{EXTENSION}.{endpoint}", **values)

    def slug_in_addresses(self, session: Session, slug: str) -> dict[str, str]:
        """What the address of a page of this process needs: nothing where it is the site's current one."""
        is_current = slug == self.cache.current_slug(session, self.settings["PROCESS"])
        return {} if is_current else {"process": slug}

    def slug_of(self, process: ProcessNow) -> dict[str, str]:
        """As `slug_in_addresses`, for a public process at hand, which asks nobody anything."""
        chosen = self.settings["PROCESS"]
        is_current = process.view.slug == chosen if chosen else process.is_latest
        return {} if is_current else {"process": process.view.slug}

    @property
    def base_url(self) -> str | None:
        """The site's address without a slash at its end; from configuration only, never from a request."""
        if self.settings["BASE_URL"]:
            return str(self.settings["BASE_URL"]).rstrip("/")
        server = current_app.config.get("SERVER_NAME")
        scheme = current_app.config.get("PREFERRED_URL_SCHEME", "http")
        return f"{scheme}://{server}" if server else None

    def absolute_url(self, path: str) -> str | None:
        """A path of the site as a whole address for mails and feeds; None where the site's own is not known.

        A host behind a prefix has it in the path already, so only scheme and name are taken from `BASE_URL`.
        """
        if urlsplit(path).scheme:
            return path
        base = self.base_url
        if base is None:
            return None
        parts = urlsplit(base)
        prefix = parts.path if not path.startswith(f"{parts.path}/") else ""
        return f"{parts.scheme}://{parts.netloc}{prefix}{path}"

    def by_language(self, name: str, language: str) -> str | None:
        """The value of a setting that has one for each language; None where it has none for this one."""
        value = self.settings[name]
        return value.get(language) if value else None

    def contact(self, process: ProcessView | None, language: str) -> ContactView:
        """Whom to turn to: the process's contact, completed from the configuration."""
        from .readmodels.content import ContactView
        from .readmodels.text import Text

        own = process.contact if process else ContactView(None, None, None, None)
        organisation = self.by_language("ORGANISATION", language)
        return ContactView(
            name=own.name or (Text(organisation, language) if organisation else None),
            email=own.email or self.settings["CONTACT_EMAIL"],
            phone=own.phone or self.settings["CONTACT_PHONE"],
            address=own.address,
        )

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """The webhooks that are told of events."""
        return endpoints_of(self.settings["WEBHOOKS"])

    @property
    def mail_lacks(self) -> tuple[str, ...]:
        """The configuration keys without which no mail can be sent; until they are set it waits."""
        needed = {
            "BASE_URL": self.base_url,
            "MAIL_FROM": self.settings["MAIL_FROM"],
            "SMTP_URL": self.settings["SMTP_URL"] or self.hooks.mailer,
        }
        return tuple(PREFIX + name for name, value in needed.items() if not value)

    @property
    def link_keys(self) -> LinkKeys:
        """The keys of personal links: the app's secret and its fallbacks (Flask 3.1)."""
        from .services.linking import LinkKeys

        fallbacks = current_app.config.get("SECRET_KEY_FALLBACKS") or ()
        return LinkKeys([_as_bytes(each) for each in (current_app.secret_key, *fallbacks) if each])


def current_host() -> Host:
    """The host of the current app; raises `MountRefused` where the extension is not mounted on it."""
    try:
        host: Host = current_app.extensions[EXTENSION].host
    except KeyError:
        raise MountRefused("KaarinaStrategy().init_app(app) has not been called for this app.") from None
    return host


def database_of(app: Flask, db: Any, uri: str | None) -> Database:
    """The database to use: the one handed over, the host's Flask-SQLAlchemy, or our own.

    Raises `MountRefused` for a Flask-SQLAlchemy that does not know the app yet, or that has only binds.
    """
    shared: Any = db
    if shared is None and uri is None:
        shared = app.extensions.get("sqlalchemy")
    if shared is None:
        return OwnDatabase(app, uri)
    if app.extensions.get("sqlalchemy") is not shared:
        raise MountRefused("db= does not know this app yet: call db.init_app(app) before KaarinaStrategy's.")
    with app.app_context():
        if None not in shared.engines:  # type: ignore[union-attr]  # shared is Any; the checker narrows it wrongly
            raise MountRefused(
                "The host's Flask-SQLAlchemy has binds only: set SQLALCHEMY_DATABASE_URI,"
                " or KAARINA_STRATEGY_DATABASE_URI for a database of our own."
            )
    return SharedDatabase(shared)


def require_blocks(hooks: Hooks) -> None:
    """Refuse names of blocks with which no page could be drawn.

    Raises `MountRefused`.
    """
    names = [name for name in (hooks.title_block, hooks.head_block, hooks.block) if name is not None]
    for name in names:
        if not name.isidentifier():
            raise MountRefused(f"{name!r} is not the name of a Jinja block: use one of those in your layout.")
    if len(set(names)) < len(names):
        raise MountRefused(f"block=, title_block= and head_block= must be different blocks, not {names}.")


def require_secret_key(app: Flask) -> None:
    """Stop the start where the app could not sign a form or a personal link.

    Raises `ConfigurationInvalid`.
    """
    if not app.secret_key:
        raise ConfigurationInvalid(
            "SECRET_KEY is not set, but forms and personal links are signed with it:"
            " set it to a long random text."
        )


def _as_bytes(secret: str | bytes) -> bytes:
    return secret.encode() if isinstance(secret, str) else secret
