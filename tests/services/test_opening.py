"""Being told when registration opens: asked for twice, told once, then forgotten."""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, Executable, delete, inspect, select, text, update
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import (
    Message,
    MessageKind,
    MessageState,
    OpeningRequest,
    Process,
    Registration,
    WorkshopSession,
)
from kaarina_strategy_ext.services.auditing import JOB, RESIDENT, Act
from kaarina_strategy_ext.services.counting import Limit
from kaarina_strategy_ext.services.disclosing import disclose
from kaarina_strategy_ext.services.linking import find_by_token
from kaarina_strategy_ext.services.notifying import (
    PAUSE_AFTER_THE_LAST,
    UNCONFIRMED_KEPT,
    UNSENT_KEPT,
    announce_openings,
    erase_requests,
)
from kaarina_strategy_ext.services.opening import (
    confirm_request,
    find_request,
    opening_token,
    request_opening,
    withdraw_request,
)
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..town import ACT, GOALS, KEYS, NOW, VISION, wish, words
from .conftest import Residents

ADDRESS = "Aino@example.fi"
OPENS = NOW + timedelta(days=3)
ASKED, TOLD = MessageKind.OPENING_REQUESTED, MessageKind.OPENING


@dataclass(frozen=True)
class Waiting:
    """Those who wait for an opening, and the jobs that serve them."""

    engine: Engine

    def change(self, work: Callable[[Session], Any]) -> Any:
        """Do the work in a unit of its own."""
        return in_one_unit(self.engine, work)

    def ask(
        self,
        address: str = ADDRESS,
        language: str = "fi",
        *,
        now: datetime = NOW,
        already_open: Collection[str] = (),
        limits: Collection[Limit] = (),
    ) -> None:
        """Send the form."""
        act = Act(RESIDENT, now)
        self.change(
            lambda session: request_opening(
                session, 1, address, language, act, already_open=already_open, limits=list(limits)
            )
        )

    def confirm(self, now: datetime = NOW) -> None:
        """Confirm the newest request."""
        newest = self.requests()[-1].id
        self.change(lambda session: confirm_request(session, newest, Act(RESIDENT, now)))

    def announce(self, now: datetime = OPENS) -> int:
        """Run the job that tells."""
        return int(self.change(lambda session: announce_openings(session, Act(JOB, now))))

    def erase(self, now: datetime = OPENS) -> int:
        """Run the job that forgets."""
        return int(self.change(lambda session: erase_requests(session, Act(JOB, now), KEYS)))

    def settle(self, state: MessageState) -> None:
        """Bring all mail to the state."""
        self.change(lambda session: session.execute(update(Message).values(state=state)))

    def edit(self, key: str, **columns: Any) -> None:
        """Change columns of a session."""
        self.change(
            lambda session: session.execute(
                update(WorkshopSession).where(WorkshopSession.key == key).values(columns)
            )
        )

    def requests(self) -> list[OpeningRequest]:
        """All requests, oldest first."""
        with Session(self.engine) as session:
            return list(session.scalars(select(OpeningRequest).order_by(OpeningRequest.id)))

    def mail(self) -> list[MessageKind]:
        """The kinds of all messages, oldest first."""
        with Session(self.engine) as session:
            return list(session.scalars(select(Message.kind).order_by(Message.id)))

    def found(self, token: str) -> int | None:
        """The id of the request that the token opens."""
        with Session(self.engine) as session:
            request = find_request(session, KEYS, token)
            return request.id if request else None


@pytest.fixture
def waiting(engine: Engine) -> Waiting:
    """The small process, in which registration opens in three days."""
    waiting = Waiting(engine)
    waiting.change(lambda session: session.execute(update(Process).values(registration_opens_at=OPENS)))
    return waiting


def everything_stored(engine: Engine) -> str:
    """Each value of each table, in one text."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        return " ".join(
            repr(tuple(row))
            for table in tables
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        ).casefold()


def test_address_is_asked_first(waiting: Waiting) -> None:
    waiting.ask()
    assert waiting.mail() == [ASKED]
    assert waiting.requests()[0].confirmed_at is None


def test_address_that_has_not_confirmed_is_not_told(waiting: Waiting) -> None:
    waiting.ask()
    assert waiting.announce() == 0


@pytest.mark.parametrize(
    ("now", "mail"),
    [
        (OPENS - timedelta(seconds=1), [ASKED]),  # not yet
        (OPENS, [ASKED, TOLD]),  # the opening belongs to the window
    ],
)
def test_confirmed_address_is_told_from_the_opening_on(
    waiting: Waiting, now: datetime, mail: list[MessageKind]
) -> None:
    waiting.ask()
    waiting.confirm()
    waiting.announce(now)
    assert waiting.mail() == mail


def test_address_is_told_once(waiting: Waiting) -> None:
    waiting.ask()
    waiting.confirm()
    assert [waiting.announce(), waiting.announce()] == [1, 0]


def test_two_workers_at_once_tell_once(waiting: Waiting) -> None:
    for name in ("aino", "pekka", "maria"):
        waiting.ask(f"{name}@example.fi")
        waiting.confirm()
    with ThreadPoolExecutor(3) as workers:
        told = sum(workers.map(lambda _: waiting.announce(), range(3)))
    assert told == 3
    assert waiting.mail().count(TOLD) == 3


def test_session_that_was_open_when_one_asked_is_no_news(waiting: Waiting) -> None:
    with Session(waiting.engine) as session:
        keys = list(session.scalars(select(WorkshopSession.key)))
    waiting.ask(already_open=keys)
    waiting.confirm()
    assert waiting.announce() == 0


def test_session_that_opens_after_others_is_news(waiting: Waiting) -> None:
    waiting.ask(already_open=[GOALS])
    waiting.confirm()
    assert waiting.announce() == 1


def test_mail_comes_in_the_language_that_was_chosen_last(waiting: Waiting) -> None:
    waiting.ask(language="fi")
    waiting.ask(language="sv", now=NOW + timedelta(minutes=5))
    (request,) = waiting.requests()
    assert request.language == "sv"


def test_unconfirmed_address_is_asked_again_at_most_once_an_hour(waiting: Waiting) -> None:
    first = NOW + timedelta(minutes=50)  # the hour is not that of the clock
    for minutes in (0, 10, 59, 60, 70):
        waiting.ask(now=first + timedelta(minutes=minutes))
    assert waiting.mail() == [ASKED, ASKED]
    assert len(waiting.requests()) == 1


def test_same_address_in_other_letters_is_one_request(waiting: Waiting) -> None:
    waiting.ask("Aino@example.fi")
    waiting.ask("aino@EXAMPLE.fi")
    assert len(waiting.requests()) == 1


def test_confirmed_address_is_left_in_peace(waiting: Waiting) -> None:
    waiting.ask()
    waiting.confirm()
    waiting.ask(language="sv", now=NOW + timedelta(hours=5))
    assert waiting.mail() == [ASKED]
    assert waiting.requests()[0].language == "fi"


def test_beyond_the_limit_nothing_happens(waiting: Waiting) -> None:
    limits = [Limit("one network", 1, timedelta(hours=1))]
    waiting.ask("aino@example.fi", limits=limits)
    waiting.ask("pekka@example.fi", limits=limits)
    assert [each.email for each in waiting.requests()] == ["aino@example.fi"]


def test_one_address_asked_for_by_many_at_once_is_one_request(waiting: Waiting) -> None:
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda _: waiting.ask(), range(8)))
    assert len(waiting.requests()) == 1
    assert waiting.mail() == [ASKED]


def test_withdrawal_leaves_nothing(waiting: Waiting) -> None:
    waiting.ask()
    waiting.change(lambda session: withdraw_request(session, waiting.requests()[0].id, ACT, KEYS))
    assert waiting.requests() == []
    assert "aino" not in everything_stored(waiting.engine)


def told(waiting: Waiting, state: MessageState) -> None:
    """Somebody who waited and was told, with what has become of the mail."""
    waiting.ask()
    waiting.confirm()
    waiting.announce()
    waiting.settle(state)


def test_address_is_gone_once_its_mail_has_gone(waiting: Waiting) -> None:
    told(waiting, MessageState.SENT)
    assert waiting.erase() == 1
    assert "aino" not in everything_stored(waiting.engine)


@pytest.mark.parametrize("state", [MessageState.BOUNCED, MessageState.GIVEN_UP, MessageState.ABORTED])
def test_address_whose_mail_was_lost_is_kept_a_week_for_staff_to_send_it_again(
    waiting: Waiting, state: MessageState
) -> None:
    told(waiting, state)
    assert waiting.erase(OPENS + UNSENT_KEPT - timedelta(seconds=1)) == 0
    assert waiting.erase(OPENS + UNSENT_KEPT) == 1
    assert "aino" not in everything_stored(waiting.engine)


def test_opening_put_off_before_its_mail_has_gone_is_waited_for_again(waiting: Waiting) -> None:
    told(waiting, MessageState.SUPERSEDED)
    put_off = OPENS + timedelta(days=1)
    waiting.change(lambda session: session.execute(update(Process).values(registration_opens_at=put_off)))
    assert [waiting.announce(), waiting.erase()] == [0, 0]
    assert waiting.announce(put_off) == 1
    assert waiting.mail() == [ASKED, TOLD, TOLD]


def test_address_that_asks_again_after_an_opening_was_put_off_need_not_confirm_again(
    waiting: Waiting,
) -> None:
    told(waiting, MessageState.SUPERSEDED)
    waiting.ask(now=OPENS)
    assert waiting.mail() == [ASKED, TOLD]
    assert len(waiting.requests()) == 1


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.DEFERRED, MessageState.SENDING])
def test_address_stays_until_its_mail_has_gone(waiting: Waiting, state: MessageState) -> None:
    told(waiting, state)
    assert waiting.erase(OPENS + UNSENT_KEPT) == 0


@pytest.mark.parametrize(
    ("age", "erased"),
    [(UNCONFIRMED_KEPT - timedelta(seconds=1), 0), (UNCONFIRMED_KEPT, 1)],
)
def test_unconfirmed_address_is_erased_after_two_days(waiting: Waiting, age: timedelta, erased: int) -> None:
    waiting.ask()
    assert waiting.erase(NOW + age) == erased


def test_confirmed_address_is_kept_until_the_opening(waiting: Waiting) -> None:
    waiting.ask()
    waiting.confirm()
    assert waiting.erase(NOW + timedelta(days=30)) == 0


LAST_END = datetime(2022, 6, 2, 21, 0, tzinfo=UTC)  # the end of the last session's day in Helsinki


@pytest.mark.parametrize(
    ("now", "erased"),
    [
        (LAST_END + PAUSE_AFTER_THE_LAST - timedelta(seconds=1), 0),  # more may be planned after the last
        (LAST_END + PAUSE_AFTER_THE_LAST, 1),
    ],
)
def test_nobody_waits_for_a_process_that_is_over(waiting: Waiting, now: datetime, erased: int) -> None:
    waiting.ask()
    waiting.confirm()
    assert waiting.erase(now) == erased


@pytest.mark.parametrize(
    "change",
    [update(WorkshopSession).values(cancelled=words("Peruttu")), delete(WorkshopSession)],
)
def test_those_who_wait_are_kept_while_all_is_called_off_or_nothing_is_planned_yet(
    waiting: Waiting, change: Executable
) -> None:
    waiting.ask()
    waiting.confirm()
    waiting.change(lambda session: session.execute(change))
    assert waiting.erase(NOW + timedelta(days=364)) == 0
    assert waiting.erase(NOW + timedelta(days=365)) == 1


def test_address_may_ask_anew_once_it_has_been_told(waiting: Waiting) -> None:
    waiting.ask()
    waiting.confirm()
    waiting.announce()
    waiting.ask(now=OPENS, already_open=[VISION])
    assert waiting.mail() == [ASKED, TOLD, ASKED]


def test_everything_stored_about_the_address_is_told(waiting: Waiting) -> None:
    waiting.ask()
    with Session(waiting.engine) as session:
        (told,) = disclose(session, "AINO@example.fi")
    assert told["email"] == ADDRESS
    assert told["confirmed_at"] is None


def test_token_opens_its_request(waiting: Waiting) -> None:
    waiting.ask()
    (request,) = waiting.requests()
    assert waiting.found(opening_token(KEYS, request)) == request.id


def test_token_opens_nothing_once_any_bit_of_it_is_changed(waiting: Waiting) -> None:
    waiting.ask()
    token = opening_token(KEYS, waiting.requests()[0])
    raw = base64.urlsafe_b64decode(token + "==")
    changed = [
        bytes(each ^ (1 << bit % 8) if place == bit // 8 else each for place, each in enumerate(raw))
        for bit in range(len(raw) * 8)
    ]
    texts = [base64.urlsafe_b64encode(each).decode().rstrip("=") for each in changed]
    assert [each for each in texts if waiting.found(each)] == []


def test_token_opens_nothing_once_truncated(waiting: Waiting) -> None:
    waiting.ask()
    token = opening_token(KEYS, waiting.requests()[0])
    cut = [token[:length] for length in range(len(token))]
    assert [each for each in (*cut, f"{token}A", f"{token}=") if waiting.found(each)] == []


def test_tokens_of_requests_and_registrations_do_not_open_each_other(
    waiting: Waiting, residents: Residents
) -> None:
    residents.registered("Pekka", wish(VISION), now=OPENS)
    waiting.ask()
    with Session(waiting.engine) as session:
        registration = session.scalars(select(Registration)).one()
        request = session.scalars(select(OpeningRequest)).one()
        registration.public_id = request.public_id  # whoever could choose the id would gain nothing
        session.commit()
        assert find_by_token(session, KEYS, opening_token(KEYS, request)) is None
        assert find_request(session, KEYS, KEYS.token(registration)) is None
