"""Moving somebody to another session of the workshop: where to and why, then a second look."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...forms.office import MoveForm, is_told
from ...models import Booking
from ...readmodels.staff.casework import CaseBooking, Destination
from ...services.overruling import give_seat
from ..lookup import not_found
from ..problems import Problem
from .desk import Desk
from .registrations import case_or_404, name_of


@dataclass(frozen=True)
class _Move:
    """The page as it stands: who is moved, and where there is room."""

    desk: Desk
    public_id: str
    booking_id: int

    def options(self) -> tuple[CaseBooking | None, tuple[Destination, ...]]:
        """The booking, and where it can be moved; None and nothing where that is not possible any more."""
        shown = case_or_404(self.desk, self.public_id)
        booking = shown.booking(self.booking_id)
        return booking, shown.destinations(booking) if booking else ()

    def show(
        self, form: MoveForm, problem: Problem | None = None, status: int = 200, *, is_last: bool = False
    ) -> Response:
        """The form, or where all is chosen the second look."""
        booking, destinations = self.options()
        shown = case_or_404(self.desk, self.public_id)
        self.desk.reads("move", [self.public_id])
        problems = [Problem(each.name, str(each.errors[0])) for each in form if each.errors]
        chosen = [each.session for each in destinations if each.session.view.key == form.session.data]
        return self.desk.show(
            "move",
            self.desk.words.gettext("Move to another session"),
            problems=problems + ([problem] if problem else []),
            status=status,
            shown=shown,
            person_name=name_of(shown.registration),
            booking=booking if destinations else None,
            destinations=destinations,
            form=form,
            chosen=chosen[0] if is_last and chosen else None,
            is_told=is_told(request.form),
        )


def move(desk: Desk, public_id: str) -> AnyResponse:
    """Move somebody who has a seat, for a reason that is kept; the GET only asks for both."""
    page = _Move(desk, public_id, request.args.get("booking", 0, type=int))
    _, destinations = page.options()
    if not destinations and not desk.is_post:
        not_found()
    roomy = [each.session.view.key for each in destinations if each.has_room]
    form = MoveForm(request.form if desk.is_post else None, desk.words, roomy)
    if not desk.is_post:
        return page.show(form)
    if destinations and not form.validate():
        return page.show(form, status=422)
    if request.form.get("step") == "check":
        return page.show(form, is_last=True)

    def work(unit: Session) -> Booking:
        reason, key, told = form.reason.data or "", form.session.data, is_told(request.form)
        return give_seat(unit, page.booking_id, desk.act, reason=reason, session_key=key, told=told)

    def lead(_: Booking) -> str:
        return desk.url("staff_registration", public_id=public_id, notice="moved")

    return desk.change(work, lead, lambda problem, status: page.show(form, problem, status))
