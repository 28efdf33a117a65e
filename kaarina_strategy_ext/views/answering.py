"""Answering what a mail has asked: is this your address, and do you take the seat."""

from __future__ import annotations

from flask import Response, make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ..i18n import Words
from ..models import Registration
from ..readmodels.own import OfferState, offer_state
from ..services import offering
from ..services.verifying import verify
from .own_page import OwnPage, is_post
from .problems import Problem

# What each button of an offer does, and the notice that follows.
ANSWERS = {"accept": (offering.accept_offer, "accepted"), "decline": (offering.decline_offer, "declined")}


def show_verification(shown: OwnPage, problem: Problem | None = None, status: int = 200) -> Response:
    """The page that asks whether the address is the person's own, and shows what is held until then."""
    gettext, until = shown.process.words.gettext, shown.registration.verify_by
    is_over = until is not None and until <= shown.process.now
    title = gettext("The time to confirm is over") if is_over else gettext("Confirm your registration")
    # Once it is over nothing can be corrected, so the page tells how it is, and no error.
    problems = [problem] if problem and not is_over else []
    return shown.show("verification", title, problems=problems, status=status, is_over=is_over)


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
        return _show_offer(OwnPage(language, token), booking_id, problem, status)

    answer = request.form.get("answer")
    if not is_post() or answer not in ANSWERS:
        return again()
    work, notice = ANSWERS[answer]
    return shown.change(
        lambda session: work(session, shown.registration_id, booking_id, shown.act), notice, again
    )


def _show_offer(
    shown: OwnPage, booking_id: int, problem: Problem | None = None, status: int = 200
) -> Response:
    state = offer_state(shown.registration, booking_id, shown.process.now)
    title, sentence = _told_of(state, shown.process.words)
    is_open = state is OfferState.OPEN
    # Once it is answered or over nothing can be corrected, so the page tells how it is, and no error.
    return shown.show(
        "offer",
        title,
        problems=[problem] if problem and is_open else [],
        status=status,
        booking=shown.own.booking(booking_id) if is_open else None,
        # Of an offer that was withdrawn only the refusal of the answer knows why.
        sentence=problem.sentence if problem and state is OfferState.NONE else sentence,
    )


def _told_of(state: OfferState, words: Words) -> tuple[str, str]:
    """The heading for an offer in the state, and what the person should know of it."""
    gettext = words.gettext
    if state in (OfferState.LATE, OfferState.LAPSED):
        return gettext("The time to answer is over"), _what_follows(state, words)
    answered = gettext("You have answered already")
    return {
        OfferState.OPEN: (
            gettext("A place has become free for you"),
            gettext("If you do not answer in time, the place goes to the next on the waiting list."),
        ),
        OfferState.TAKEN: (answered, gettext("The place is yours already.")),
        OfferState.DECLINED: (answered, gettext("You told us that you do not take the place.")),
        OfferState.CALLED_OFF: (
            gettext("The workshop has been cancelled"),
            gettext("You do not have to do anything."),
        ),
        OfferState.NONE: (
            gettext("No open offer"),
            gettext(
                "There is no open offer any more. On the page of your registration you see how it stands."
            ),
        ),
    }[state]


def _what_follows(late: OfferState, words: Words) -> str:
    if late is OfferState.LAPSED:
        return words.gettext("You are still on the waiting list, and our staff decide who gets the place.")
    return words.gettext("You did not answer the offer in time, so the place is no longer kept for you.")
