"""The first page of the staff side, and finding a registration."""

from __future__ import annotations

from flask import Response, request

from ...readmodels.staff.casework import MOST_FOUND, found_registrations
from ...readmodels.staff.pictures import bars, curve
from ...readmodels.staff.statistics import LEAST, course, people
from .. import csrf
from ..problems import Problem
from .attention.kinds import attention
from .desk import Desk


def overview(desk: Desk) -> Response:
    """What needs attention, as far as the role may see it, and how registration goes, in pictures."""
    shown = course(desk.session, desk.process, request.args.get("workshop"))
    languages, parties = people(desk.session, desk.process)
    told = attention(desk)
    return desk.show(
        "overview",
        desk.words.gettext("Overview"),
        now=[each for each in told if not each.is_to_come],
        to_come=[each for each in told if each.is_to_come],
        course=shown,
        curve=curve(shown),
        languages_told=languages,
        language_bars=bars(languages),
        parties=parties,
        party_bars=bars(parties),
        least=LEAST,
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
