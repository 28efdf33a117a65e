"""`flask strategy worker`, and how it is told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from kaarina_strategy_ext import cli
from kaarina_strategy_ext.models import Message, MessageState
from kaarina_strategy_ext.services import registering
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from .concurrency.big_town import FACTORY, OPENS, create_app, prepare
from .servers import ROOT
from .smtp_sink import Answer, SmtpSink
from .town import engine_of, person, wish

PEOPLE = 3
WITHIN = 60  # seconds; a bound for what hangs, no measure


@pytest.fixture
def env(database_url: str, smtp_sink: SmtpSink, tmp_path: Path) -> dict[str, str]:
    """A town in which some people's mail is due."""
    prepare(database_url, 24)
    engine, act = engine_of(database_url), Act(RESIDENT, OPENS)
    for each in range(PEOPLE):
        in_one_unit(
            engine,
            lambda session, each=each: registering.register(
                session, 1, person(f"p{each}", language="en"), [wish("june-1")], act, form_key=f"form {each}"
            ),
        )
    engine.dispose()
    mail = f"smtp://{smtp_sink.host}:{smtp_sink.port}"
    return {"TOWN_DATABASE": database_url, "TOWN_FOLDER": str(tmp_path), "TOWN_MAIL": mail}


def outbox(env: dict[str, str]) -> list[tuple[MessageState, int, str | None]]:
    """The state, the attempts and the claim of each message."""
    engine = engine_of(env["TOWN_DATABASE"])
    with Session(engine) as session:
        found = [
            (each.state, each.attempts, each.claim)
            for each in session.scalars(select(Message).order_by(Message.id))
        ]
    engine.dispose()
    return found


def wait_until(is_so: Any) -> None:
    """Look again and again."""
    end = time.monotonic() + WITHIN
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def a_worker(env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own."""
    command = [sys.executable, "-m", "flask", "--app", FACTORY, "strategy", "worker", "--pause=300"]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}) as process:
        try:
            yield process
        finally:
            process.kill()


def test_idle_worker_ends_well_when_it_is_told_to_stop(env: dict[str, str], smtp_sink: SmtpSink) -> None:
    with a_worker(env) as worker:
        wait_until(lambda: [state for state, _, _ in outbox(env)] == [MessageState.SENT] * PEOPLE)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(WITHIN) == 0
    assert len(smtp_sink.messages) == PEOPLE


def test_worker_told_to_stop_while_a_server_is_silent_leaves_no_mail_in_hand(
    env: dict[str, str], smtp_sink: SmtpSink
) -> None:
    smtp_sink.answer = Answer.HANG
    with a_worker(env) as worker:
        wait_until(lambda: MessageState.SENDING in [state for state, _, _ in outbox(env)])
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(WITHIN) == 0
    states = outbox(env)
    assert all(claim is None for _, _, claim in states)
    assert states[1:] == [(MessageState.QUEUED, 0, None)] * (PEOPLE - 1)


class Enough(BaseException):
    """Ends the worker in this process."""


@pytest.fixture
def app(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The same town in this process, whose worker does one round."""

    def enough(_pause: float) -> None:
        raise Enough

    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(cli.time, "sleep", enough)
    app = create_app()
    yield app
    with app.app_context():
        app.extensions["kaarina_strategy"].host.database.engine.dispose()


def work(app: Flask) -> None:
    """Do one round as the command does."""
    with pytest.raises(Enough):
        app.test_cli_runner().invoke(args=["strategy", "worker"])


def test_worker_runs_in_any_thread(app: Flask, smtp_sink: SmtpSink) -> None:
    thread = Thread(target=work, args=[app])
    thread.start()
    thread.join()
    assert len(smtp_sink.messages) == PEOPLE


def test_worker_leaves_the_signal_as_it_found_it(app: Flask) -> None:
    before = signal.getsignal(signal.SIGTERM)
    work(app)
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_hosts_own_handler_has_its_turn_once_the_worker_stops(
    app: Flask, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(cli.time, "sleep", lambda _pause: signal.raise_signal(signal.SIGTERM))
    before = signal.signal(signal.SIGTERM, lambda *arguments: told.append(arguments))
    try:
        assert app.test_cli_runner().invoke(args=["strategy", "worker"]).exit_code == 0
    finally:
        signal.signal(signal.SIGTERM, before)
    assert told == [(signal.SIGTERM, None)]
    assert len(smtp_sink.messages) == PEOPLE
