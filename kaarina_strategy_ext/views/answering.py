"""Answering what a mail has asked: is this your address, and do you take the seat."""

from __future__ import annotations

from flask import Response, make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ..models import Registration
from ..services import offering
from ..services.verifying import verify
from .own_page import OwnPage, is_post
from .problems import Problem

# What each button of an offer does, and the notice that follows.
ANSWERS = {"accept": (offering.accept_offer, "accepted"), "decline": (offering.decline_offer, "declined")}


def show_verification(shown: OwnPage, problem: Problem | None = None, status: int = 200) -> Response:
    """The page that asks whether the address is the person's own, and shows what is held until then."""
    title = shown.process.words.gettext("Confirm your registration")
    return shown.show("verification", title, problems=[problem] if problem else [], status=status)


def own_verification(language: str, token: str) -> AnyResponse:
    """Confirm the address; by POST only, because mail scanners open links."""
    shown = OwnPage(language, token)

    def again(problem: Problem, status: int) -> Response:
        fresh = OwnPage(language, token)
        if fresh.is_unproven:
            return show_verification(fresh, problem, status)
        # Confirmed or cancelled meanwhile: the page of the registration tells which.
        return make_response(redirect(fresh.address("own"), 303))

    def work(session: Session) -> Registration:
        return verify(session, shown.registration_id, shown.act)

    return shown.change(work, "verified", again)


def own_offer(language: str, token: str) -> AnyResponse:
    """Answer the offer of a seat; the GET only asks."""
    shown = OwnPage(language, token)
    booking_id = request.args.get("booking", -1, type=int)

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        fresh = OwnPage(language, token)
        offered = fresh.open_offer(booking_id)
        gettext = fresh.process.words.gettext
        title = gettext("A place has become free for you") if offered else gettext("No open offer")
        problems = [problem] if problem else []
        return fresh.show("offer", title, problems=problems, status=status, booking=offered)

    answer = request.form.get("answer")
    if not is_post() or answer not in ANSWERS:
        return again()
    work, notice = ANSWERS[answer]
    return shown.change(
        lambda session: work(session, shown.registration_id, booking_id, shown.act), notice, again
    )
