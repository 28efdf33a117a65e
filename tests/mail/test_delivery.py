"""What becomes of each message: sent, put off, given up, refused, or not needed any more."""

from __future__ import annotations

import logging
from datetime import timedelta
from email.message import EmailMessage

import pytest
from jinja2 import DictLoader
from sqlalchemy import update

from kaarina_strategy_ext.errors import MailDeferred, MailRefused
from kaarina_strategy_ext.models import MessageState, Registration
from kaarina_strategy_ext.services import delivering
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.erasing import erase_registration
from kaarina_strategy_ext.templating import Templates

from ..smtp_sink import Answer, SmtpSink
from ..town import GOALS, KEYS, VISION, person, wish
from .conftest import Office, transport_to


def test_mail_that_the_server_took_is_sent_and_sent_once(either_office: Office, smtp_sink: SmtpSink) -> None:
    either_office.register(person(), wish(VISION))
    either_office.deliver(transport_to(smtp_sink))
    either_office.deliver(transport_to(smtp_sink))
    assert [mail["To"] for mail in smtp_sink.messages] == ["aino@example.fi"]
    (message,) = either_office.messages()
    assert (message.state, message.sent_at) == (MessageState.SENT, either_office.now)


def test_round_is_no_longer_than_its_limit(office: Office) -> None:
    for name in ("Aino", "Pekka", "Maria"):
        office.register(person(name), wish(GOALS))
    assert len(office.deliver(limit=2)) == 2
    assert office.states() == [MessageState.SENT, MessageState.SENT, MessageState.QUEUED]


def test_server_that_refuses_for_now_is_asked_again_after_growing_pauses(
    office: Office, smtp_sink: SmtpSink
) -> None:
    office.register(person(), wish(VISION))
    smtp_sink.answer = Answer.TRY_LATER
    pauses = []
    for _ in range(3):
        office.deliver(transport_to(smtp_sink))
        pauses.append((office.messages()[0].due_at - office.now).total_seconds() / 60)
        office.now = office.messages()[0].due_at
    smtp_sink.answer = Answer.ACCEPT
    office.deliver(transport_to(smtp_sink))
    assert [round(pause / usual, 1) for pause, usual in zip(pauses, (1, 5, 15), strict=True)] == [
        pytest.approx(1, abs=0.11)
    ] * 3
    assert office.states() == [MessageState.SENT]


def test_mail_that_waits_for_its_pause_is_not_tried_before(office: Office) -> None:
    office.register(person(), wish(VISION))
    office.deliver(busy_server)
    office.now += timedelta(seconds=50)
    assert office.deliver() == []


def test_mail_is_given_up_after_the_last_pause(office: Office) -> None:
    office.register(person(), wish(VISION))
    for _ in range(len(delivering.RETRY_PAUSES) + 1):
        office.deliver(busy_server)
        office.now += timedelta(days=2)
    (message,) = office.messages()
    assert message.state is MessageState.GIVEN_UP
    assert message.last_error == "MailDeferred: busy"


def test_refused_address_fails_alone(office: Office, smtp_sink: SmtpSink) -> None:
    office.register(person("Aino"), wish(VISION))
    office.register(person("Pekka"), wish(VISION))
    smtp_sink.refused.add("aino@example.fi")
    office.deliver(transport_to(smtp_sink))
    assert office.states() == [MessageState.BOUNCED, MessageState.SENT]
    assert "550" in (office.messages()[0].last_error or "")


def test_poisoned_mail_at_the_head_of_the_queue_fails_alone(office: Office) -> None:
    office.register(person("Aino", language="sv"), wish(VISION))
    office.register(person("Pekka"), wish(VISION))
    broken = '{{ letter.subject if language == "fi" else letter.no_such_name }}'
    office.templates = Templates([DictLoader({"kaarina_strategy/mail/registration.txt": broken})], {})
    mails = office.deliver()
    assert [mail["To"] for mail in mails] == ["pekka@example.fi"]
    assert office.states() == [MessageState.BOUNCED, MessageState.SENT]
    assert office.messages()[0].last_error == "UndefinedError"


def test_hosts_mailer_that_cannot_reach_its_server_lets_the_mail_wait(office: Office) -> None:
    def mailer(_mail: EmailMessage) -> None:
        raise ConnectionResetError("aino@example.fi")

    office.register(person(), wish(VISION))
    office.deliver(mailer)
    (message,) = office.messages()
    assert (message.state, message.last_error) == (
        MessageState.DEFERRED,
        "MailServerFailed: ConnectionResetError",
    )


def test_fault_of_the_hosts_mailer_that_we_do_not_know_lets_the_mail_wait(office: Office) -> None:
    def mailer(_mail: EmailMessage) -> None:
        raise LookupError("aino@example.fi")

    office.register(person(), wish(VISION))
    office.deliver(mailer)
    (message,) = office.messages()
    assert (message.state, message.last_error) == (MessageState.DEFERRED, "MailServerFailed: LookupError")


def test_mail_that_the_hosts_mailer_refuses_for_good_is_tried_once(office: Office) -> None:
    def mailer(_mail: EmailMessage) -> None:
        raise MailRefused("no such mailbox")

    office.register(person(), wish(VISION))
    office.deliver(mailer)
    (message,) = office.messages()
    assert (message.state, message.last_error) == (MessageState.BOUNCED, "MailRefused: no such mailbox")


def test_server_that_does_not_answer_ends_the_round_after_a_few_tries(office: Office) -> None:
    for number in range(9):
        office.register(person(f"Aino{number}"), wish(GOALS))

    def silent(_mail: EmailMessage) -> None:
        raise TimeoutError

    office.deliver(silent)
    assert office.states().count(MessageState.DEFERRED) == 3


def test_one_failure_among_successes_ends_no_round(office: Office) -> None:
    for number in range(9):
        office.register(person(f"Aino{number}"), wish(GOALS))

    def flaky(mail: EmailMessage) -> None:
        if "1" in str(mail["To"]) or "2" in str(mail["To"]):
            raise TimeoutError
        office.keep(mail)

    office.deliver(flaky)
    assert office.states().count(MessageState.SENT) == 7


def test_slow_server_ends_the_round_after_half_a_minute(office: Office) -> None:
    for number in range(9):
        office.register(person(f"Aino{number}"), wish(GOALS))

    def slow(mail: EmailMessage) -> None:
        office.now += timedelta(seconds=10)
        office.keep(mail)

    assert len(office.deliver(slow)) == 3


def test_mail_put_off_does_not_fall_due_in_the_round_that_put_it_off(office: Office) -> None:
    for number in range(3):
        office.register(person(f"Aino{number}"), wish(GOALS))

    def busy_for_minutes(_mail: EmailMessage) -> None:
        office.now += timedelta(minutes=2)
        raise MailDeferred("451")

    office.deliver(busy_for_minutes)
    assert max(each.attempts for each in office.messages()) == 1


def test_failures_are_logged_with_number_and_class_and_nothing_personal(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    def mailer(mail: EmailMessage) -> None:
        raise RuntimeError(f"{mail['To']} {mail['Subject']}")

    office.register(person(), wish(VISION))
    with caplog.at_level(logging.DEBUG, logger="kaarina_strategy_ext"):
        office.deliver(mailer)
    assert caplog.messages == ["Message 1: MailServerFailed: RuntimeError"]
    assert caplog.records[0].exc_info is None
    assert office.messages()[0].last_error == "MailServerFailed: RuntimeError"


def test_no_transaction_is_open_while_a_mail_is_sent(either_office: Office) -> None:
    in_use: list[int] = []
    pool = either_office.engine.pool
    either_office.register(person(), wish(VISION))
    either_office.deliver(lambda _mail: in_use.append(pool.checkedout()))  # type: ignore[attr-defined]  # every pool here counts
    assert in_use == [0]


def test_erased_person_gets_no_mail(office: Office) -> None:
    registration = office.register(person(), wish(VISION))
    office.change(lambda session: erase_registration(session, registration, Act(RESIDENT, office.now), KEYS))
    assert office.deliver() == []
    assert office.messages() == []


def test_registration_without_an_address_gets_no_mail(office: Office) -> None:
    office.register(person(), wish(VISION))
    office.change(lambda session: session.execute(update(Registration).values(email=None)))
    assert office.deliver() == []
    assert office.states() == [MessageState.SUPERSEDED]


def busy_server(_: EmailMessage) -> None:
    """A transport that puts every mail off."""
    raise MailDeferred("busy")
