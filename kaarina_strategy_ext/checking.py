"""Trying the extension against the live host: what is wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from flask import current_app
from jinja2 import TemplateError
from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from . import schema
from .database import let_go
from .endpoints import Endpoint
from .host import Host
from .layout import Page, host_layout
from .models import DeliveryState, Event, Message, MessageState, Process, WebhookDelivery
from .services.inspecting import broken_promises

MARKER = "kaarina-strategy-marker"
LONGEST_WAIT = timedelta(minutes=10)
# So long what a webhook was never told stays in the report, for somebody to notice.
REPORTED = timedelta(days=7)
BY_LANGUAGE = ("ORGANISATION", "CITY", "PRIVACY_URL", "ACCESSIBILITY_URL")


def faults(host: Host) -> Iterator[str]:
    """A sentence for each thing that is wrong; none where everything works."""
    yield from _faults_of_settings(host)
    yield from _faults_of_layout(host)
    try:
        yield from _faults_of_database(host)
    except SQLAlchemyError as fault:
        let_go(host.database)
        yield f"The database cannot be read ({type(fault).__name__}): see its address and its server."


def _faults_of_settings(host: Host) -> Iterator[str]:
    for key in host.mail_lacks:
        yield f"{key} is not set, so mail waits in the outbox."
    for name in BY_LANGUAGE:
        for language in host.languages:
            if not host.by_language(name, language):
                yield f"KAARINA_STRATEGY_{name} says nothing for the language {language!r}."


def _faults_of_layout(host: Host) -> Iterator[str]:
    for language in host.languages:
        page = Page(MARKER, language, Markup(f"<p>{MARKER}</p>"), Markup(""))  # noqa: S704 - our own constant
        with current_app.test_request_context(host.settings["URL_PREFIXES"][language] + "/"):
            try:
                document = host_layout().draw(page, host)
            except (TemplateError, LookupError) as fault:
                yield f"The layout cannot be drawn in {language!r} ({fault}): see layout= and context=."
                continue
        if f"<p>{MARKER}</p>" not in document:
            yield "The layout swallows our pages: block= must name a block that it has."


def _faults_of_database(host: Host) -> Iterator[str]:
    engine = host.database.engine
    present, newest = schema.current(engine), schema.newest()
    if present != newest:
        yield f"Our tables are at {present or 'nothing'} and not at {newest}: run `flask strategy upgrade`."
        return
    session = host.database.reading()
    if session.scalar(select(func.count(Process.id))) == 0:
        yield "There is no process yet: run `flask strategy load FILE`."
    waiting = select(func.min(Message.due_at)).where(
        Message.state.in_((MessageState.QUEUED, MessageState.DEFERRED))
    )
    oldest = session.scalar(waiting)
    yield from broken_promises(session, host.now())
    if oldest and oldest < host.now() - LONGEST_WAIT:
        yield f"Mail has been waiting since {oldest:%Y-%m-%d %H:%M} UTC: is `flask strategy worker` running?"
    if host.endpoints:
        yield from _faults_of_webhooks(session, host)


def _faults_of_webhooks(session: Session, host: Host) -> Iterator[str]:
    long_ago = host.now() - LONGEST_WAIT
    untold = session.scalar(select(func.min(Event.at)).where(Event.addressed_at.is_(None)))
    if untold and untold < long_ago:
        yield f"Events have waited since {untold:%Y-%m-%d %H:%M} UTC: is `flask strategy worker` running?"
    for endpoint in host.endpoints:
        oldest = _oldest_undelivered(session, endpoint)
        if oldest and oldest.event.at < long_ago:
            why = oldest.last_error or "is `flask strategy worker` running?"
            yield (
                f"The webhook at {endpoint.origin} has not been told of what happened at"
                f" {oldest.event.at:%Y-%m-%d %H:%M} UTC: {why}"
            )
        if lost := _lost(session, endpoint, host.now()):
            yield f"The webhook at {endpoint.origin} will never be told of {len(lost)} events: {lost[0]}."


def _oldest_undelivered(session: Session, endpoint: Endpoint) -> WebhookDelivery | None:
    undelivered = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.DEFERRED)
    which = WebhookDelivery.url == endpoint.url, WebhookDelivery.state.in_(undelivered)
    by_age = select(WebhookDelivery).join(WebhookDelivery.event).where(*which).order_by(Event.at)
    return session.scalars(by_age.limit(1)).first()


def _lost(session: Session, endpoint: Endpoint, now: datetime) -> Sequence[str | None]:
    """The reasons why events of late were refused or given up, the last one first."""
    lost = WebhookDelivery.state.in_((DeliveryState.GIVEN_UP, DeliveryState.REFUSED))
    which = WebhookDelivery.url == endpoint.url, lost, WebhookDelivery.settled_at > now - REPORTED
    reasons = select(WebhookDelivery.last_error).where(*which)
    return session.scalars(reasons.order_by(WebhookDelivery.settled_at.desc())).all()
