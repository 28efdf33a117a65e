"""The real thing under the deeds: the services on a database, each deed in a unit of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import RuleBroken
from kaarina_strategy_ext.models import Base, Booking
from kaarina_strategy_ext.services import (
    changing,
    erasing,
    expiring,
    offering,
    overruling,
    registering,
    resizing,
    verifying,
)
from kaarina_strategy_ext.services.auditing import JOB, RESIDENT, Act
from kaarina_strategy_ext.services.content.loading import load_content
from kaarina_strategy_ext.services.content.problems import ContentInvalid
from kaarina_strategy_ext.services.personal_data import Person
from kaarina_strategy_ext.services.unit_of_work import in_one_unit
from kaarina_strategy_ext.services.verifying import Caution

from ..town import KEYS
from . import deeds
from .office import closing

LANGUAGES = ("fi", "sv")
SOURCE = Path(__file__).with_name("town.yaml").read_text(encoding="utf-8")
REASON = "kertoi puhelimessa"
CHANGING = {"process", "workshop", "session"}
PEOPLE = (
    "seat_count",
    "message",
    "audit_entry",
    "erasure_proof",
    "retention_run",
    "change",
    "event",
    "booking",
    "registration",
)


def table(name: str) -> Any:
    """Our table of that name."""
    return Base.metadata.tables[f"kaarina_strategy_{name}"]


def begin(engine: Engine, opened: datetime) -> None:
    """Load the process into an empty database."""
    act = Act(JOB, opened)
    in_one_unit(engine, lambda session: load_content(session, SOURCE, act, languages=LANGUAGES))


class Slate:
    """The database as it was at the beginning, and the way back there."""

    def __init__(self, engine: Engine) -> None:
        """Remember the process."""
        self.engine = engine
        with engine.connect() as connection:
            self.rows = {name: connection.execute(table(name).select()).mappings().all() for name in CHANGING}

    def wipe(self, **process: Any) -> None:
        """Forget all people, and bring the process back; with other values where they are given."""
        with self.engine.begin() as connection:
            for name in PEOPLE:
                connection.execute(table(name).delete())
            for name, rows in self.rows.items():
                for row in rows:
                    values = {**row, **(process if name == "process" else {})}
                    connection.execute(table(name).update().where(table(name).c.id == row["id"]), values)


@dataclass
class World:
    """The services as deeds see them; `ids` knows the registrations by the names that the model gave."""

    engine: Engine
    opens: datetime
    ids: dict[str, int] = field(default_factory=dict)
    public_ids: dict[str, str] = field(default_factory=dict)

    def names(self) -> set[str]:
        """What people are called."""
        return {key.partition(" ")[0] for key in self.ids}

    def do(self, deed: Any, now: datetime) -> str:
        """Do the deed; gives what the person is told, or the name of the rule that refuses it."""
        try:
            return str(self._deed(deed, now)() or "done")
        except (RuleBroken, ContentInvalid) as refusal:
            return type(refusal).__name__

    def do_both(self, pair: Sequence[Any], now: datetime) -> list[str]:
        """Do two deeds at one moment, in two threads."""
        ready = Barrier(2)
        units = [self._deed(each, now) for each in pair]

        def at_once(unit: Callable[[], str | None]) -> str:
            ready.wait(timeout=10)
            try:
                return str(unit() or "done")
            except (RuleBroken, ContentInvalid) as refusal:
                return type(refusal).__name__

        with ThreadPoolExecutor(2) as actors:
            return list(actors.map(at_once, units))

    def due(self, now: datetime) -> list[str]:
        """Of whom the job finds something due."""
        found = in_one_unit(
            self.engine, lambda session: expiring.expired_registrations(session, Act(JOB, now))
        )
        names = {number: key for key, number in self.ids.items()}
        return [names[each] for each in found]

    def _deed(self, deed: Any, now: datetime) -> Callable[[], str | None]:
        """What is to be done, with the bookings that the person saw before anything else happened."""
        if isinstance(deed, deeds.Register):
            return lambda: self._register(deed, now)
        work = self._of_staff(deed, now) if not isinstance(deed, deeds.Own) else self._own(deed, now)

        def unit() -> str | None:
            result = in_one_unit(self.engine, work)
            return "nothing" if result is False else None

        return unit

    def _register(self, deed: deeds.Register, now: datetime) -> str:
        person = Person(
            deed.name, "Virtanen", f"{deed.name}@example.fi", "sv", "050 markkeri", companions=deed.companions
        )
        act = Act("staff-7" if deed.by_office else RESIDENT, now)
        received = in_one_unit(
            self.engine,
            lambda session: registering.register(
                session,
                1,
                person,
                deed.wishes,
                act,
                form_key=f"form {deed.form}",
                caution=Caution(is_asked=deed.is_asked),
                by_office=deed.by_office,
            ),
        )
        if received.reception is registering.Reception.NEW:
            number = sum(key.startswith(f"{deed.name} ") for key in self.ids)
            key = f"{deed.name} {number}"
            self.ids[key] = received.registration.id
            self.public_ids[received.registration.public_id] = key
        return received.reception.name

    def _own(self, deed: Any, now: datetime) -> Callable[[Session], Any]:
        mine, act = self.ids[deed.who], Act(RESIDENT, now)
        if isinstance(deed, deeds.Add):
            return lambda session: changing.add_bookings(session, mine, deed.wishes, act)
        if isinstance(deed, deeds.Upon):
            return self._upon(deed, mine, act)
        services: dict[type, Callable[..., Any]] = {
            deeds.CancelAll: changing.cancel_registration,
            deeds.Verify: verifying.verify,
            deeds.Erase: partial(erasing.erase_registration, keys=KEYS),
            deeds.Expire: partial(expiring.expire, keys=KEYS),
        }
        return lambda session: services[type(deed)](session, mine, act)

    def _upon(self, deed: deeds.Upon, mine: int, act: Act) -> Callable[[Session], Any]:
        with Session(self.engine) as session:
            ids = session.scalars(
                select(Booking.id).where(Booking.registration_id == mine).order_by(Booking.id)
            )
            booking_id = ids.all()[deed.which]
        if isinstance(deed, deeds.Give):
            key = deed.key
            return lambda session: overruling.give_seat(
                session, booking_id, act, reason=REASON, session_key=key
            )
        services: dict[type, Callable[..., Any]] = {
            deeds.Cancel: changing.cancel_booking,
            deeds.Accept: offering.accept_offer,
            deeds.Decline: offering.decline_offer,
        }
        return lambda session: services[type(deed)](session, mine, booking_id, act)

    def _of_staff(self, deed: Any, now: datetime) -> Callable[[Session], Any]:
        act = Act("staff-7", now)
        if isinstance(deed, deeds.Resize):
            return lambda session: _done(
                resizing.resize(
                    session,
                    1,
                    deed.key,
                    act,
                    capacity=deed.capacity,
                    reserved_seats=deed.reserved,
                    waiting_list_size=deed.waiting_size,
                )
            )
        if isinstance(deed, deeds.Retain):
            days = {"registration_days": 1, "needs_days": 1}
            return lambda session: _done(erasing.erase_due(session, act, KEYS, **days))
        source = json.dumps(self._amendment(deed))
        return lambda session: _done(load_content(session, source, act, languages=LANGUAGES))

    def _amendment(self, deed: deeds.Amend | deeds.Window) -> dict[str, Any]:
        if isinstance(deed, deeds.Window):
            registration: dict[str, Any] = {"mode": "window", "opens": _local(self.opens)}
            if deed.closes_in_days is not None:
                registration["closes"] = _local(closing(self.opens, deed.closes_in_days))
            return {"amends": "elinkaari", "registration": registration}
        homes: dict[str, dict[str, dict[str, Any]]] = {}
        for key, name, value in deed.fields:
            session = homes.setdefault(key.partition("-")[0], {}).setdefault(key, {"key": key})
            session[name] = _in_file(name, value)
        return {
            "amends": "elinkaari",
            "workshops": [
                {"slug": slug, "sessions": list(sessions.values())} for slug, sessions in homes.items()
            ],
        }


def _in_file(name: str, value: Any) -> Any:
    if name == "cancelled":
        return {"fi": "Peruttu", "sv": "Inställd"} if value else None
    return value.isoformat() if name == "date" else value


def _local(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def _done(_: object) -> None:
    """Nothing: what staff are told is not compared."""
