"""Signals reach the code of the host once what they tell has been committed, and never before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from blinker import NamedSignal
from flask import Flask, has_request_context
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from kaarina_strategy_ext import signals
from kaarina_strategy_ext.host import current_host
from kaarina_strategy_ext.models import EventKind, Process
from kaarina_strategy_ext.services.announcing import announce
from kaarina_strategy_ext.services.auditing import JOB, Act

from ..town import NOW, OTHER_GOALS
from .residents import Site

Heard = list[tuple[Any, dict[str, Any]]]


@contextmanager
def hearing(signal: NamedSignal, receiver: Callable[..., object] | None = None) -> Iterator[Heard]:
    """What is heard within the block, with its sender; by the receiver as well where there is one."""
    heard: Heard = []

    def hear(app: Any, **told: Any) -> None:
        heard.append((app, told))

    with ExitStack() as connected:
        for each in (receiver, hear) if receiver else (hear,):
            connected.enter_context(signal.connected_to(each))
        yield heard


def happen(session: Session) -> None:
    """Let something happen."""
    act, process = Act(JOB, NOW), session.get_one(Process, 1)
    announce(session, process, EventKind.SESSION_FULL, "s", act, cause="1", data={"session": "s"})


@pytest.mark.parametrize("kind", EventKind)
def test_each_kind_of_event_has_a_signal_of_its_name(kind: EventKind) -> None:
    assert getattr(signals, kind).name == kind


def test_registration_that_fills_a_session_is_heard_in_its_request(site: Site) -> None:
    in_request: list[bool] = []

    def receiver(_app: Flask, **_told: Any) -> None:
        in_request.append(has_request_context())

    with hearing(signals.session_full, receiver) as heard:
        site.registered("Aino", sessions=OTHER_GOALS)
    ((app, told),) = heard
    ((public_id,),) = site.sql("SELECT public_id FROM kaarina_strategy_event")
    assert app is site.app
    assert (told["id"], told["timestamp"], told["data"]["session"]) == (public_id, NOW, OTHER_GOALS)
    assert in_request == [True]


def test_what_is_heard_is_committed_already(app: Flask) -> None:
    seen: list[int] = []

    def receiver(_app: Flask, **_told: Any) -> None:
        with current_host().database.engine.connect() as other:
            seen.append(other.scalar(text("SELECT count(*) FROM kaarina_strategy_event")))

    with app.app_context(), hearing(signals.session_full, receiver):
        current_host().database.change(happen)
    assert seen == [1]


def test_receiver_may_make_a_change_of_its_own(app: Flask) -> None:
    def receiver(_app: Flask, **_told: Any) -> None:
        current_host().database.change(lambda session: session.get_one(Process, 1))

    with app.app_context(), hearing(signals.session_full, receiver) as heard:
        current_host().database.change(happen)
    assert len(heard) == 1


def test_unit_that_is_rolled_back_is_not_heard(app: Flask) -> None:
    def cut_off(session: Session) -> None:
        happen(session)
        session.flush()
        raise ConnectionResetError

    with app.app_context(), hearing(signals.session_full) as heard:
        with pytest.raises(ConnectionResetError):
            current_host().database.change(cut_off)
        assert heard == []


def test_unit_that_is_tried_twice_is_heard_once(app: Flask) -> None:
    tries: list[int] = []

    def busy_at_first(session: Session) -> None:
        happen(session)
        session.flush()
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("INSERT", {}, Exception("database is locked"))

    with app.app_context(), hearing(signals.session_full) as heard:
        current_host().database.change(busy_at_first)
    assert (len(tries), len(heard)) == (2, 1)


def test_receiver_that_raises_is_logged_and_stops_nothing(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_app: Flask, **_told: Any) -> None:
        raise RuntimeError("of the host")

    with hearing(signals.session_full, broken) as heard:
        site.registered("Aino", sessions=OTHER_GOALS)
    assert len(heard) == 1
    assert "A receiver of session_full failed." in caplog.messages


def test_what_the_clock_brings_is_heard_from_the_jobs(site: Site) -> None:
    site.edit(Process, {"registration_opens_at": NOW + timedelta(days=1)}, slug="kaarina-2022")
    with hearing(signals.registration_opened) as heard:
        site.jobs(NOW)
        assert heard == []
        site.jobs(NOW + timedelta(days=1))
        site.jobs(NOW + timedelta(days=1))
    assert [len(told["data"]["sessions"]) for _, told in heard] == [5]
