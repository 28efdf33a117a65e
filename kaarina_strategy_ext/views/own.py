"""One's own registration, behind the personal link."""

from __future__ import annotations

import json
from dataclasses import replace

from flask import Response, make_response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ..errors import RuleBroken
from ..forms.choosing import Ticked, groups, refuse_hopeless, together
from ..forms.person import PersonForm
from ..host import current_host
from ..models import Registration
from ..services import changing
from ..services.disclosing import describe
from ..services.erasing import erase_registration
from .answering import show_verification
from .answers import personal
from .lookup import not_found
from .own_page import OwnPage, is_post
from .problems import Problem, told

NOTICES = (
    "received",
    "repeated",
    "verified",
    "changed",
    "unchanged",
    "accepted",
    "declined",
    "details",
    "new_link",
    "cancelled",
)


def own(language: str, token: str) -> Response:
    """The registration: what is confirmed, what is awaited, everything that is stored."""
    shown = OwnPage(language, token)
    if shown.is_unproven:
        return show_verification(shown)
    notice = request.args.get("notice")
    title = shown.process.words.gettext("Your registration")
    return shown.show("registration", title, notice=notice if notice in NOTICES else None)


def own_details(language: str, token: str) -> AnyResponse:
    """Correct name, address, telephone, language, needs and diet."""
    shown = OwnPage(language, token)
    form = _details_form(shown)
    version = request.form.get("version", 0, type=int) if is_post() else shown.registration.version
    title = shown.process.words.gettext("Change your details")

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        problems = [Problem(*each) for each in form.problems()] + ([problem] if problem else [])
        return shown.show("details", title, problems=problems, status=status, person=form, version=version)

    if not is_post() or "show" in request.form:
        return again()
    if not form.validate():
        return again(status=422)

    def work(session: Session) -> Registration:
        person, mine = form.person(), shown.registration_id
        return changing.change_details(session, mine, person, shown.act, version=version)

    return shown.change(work, "details", again)


def _details_form(shown: OwnPage) -> PersonForm:
    words, languages = shown.process.words, current_host().languages
    if is_post():
        return PersonForm(request.form, words, languages)
    has_consented = shown.registration.consented_at is not None
    return PersonForm(None, words, languages, obj=shown.registration, consent=has_consented)


def own_sessions(language: str, token: str) -> AnyResponse:
    """Add workshops, or swap one alternative for the other in one step."""
    shown = OwnPage(language, token)
    title = shown.process.words.gettext("Add or swap workshops")
    ticked = Ticked.of(request.form)

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        fresh = OwnPage(language, token)
        offered = groups(fresh.process, ticked, fresh.own.booked_keys)
        problems = [_beside_sessions(problem)] if problem else []
        return fresh.show("sessions", title, problems=problems, status=status, groups=offered)

    if not is_post() or "show" in request.form:
        return again()
    try:
        choices = together(ticked.choices(shown.process), shown.registration.companions)
        refuse_hopeless(shown.process, choices)
    except RuleBroken as error:
        return again(told(error, shown.process), 409)
    return shown.change(
        lambda session: changing.add_bookings(session, shown.registration_id, choices, shown.act),
        "changed",
        again,
        unchanged="unchanged",
    )


def _beside_sessions(problem: Problem) -> Problem:
    """The problem where its field is; the number of companions is none on the page."""
    return replace(problem, field="sessions") if problem.field == "companions" else problem


def own_cancel(language: str, token: str) -> AnyResponse:
    """Cancel one booking, or everything; the GET only asks whether that is meant."""
    shown = OwnPage(language, token)
    booking_id = request.args.get("booking", type=int)
    cancelled = shown.own.booking(booking_id) if booking_id is not None else None
    if "booking" in request.args and cancelled is None and not is_post():
        not_found()
    title = shown.process.words.gettext("Cancel your registration")

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        problems = [problem] if problem else []
        return shown.show("cancel", title, problems=problems, status=status, booking=cancelled)

    if not is_post() or "show" in request.form:
        return again()

    def work(session: Session) -> Registration:
        if "booking" in request.args:
            return changing.cancel_booking(session, shown.registration_id, booking_id or 0, shown.act)
        return changing.cancel_registration(session, shown.registration_id, shown.act)

    return shown.change(work, "cancelled", again)


def own_data(language: str, token: str) -> Response:
    """Everything that is stored, as a file for machines (GDPR, articles 15 and 20)."""
    shown = OwnPage(language, token)
    told = describe(current_host().database.reading(), shown.registration)
    response = make_response(json.dumps(told, ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = "attachment"
    return personal(response)


def own_erasure(language: str, token: str) -> AnyResponse:
    """Erase everything (GDPR, article 17); the GET only asks whether that is meant."""
    shown = OwnPage(language, token)
    title = shown.process.words.gettext("Erase your information")

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        return shown.show("erasure", title, problems=[problem] if problem else [], status=status)

    if not is_post() or "show" in request.form:
        return again()

    def work(session: Session) -> Registration:
        return erase_registration(session, shown.registration_id, shown.act, current_host().link_keys)

    return shown.change(work, "erased", again)
