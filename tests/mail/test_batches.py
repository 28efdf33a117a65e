"""Several messages in hand at once: what befalls the batch before its last mail has gone."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

import pytest
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import Busy
from kaarina_strategy_ext.mail.delivery import deliver_due
from kaarina_strategy_ext.mail.letterhead import Letterhead
from kaarina_strategy_ext.models import Message, MessageState
from kaarina_strategy_ext.services import delivering, noticing
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.erasing import erase_registration
from kaarina_strategy_ext.stopping import Stopping

from ..smtp_sink import SmtpSink
from ..town import GOALS, KEYS, person, wish
from .acts import after_the_pause, amend
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


def test_message_that_cannot_be_brought_up_to_date_stops_no_other_of_its_batch(
    either_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = registered(either_office, 3)
    either_office.deliver()
    amend(either_office, GOALS, date="2022-04-21")
    up_to_date = noticing.bring_up_to_date

    def fail_at_the_second(session: Session, message_id: int, now: datetime) -> None:
        up_to_date(session, message_id, now)
        if session.get_one(Message, message_id).registration_id == people[1]:
            raise LookupError

    monkeypatch.setattr(noticing, "bring_up_to_date", fail_at_the_second)
    after_the_pause(either_office)
    assert [mail["To"] for mail in either_office.deliver()[3:]] == ["p0@example.fi", "p2@example.fi"]
    assert [each.state for each in either_office.messages()[3:]] == [
        MessageState.SENT,
        MessageState.BOUNCED,
        MessageState.SENT,
    ]


@pytest.mark.parametrize("end", [KeyboardInterrupt(), Busy()])
def test_round_that_is_broken_off_gives_back_what_has_not_been_tried(
    either_office: Office, monkeypatch: pytest.MonkeyPatch, end: BaseException
) -> None:
    registered(either_office, 3)

    def break_off(*_arguments: object) -> bool:
        raise end

    monkeypatch.setattr(delivering, "settle_sent", break_off)
    with pytest.raises(type(end)):
        either_office.deliver()
    assert [(each.state, each.attempts, each.claim is None) for each in either_office.messages()] == [
        (MessageState.SENDING, 1, False),
        (MessageState.QUEUED, 0, True),
        (MessageState.QUEUED, 0, True),
    ]


def test_batch_that_cannot_be_read_is_given_back(either_office: Office) -> None:
    registered(either_office, 3)
    letterhead = either_office.letterhead

    def busy(_session: Session, _message: Message) -> Letterhead:
        raise Busy

    with pytest.raises(Busy):
        deliver_due(either_office.change, busy, either_office.keep, lambda: either_office.now)
    assert [(each.state, each.attempts) for each in either_office.messages()] == [
        (MessageState.QUEUED, 0)
    ] * 3
    deliver_due(either_office.change, letterhead, either_office.keep, lambda: either_office.now)
    assert len(either_office.sent) == 3


def test_worker_that_is_told_to_stop_while_the_database_fails_stops_all_the_same() -> None:
    stopping = Stopping()

    def fail() -> None:
        with stopping.patient():
            stopping.ask()
            raise Busy

    with pytest.raises(SystemExit):
        fail()


def test_server_that_ends_a_conversation_with_421_gets_the_same_mail_over_a_new_one(
    office: Office, smtp_sink: SmtpSink
) -> None:
    registered(office, 5)
    smtp_sink.mails_per_line = 2
    with transport_to(smtp_sink).connected() as line:
        office.deliver(line)
    assert [mail["To"] for mail in smtp_sink.messages] == [f"p{number}@example.fi" for number in range(5)]
    assert [(each.state, each.attempts) for each in office.messages()] == [(MessageState.SENT, 1)] * 5
