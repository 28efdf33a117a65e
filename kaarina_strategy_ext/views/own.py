"""One's own registration, behind the personal link: a GET shows, a POST changes, after a second look."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Response, make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ..errors import Busy, RuleBroken
from ..forms.choosing import Ticked, groups, refuse_hopeless
from ..forms.person import PersonForm
from ..host import current_host
from ..models import Registration
from ..readmodels.own import OwnRegistration, own_registration
from ..readmodels.present import ProcessNow
from ..services import changing
from ..services.auditing import RESIDENT, Act
from ..services.disclosing import describe
from ..services.erasing import erase_registration
from . import csrf
from .answers import later, page, personal
from .lookup import not_found, process_or_404, registration_or_404
from .problems import Problem, told

NOTICES = ("received", "repeated", "changed", "details", "cancelled")


def is_post() -> bool:
    """Whether something is to be changed; HEAD must show and change as little as GET (RFC 9110, 9.2.1)."""
    return request.method == "POST"


class OwnPage:
    """What each of the personal pages needs: the registration, its process, and how they are shown."""

    def __init__(self, language: str, token: str) -> None:
        """Open the link, or answer with a 404 page."""
        self.language = language
        self.token = token
        self.registration: Registration = registration_or_404(token)
        # Kept apart, because the host's session lets go of its rows, and its connection, before a change.
        self.registration_id = self.registration.id
        self.process: ProcessNow = process_or_404(language, self.registration.process.slug)
        session = current_host().database.reading()
        self.own: OwnRegistration = own_registration(session, self.registration, self.process)

    @property
    def act(self) -> Act:
        """The person themselves, at the moment when the request arrived."""
        return Act(RESIDENT, self.process.now)

    def show(
        self, name: str, title: str, *, problems: list[Problem] | None = None, status: int = 200, **more: Any
    ) -> Response:
        """A personal page."""
        if problems:
            error = self.process.words.gettext("Error:")
            title = f"{error} {title}"
        response = page(
            f"own/{name}.html",
            title,
            self.process,
            language=self.language,
            status=status,
            own=self.own,
            token=self.token,
            problems=problems or [],
            csrf_field=csrf.field_name(),
            csrf_token=csrf.token(),
            **more,
        )
        return personal(response)

    def change(
        self, work: Callable[[Session], Registration], notice: str, again: Callable[[Problem, int], Response]
    ) -> AnyResponse:
        """Do the work and lead on to the address after it; show the form `again` where that is refused."""
        gettext = self.process.words.gettext
        if not csrf.is_genuine():
            sentence = gettext("The page has been open for a long time. Check the details and send it again.")
            return again(Problem("send", sentence), 400)
        try:
            registration = current_host().database.change(work)
        except RuleBroken as error:
            return again(told(error, self.process), 409)
        except Busy:
            sentence = gettext(
                "The service is busy and nothing has been changed yet. Send it again in a moment."
            )
            return later(again(Problem("send", sentence), 503))
        return redirect(self.address_after(registration, notice), 303)

    def address_after(self, registration: Registration, notice: str) -> str:
        """Where a change leads: back to the registration, by its present link, unless it was erased."""
        host = current_host()
        if registration.erased_at:
            return host.url("erased", language=self.language)
        token = host.link_keys.token(registration)
        return host.url("own", language=self.language, token=token, notice=notice)


def own(language: str, token: str) -> Response:
    """The registration: what is confirmed, what is awaited, everything that is stored."""
    shown = OwnPage(language, token)
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
        problems = [problem] if problem else []
        return fresh.show("sessions", title, problems=problems, status=status, groups=offered)

    if not is_post() or "show" in request.form:
        return again()
    try:
        choices = ticked.choices(shown.process)
        refuse_hopeless(shown.process, choices)
    except RuleBroken as error:
        return again(told(error, shown.process), 409)
    return shown.change(
        lambda session: changing.add_bookings(session, shown.registration_id, choices, shown.act),
        "changed",
        again,
    )


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
        return erase_registration(session, shown.registration_id, shown.act)

    return shown.change(work, "erased", again)
