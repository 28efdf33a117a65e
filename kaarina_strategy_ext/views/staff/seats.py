"""How all sessions stand, and which people wait for an answer, a call or a mail."""

from __future__ import annotations

from flask import Response, request

from ...models import MessageState
from ...readmodels.staff.calling import people_to_phone
from ...readmodels.staff.overview import open_offers, outbox_tally, session_tallies
from .desk import Desk

NOTICES = ("erased",)
TROUBLED = (MessageState.DEFERRED, MessageState.BOUNCED, MessageState.GIVEN_UP)


def seats(desk: Desk) -> Response:
    """How the sessions stand, which offers wait for an answer, whom to phone, and how the mail is doing."""
    notice = request.args.get("notice")
    offers, calls = open_offers(desk.session, desk.process), people_to_phone(desk.session, desk.process)
    people = [*(each.registration for each in offers), *(each.registration for each in calls)]
    desk.reads("seats", dict.fromkeys(each.public_id for each in people))
    return desk.show(
        "seats",
        desk.words.gettext("Workshops and seats"),
        tallies=session_tallies(desk.session, desk.process),
        offers=offers,
        calls=calls,
        notice=notice if notice in NOTICES else None,
        outbox=outbox_tally(desk.session, desk.process),
        troubled=TROUBLED,
    )
