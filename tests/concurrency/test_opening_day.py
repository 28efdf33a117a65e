"""Many people at one moment, through HTTP, against several server processes."""

from __future__ import annotations

import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, text

from ..servers import serving
from ..town import engine_of
from ..visitor import Answer, HiddenFields, Visitor, details

# Machines fill in a form sooner than people do, and would have to confirm their addresses.
DEMO = "kaarina_strategy_ext.demo:create_app({'KAARINA_STRATEGY_VERIFY_EMAIL': 'never'})"
FORM = "/strategia/ilmoittautuminen"
JUNE = "strategian-viimeistely-2022-06-01"
ALTERNATIVES = "alternative-strategian-viimeistely"
PEOPLE = 200
SEATS = 20


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def opening_day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """What 200 people were told who sent their forms at once, the mails they got, and the database."""
    folder = tmp_path_factory.mktemp("opening")
    url = f"sqlite:///{folder / 'demo.sqlite3'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql_server")
        url = request.getfixturevalue("module_stack").enter_context(server.database(None))
    with serving(DEMO, workers=4, env={"DATABASE_URL": url}, folder=folder) as site:
        answers = rush(site)
        mailbox = json.loads(Visitor(site).get("/demo/mailbox.json").text)
        yield OpeningDay(answers, mailbox, rows(engine_of(url)))


class OpeningDay:
    """The three accounts of one opening that have to agree."""

    def __init__(self, answers: list[Answer], mailbox: list[dict[str, str]], rows: list[tuple]) -> None:
        self.answers = answers
        self.mailbox = mailbox
        self.rows = rows


def rush(site: str) -> list[Answer]:
    """Everybody opens the form, waits for the others and sends it."""
    everybody_ready = Barrier(PEOPLE)

    def attempt(number: int) -> Answer:
        visitor = Visitor(site)
        hidden = HiddenFields(visitor.get(FORM).text).values
        everybody_ready.wait(timeout=120)
        return visitor.post(FORM, {**hidden, **details(number), ALTERNATIVES: JUNE, "waitlist": JUNE})

    with ThreadPoolExecutor(PEOPLE) as crowd:
        return list(crowd.map(attempt, range(PEOPLE)))


def rows(engine: Engine) -> list[tuple]:
    """E-mail, status and queue number of each booking, in the order of the queue."""
    query = text(
        "SELECT r.email, b.status, b.queue_number FROM kaarina_strategy_booking b"
        " JOIN kaarina_strategy_registration r ON r.id = b.registration_id ORDER BY b.queue_number"
    )
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(query)]
    engine.dispose()
    return found


def test_nobody_sees_an_error_page(opening_day: OpeningDay) -> None:
    assert Counter(answer.status for answer in opening_day.answers) == {200: PEOPLE}


def test_exactly_as_many_are_confirmed_as_there_are_seats(opening_day: OpeningDay) -> None:
    assert Counter(status for _, status, _ in opening_day.rows) == {
        "confirmed": SEATS,
        "waitlisted": PEOPLE - SEATS,
    }


def test_seats_went_in_the_order_of_the_lock(opening_day: OpeningDay) -> None:
    statuses = [status for _, status, _ in opening_day.rows]
    assert statuses == ["confirmed"] * SEATS + ["waitlisted"] * (PEOPLE - SEATS)


def test_everybody_got_one_mail(opening_day: OpeningDay) -> None:
    assert Counter(mail["to"] for mail in opening_day.mailbox) == {row[0]: 1 for row in opening_day.rows}


def test_page_mail_and_database_say_the_same(opening_day: OpeningDay) -> None:
    in_database = {email: status for email, status, _ in opening_day.rows}
    in_mail = {mail["to"]: _status(mail["text"]) for mail in opening_day.mailbox}
    on_page = {_email(answer.text): _status(answer.text) for answer in opening_day.answers}
    assert on_page == in_database
    assert in_mail == in_database


def _status(told: str) -> str:
    return "waitlisted" if re.search(r"[Oo]let jonotuslistalla sijalla", told) else "confirmed"


def _email(page: str) -> str:
    found = re.search(r"aino\d+@example\.fi", page)
    assert found
    return found[0]
