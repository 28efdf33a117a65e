"""Asking to be told when registration opens, and saying yes or no to it from the mail that follows."""

from __future__ import annotations

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ..host import current_host
from ..i18n import words
from ..models import OpeningRequest
from ..services.auditing import RESIDENT, Act
from ..services.opening import confirm_request, find_request, request_opening, withdraw_request
from .answers import page, personal
from .asking import Asking, ask_address, limits_for
from .lookup import not_found, process_or_404, refuse_truncated
from .own_page import is_post
from .problems import Problem


def opening(language: str, process: str | None = None) -> AnyResponse:
    """The form for an address; where nothing is to open any more, how registration stands instead."""
    present = process_or_404(language, process)
    title = present.words.gettext("Tell me when registration opens")
    asking = Asking("opening/form.html", title, language, present)
    if not present.awaits_opening:
        return asking.show([], form=None)
    already_open = [each.view.key for each in present.sessions if not each.awaits_opening]
    process_id, act = present.view.id, Act(RESIDENT, present.now)

    def work(session: Session, address: str) -> None:
        limits = limits_for("opening", address)
        request_opening(session, process_id, address, language, act, already_open=already_open, limits=limits)

    slug = {"process": process} if process else {}
    return ask_address(asking, work, current_host().url("opening_asked", language=language, **slug))


def opening_asked(language: str, process: str | None = None) -> Response:
    """The answer to everybody who has given an address; it tells nothing about the address."""
    present = process_or_404(language, process)
    title = words(language).gettext("Thank you. Look in your e-mail")
    return page("opening/asked.html", title, present, language=language)


def opening_request(language: str, token: str) -> AnyResponse:
    """Whether the address wants its mail: the GET asks, the POST confirms or erases."""
    host = current_host()
    found = _request_or_404(token)
    present = process_or_404(language, found.process.slug)
    title = present.words.gettext("Tell me when registration opens")
    asking = Asking("opening/request.html", title, language, present)
    # Kept apart, because the host's session lets go of its rows before a change.
    request_id, is_confirmed = found.id, found.confirmed_at is not None

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        return asking.show([problem] if problem else [], status, token=token, is_confirmed=is_confirmed)

    if not is_post() or "show" in request.form:
        return again()
    act = Act(RESIDENT, present.now)
    if request.form.get("answer") == "no":
        withdrawn = host.url("opening_withdrawn", language=language)

        def withdraw(session: Session) -> None:
            withdraw_request(session, request_id, act, host.link_keys)

        return asking.change(withdraw, withdrawn, again)
    confirmed = host.url("opening_request", language=language, token=token)
    return asking.change(lambda session: confirm_request(session, request_id, act), confirmed, again)


def opening_withdrawn(language: str, process: str | None = None) -> Response:
    """The last page for somebody whose address has just been erased."""
    present = process_or_404(language, process)
    title = words(language).gettext("Your address has been erased")
    return personal(page("opening/withdrawn.html", title, present, language=language))


def _request_or_404(token: str) -> OpeningRequest:
    refuse_truncated(token)
    host = current_host()
    return find_request(host.database.reading(), host.link_keys, token) or not_found()
