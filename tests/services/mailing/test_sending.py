"""A mailing goes once to everybody whom it concerns, in steps that may stop anywhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import (
    MailingChanged,
    MailingIncomplete,
    MailingNotDraft,
    MailingOver,
    NobodyToWriteTo,
)
from kaarina_strategy_ext.models import MailingState, Message, MessageKind, MessageState
from kaarina_strategy_ext.services import delivering
from kaarina_strategy_ext.services.erasing import erase_registration
from kaarina_strategy_ext.services.mailing import sending

from ... import town
from ...town import GOALS, KEYS, VISION, wish
from ..conftest import Residents
from .conftest import Desk, written

TOMORROW = town.NOW + timedelta(days=1)
PEOPLE = ["Aino", "Kristian", "Åsa", "Eero", "Elli"]


@pytest.fixture
def five(residents: Residents) -> list[int]:
    """Five people in one session, one of them in another as well."""
    residents.registered("Stranger", wish(VISION))
    others = [residents.registered(name, wish(GOALS)) for name in PEOPLE[1:]]
    return [residents.registered("Aino", wish(GOALS), wish(VISION)), *others]


def test_everybody_gets_one_message_whatever_the_number_of_sessions(desk: Desk, five: list[int]) -> None:
    desk.send(desk.begin(written(GOALS, VISION)))
    desk.work()
    assert sorted(desk.recipients()) == sorted([*PEOPLE, "Stranger"])


def test_messages_hold_no_text_and_no_address(desk: Desk, five: list[int]) -> None:
    desk.send(desk.begin(written(GOALS, body="Salainen")))
    desk.work()
    with Session(desk.engine) as session:
        messages = session.scalars(select(Message).where(Message.kind == MessageKind.MAILING)).all()
        assert {str(each.parameters) for each in messages} == {"{}"}
        assert len({each.message_id for each in messages}) == len(PEOPLE)


def test_second_press_sends_nothing_twice(desk: Desk, five: list[int]) -> None:
    mailing = desk.begin(written(GOALS))
    version = mailing.version
    desk.send(mailing)
    desk.work()
    desk.send(mailing, version=version)
    desk.work()
    assert sorted(desk.recipients()) == sorted(PEOPLE)


def test_steps_reach_everybody_once(desk: Desk, five: list[int]) -> None:
    desk.send(desk.begin(written(GOALS)))
    assert desk.work(most=2) == [2, 2, 1]
    assert sorted(desk.recipients()) == sorted(PEOPLE)


def test_step_that_was_cut_off_is_taken_again(desk: Desk, five: list[int]) -> None:
    mailing = desk.send(desk.begin(written(GOALS)))

    def cut_off(session: Session) -> None:
        sending.queue_step(session, mailing.id, desk.act(), most=2)
        session.flush()
        raise KeyboardInterrupt

    desk.unit(lambda session: sending.queue_step(session, mailing.id, desk.act(), most=2))
    with pytest.raises(KeyboardInterrupt):
        desk.unit(cut_off)
    desk.work(most=2)
    assert sorted(desk.recipients()) == sorted(PEOPLE)
    assert desk.found(mailing).queued == len(PEOPLE)


def test_mailing_is_sent_once_all_its_messages_are_queued(desk: Desk, five: list[int]) -> None:
    mailing = desk.send(desk.begin(written(GOALS)))
    assert mailing.state is MailingState.SENDING
    desk.work(most=5)  # an empty step tells that it was the last
    assert desk.found(mailing).state is MailingState.SENT


def test_scheduled_mailing_waits_for_its_moment(desk: Desk, five: list[int]) -> None:
    mailing = desk.send(desk.begin(written(GOALS)), at=TOMORROW)
    desk.work(TOMORROW - timedelta(seconds=1))
    assert (desk.recipients(), mailing.state) == ([], MailingState.SCHEDULED)
    desk.work(TOMORROW)
    assert sorted(desk.recipients()) == sorted(PEOPLE)


def test_scheduled_mailing_goes_to_those_whom_it_concerns_by_then(
    desk: Desk, five: list[int], residents: Residents
) -> None:
    desk.send(desk.begin(written(GOALS)), at=TOMORROW)
    residents.cancel(five[1])
    residents.registered("Late", wish(GOALS))
    desk.work(TOMORROW)
    assert sorted(desk.recipients()) == sorted(["Aino", "Åsa", "Eero", "Elli", "Late"])


def test_whoever_was_erased_meanwhile_gets_nothing(desk: Desk, five: list[int]) -> None:
    desk.send(desk.begin(written(GOALS)), at=TOMORROW)
    desk.unit(lambda session: erase_registration(session, five[0], desk.act(), KEYS))
    desk.work(TOMORROW)
    assert "Aino" not in desk.recipients()
    assert len(desk.recipients()) == len(PEOPLE) - 1


def test_erasure_takes_the_message_along(desk: Desk, five: list[int]) -> None:
    desk.send(desk.begin(written(GOALS)))
    desk.work()
    desk.unit(lambda session: erase_registration(session, five[0], desk.act(), KEYS))
    assert len(desk.recipients()) == len(PEOPLE) - 1


def test_withdrawn_mailing_never_goes(desk: Desk, five: list[int]) -> None:
    mailing = desk.send(desk.begin(written(GOALS)), at=TOMORROW)
    desk.withdraw(mailing)
    desk.withdraw(mailing)
    desk.work(TOMORROW)
    assert (desk.recipients(), desk.found(mailing).state) == ([], MailingState.WITHDRAWN)


def test_mailing_that_is_being_sent_is_stopped_where_it_is(desk: Desk, five: list[int]) -> None:
    mailing = desk.send(desk.begin(written(GOALS)))
    desk.unit(lambda session: sending.queue_step(session, mailing.id, desk.act(), most=2))
    desk.withdraw(mailing)
    desk.work()
    assert len(desk.recipients()) == 2


def test_mailing_that_has_gone_is_not_withdrawn(desk: Desk, five: list[int]) -> None:
    mailing = desk.send(desk.begin(written(GOALS)))
    desk.work()
    desk.settle(MessageState.SENT)
    with pytest.raises(MailingOver):
        desk.withdraw(mailing)


def test_withdrawn_mailing_is_not_sent(desk: Desk, five: list[int]) -> None:
    mailing = desk.withdraw(desk.send(desk.begin(written(GOALS)), at=TOMORROW))
    with pytest.raises(MailingNotDraft):
        desk.send(mailing)


def test_draft_that_was_discarded_is_neither_sent_nor_edited(desk: Desk, five: list[int]) -> None:
    mailing = desk.withdraw(desk.begin(written(GOALS)))
    with pytest.raises(MailingNotDraft):
        desk.send(mailing)
    with pytest.raises(MailingNotDraft):
        desk.edit(mailing.id, written(VISION), mailing.version)


def test_mailing_that_was_changed_meanwhile_is_not_sent(desk: Desk, five: list[int]) -> None:
    mailing = desk.begin(written(GOALS))
    desk.edit(mailing.id, written(GOALS, body="Toinen"), mailing.version)
    with pytest.raises(MailingChanged):
        desk.send(mailing)


def test_incomplete_mailing_is_not_sent(desk: Desk, five: list[int]) -> None:
    mailing = desk.begin(written(GOALS, body="Hei {nimi}"))
    with pytest.raises(MailingIncomplete):
        desk.send(mailing)
    assert desk.found(mailing).state is MailingState.DRAFT


def test_nobody_is_written_to_only_where_somebody_may_still_come(desk: Desk) -> None:
    mailing = desk.begin(written(GOALS))
    with pytest.raises(NobodyToWriteTo):
        desk.send(mailing)
    assert desk.send(mailing, at=TOMORROW).state is MailingState.SCHEDULED


def test_failed_messages_are_sent_again_and_no_others(desk: Desk, five: list[int]) -> None:
    mailing = desk.send(desk.begin(written(GOALS)))
    desk.work()

    def resend() -> int:
        return desk.unit(lambda session: sending.resend_failed(session, 1, mailing.id, desk.act()))

    assert resend() == 0
    desk.settle(MessageState.BOUNCED)
    assert resend() == len(PEOPLE)
    assert resend() == 0


def test_audit_tells_who_sent_to_how_many_and_to_nobody_by_name(desk: Desk, five: list[int]) -> None:
    mailing = desk.send(desk.begin(written(GOALS)))
    desk.work()
    assert desk.audit() == [
        ("reija", "mailing sent", {"mailing": mailing.id, "people": 5}),
        ("job", "mailing queued", {"mailing": mailing.id, "people": 5, "by": "reija"}),
    ]


def test_mailing_gives_way_to_mail_for_which_somebody_waits(
    desk: Desk, five: list[int], residents: Residents
) -> None:
    with desk.engine.begin() as connection:
        connection.execute(text("UPDATE kaarina_strategy_message SET state = 'sent'"))
    desk.send(desk.begin(written(VISION)))
    desk.work()
    residents.registered("Late", wish(GOALS), now=TOMORROW)
    claimed = [desk.unit(lambda session: delivering.claim(session, TOMORROW)) for _ in range(4)]
    assert [[each.kind for each in some] for some in claimed] == [
        ["confirmation"],
        ["mailing"],
        ["mailing"],
        [],
    ]
