"""Trying the extension against the live host: what is wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flask import current_app
from jinja2 import TemplateError
from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from . import schema
from .database import let_go
from .host import Host
from .layout import Page, host_layout
from .models import Message, MessageState, Process
from .services.inspecting import broken_promises

MARKER = "kaarina-strategy-marker"
LONGEST_WAIT = timedelta(minutes=10)
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
