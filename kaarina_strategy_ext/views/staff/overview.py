"""The first page of the staff side, and finding a registration."""

from __future__ import annotations

from flask import Response, request

from ...models import MessageState
from ...readmodels.staff.calling import people_to_phone
from ...readmodels.staff.casework import MOST_FOUND, found_registrations
from ...readmodels.staff.overview import open_offers, outbox_tally, session_tallies
from .. import csrf
from ..problems import Problem
from .desk import Desk

NOTICES = ("erased",)
TROUBLED = (MessageState.DEFERRED, MessageState.BOUNCED, MessageState.GIVEN_UP)


def overview(desk: Desk) -> Response:
    """How the sessions stand, which offers wait for an answer, whom to phone, and how the mail is doing."""
    notice = request.args.get("notice")
    return desk.show(
        "overview",
        desk.words.gettext("Registrations"),
        tallies=session_tallies(desk.session, desk.process),
        offers=open_offers(desk.session, desk.process),
        calls=people_to_phone(desk.session, desk.process),
        notice=notice if notice in NOTICES else None,
        outbox=outbox_tally(desk.session, desk.process),
        troubled=TROUBLED,
    )


def search(desk: Desk) -> Response:
    """The registrations that fit; asked by POST, so that no name or address stands in any log."""
    title = desk.words.gettext("Find a registration")
    query = request.form.get("query", "").strip() if desk.is_post else ""
    problems = []
    if desk.is_post and not query:
        sentence = desk.words.gettext("Enter a name, an e-mail address or a registration number")
        problems.append(Problem("query", sentence))
    if desk.is_post and not csrf.is_genuine():
        sentence = desk.words.gettext(
            "The page has been open for a long time. Check the details and send it again."
        )
        problems.append(Problem("query", sentence))
    found = found_registrations(desk.session, desk.process.view.id, query) if not problems else ()
    return desk.show(
        "search",
        title,
        problems=problems,
        status=422 if problems else 200,
        query=query,
        found=found,
        most=MOST_FOUND,
    )
