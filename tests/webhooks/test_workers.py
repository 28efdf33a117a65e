"""Workers side by side, and workers that die: no event is lost, and a copy can be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from kaarina_strategy_ext.services import dispatching
from kaarina_strategy_ext.webhooks.posting import TIMEOUT_SECONDS, post

from ..webhook_sink import WebhookSink
from .conftest import Desk


class WorkerDied(BaseException):
    """What a killed process is to its transaction: no handler of ours runs."""


def test_claim_outlasts_every_wait_for_a_listener() -> None:
    waits = 4  # connecting, its handshake, sending, the answer
    assert dispatching.LEASE.total_seconds() > waits * TIMEOUT_SECONDS


def test_workers_at_once_tell_nothing_twice(either_desk: Desk, sink: WebhookSink) -> None:
    for number in range(12):
        either_desk.happen(str(number))
    with ThreadPoolExecutor(4) as workers:
        handled = sum(workers.map(lambda _: either_desk.deliver(), range(4)))
    assert handled == 12
    assert set(Counter(each.headers["webhook-id"] for each in sink.received).values()) == {1}
    assert either_desk.states() == ["sent"] * 12


def test_worker_that_dies_between_answer_and_note_is_followed_by_the_same_id(
    either_desk: Desk, sink: WebhookSink
) -> None:
    def post_and_die(url: str, headers: Mapping[str, str], body: bytes) -> None:
        post(url, headers, body)
        raise WorkerDied

    either_desk.happen()
    with pytest.raises(WorkerDied):
        either_desk.deliver(transport=post_and_die)
    assert either_desk.deliver() == 0  # the lease still runs
    either_desk.now += dispatching.LEASE
    assert either_desk.deliver() == 1
    first, second = sink.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert either_desk.states() == ["sent"]
