"""What the town's privacy notice needs to say about this service, made from what the service does."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Response, make_response, request

from ...host import Host, current_host
from ...models import Base
from ...readmodels.staff.record import Periods, record
from ..answers import page_names
from .desk import Desk

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Servers:
    """Where data go: names of servers, None where it is the site's own.

    `mail` is also None where the site hands us its own mailer. `webhooks` are the sites that are told of
    events, which hold no personal data.
    """

    mail: str | None
    database: str | None
    webhooks: tuple[str, ...]


def notice(desk: Desk) -> Response:
    """The document to print; as a file to edit it comes without the line for staff and without our style."""
    host, settings = current_host(), current_host().settings
    periods = Periods(settings["RETENTION_DAYS"], settings["NEEDS_RETENTION_DAYS"], settings["AUDIT_DAYS"])
    is_file = "file" in request.args
    document = host.templates.render(
        "staff/privacy_notice.html",
        desk.language,
        process=desk.process,
        handlings=record(Base.metadata, periods, desk.words),
        periods=periods,
        servers=servers(host),
        is_file=is_file,
        **page_names(host, desk.process, desk.language),
    )
    response = make_response(document)
    response.headers["Content-Language"] = desk.language
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    if is_file:
        response.headers["Content-Disposition"] = f'attachment; filename="privacy-{desk.language}.html"'
    return response


def servers(host: Host) -> Servers:
    """Where the host's configuration sends data."""
    smtp, mailer = host.settings["SMTP_URL"], host.hooks.mailer
    mail = None if mailer or not smtp else urlsplit(smtp).hostname
    database = host.database.engine.url.host
    return Servers(
        mail=None if mail in LOCAL else mail,
        database=None if database in LOCAL else database,
        webhooks=tuple(each.origin for each in host.endpoints),
    )
