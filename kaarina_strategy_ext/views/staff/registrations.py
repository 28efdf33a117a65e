"""One registration: what it holds, its story, and what staff do for the person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...forms.office import is_told
from ...models import BookingStatus, Registration
from ...readmodels.staff.calling import calls
from ...readmodels.staff.casework import Case, case
from ...readmodels.staff.readings import readings_of
from ...services import changing, offering
from ...services.phoning import note_phoned
from ..lookup import not_found
from ..problems import Problem
from .desk import Desk, titles_of

NOTICES = ("entered", "cancelled", "accepted", "declined", "moved", "changed", "details", "phoned")
Work = Callable[[Session], Registration]


def registration(desk: Desk, public_id: str) -> AnyResponse:
    """The registration with its bookings, its story and its messages.

    The POST notes that the person, who has no e-mail, has been told of what has changed.
    """
    registration_id = case_or_404(desk, public_id).registration.id
    again = partial(_show_registration, desk, public_id)
    if not desk.is_post:
        return again()
    return desk.change(
        lambda unit: note_phoned(unit, registration_id, desk.act),
        back_to(desk, public_id, "phoned"),
        again,
    )


def cancel(desk: Desk, public_id: str) -> AnyResponse:
    """Cancel one booking, or everything, for the person; the GET only asks whether that is meant."""
    shown = case_or_404(desk, public_id)
    booking_id = request.args.get("booking", type=int)
    if "booking" in request.args and shown.booking(booking_id) is None and not desk.is_post:
        not_found()
    again = partial(_show, desk, public_id, "cancel")
    if not desk.is_post:
        return again()
    registration_id = shown.registration.id  # the row goes with the reading session before the change
    told = is_told(request.form)

    def work(unit: Session) -> Registration:
        if "booking" in request.args:
            return changing.cancel_booking(unit, registration_id, booking_id or 0, desk.act, told=told)
        return changing.cancel_registration(unit, registration_id, desk.act, told=told)

    return desk.change(work, back_to(desk, public_id, "cancelled"), again)


def answer(desk: Desk, public_id: str) -> AnyResponse:
    """Accept or decline an offer for the person; the GET only asks which."""
    shown = case_or_404(desk, public_id)
    booking_id = request.args.get("booking", 0, type=int)
    offered = shown.booking(booking_id)
    is_open = offered is not None and offered.booking.status is BookingStatus.OFFERED
    if not is_open and not desk.is_post:
        not_found()
    again = partial(_show, desk, public_id, "offer")
    given = request.form.get("answer")
    if given not in ("accept", "decline"):
        return again() if not desk.is_post else again(_unanswered(desk), 422)
    registration_id = shown.registration.id

    def work(unit: Session) -> Registration:
        service = offering.accept_offer if given == "accept" else offering.decline_offer
        return service(unit, registration_id, booking_id, desk.act)

    notice = "accepted" if given == "accept" else "declined"
    return desk.change(work, back_to(desk, public_id, notice), again)


def case_or_404(desk: Desk, public_id: str) -> Case:
    """The registration of this process; a 404 page for one that is another's or has been erased."""
    return case(desk.session, desk.process, public_id) or not_found()


def name_of(person: Registration) -> str:
    """First and last name."""
    return f"{person.first_name or ''} {person.last_name or ''}".strip()


def _show_registration(
    desk: Desk, public_id: str, problem: Problem | None = None, status: int = 200
) -> Response:
    shown = case_or_404(desk, public_id)
    desk.reads("registration", [public_id])
    notice = request.args.get("notice")
    return desk.show(
        "registration",
        desk.words.gettext("Registration of %(name)s", name=name_of(shown.registration)),
        problems=[problem] if problem else [],
        status=status,
        shown=shown,
        calls=calls(desk.session, desk.process, shown.registration),
        readings=readings_of(desk.session, desk.process, shown.registration),
        notice=notice if notice in NOTICES else None,
        titles=titles_of(desk.process),
    )


def _show(
    desk: Desk,
    public_id: str,
    template: str,
    problem: Problem | None = None,
    status: int = 200,
) -> Response:
    shown = case_or_404(desk, public_id)
    desk.reads(template, [public_id])
    titles = {
        "cancel": desk.words.gettext("Cancel for the person"),
        "offer": desk.words.gettext("Answer the offer for the person"),
    }
    return desk.show(
        template,
        titles[template],
        problems=[problem] if problem else [],
        status=status,
        shown=shown,
        person_name=name_of(shown.registration),
        booking=shown.booking(request.args.get("booking", type=int)),
        asks_for_one="booking" in request.args,
        is_told=is_told(request.form),
    )


def back_to(desk: Desk, public_id: str, notice: str) -> Callable[[Registration], str]:
    """What leads back to the registration after a change, with the notice."""
    return lambda _: desk.url("staff_registration", public_id=public_id, notice=notice)


def _unanswered(desk: Desk) -> Problem:
    return Problem("send", desk.words.gettext("Choose whether the person takes the place."))
