"""A whole town at one moment: some register while others leave, swap and answer offers, and mail goes out."""

from __future__ import annotations

import random
import time
from collections import Counter
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, RowMapping, func, select

from kaarina_strategy_ext.services.choosing import Choice

from ..life_cycle import invariants
from ..life_cycle.model import Model
from ..life_cycle.seats import SEATED
from ..life_cycle.truth import Truth, expected
from ..life_cycle.world import table
from ..servers import serving
from ..smtp_sink import running_sink
from ..town import engine_of
from ..visitor import HiddenFields, Visitor
from .big_town import FACTORY, HALLS, SEATS_EACH, SLUG, first_model, prepare, working
from .crowd import Crowd
from .letters import Standing, link_in, message_id, number_of, opened, told_in_mail, told_on_page
from .replay import replay, truth_of

ONE, OTHER = HALLS
NEWCOMERS = range(400)
LEAVING, SWAPPING, SWAPPING_OR_NOT = range(400, 430), range(430, 445), range(445, 450)
VETERANS = range(400, 450)
"""They have all the seats at the start."""
WISHES = (
    Choice(ONE, accepts_waiting=True),
    Choice(OTHER, accepts_waiting=True),
    Choice(None, SLUG, accepts_waiting=True),
    Choice(ONE, accepts_waiting=True, accepts_other=True),
    Choice(OTHER, accepts_waiting=True, accepts_other=True),
)
OFFER_HOURS = {"at once": 0, "by offer": 48}
QUIET_SECONDS = 300  # a machine with two cores has other tests to run meanwhile


@dataclass(frozen=True)
class Day:
    """The accounts of one day that have to agree; pages and mails are by the number of the person."""

    crowd: Crowd
    truth: Truth
    model: Model
    sent: Counter[str]
    """How often each Message-ID came to the mail server."""
    pages: dict[int, str]
    last_mails: dict[int, str]

    def actions(self) -> Counter[str]:
        """How often each thing has happened."""
        return Counter(each["action"] for each in self.truth.audit)

    def is_news(self, message: RowMapping) -> bool:
        """Whether what the message tells of is still so: the seat is given, or on offer."""
        status = {"promoted": "confirmed", "offer": "offered"}[message["kind"]]
        return any(
            row["registration_id"] == message["registration_id"]
            and self.truth.key(row["session_id"]) == message["parameters"]["session_key"]
            and row["status"] == status
            for row in self.truth.bookings
        )

    def standing(self, number: int) -> list[Standing]:
        """What the rows say that a person holds or awaits."""
        mine = self.truth.world.ids[f"{number} 0"]
        return sorted(
            (str(row["status"]), (key,) if (key := self.truth.key(row["session_id"])) else tuple(HALLS))
            for row in self.truth.bookings
            if row["registration_id"] == mine and row["status"] in invariants.ACTIVE
        )


@pytest.fixture(scope="module", params=OFFER_HOURS)
def offer_hours(request: pytest.FixtureRequest) -> int:
    """Seats that become free are given at once, or offered for two days."""
    return OFFER_HOURS[request.param]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def day(request: pytest.FixtureRequest, offer_hours: int, tmp_path_factory: pytest.TempPathFactory):
    """Four server processes, a worker or two, and everybody at once."""
    folder = tmp_path_factory.mktemp("busy-day")
    with ExitStack() as stack:
        url = f"sqlite:///{folder / 'town.sqlite3'}"
        if request.param == "postgresql":
            url = stack.enter_context(request.getfixturevalue("postgresql_server").database(None))
        prepare(url, offer_hours)
        sink = stack.enter_context(running_sink())
        mail = f"smtp://{sink.host}:{sink.port}"
        env = {"TOWN_DATABASE": url, "TOWN_FOLDER": str(folder), "TOWN_MAIL": mail}
        site = stack.enter_context(serving(FACTORY, workers=4, env=env, folder=folder))
        stack.enter_context(working(2 if request.param == "postgresql" else 1, env, folder))
        engine = engine_of(url)
        stack.callback(engine.dispose)
        yield spent(Crowd(site, sink), engine, first_model(offer_hours))


def spent(crowd: Crowd, engine: Engine, model: Model) -> Day:
    """The day, after everybody has done what they wanted and all mail has come."""
    crowd.all_at_once([partial(crowd.register, each, WISHES[each % 2]) for each in VETERANS])
    with crowd.answering() as answering:
        crowd.all_at_once(rush(crowd))
        await_quiet(crowd, engine, answering)
    last_mails = {number_of(each): opened(each) for each in crowd.sink.envelopes}
    visitor = Visitor(crowd.site)
    pages = {number: visitor.get(link_in(mail)) for number, mail in last_mails.items()}
    crowd.answers.extend(pages.values())
    truth = truth_of(engine)
    return Day(
        crowd,
        truth,
        model,
        Counter(map(message_id, crowd.sink.envelopes)),
        {number: page.text for number, page in pages.items()},
        last_mails,
    )


def rush(crowd: Crowd) -> list[Any]:
    """What they do, in an order that is the same each time; it begins with a fight for seats given up."""
    coming = [partial(crowd.register, each, WISHES[each % len(WISHES)]) for each in NEWCOMERS]
    leaving = [partial(crowd.cancel, each) for each in LEAVING]
    swapping = [partial(crowd.swap, each, WISHES[(each + 1) % 2]) for each in SWAPPING]
    swapping += [
        partial(crowd.swap, each, Choice(WISHES[(each + 1) % 2].session_key)) for each in SWAPPING_OR_NOT
    ]
    first, rest = leaving[:14] + coming[:18], leaving[14:] + swapping + coming[18:]
    for acts in (first, rest):
        random.Random(2022).shuffle(acts)
    return first + rest


def await_quiet(crowd: Crowd, engine: Engine, answering: list[Future[None]]) -> None:
    """Return once all mail has been sent and read, and no answer to it has caused more."""
    state = table("message").c.state
    due = select(func.count()).where(state.in_(["queued", "sending", "deferred"]))
    end = time.monotonic() + QUIET_SECONDS
    while time.monotonic() < end:
        for each in answering:
            if each.done():
                each.result()
        come = len(crowd.sink.envelopes)
        with engine.connect() as connection:
            is_quiet = connection.scalar(due) == 0
        if is_quiet and crowd.has_read(come) and come == len(crowd.sink.envelopes):
            return
        time.sleep(0.1)
    raise AssertionError("the mail does not come to an end")


def test_nobody_sees_an_error_page(day: Day) -> None:
    told = Counter(answer.status for answer in day.crowd.answers)
    assert set(told) <= {200, 409, 503}
    assert told[409] == len(day.crowd.refused)


def test_only_who_would_not_wait_is_refused(day: Day) -> None:
    assert set(day.crowd.refused) <= set(SWAPPING_OR_NOT)


def test_busy_site_says_so_and_keeps_the_form(day: Day) -> None:
    for sent, answer in day.crowd.busy:
        assert "The service is busy" in answer.text
        assert HiddenFields(answer.text).values.get("form_key") == sent.get("form_key")


def test_everything_happened_that_this_day_is_for(day: Day, offer_hours: int) -> None:
    happened = day.actions()
    assert happened["booking confirmed"] > len(VETERANS)
    assert happened["booking cancelled"] >= len(LEAVING)
    if offer_hours:
        assert min(happened[each] for each in ("booking offered", "offer accepted", "booking declined")) > 5
    else:
        assert happened["booking promoted"] > 5


def test_every_seat_is_taken_once(day: Day) -> None:
    seated = [each for each in day.truth.bookings if each["status"] in SEATED]
    assert Counter(day.truth.key(each["session_id"]) for each in seated) == dict.fromkeys(HALLS, SEATS_EACH)


def test_nobody_is_sure_in_two_alternatives(day: Day) -> None:
    invariants.nobody_sits_twice(day.truth)


def test_everybody_who_was_told_so_is_registered(day: Day) -> None:
    assert set(day.crowd.links) == {*NEWCOMERS, *VETERANS}
    assert day.truth.world.ids.keys() == {f"{number} 0" for number in day.crowd.links}


def test_queue_numbers_tell_the_order_of_the_lock(day: Day) -> None:
    invariants.numbers_tell_the_order(day.truth)


def test_rules_that_know_no_concurrency_decide_the_same(day: Day) -> None:
    model = replay(day.truth, day.model, day.crowd.done)
    assert day.truth.told() == expected(model)


def test_each_seat_that_was_given_or_offered_has_one_mail(day: Day) -> None:
    kinds = {"booking promoted": "promoted", "booking offered": "offer"}
    causes = [
        f"{kinds[each['action']]}:{each['subject']}:{SLUG}:{each['number']}"
        for each in day.truth.audit
        if each["action"] in kinds
    ]
    queued = [each for each in day.truth.messages if each["kind"] in kinds.values()]
    assert sorted(causes) == sorted(each["dedup_key"] for each in queued)
    # What was answered or overtaken before its mail could go has nothing left to tell.
    untold = [dict(each) for each in queued if each["state"] != "sent" and day.is_news(each)]
    assert untold == []


def test_no_mail_comes_twice_and_each_that_was_sent_has_come(day: Day) -> None:
    assert day.sent == {each["message_id"]: 1 for each in day.truth.messages if each["state"] == "sent"}
    assert {str(each["state"]) for each in day.truth.messages} <= {"sent", "superseded"}


def test_page_last_mail_and_rows_say_the_same(day: Day) -> None:
    in_rows = {number: day.standing(number) for number in day.crowd.links}
    assert {number: told_in_mail(mail) for number, mail in day.last_mails.items()} == in_rows
    assert {number: told_on_page(page) for number, page in day.pages.items()} == in_rows
