"""What becomes of each event on its way to the webhooks."""

from __future__ import annotations

import base64
import logging
from datetime import timedelta

import pytest

from kaarina_strategy_ext.errors import WebhookDeferred
from kaarina_strategy_ext.models import EventKind
from kaarina_strategy_ext.services import dispatching

from ..town import NOW
from ..webhook_sink import SECRET, WebhookSink, hang_up, running_listener, status
from .conftest import Desk, endpoint

OTHER = "whsec_" + base64.b64encode(b"another secret of the tests").decode()


def test_event_is_told_once_signed_and_as_compact_json(either_desk: Desk, sink: WebhookSink) -> None:
    either_desk.happen()
    assert (either_desk.deliver(), either_desk.deliver()) == (1, 0)
    (received,) = sink.received
    (event,) = either_desk.events()
    assert received.is_signed_with(SECRET)
    assert received.headers["webhook-id"] == event.public_id
    assert received.headers["content-type"] == "application/json"
    assert received.headers["user-agent"] == "kaarina-strategy-ext"
    assert received.body.decode() == (
        '{"type":"session_full","timestamp":"2022-04-05T09:00:00Z","data":{"process":"kaarina-2022",'
        '"session":"visio-2022-04-12","title":{"fi":"Työpaja"}}}'
    )
    assert either_desk.states() == ["sent"]
    assert either_desk.deliveries()[0].settled_at == NOW


def test_each_webhook_is_told_what_it_wants_under_a_secret_of_its_own(
    either_desk: Desk, sink: WebhookSink
) -> None:
    with running_listener() as other:
        wanted = endpoint(other.url, [OTHER, SECRET], events=["session_moved"])
        either_desk.endpoints.append(wanted)
        either_desk.happen(kind=EventKind.SESSION_MOVED)
        either_desk.happen(kind=EventKind.SESSION_FULL)
        assert either_desk.deliver() == 3
        assert {each.told["type"] for each in sink.received} == {"session_moved", "session_full"}
        (received,) = other.received
    assert received.told["type"] == "session_moved"
    assert received.is_signed_with(OTHER)
    assert received.is_signed_with(SECRET)


def test_listener_that_fails_is_told_later_under_the_same_id(either_desk: Desk, sink: WebhookSink) -> None:
    either_desk.happen()
    sink.answer = status(500)
    pauses = []
    for _ in dispatching.RETRY_PAUSES:
        either_desk.deliver()
        (waiting,) = either_desk.deliveries()
        assert (str(waiting.state), waiting.last_error) == ("deferred", "HTTP 500")
        pauses.append((waiting.due_at - either_desk.now) / timedelta(minutes=1))
        assert either_desk.deliver() == 0  # nothing is tried before its pause is over
        either_desk.now = waiting.due_at
    sink.answer = status(200)
    either_desk.deliver()
    assert either_desk.states() == ["sent"]
    assert pauses == pytest.approx([1, 5, 30, 120, 360, 900], rel=0.11)
    assert len({each.headers["webhook-id"] for each in sink.received}) == 1
    assert all(each.is_signed_with(SECRET) for each in sink.received)


def test_event_is_given_up_after_a_day(either_desk: Desk, sink: WebhookSink) -> None:
    either_desk.happen()
    sink.answer = hang_up
    while "given_up" not in either_desk.states():
        assert either_desk.now < NOW + timedelta(hours=30)
        either_desk.deliver()
        either_desk.now = max(each.due_at for each in either_desk.deliveries())
    assert either_desk.now > NOW + timedelta(hours=20)
    assert len(sink.received) == len(dispatching.RETRY_PAUSES) + 1
    assert either_desk.deliveries()[0].last_error == "RemoteDisconnected"


@pytest.mark.parametrize("code", [404, 410])
def test_event_that_is_refused_is_not_told_again(desk: Desk, sink: WebhookSink, code: int) -> None:
    desk.happen()
    sink.answer = status(code)
    desk.deliver()
    desk.now += timedelta(days=2)
    assert desk.deliver() == 0
    assert [(str(each.state), each.last_error) for each in desk.deliveries()] == [("refused", f"HTTP {code}")]


@pytest.mark.parametrize(
    ("asked", "pause"),
    [
        ("7200", timedelta(hours=2)),
        ("1", timedelta(minutes=1)),  # never sooner than we would by ourselves
        ("86400000", dispatching.LONGEST_RETRY_AFTER),
        ("Mon, 06 Sep 2010 00:00:00 GMT", timedelta(minutes=1)),  # long ago
    ],
)
def test_wait_that_the_listener_asks_for_is_kept_within_reason(
    desk: Desk, sink: WebhookSink, asked: str, pause: timedelta
) -> None:
    desk.happen()
    sink.answer = status(429, Retry_After=asked)
    desk.deliver()
    waits = desk.deliveries()[0].due_at - desk.now
    assert waits / pause == pytest.approx(1, abs=0.11)


def test_listener_that_fails_is_left_alone_for_the_rest_of_the_round(desk: Desk, sink: WebhookSink) -> None:
    with running_listener() as other:
        desk.endpoints.append(endpoint(other.url))
        sink.answer = status(503)
        for number in range(3):
            desk.happen(str(number))
        desk.deliver()
        assert (len(sink.received), len(other.received)) == (1, 3)


def test_round_of_a_slow_listener_ends_before_its_queue(desk: Desk, sink: WebhookSink) -> None:
    for number in range(3):
        desk.happen(str(number))
    assert desk.deliver(seconds=0) == 0
    assert desk.states() == ["queued"] * 3


def test_webhook_that_is_not_configured_any_more_is_told_nothing(
    either_desk: Desk, sink: WebhookSink
) -> None:
    either_desk.happen()
    either_desk.address()
    either_desk.endpoints.clear()
    assert either_desk.deliver() == 0
    assert sink.received == []
    (delivery,) = either_desk.deliveries()
    assert (str(delivery.state), delivery.last_error) == ("given_up", dispatching.REMOVED)


def test_webhook_that_is_new_is_not_told_what_happened_before(desk: Desk, sink: WebhookSink) -> None:
    desk.endpoints.clear()
    desk.happen()
    desk.deliver()
    desk.endpoints.append(endpoint(sink.url))
    assert desk.deliver() == 0


def test_event_that_cannot_be_sent_at_all_stops_no_other(desk: Desk, sink: WebhookSink) -> None:
    desk.happen("1")
    desk.happen("2")
    sent: list[bytes] = []

    def transport(_url: str, _headers: object, body: bytes) -> None:
        sent.append(body)
        if len(sent) == 1:
            raise RuntimeError(SECRET)

    desk.deliver(transport=transport)
    assert desk.states() == ["refused", "sent"]
    assert desk.deliveries()[0].last_error == "RuntimeError"


def test_log_tells_number_and_reason_and_no_address_or_secret(
    desk: Desk, sink: WebhookSink, caplog: pytest.LogCaptureFixture
) -> None:
    desk.happen()
    sink.answer = status(500)
    with caplog.at_level(logging.DEBUG, logger="kaarina_strategy_ext"):
        desk.deliver()
    assert caplog.messages == ["Webhook delivery 1: HTTP 500"]


def test_no_transaction_is_open_while_an_event_is_sent(either_desk: Desk) -> None:
    in_use: list[int] = []
    pool = either_desk.engine.pool
    either_desk.happen()
    either_desk.deliver(transport=lambda *_: in_use.append(pool.checkedout()))  # type: ignore[attr-defined]  # every pool here counts
    assert in_use == [0]


def test_same_cause_makes_one_event(either_desk: Desk) -> None:
    either_desk.happen("1")
    either_desk.happen("1")
    either_desk.happen("2")
    assert len(either_desk.events()) == 2


def test_events_are_forgotten_with_their_deliveries_after_a_season(either_desk: Desk) -> None:
    either_desk.happen("old")
    either_desk.deliver()
    either_desk.now += dispatching.KEPT
    either_desk.happen("new")
    either_desk.deliver()
    either_desk.now += timedelta(seconds=1)
    gone = either_desk.change(lambda session: dispatching.forget_events(session, either_desk.now))
    assert gone == 1
    assert [each.dedup_key.rpartition(":")[2] for each in either_desk.events()] == ["new"]
    assert len(either_desk.deliveries()) == 1


def test_deferral_of_a_listener_that_another_worker_has_told_marks_nothing(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def slow(*_: object) -> None:
        desk.now += dispatching.LEASE
        desk.deliver()  # another worker takes it over
        raise WebhookDeferred("too late")

    desk.happen()
    desk.deliver(transport=slow)
    assert desk.states() == ["sent"]
    assert "Webhook delivery 1 is not ours any more" in caplog.messages
