"""A registration taken by telephone: one page, with or without an e-mail address."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...errors import RuleBroken
from ...forms.choosing import Ticked, groups, refuse_hopeless
from ...forms.office import PersonByPhone
from ...host import current_host
from ...readmodels.present import ProcessNow
from ...readmodels.staff.office import as_office
from ...services.choosing import Choice
from ...services.registering import Received, Reception, register
from ..lookup import process_or_404
from ..problems import Problem
from .desk import Desk
from .problems import told_to_staff

FORM_KEY_LENGTH = 64


@dataclass(frozen=True)
class Entry:
    """The form as far as it has been filled in; `waits` says that the waiting list will do everywhere."""

    desk: Desk
    ticked: Ticked
    person: PersonByPhone
    waits: bool
    form_key: str

    @classmethod
    def at(cls, desk: Desk) -> Entry:
        """The form in the request; an empty one has a new key and the page's language."""
        data = request.form if desk.is_post else None
        person = PersonByPhone(
            data, desk.words, current_host().languages, most_companions=desk.process.view.companions
        )
        person.language.data = person.language.data or desk.language
        key = request.form.get("form_key", "")
        return cls(
            desk,
            Ticked.of(request.form),
            person,
            "waits" in request.form,
            key if 0 < len(key) <= FORM_KEY_LENGTH else secrets.token_hex(16),
        )

    def choices(self) -> tuple[Choice, ...]:
        """The wishes; raises a `RuleBroken` for what cannot be wished for."""
        offered = as_office(self.desk.process)
        choices = self.ticked.choices(offered)
        refuse_hopeless(offered, choices)
        return tuple(replace(each, accepts_waiting=each.accepts_waiting or self.waits) for each in choices)

    def show(
        self,
        *problems: Problem,
        status: int = 200,
        known: str | None = None,
        process: ProcessNow | None = None,
    ) -> Response:
        """The form with everything as it was typed; `known` is the id of a registration that exists."""
        return self.desk.show(
            "new",
            self.desk.words.gettext("New registration"),
            problems=list(problems),
            status=status,
            groups=groups(as_office(process or self.desk.process), self.ticked),
            person=self.person,
            waits=self.waits,
            form_key=self.form_key,
            known=known,
        )


def new(desk: Desk) -> AnyResponse:
    """The empty form, or the registration that it makes."""
    entry = Entry.at(desk)
    if not desk.is_post:
        return entry.show()
    problems = []
    choices: tuple[Choice, ...] = ()
    try:
        choices = entry.choices()
    except RuleBroken as error:
        problems.append(told_to_staff(error, desk.process))
    if not entry.person.validate():
        problems += [Problem(*each) for each in entry.person.problems()]
    return entry.show(*problems, status=422) if problems else _registered(entry, choices)


def _registered(entry: Entry, choices: tuple[Choice, ...]) -> AnyResponse:
    desk, key = entry.desk, entry.form_key
    process_id, person = desk.process.view.id, entry.person.person()
    known: list[str] = []

    def work(unit: Session) -> Received:
        return register(unit, process_id, person, choices, desk.act, form_key=key, by_office=True)

    def lead(received: Received) -> str:
        public_id = received.registration.public_id
        if received.reception is Reception.DUPLICATE:
            known.append(public_id)
        return desk.url("staff_registration", public_id=public_id, notice="entered")

    def again(problem: Problem, status: int) -> Response:
        fresh = process_or_404(desk.language, (request.view_args or {}).get("process"))
        return entry.show(problem, status=status, process=fresh)

    answer = desk.change(work, lead, again)
    return _told_of(entry, known[0]) if known else answer


def _told_of(entry: Entry, public_id: str) -> Response:
    sentence = entry.desk.words.gettext("There is a registration of this person already.")
    return entry.show(Problem("send", sentence), status=409, known=public_id)
