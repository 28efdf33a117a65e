"""Staff send messages again or withdraw them; each state allows what makes sense in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import MessageNotWaiting, MessageOnItsWay, MessageUnknown
from kaarina_strategy_ext.models import AuditEntry, Message, MessageState, Registration
from kaarina_strategy_ext.services import outbox
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from .. import town
from .conftest import Residents

LATER = town.NOW + timedelta(hours=3)
STAFF = Act("reija", LATER)
NOT_SENT = ["deferred", "bounced", "given_up", "superseded", "aborted"]


@pytest.fixture
def message_id(residents: Residents, engine: Engine) -> int:
    """The confirmation of somebody who has just registered."""
    residents.registered("Aino", town.wish(town.VISION))
    with Session(engine) as session:
        return session.scalars(select(Message.id)).one()


def become(engine: Engine, state: str) -> None:
    """Put all messages into the state, after some tries."""
    values = {"state": MessageState(state), "attempts": 4, "last_error": "MailDeferred: 451"}
    with Session(engine) as session, session.begin():
        session.execute(update(Message).values(values))


def resend(engine: Engine, message_id: int, process_id: int = 1) -> Message:
    return in_one_unit(engine, lambda session: outbox.resend(session, process_id, message_id, STAFF))


def abort(engine: Engine, message_id: int, process_id: int = 1) -> Message:
    return in_one_unit(engine, lambda session: outbox.abort(session, process_id, message_id, STAFF))


def messages(engine: Engine) -> list[Message]:
    with Session(engine) as session:
        return list(session.scalars(select(Message).order_by(Message.id)))


@pytest.mark.parametrize("state", NOT_SENT)
def test_message_that_was_not_sent_goes_out_under_its_own_id(
    engine: Engine, message_id: int, state: str
) -> None:
    (before,) = messages(engine)
    become(engine, state)
    resend(engine, message_id)
    (after,) = messages(engine)
    assert (after.state, after.attempts, after.due_at, after.last_error) == ("queued", 0, LATER, None)
    assert after.message_id == before.message_id


def test_message_that_was_sent_goes_out_as_a_copy(engine: Engine, message_id: int) -> None:
    become(engine, "sent")
    resend(engine, message_id)
    original, copy = messages(engine)
    assert (original.state, copy.state) == ("sent", "queued")
    assert (copy.kind, copy.registration_id) == (original.kind, original.registration_id)
    assert copy.message_id != original.message_id


def test_copy_of_a_copy_is_numbered_on(engine: Engine, message_id: int) -> None:
    for number in range(3):
        become(engine, "sent")
        resend(engine, message_id + number)
    root = messages(engine)[0].dedup_key
    assert [each.dedup_key for each in messages(engine)[1:]] == [f"{root}#{n}" for n in (1, 2, 3)]


def test_second_press_of_the_button_sends_no_second_copy(engine: Engine, message_id: int) -> None:
    become(engine, "sent")
    resend(engine, message_id)
    with pytest.raises(MessageOnItsWay):
        resend(engine, message_id)
    assert len(messages(engine)) == 2


@pytest.mark.parametrize("state", ["queued", "sending"])
def test_message_on_its_way_is_not_sent_again(engine: Engine, message_id: int, state: str) -> None:
    become(engine, state)
    with pytest.raises(MessageOnItsWay):
        resend(engine, message_id)


@pytest.mark.parametrize("state", ["queued", "deferred"])
def test_message_that_waits_is_withdrawn(engine: Engine, message_id: int, state: str) -> None:
    become(engine, state)
    assert abort(engine, message_id).state is MessageState.ABORTED
    assert [each.state for each in messages(engine)] == ["aborted"]


@pytest.mark.parametrize("state", ["sending", "sent", "bounced", "given_up", "superseded", "aborted"])
def test_message_that_does_not_wait_is_not_withdrawn(engine: Engine, message_id: int, state: str) -> None:
    become(engine, state)
    with pytest.raises(MessageNotWaiting):
        abort(engine, message_id)
    assert [each.state for each in messages(engine)] == [state]


@pytest.mark.parametrize("service", [resend, abort])
def test_message_of_another_process_is_unknown(engine: Engine, message_id: int, service) -> None:
    become(engine, "deferred")
    with pytest.raises(MessageUnknown):
        service(engine, message_id, process_id=2)
    with pytest.raises(MessageUnknown):
        service(engine, message_id + 1)
    assert [each.state for each in messages(engine)] == ["deferred"]


@pytest.mark.parametrize(("service", "action"), [(resend, "message resent"), (abort, "message aborted")])
def test_audit_tells_who_did_it_to_whose_message(engine: Engine, message_id: int, service, action) -> None:
    become(engine, "deferred")
    service(engine, message_id)
    with Session(engine) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == action)).one()
        public_id = session.scalars(select(Registration.public_id)).one()
    assert (entry.actor, entry.at, entry.subject, entry.number) == ("reija", LATER, public_id, None)
    assert entry.details == {"kind": "confirmation", "message": message_id}
