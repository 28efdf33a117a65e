"""A host with a webhook: from somebody's registration to what the listener is told."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from kaarina_strategy_ext.models import Event

from ..town import NOW, OTHER_GOALS
from ..visitor import HiddenFields
from ..webhook_sink import SECRET, WebhookSink, status
from .conftest import FORM, PERSON, NewHost

COMPLETE = {
    "KAARINA_STRATEGY_PRIVACY_URL": {"fi": "/tietosuoja", "sv": "/sv/dataskydd"},
    "KAARINA_STRATEGY_ACCESSIBILITY_URL": {"fi": "/saavutettavuus", "sv": "/sv/tillganglighet"},
}


def host_with(new_host: NewHost, sink: WebhookSink) -> Flask:
    """A host that tells the listener of everything."""
    app, _ = new_host(KAARINA_STRATEGY_WEBHOOKS=[{"url": sink.url, "secret": SECRET}], **COMPLETE)
    return app


def fill(app: Flask) -> None:
    """Let somebody take the only seat."""
    client = app.test_client()
    hidden = HiddenFields(client.get(FORM).text).values
    assert client.post(FORM, data={**hidden, **PERSON, "sessions": OTHER_GOALS}).status_code == 303


def strategy(app: Flask, command: str) -> str:
    """What `flask strategy …` says."""
    return app.test_cli_runner().invoke(args=["strategy", command]).output


def become_old(app: Flask) -> None:
    """Let what has happened be eleven minutes ago."""
    with app.app_context():
        session = app.extensions["sqlalchemy"].session
        session.execute(update(Event).values(at=NOW - timedelta(minutes=11)))
        session.commit()


def test_listener_is_told_of_a_full_session_and_of_nobody(
    new_host: NewHost, webhook_sink: WebhookSink
) -> None:
    app = host_with(new_host, webhook_sink)
    fill(app)
    assert "1 webhooks handled" in strategy(app, "run-jobs")
    assert "0 webhooks handled" in strategy(app, "run-jobs")
    (received,) = webhook_sink.received
    assert received.is_signed_with(SECRET)
    assert (received.told["type"], received.told["data"]["session"]) == ("session_full", OTHER_GOALS)
    assert not any(PERSON[name].encode() in received.body for name in ("first_name", "last_name", "email"))


def test_check_says_that_no_worker_tells_the_events(new_host: NewHost, webhook_sink: WebhookSink) -> None:
    app = host_with(new_host, webhook_sink)
    fill(app)
    assert "Events" not in strategy(app, "check")
    become_old(app)
    assert "Events have waited since 2022-04-05 08:49 UTC" in strategy(app, "check")


def test_check_says_what_a_listener_has_not_taken(new_host: NewHost, webhook_sink: WebhookSink) -> None:
    app = host_with(new_host, webhook_sink)
    fill(app)
    webhook_sink.answer = status(503)
    strategy(app, "run-jobs")
    assert "webhook" not in strategy(app, "check")
    become_old(app)
    told = strategy(app, "check")
    assert f"{webhook_sink.url.removesuffix('/hooks')} has not been told of what happened at" in told
    assert "2022-04-05 08:49 UTC: HTTP 503" in told
    assert "/hooks" not in told  # the path may be a secret


def test_check_says_what_a_listener_will_never_be_told(new_host: NewHost, webhook_sink: WebhookSink) -> None:
    app = host_with(new_host, webhook_sink)
    fill(app)
    webhook_sink.answer = status(410)
    strategy(app, "run-jobs")
    assert "will never be told of 1 events: HTTP 410." in strategy(app, "check")


def test_secret_shows_in_nothing_that_is_printed(new_host: NewHost, webhook_sink: WebhookSink) -> None:
    app = host_with(new_host, webhook_sink)
    host = app.extensions["kaarina_strategy"].host
    assert SECRET not in f"{host!r} {host.endpoints!r}"
