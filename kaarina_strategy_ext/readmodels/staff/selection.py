"""Which registrations of a process staff want to see, and how to ask the database for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from ...models import Booking, BookingStatus, Registration, SearchWord, asked_words
from ..present import ProcessNow

_NUMBER = re.compile(r"[0-9a-f]{4,32}")
_MOST_WORDS = 16  # no name has more, and each makes the statement longer
_BEYOND = "\U0010ffff"  # its bytes come after those of every letter that may follow in a word
FEW = 1_000
"""So many bookings are listed; of more, the list is walked."""


@dataclass(frozen=True)
class Selection:
    """What is asked of the registrations; what is None or False is not asked.

    `session` is a session's key. `query` is searched in names, addresses and registration numbers. With
    `needs` somebody has told needs or a diet, with `group` others come along, and without a `mail` address
    they must be phoned.
    """

    session: str | None = None
    status: BookingStatus | None = None
    language: str | None = None
    needs: bool = False
    group: bool = False
    no_mail: bool = False
    query: str = ""

    @property
    def is_everybody(self) -> bool:
        """Whether nothing is asked."""
        return self == Selection()

    def of_bookings(self, process: ProcessNow) -> ColumnElement[bool] | None:
        """The condition for the bookings that are asked for; None where any registration will do.

        Who waits for any session of a workshop waits for each of them.
        """
        if self.session is None and self.status is None:
            return None
        homes = [each.id for each in process.view.workshops]
        asked: list[ColumnElement[bool]] = []
        if self.session is not None:
            asked.append(_of_session(process, self.session))
        else:
            asked.append(Booking.workshop_id.in_(homes))
        if self.status is not None:
            asked.append(Booking.status == self.status)
        return and_(*asked)

    def of_people(self, process: ProcessNow) -> list[ColumnElement[bool]]:
        """The conditions for the registrations themselves, whatever they have booked."""
        # Kept only as long as what it allows, so also only of those who have not been erased.
        has_needs, is_there = Registration.consented_at.is_not(None), Registration.erased_at.is_(None)
        which = has_needs if self.needs else is_there
        return [Registration.process_id == process.view.id, which, *self._people()]

    def conditions(self, session: Session, process: ProcessNow) -> list[ColumnElement[bool]]:
        """The conditions for the registrations that fit."""
        conditions = self.of_people(process)
        bookings = self.of_bookings(process)
        if bookings is not None:
            conditions.append(_with_a_booking(session, bookings))
        return [*conditions, self.found(process)] if self.query else conditions

    def found(self, process: ProcessNow) -> ColumnElement[bool]:
        """The condition for the registrations that the query finds."""
        return found_by(self.query, SearchWord.process_id == process.view.id)

    def _people(self) -> Iterator[ColumnElement[bool]]:
        if self.language is not None:
            yield Registration.language == self.language
        if self.group:
            yield Registration.companions > 0
        if self.no_mail:
            yield Registration.email.is_(None)


def _of_session(process: ProcessNow, key: str) -> ColumnElement[bool]:
    for home in process.view.workshops:
        for each in home.sessions:
            if each.key == key:
                here = or_(Booking.session_id == each.id, Booking.session_id.is_(None))
                return and_(Booking.workshop_id == home.id, here)
    return false()


def _with_a_booking(session: Session, bookings: ColumnElement[bool]) -> ColumnElement[bool]:
    """Few are listed and looked up; of many, a page is found sooner by walking the list.

    No database knows which is which without being told, SQLite least of all.
    """
    some = select(Booking.id).where(bookings).limit(FEW + 1).subquery()
    if (session.scalar(select(func.count()).select_from(some)) or 0) <= FEW:
        return Registration.id.in_(select(Booking.registration_id).where(bookings))
    return exists().where(Booking.registration_id == Registration.id, bookings)


def found_by(query: str, among: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition for names and addresses of which each word of the query begins a word, or a number so.

    `among` is a condition of the words to look at, such as those of one process.
    """
    folded = unicodedata.normalize("NFC", query.replace("\0", " ")).casefold()
    words = sorted(set(asked_words(folded)), key=lambda word: (-len(word), word))
    ways = [_with_words(words[:_MOST_WORDS], among)]
    number = "".join(folded.split())
    if _NUMBER.fullmatch(number):
        ways.append(Registration.public_id.between(number, f"{number}g"))  # hexadecimal ends with f
    found = (select(Registration.id).where(each) for each in ways)
    return or_(*(Registration.id.in_(each) for each in found))


def _with_words(words: list[str], among: ColumnElement[bool]) -> ColumnElement[bool]:
    """The longest word, which is likely to be the rarest, and among what it finds the others."""
    if not words:
        return false()
    first, *others = (_beginning_with(each, among) for each in words)
    return Registration.id.in_(first.where(*(SearchWord.registration_id.in_(each) for each in others)))


def _beginning_with(word: str, among: ColumnElement[bool]) -> Select[Any]:
    # No BETWEEN, beside which PostgreSQL takes no collation.
    return select(SearchWord.registration_id).where(
        among, SearchWord.word >= word, SearchWord.word < word + _BEYOND
    )
