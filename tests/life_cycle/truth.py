"""What the database holds, in the shape in which the model can be asked for it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, RowMapping
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Registration, Workshop
from kaarina_strategy_ext.services.queueing import queue_positions
from kaarina_strategy_ext.services.seat_counting import counted_seats, grouped, seat_counts

from .model import Model
from .seats import SEATED, Person
from .world import World, table


class Truth:
    """All rows at one moment."""

    def __init__(self, world: World) -> None:
        """Read them."""
        self.world = world
        with Session(world.engine) as session:
            connection = session.connection()
            self.sessions = {row["id"]: row for row in _rows(connection, "session")}
            self.workshops = {row["id"]: row for row in _rows(connection, "workshop")}
            self.registrations = {row["id"]: row for row in _rows(connection, "registration")}
            self.bookings = _rows(connection, "booking")
            self.audit = _rows(connection, "audit_entry")
            self.messages = _rows(connection, "message")
            self.counts = seat_counts(session, 1)
            self.kept = {each: groups for each, (_, groups) in counted_seats(session, 1).items()}
            self.grouped = grouped(session, Workshop.process_id == 1)
            self.seat_counts = connection.execute(table("seat_count").select()).mappings().all()
            self.positions = {each: _positions(session, each) for each in self.waiting()}

    def waiting(self) -> set[int]:
        """The ids of the registrations that wait for something."""
        return {each["registration_id"] for each in self.bookings if each["status"] == "waitlisted"}

    def told(self) -> dict[str, Any]:
        """Everything that the model must agree with."""
        return {
            "people": {key: self.person(number) for key, number in self.world.ids.items()},
            "queues": {
                workshop["slug"]: [self._in_queue(each) for each in self._waiting(workshop["id"])]
                for workshop in self.workshops.values()
            },
            "audit": Counter(map(self._note, filter(lambda row: row["workshop_id"], self.audit))),
            "sessions": {
                row["key"]: (
                    row["capacity"],
                    row["reserved_seats"],
                    row["waiting_list_size"],
                    row["cancelled"] is not None,
                )
                for row in self.sessions.values()
            },
        }

    def person(self, number: int) -> tuple[Any, ...]:
        """The registration, its bookings in the order of their making, and its mail."""
        row = self.registrations[number]
        mine = [each for each in self.bookings if each["registration_id"] == number]
        mail = [each["kind"] for each in self.messages if each["registration_id"] == number]
        return (
            row["cancelled_at"] is not None,
            row["erased_at"] is not None,
            None if row["erased_at"] else row["verify_by"],
            [self._booking(each) for each in mine],
            sorted(str(each) for each in mail if each != "notice"),
        )

    def _booking(self, row: RowMapping) -> tuple[Any, ...]:
        return (
            self.key(row["session_id"]),
            str(row["status"]),
            row["seats"],
            row["accepts_other"] if row["status"] == "waitlisted" else None,
            row["from_reserve"] if row["status"] in SEATED else None,
            row["answer_by"],
        )

    def key(self, session_id: int | None) -> str | None:
        """The key of the session."""
        return self.sessions[session_id]["key"] if session_id else None

    def name(self, registration_id: int) -> str:
        """The model's name of the registration."""
        return self.world.public_ids[self.registrations[registration_id]["public_id"]]

    def _waiting(self, workshop_id: int) -> list[RowMapping]:
        mine = (each for each in self.bookings if each["workshop_id"] == workshop_id)
        waiting = (each for each in mine if each["status"] == "waitlisted")
        return sorted(waiting, key=lambda each: each["queue_number"])

    def _in_queue(self, row: RowMapping) -> tuple[str, str | None]:
        return self.name(row["registration_id"]), self.key(row["session_id"])

    def _note(self, row: RowMapping) -> tuple[str, str, str | None, str | None]:
        slug = self.workshops[row["workshop_id"]]["slug"]
        if row["subject"] in self.world.public_ids:
            owner = self.world.public_ids[row["subject"]]
            return slug, row["action"], owner, row["details"]["session_key"]
        return slug, row["action"], None, row["subject"]


def expected(model: Model) -> dict[str, Any]:
    """What the model says, in the shape of `Truth.told`."""
    queues = {
        slug: [(each.owner, each.sitting) for each in model.places(slug) if each.status == "waitlisted"]
        for slug in model.workshops
    }
    return {
        "people": {each.key: _of_model(each) for each in model.people.values()},
        "queues": queues,
        "audit": model.audit,
        "sessions": {
            each.key: (each.capacity, each.reserved, each.waiting_size, each.cancelled)
            for _, each in model.sittings()
        },
    }


def differences(truth: Truth, model: Model) -> list[str]:
    """One line for each thing that database and model tell differently; empty where they agree."""
    told, should = truth.told(), expected(model)
    return [
        f"{part} {key}: {told[part].get(key)} instead of {should[part].get(key)}"
        for part in told
        for key in {**told[part], **should[part]}
        if told[part].get(key) != should[part].get(key)
    ]


def _of_model(person: Person) -> tuple[Any, ...]:
    return (
        person.is_cancelled,
        person.is_erased,
        None if person.is_erased else person.verify_by,
        [
            (
                each.sitting,
                each.status,
                each.party,
                each.takes_other if each.status == "waitlisted" else None,
                each.of_office if each.status in SEATED else None,
                each.answer_by,
            )
            for each in person.places
        ],
        sorted(person.mail),
    )


def _positions(session: Session, registration_id: int) -> dict[int, int]:
    return queue_positions(session, session.get_one(Registration, registration_id))


def _rows(connection: Connection, name: str) -> list[RowMapping]:
    of = table(name)
    return list(connection.execute(of.select().order_by(of.c.id)).mappings())
