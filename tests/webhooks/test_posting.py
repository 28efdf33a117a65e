"""What each answer of a listener means."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kaarina_strategy_ext.errors import WebhookDeferred, WebhookRefused
from kaarina_strategy_ext.webhooks.posting import post

from ..webhook_sink import Answer, WebhookSink, babble, drip, hang, hang_up, status


def refusal(sink: WebhookSink, answer: Answer, *, timeout: float = 5) -> WebhookDeferred | WebhookRefused:
    """What comes of the answer, which must not be what we hope for."""
    sink.answer = answer
    with pytest.raises((WebhookDeferred, WebhookRefused)) as verdict:
        post(sink.url, {}, b"{}", timeout=timeout)
    return verdict.value


@pytest.mark.parametrize("code", [200, 201, 202, 204, 299])
def test_any_answer_of_class_2_will_do(sink: WebhookSink, code: int) -> None:
    sink.answer = status(code)
    post(sink.url, {"webhook-id": "a1"}, b'{"type":"x"}')
    (received,) = sink.received
    assert (received.path, received.headers["webhook-id"], received.body) == ("/hooks", "a1", b'{"type":"x"}')


@pytest.mark.parametrize("code", [408, 425, 429, 500, 502, 503, 504])
def test_answer_that_may_pass_defers(sink: WebhookSink, code: int) -> None:
    assert refusal(sink, status(code)) == WebhookDeferred(f"HTTP {code}")


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 410, 413, 422])
def test_answer_that_will_not_pass_refuses(sink: WebhookSink, code: int) -> None:
    assert refusal(sink, status(code)) == WebhookRefused(f"HTTP {code}")


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirect_is_not_followed(sink: WebhookSink, code: int) -> None:
    elsewhere = sink.url.replace("/hooks", "/elsewhere")
    assert refusal(sink, status(code, Location=elsewhere)) == WebhookDeferred(f"HTTP {code}")
    assert [each.path for each in sink.received] == ["/hooks"]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("soon", None),
        ("-5", None),
        ("9" * 30, None),  # no length of time that there is
        ("", None),
    ],
)
def test_wait_that_the_listener_asks_for_is_told(sink: WebhookSink, value: str, seconds: int | None) -> None:
    asked = refusal(sink, status(503, Retry_After=value))
    assert asked == WebhookDeferred("HTTP 503", None if seconds is None else timedelta(seconds=seconds))


def test_wait_may_be_a_date(sink: WebhookSink) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    asked = refusal(sink, status(429, Retry_After=until))
    assert isinstance(asked, WebhookDeferred)
    assert asked.retry_after
    assert timedelta(minutes=59) < asked.retry_after <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [(hang_up, "RemoteDisconnected"), (babble, "BadStatusLine")],
)
def test_line_that_fails_defers_with_the_class_of_its_fault(
    sink: WebhookSink, answer: Answer, fault: str
) -> None:
    assert refusal(sink, answer) == WebhookDeferred(fault)


@pytest.mark.parametrize("answer", [hang, drip])
def test_listener_is_not_waited_for_any_longer_than_the_timeout(sink: WebhookSink, answer: Answer) -> None:
    begun = time.monotonic()
    assert refusal(sink, answer, timeout=0.5) == WebhookDeferred("TimeoutError")
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://127.0.0.1:9/", "ConnectionRefusedError"),
        ("http://no-such-host.invalid/", "gaierror"),  # RFC 6761: there never is one
    ],
)
def test_nobody_at_home_defers(monkeypatch: pytest.MonkeyPatch, url: str, fault: str) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(WebhookDeferred) as verdict:
        post(url, {}, b"{}")
    assert verdict.value == WebhookDeferred(fault)


def test_listener_that_does_not_speak_tls_defers(sink: WebhookSink) -> None:
    with pytest.raises(WebhookDeferred) as verdict:
        post(sink.url.replace("http:", "https:"), {}, b"{}", timeout=2)
    assert "SSL" in verdict.value.reason
