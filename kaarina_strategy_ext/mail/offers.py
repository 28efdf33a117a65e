"""The letters about seats that became free: on offer, given, or gone again."""

from __future__ import annotations

from ..i18n import moment
from ..models import BookingStatus
from . import wording
from .places import Place, held, offered, sittings
from .sheet import Body, Case, Letter
from .short_letter import Way
from .standing import given_up


def offer(case: Case) -> Letter | None:
    """All seats that are on offer now; None where that of the message is not among them any more."""
    key = case.message.parameters["session_key"]
    open_ = offered(case.booked, case.letterhead.now)
    if not any(place.key == key for place in open_):
        return None
    words = case.words
    first = min(open_, key=lambda place: place.answer_by or case.letterhead.now)
    last = first.answer_by or case.letterhead.now
    until = moment(last, case.letterhead.process.view.zone, case.letterhead.language)
    said = wording.offer(until, len(open_), words, is_cut_short=first.is_cut_short)
    opening = [said, *_given_up_by_taking(case, open_)]
    others = tuple(place for place in case.booked if place not in open_)
    title = words.gettext("A place has become free for you")
    return case.written(
        Body(title, case.topics(open_), opening, places=(*open_, *others), questions=_questions(case, open_))
    )


def promotion(case: Case) -> Letter | None:
    """That a seat is the person's now; None once it is not, or where the address is yet to be confirmed."""
    about = held(case.booked, case.message.parameters["session_key"])
    if not about:
        return None
    title = case.words.gettext("A place has become free for you")
    opening = [wording.promotion(case.words), *given_up(case)]
    opening += wording.awaited(case.booked, case.letterhead)
    return case.written(Body(title, case.topics(about), opening, places=case.booked))


def expiry(case: Case) -> Letter | None:
    """Which offers have gone unanswered; None once the person has a part in all of these sessions again.

    After an offer that has ended early the person waits, and is told so.
    """
    words, letterhead, told = case.words, case.letterhead, case.message.parameters
    mine = {place.key for place in case.booked}
    gone = sittings([key for key in told["expired"] if key not in mine], letterhead)
    lapsed = sittings([key for key in told.get("lapsed", ()) if _waits_again(case, key)], letterhead)
    if not gone and not lapsed:
        return None
    return case.written(
        Body(
            words.gettext("The offer of a place has ended"),
            [f"{each.view.title} {each.view.day_text}" for each in (*gone, *lapsed)],
            [
                *([wording.lapse(words)] if lapsed else []),
                *([wording.expiry(case.booked, words)] if gone else []),
                *([] if lapsed else wording.awaited(case.booked, letterhead)),
            ],
            places=case.booked,
            ended=gone,
            ended_heading=words.gettext("No longer on offer"),
            ways=_ways_on(case),
        )
    )


def _questions(case: Case, open_: tuple[Place, ...]) -> tuple[Way, ...]:
    """Where each offer is answered."""
    words, page = case.words, case.letterhead.offer_url
    if len(open_) == 1:
        return (Way(words.gettext("Answer the offer"), page(open_[0].booking_id)),)
    return tuple(
        Way(words.gettext("Answer the offer: %(name)s", name=case.topics([each])[0]), page(each.booking_id))
        for each in open_
    )


def _ways_on(case: Case) -> tuple[Way, ...]:
    """Where to look for another place: on the person's own page, as long as they have one."""
    words, letterhead = case.words, case.letterhead
    if not letterhead.process.takes_registrations:
        return ()
    if case.booked:
        return (Way(words.gettext("Add or swap workshops"), letterhead.sessions_url),)
    return (Way(words.gettext("Sign up again"), letterhead.register_url),)


def _waits_again(case: Case, key: str) -> bool:
    """Whether the person waits for the session, or in its workshop, and has neither its seat nor an offer."""
    workshops = case.letterhead.process.workshops
    home = next((each for each in workshops if key in [one.view.key for one in each.sessions]), None)
    here = [each for each in case.registration.active_bookings if home and each.workshop_id == home.view.id]
    has_it = any(each.status.takes_seat and each.session and each.session.key == key for each in here)
    waits = any(each.status is BookingStatus.WAITLISTED for each in here)
    return waits and not has_it


def _given_up_by_taking(case: Case, open_: tuple[Place, ...]) -> list[str]:
    """What the person would give up by taking a seat on offer."""
    workshops = {place.alternatives_of for place in open_} - {None}
    mine = [place for place in case.booked if place.is_sure and place.alternatives_of in workshops]
    if not mine:
        return []
    names = wording.names([place.sittings[0].view for place in mine], case.words)
    return [
        case.words.gettext(
            "If you take this place, you give up the one that you have now: %(names)s.", names=names
        )
    ]
