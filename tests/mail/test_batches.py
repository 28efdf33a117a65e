"""Several messages in hand at once: what befalls the batch before its last mail has gone."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from kaarina_strategy_ext.mail.delivery import deliver_due
from kaarina_strategy_ext.models import MessageState
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.erasing import erase_registration
from kaarina_strategy_ext.stopping import Stopping

from ..smtp_sink import SmtpSink
from ..town import GOALS, KEYS, person, wish
from .conftest import Office, transport_to


def registered(office: Office, number: int) -> list[int]:
    """So many people, each with a mail that is due."""
    return [office.register(person(f"p{each}"), wish(GOALS)) for each in range(number)]


def test_person_erased_while_an_earlier_mail_of_the_batch_is_sent_gets_none(either_office: Office) -> None:
    people = registered(either_office, 3)

    def erase_the_next(mail: EmailMessage) -> None:
        either_office.keep(mail)
        if len(either_office.sent) == 1:
            act = Act(RESIDENT, either_office.now)
            either_office.change(lambda session: erase_registration(session, people[1], act, KEYS))

    either_office.deliver(erase_the_next)
    assert [mail["To"] for mail in either_office.sent] == ["p0@example.fi", "p2@example.fi"]
    assert either_office.states() == [MessageState.SENT, MessageState.SENT]


def test_worker_that_is_told_to_stop_sends_the_mail_in_hand_and_gives_back_the_rest(
    either_office: Office,
) -> None:
    registered(either_office, 3)
    stopping = Stopping()

    def stop(mail: EmailMessage) -> None:
        either_office.keep(mail)
        stopping.ask()

    with pytest.raises(SystemExit), stopping.patient():
        deliver_due(
            either_office.change,
            either_office.letterhead,
            stop,
            lambda: either_office.now,
            is_stopping=lambda: stopping.is_asked,
        )
    assert [(each.state, each.attempts, each.claim) for each in either_office.messages()] == [
        (MessageState.SENT, 1, None),
        (MessageState.QUEUED, 0, None),
        (MessageState.QUEUED, 0, None),
    ]
    assert len(either_office.deliver()) == 3


def test_worker_that_is_idle_stops_at_once() -> None:
    with pytest.raises(SystemExit):
        Stopping().ask()


def test_connection_that_the_server_ends_between_two_mails_of_a_batch_is_opened_anew(
    office: Office, smtp_sink: SmtpSink
) -> None:
    registered(office, 3)
    with transport_to(smtp_sink).connected() as line:

        def cut_before_the_second(mail: EmailMessage) -> None:
            if len(smtp_sink.messages) == 1 and line._server and line._server.sock:
                line._server.sock.shutdown(2)
            line(mail)

        office.deliver(cut_before_the_second)
    assert [mail["To"] for mail in smtp_sink.messages] == [f"p{number}@example.fi" for number in range(3)]
    assert set(office.states()) == {MessageState.SENT}
