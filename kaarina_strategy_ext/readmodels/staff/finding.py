"""Finding one person in all processes, by address, name or number, and what was erased of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from ...models import ErasureProof, OpeningRequest, Registration
from ...services.linking import LinkKeys
from ...services.opening import requests_of
from ...services.proving import proofs_of

MOST_FOUND = 50
_LEAST_OF_NUMBER = 8  # as many digits as people are told
_NUMBER = re.compile(r"[0-9a-f]{4,32}")


@dataclass
class Found:
    """Everything that is stored under one e-mail address; without an address, one registration."""

    address: str | None
    registrations: list[Registration] = field(default_factory=list)
    requests: Sequence[OpeningRequest] = ()

    @property
    def public_ids(self) -> list[str]:
        """Whose data these are, as the audit names them."""
        return [*(each.public_id for each in self.registrations), *(each.public_id for each in self.requests)]


@dataclass(frozen=True)
class Answer:
    """What a search has found: people, proofs that an address was erased, and a number that was.

    `erased_at` is None unless the number is that of a registration which has been erased.
    """

    people: tuple[Found, ...]
    proofs: Sequence[ErasureProof]
    erased_at: datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is stored or was erased."""
        return not (self.people or self.proofs or self.erased_at)


def find(session: Session, query: str, keys: LinkKeys) -> Answer:
    """Who fits the text, at most `MOST_FOUND` registrations; an address also tells what was erased of it."""
    wanted = unicodedata.normalize("NFC", query).casefold().split()
    if not wanted or "\0" in query:
        return Answer((), (), None)
    is_address = len(wanted) == 1 and "@" in query.strip().strip("@")
    requests = requests_of(session, query.strip()) if is_address else ()
    people = _people(_registrations(session, wanted))
    if requests:
        _with_requests(people, requests)
    proofs = proofs_of(session, query.strip(), keys) if is_address else ()
    return Answer(tuple(people.values()), proofs, _erased_at(session, "".join(wanted)))


def person(session: Session, public_id: str) -> Registration | None:
    """The registration with the id, in whatever process; None where there is none, or it has been erased."""
    which = Registration.public_id == public_id, Registration.erased_at.is_(None)
    return session.scalar(select(Registration).where(*which).options(joinedload(Registration.process)))


def _registrations(session: Session, wanted: list[str]) -> Sequence[Registration]:
    return session.scalars(
        select(Registration)
        .where(Registration.erased_at.is_(None), _fits(wanted))
        .options(joinedload(Registration.process))
        .order_by(Registration.name_key, Registration.id)
        .limit(MOST_FOUND)
    ).all()


def _fits(wanted: list[str]) -> ColumnElement[bool]:
    # The keys are folded in Python as the text is, because SQLite's `lower()` leaves Ä as it is.
    by_name = and_(*(Registration.name_key.contains(each, autoescape=True) for each in wanted))
    ways = [by_name, Registration.email_key.contains(" ".join(wanted), autoescape=True)]
    number = "".join(wanted)
    if _NUMBER.fullmatch(number):
        ways.append(Registration.public_id.startswith(number))
    return or_(*ways)


def _people(registrations: Sequence[Registration]) -> dict[str, Found]:
    people: dict[str, Found] = {}
    for each in registrations:
        key = each.email_key or each.public_id
        people.setdefault(key, Found(each.email)).registrations.append(each)
    return people


def _with_requests(people: dict[str, Found], requests: Sequence[OpeningRequest]) -> None:
    first = requests[0]
    people.setdefault(first.email_key, Found(first.email)).requests = requests


def _erased_at(session: Session, number: str) -> datetime | None:
    if len(number) < _LEAST_OF_NUMBER:
        return None
    erased = Registration.public_id.startswith(number, autoescape=True), Registration.erased_at.is_not(None)
    return session.scalar(select(Registration.erased_at).where(*erased).limit(1))
