"""One session: who comes, how many it takes, and a seat given beside the queue."""

from __future__ import annotations

from functools import partial

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...forms.office import ReasonForm, SizeForm, is_told
from ...models import Booking, SessionTerms, WorkshopSession
from ...readmodels.staff.attendance import Attendance, attendance
from ...services.overruling import give_seat
from ...services.resizing import resize
from ..lookup import not_found
from ..problems import Problem
from .desk import Desk

NOTICES = ("resized", "seated")


def session(desk: Desk, key: str) -> AnyResponse:
    """The people of a session, and the form for how many it takes."""
    form = _size_form(desk, _attendance(desk, key).session.view.terms)
    again = partial(_show_session, desk, key, form)
    if not desk.is_post:
        return again()
    if not form.validate():
        return again(status=422)

    def work(unit: Session) -> WorkshopSession:
        return resize(
            unit,
            desk.process.view.id,
            key,
            desk.act,
            capacity=form.number("capacity"),
            reserved_seats=form.number("reserved_seats") or 0,
            waiting_list_size=form.number("waiting_list_size"),
        )

    return desk.change(work, lambda _: desk.url("staff_session", key=key, notice="resized"), again)


def seat(desk: Desk, key: str, booking_id: int) -> AnyResponse:
    """Give somebody who waits a seat, for a reason that is kept; the GET only asks for it."""
    if booking_id not in [each.id for each in _attendance(desk, key).waiting]:
        not_found()
    form = ReasonForm(request.form if desk.is_post else None, desk.words)
    again = partial(_show_seat, desk, (key, booking_id), form)
    if not desk.is_post:
        return again()
    if not form.validate():
        return again(status=422)

    def work(unit: Session) -> Booking:
        reason, told = form.reason.data or "", is_told(request.form)
        return give_seat(unit, booking_id, desk.act, reason=reason, session_key=key, told=told)

    return desk.change(work, lambda _: desk.url("staff_session", key=key, notice="seated"), again)


def _show_session(
    desk: Desk, key: str, form: SizeForm, problem: Problem | None = None, status: int = 200
) -> Response:
    shown = _attendance(desk, key)
    people = (each.registration.public_id for each in (*shown.seated, *shown.waiting))
    desk.reads("session", dict.fromkeys(people))
    problems = [Problem(each.name, str(each.errors[0])) for each in form if each.errors]
    notice = request.args.get("notice")
    return desk.show(
        "session",
        f"{shown.session.view.title} {shown.session.view.day_text}",
        problems=problems + ([problem] if problem else []),
        status=status,
        shown=shown,
        form=form,
        notice=notice if notice in NOTICES else None,
    )


def _show_seat(
    desk: Desk,
    where: tuple[str, int],
    form: ReasonForm,
    problem: Problem | None = None,
    status: int = 200,
) -> Response:
    key, booking_id = where
    shown = _attendance(desk, key)
    booking = next((each for each in shown.waiting if each.id == booking_id), None)
    desk.reads("seat", [booking.registration.public_id] if booking else [])
    problems = [Problem("reason", str(each)) for each in form.reason.errors]
    return desk.show(
        "seat",
        desk.words.gettext("Give a seat"),
        problems=problems + ([problem] if problem else []),
        status=status,
        shown=shown,
        booking=booking,
        form=form,
        is_told=is_told(request.form),
    )


def _attendance(desk: Desk, key: str) -> Attendance:
    return attendance(desk.session, desk.process, key) or not_found()


def _size_form(desk: Desk, terms: SessionTerms) -> SizeForm:
    if desk.is_post:
        return SizeForm(request.form, desk.words)
    return SizeForm(
        None,
        desk.words,
        capacity=_shown(terms.capacity),
        reserved_seats=_shown(terms.reserved_seats or None),
        waiting_list_size=_shown(terms.waiting_list_size),
    )


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)
