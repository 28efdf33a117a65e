"""The letters about seats that became free: on offer, given, or gone again."""

from __future__ import annotations

from ..i18n import moment
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
    first = min(place.answer_by for place in open_ if place.answer_by)
    until = moment(first, case.letterhead.process.view.zone, case.letterhead.language)
    opening = [wording.offer(until, len(open_), words), *_given_up_by_taking(case, open_)]
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
    """Which offers have gone unanswered; None once the person has a part in all of these sessions again."""
    mine = {place.key for place in case.booked}
    gone = sittings([key for key in case.message.parameters["expired"] if key not in mine], case.letterhead)
    if not gone:
        return None
    words, letterhead = case.words, case.letterhead
    return case.written(
        Body(
            words.gettext("The offer of a place has ended"),
            [f"{each.view.title} {each.view.day_text}" for each in gone],
            [wording.expiry(case.booked, words), *wording.awaited(case.booked, letterhead)],
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
