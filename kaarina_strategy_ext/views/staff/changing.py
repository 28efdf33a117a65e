"""What staff change for somebody who phones: the workshops, the details, and the erasure of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...errors import RuleBroken
from ...forms.choosing import Ticked, groups, refuse_hopeless, together
from ...forms.office import PersonByPhone
from ...host import current_host
from ...models import Registration
from ...readmodels.staff.casework import Case
from ...readmodels.staff.office import as_office
from ...services import changing
from ...services.choosing import Choice
from ...services.erasing import erase_registration
from ..lookup import process_or_404
from ..problems import Problem
from .desk import Desk
from .problems import told_to_staff
from .registrations import back_to, case_or_404, name_of


def details(desk: Desk, public_id: str) -> AnyResponse:
    """Correct somebody's name, address, telephone, language, needs and diet."""
    shown = case_or_404(desk, public_id)
    form = _details_form(desk, shown.registration)
    version = request.form.get("version", 0, type=int) if desk.is_post else shown.registration.version
    registration_id = shown.registration.id  # the row goes with the reading session before the change

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        problems = [Problem(*each) for each in form.problems()] + ([problem] if problem else [])
        return _show(desk, public_id, "details", problems, status, person=form, version=version)

    if not desk.is_post:
        return again()
    if not form.validate():
        return again(status=422)

    def work(unit: Session) -> Registration:
        return changing.change_details(unit, registration_id, form.person(), desk.act, version=version)

    return desk.change(work, back_to(desk, public_id, "details"), again)


def sessions(desk: Desk, public_id: str) -> AnyResponse:
    """Add workshops for somebody, or swap one alternative for the other, also outside the window."""
    shown = case_or_404(desk, public_id)
    ticked, waits = Ticked.of(request.form), "waits" in request.form
    registration_id, companions = shown.registration.id, shown.registration.companions

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        process = process_or_404(desk.language, (request.view_args or {}).get("process"))
        mine = case_or_404(desk, public_id).active
        booked = {each.session.view.key for each in mine if each.session}
        offered = groups(as_office(process), ticked, booked)
        problems = [problem] if problem else []
        return _show(desk, public_id, "sessions", problems, status, groups=offered, waits=waits)

    if not desk.is_post:
        return again()
    try:
        choices = _choices(desk, ticked, companions, waits=waits)
    except RuleBroken as error:
        return again(told_to_staff(error, desk.process), 409)

    def work(unit: Session) -> Registration:
        return changing.add_bookings(unit, registration_id, choices, desk.act, by_office=True)

    return desk.change(work, back_to(desk, public_id, "changed"), again)


def erasure(desk: Desk, public_id: str) -> AnyResponse:
    """Erase everything about somebody who asks for it (GDPR, article 17); the GET only asks."""
    registration_id = case_or_404(desk, public_id).registration.id

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        return _show(desk, public_id, "erasure", [problem] if problem else [], status)

    if not desk.is_post:
        return again()
    return desk.change(
        lambda unit: erase_registration(unit, registration_id, desk.act, current_host().link_keys),
        lambda _: desk.url("staff_sessions", notice="erased"),
        again,
    )


def _choices(desk: Desk, ticked: Ticked, companions: int, *, waits: bool) -> tuple[Choice, ...]:
    offered = as_office(desk.process)
    choices = together(ticked.choices(offered), companions)
    refuse_hopeless(offered, choices)
    return tuple(replace(each, accepts_waiting=each.accepts_waiting or waits) for each in choices)


def _details_form(desk: Desk, registration: Registration) -> PersonByPhone:
    languages = current_host().languages
    if desk.is_post:
        return PersonByPhone(request.form, desk.words, languages)
    return PersonByPhone(
        None,
        desk.words,
        languages,
        obj=registration,
        consent=registration.consented_at is not None,
        unreachable=not (registration.email or registration.phone),
    )


def _show(
    desk: Desk, public_id: str, template: str, problems: Iterable[Problem], status: int, **more: object
) -> Response:
    shown: Case = case_or_404(desk, public_id)
    desk.reads(template, [public_id])
    titles = {
        "details": desk.words.gettext("Change the details"),
        "sessions": desk.words.gettext("Add or swap workshops"),
        "erasure": desk.words.gettext("Erase everything about the person"),
    }
    return desk.show(
        template,
        titles[template],
        problems=list(problems),
        status=status,
        shown=shown,
        person_name=name_of(shown.registration),
        **more,
    )
