"""Workers side by side, workers that die, databases that fail: no mail is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import Busy, MailDeferred
from kaarina_strategy_ext.mail.delivery import deliver_due
from kaarina_strategy_ext.mail.letterhead import Letterhead
from kaarina_strategy_ext.models import Message, MessageState
from kaarina_strategy_ext.services import delivering
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.erasing import erase_registration

from ..smtp_sink import Answer, SmtpSink
from ..town import GOALS, KEYS, VISION, person, wish
from .conftest import Office, transport_to


class WorkerDied(BaseException):
    """What a killed process is to its transaction: no handler of ours runs."""


def test_two_workers_send_nothing_twice(either_office: Office, smtp_sink: SmtpSink) -> None:
    for number in range(12):
        either_office.register(person(f"Aino{number}"), wish(GOALS))
    with ThreadPoolExecutor(4) as workers:
        for work in [workers.submit(either_office.deliver, transport_to(smtp_sink)) for _ in range(4)]:
            work.result()
    assert Counter(mail["To"] for mail in smtp_sink.messages) == {
        f"aino{number}@example.fi": 1 for number in range(12)
    }
    assert set(either_office.states()) == {MessageState.SENT}


def test_worker_that_dies_after_sending_is_followed_by_the_same_mail_under_the_same_message_id(
    either_office: Office,
) -> None:
    def send_and_die(mail: EmailMessage) -> None:
        either_office.keep(mail)
        raise WorkerDied

    either_office.register(person(), wish(VISION))
    with pytest.raises(WorkerDied):
        either_office.deliver(send_and_die)
    assert len(either_office.deliver()) == 1  # the lease still runs
    either_office.now += delivering.LEASE
    first, second = either_office.deliver()
    assert first["Message-ID"] == second["Message-ID"]
    assert either_office.states() == [MessageState.SENT]


def test_line_cut_after_the_server_took_the_mail_brings_it_twice_under_one_message_id(
    office: Office, smtp_sink: SmtpSink
) -> None:
    office.register(person(), wish(VISION))
    smtp_sink.answer = Answer.DROP_AFTER_DATA
    office.deliver(transport_to(smtp_sink))
    assert office.states() == [MessageState.DEFERRED]
    smtp_sink.answer = Answer.ACCEPT
    office.now += timedelta(minutes=2)
    office.deliver(transport_to(smtp_sink))
    first, second = smtp_sink.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_worker_that_was_paused_past_its_lease_marks_nothing(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    def slow(_mail: EmailMessage) -> None:
        office.now += delivering.LEASE
        office.deliver(limit=1)  # another worker takes the message over
        raise MailDeferred("too late")

    office.register(person(), wish(VISION))
    office.deliver(slow, limit=1)
    assert office.states() == [MessageState.SENT]
    assert "Message 1 is not ours any more" in caplog.messages


def test_newer_mail_to_a_person_waits_while_an_older_one_is_on_its_way(either_office: Office) -> None:
    registration = either_office.register(person(), wish(VISION))
    order: list[str] = []

    def slow(mail: EmailMessage) -> None:
        either_office.cancel(registration)
        either_office.deliver(lambda newer: order.append(f"newer {newer['To']}"))
        order.append("older")

    either_office.deliver(slow, limit=1)
    either_office.deliver(lambda newer: order.append(f"newer {newer['To']}"))
    assert order == ["older", "newer aino@example.fi"]


def test_person_erased_while_the_mail_is_in_hand_gets_no_mail(office: Office) -> None:
    registration = office.register(person(), wish(VISION))
    act = Act(RESIDENT, office.now)

    def erased_after_the_claim(work: Callable[[Session], Any]) -> Any:
        done = office.change(work)
        if isinstance(done, list):  # what was claimed
            office.change(lambda session: erase_registration(session, registration, act, KEYS))
        return done

    assert deliver_due(erased_after_the_claim, office.letterhead, office.keep, lambda: office.now) == 1
    assert office.sent == []
    assert office.messages() == []


@pytest.fixture
def failing_database(office: Office) -> Iterator[Callable[[], None]]:
    """Makes every statement fail from the call on, until the test undoes it by calling again."""
    is_down = False

    def toggle() -> None:
        nonlocal is_down
        is_down = not is_down

    def refuse(*_arguments: object) -> None:
        if is_down:
            raise OperationalError("SELECT", {}, Exception("the database is gone"))

    event.listen(office.engine, "before_cursor_execute", refuse)
    yield toggle
    event.remove(office.engine, "before_cursor_execute", refuse)


def test_database_that_fails_while_a_mail_is_sent_costs_one_copy_at_most_and_no_mail(
    office: Office, failing_database: Callable[[], None]
) -> None:
    def send_as_the_database_goes(mail: EmailMessage) -> None:
        office.keep(mail)
        failing_database()

    office.register(person(), wish(VISION))
    with pytest.raises(OperationalError):
        office.deliver(send_as_the_database_goes)
    failing_database()
    office.now += delivering.LEASE
    first, second = office.deliver()
    assert first["Message-ID"] == second["Message-ID"]
    assert office.states() == [MessageState.SENT]


def test_database_that_fails_before_a_mail_is_sent_refuses_no_mail(office: Office) -> None:
    def busy(_session: Session, _message: Message) -> Letterhead:
        raise Busy

    office.register(person(), wish(VISION))
    with pytest.raises(Busy):
        deliver_due(office.change, busy, office.keep, lambda: office.now)
    office.now += delivering.LEASE
    assert len(office.deliver()) == 1
