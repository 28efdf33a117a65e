"""The first page of the staff side, and finding a registration."""

from __future__ import annotations

from flask import Response, request

from ...readmodels.staff.participation import course, people
from ...readmodels.staff.pictures import bars, curve
from ...readmodels.staff.statistics import LEAST
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
