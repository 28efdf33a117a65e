"""The small process with as many registrations as one likes, written by the thousand."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, insert, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import (
    AuditEntry,
    Booking,
    Message,
    Registration,
    SearchWord,
    WorkshopSession,
    search_words,
)
from kaarina_strategy_ext.models.naming import sort_key

from .. import town

FIRST = ("Aino", "Kristian", "Åsa", "Kalle", "Veera", "Ville", "Fatima", "Örjan", "Liisa", "Mikko")
LAST = ("Virtanen", "Öhman", "Aaltonen", "Niemi", "Lindström", "Ek", "Mäkelä", "Åberg", "Nguyen", "Salo")
LANGUAGES = ("fi",) * 19 + ("sv",)
STATUSES = ("confirmed",) * 17 + ("waitlisted", "waitlisted", "cancelled")
AT_ONCE = 5_000
Row = dict[str, Any]


@cache
def filler(people: int) -> Callable[[str], None]:
    """What fills an empty database with the process and so many registrations, the same at each run."""

    def fill(url: str) -> None:
        town.prepare(url)
        engine = town.engine_of(url)
        with Session(engine) as session, session.begin():
            session.execute(text("UPDATE kaarina_strategy_session SET capacity = NULL"))
            sittings = [(each.id, each.workshop_id) for each in session.query(WorkshopSession)]
            for first in range(1, people + 1, AT_ONCE):
                numbers = range(first, min(first + AT_ONCE, people + 1))
                _write(session.connection(), _Rows(numbers, sittings))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # As the server does by itself after so many rows.
            connection.execute(text("ANALYZE" if engine.dialect.name == "postgresql" else "SELECT 1"))
        engine.dispose()

    return fill


class _Rows:
    """The rows of some people: what they are called, what they have booked, what was noted and sent."""

    def __init__(self, numbers: range, sittings: list[tuple[int, int]]) -> None:
        self._chance = random.Random(numbers[0])
        self._sittings = sittings
        self.people = [self._person(number) for number in numbers]
        self.bookings = [each for number in numbers for each in self._bookings(number)]

    def _person(self, number: int) -> Row:
        chance = self._chance
        first, last = chance.choice(FIRST), f"{chance.choice(LAST)}-{chance.randrange(10_000)}"
        has_needs, address = chance.random() < 0.05, f"{first}.{number}@example.fi".casefold()
        at = town.NOW - timedelta(minutes=chance.randrange(40_000))
        has_mail = chance.random() > 0.03
        return {
            "id": number,
            "public_id": f"{chance.getrandbits(128):032x}",
            "process_id": 1,
            "first_name": first,
            "last_name": last,
            "name_key": f"{first} {last}".casefold(),
            "sort_key": sort_key(last, first),
            "email": address if has_mail else None,
            "email_key": address if has_mail else None,
            "phone": f"+358 40 {number:07}",
            "language": chance.choice(LANGUAGES),
            "needs": "Induktiosilmukka" if has_needs else None,
            "consented_at": at if has_needs else None,
            "companions": chance.randrange(3) if chance.random() < 0.1 else 0,
            "created_at": at,
        }

    def _bookings(self, number: int) -> Iterator[Row]:
        mine = self._chance.sample(self._sittings, self._chance.choice((1, 1, 2)))
        for count, (session_id, workshop_id) in enumerate(mine):
            status = self._chance.choice(STATUSES)
            yield {
                "registration_id": number,
                "workshop_id": workshop_id,
                "session_id": session_id,
                "status": status,
                "was_confirmed": status != "waitlisted",
                "queue_number": number * 2 + count,
                "created_at": town.NOW,
                "status_at": town.NOW,
            }


def _write(connection: Connection, rows: _Rows) -> None:
    connection.execute(insert(Registration), rows.people)
    words = [
        {"registration_id": each["id"], "word": word, "process_id": 1}
        for each in rows.people
        for word in search_words(each["name_key"], each["email_key"])
    ]
    connection.execute(insert(SearchWord), words)
    connection.execute(insert(Booking), rows.bookings)
    ids = {each["id"]: each["public_id"] for each in rows.people}
    told: Counter[str] = Counter()
    entries, messages = [], []
    for booking in rows.bookings:
        subject = ids[booking["registration_id"]]
        told[subject] += 1
        entries.append(_entry(booking, subject))
        if told[subject] == 1:
            messages.append(_message(booking, subject))
    connection.execute(insert(AuditEntry), entries)
    connection.execute(insert(Message), messages)


def _entry(booking: Row, subject: str) -> Row:
    return {
        "process_id": 1,
        "workshop_id": booking["workshop_id"],
        "number": booking["queue_number"],
        "at": town.NOW,
        "actor": "resident",
        "action": f"booking {booking['status']}",
        "subject": subject,
        "details": {},
    }


def _message(booking: Row, subject: str) -> Row:
    return {
        "dedup_key": f"confirmation:{subject}:1",
        "kind": "confirmation",
        "registration_id": booking["registration_id"],
        "parameters": {},
        "state": "sent",
        "created_at": town.NOW,
        "due_at": town.NOW,
        "sent_at": town.NOW,
        "message_id": subject,
    }
