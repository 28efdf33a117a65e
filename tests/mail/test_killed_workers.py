"""Workers that are killed, with no chance to clean up: no mail is lost, and few come twice."""

from __future__ import annotations

from collections import Counter

from kaarina_strategy_ext.models import MessageState
from kaarina_strategy_ext.services.delivering import LEASE

from ..smtp_sink import SmtpSink
from ..town import GOALS, person, wish
from .conftest import Office, transport_to
from .mortal_worker import AFTER, BEFORE, stopped_worker

PEOPLE = 8


def test_killed_workers_lose_no_mail_and_repeat_at_most_one_each_under_its_message_id(
    either_office: Office, smtp_sink: SmtpSink
) -> None:
    for number in range(PEOPLE):
        either_office.register(person(f"p{number}"), wish(GOALS))
    with stopped_worker(either_office, smtp_sink, 2, AFTER):
        pass
    either_office.now += LEASE
    with stopped_worker(either_office, smtp_sink, 3, BEFORE):
        either_office.deliver(transport_to(smtp_sink), limit=1)  # another one works on meanwhile
    either_office.now += LEASE
    either_office.deliver(transport_to(smtp_sink))
    copies = Counter((str(mail["To"]), str(mail["Message-ID"])) for mail in smtp_sink.messages)
    assert {address for address, _ in copies} == {f"p{number}@example.fi" for number in range(PEOPLE)}
    assert sorted(copies.values()) == [*[1] * (PEOPLE - 1), 2]
    assert set(either_office.states()) == {MessageState.SENT}
