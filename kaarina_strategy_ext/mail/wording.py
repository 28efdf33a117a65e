"""The sentences of the mails: what each kind says, and what is said in every one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from ..i18n import Words, day, listed
from ..models import BookingStatus, Registration
from ..readmodels.content import SessionView
from ..readmodels.overlaps import overlapping
from ..readmodels.text import Text
from .letterhead import Letterhead
from .places import Place, Sitting

_LONGEST_SUBJECT = 120


def subject(about: str, topic: str, joint: str = ": ") -> str:
    """The subject on one line and not too long, whatever an editor has put into a title."""
    whole = " ".join(f"{about}{joint}{topic}".split())
    return whole if len(whole) <= _LONGEST_SUBJECT else f"{whole[: _LONGEST_SUBJECT - 1].rstrip()}…"


def topic(topics: Sequence[str], process: Text, words: Words) -> str:
    """The first topic and the number of the others; the process where there is none."""
    if not topics:
        return str(process)
    others = len(topics) - 1
    if not others:
        return topics[0]
    return words.ngettext("%(first)s and %(n)s other", "%(first)s and %(n)s others", others, first=topics[0])


def names(views: Iterable[SessionView], words: Words) -> str:
    """The sessions by title and time, in one sentence."""
    return listed([f"{each.title} {each.when}" for each in views], words.language)


def greeting(name: str | None, words: Words) -> str:
    """The greeting by first name; without it where it is not known, or may not be told."""
    shown = " ".join((name or "").split())
    return words.gettext("Hello %(name)s,", name=shown) if shown else words.gettext("Hello,")


def verification(until: str, number: int, words: Words) -> list[str]:
    """What to do until when, for so many places, and what follows if it is not done or was somebody else."""
    return [
        words.ngettext(
            "We keep your place until %(moment)s. Confirm your registration by then.",
            "We keep your places until %(moment)s. Confirm your registration by then.",
            number,
            moment=until,
        ),
        words.gettext(
            "Open the link below and press the button there. Opening the link alone confirms nothing."
        ),
        words.ngettext(
            "If you do not confirm, your place goes to somebody else and we erase your details.",
            "If you do not confirm, your places go to others and we erase your details.",
            number,
        ),
        words.gettext("If you have not signed up, you need not do anything."),
    ]


def existing(words: Words) -> str:
    """That a second form has changed nothing."""
    return _together(
        words.gettext("The registration form was sent with your name and this address."),
        words.gettext("You had registered already, so nothing was changed. This is your registration."),
        words.gettext("If you want to add workshops, use the link."),
    )


def offer(until: str, number: int, words: Words, *, is_cut_short: bool) -> str:
    """Until when to answer, of several offers the first, and what follows if nobody answers that one."""
    said = words.ngettext(
        "A place has become free, and we keep it for you. Answer by %(moment)s.",
        "Places have become free, and we keep them for you. The first answer is due by %(moment)s.",
        number,
        moment=until,
    )
    then = words.gettext("If you do not answer in time, the place goes to the next on the waiting list.")
    if is_cut_short:
        then = words.gettext(
            "If you do not answer in time, you stay on the waiting list, and our staff decide who gets the"
            " place."
        )
    return _together(said, words.gettext("Open the link below and choose whether you take the place."), then)


def promotion(words: Words) -> str:
    """That a seat has been given."""
    return _together(
        words.gettext("A place in a workshop has become free, and it is now yours."), _if_absent(words)
    )


def expiry(left: Sequence[Place], words: Words) -> str:
    """That an offer has ended, and whether something is left."""
    said = words.gettext(
        "A place was on offer to you, but you did not answer in time. It goes to the next on the waiting"
        " list."
    )
    return _together(said, _what_is_left(left, words))


def lapse(words: Words) -> str:
    """That an offer has ended early, and what one can do."""
    return words.gettext(
        "The time to answer the offer of a place is over, because it is so soon. You are still on the waiting"
        " list, and our staff decide who gets the place. If you want it, contact us."
    )


def reminder(today: str | None, words: Words) -> str:
    """That a workshop is soon, or when it begins today, and what to do if one cannot come."""
    if today:
        soon = words.gettext("A workshop in which you have a place begins %(when)s.", when=today)
    else:
        soon = words.gettext("A workshop in which you have a place is soon.")
    return _together(soon, _if_absent(words))


def declined(names: str, left: Sequence[Place], words: Words) -> str:
    """Which seat on offer was not taken, and whether something is left."""
    return _together(
        words.gettext("You did not take the place that was on offer to you: %(names)s.", names=names),
        words.gettext("It goes to the next on the waiting list."),
        _what_is_left(left, words),
    )


def cancellation(cancelled: Sequence[Sitting], left: Sequence[Place], words: Words) -> str:
    """What was cancelled, in general terms, and that something is left where it is."""
    if not left:
        return words.gettext("Your registration has been cancelled.")
    if cancelled:
        # The rest need not be as it was: the seat may have brought the person another one.
        return words.gettext("You have cancelled a part of your registration. Below you see what it is now.")
    return words.gettext("You are no longer on the waiting list. The rest is as it was.")


def party(companions: int, words: Words) -> str | None:
    """For how many the places are; None for one person alone."""
    if not companions:
        return None
    return words.ngettext(
        "The registration is for you and %(n)s companion.",
        "The registration is for you and %(n)s companions.",
        companions,
    )


def awaited(told: Sequence[Place], letterhead: Letterhead) -> list[str]:
    """What waiting means in this process; nothing for somebody who does not wait."""
    words = letterhead.words
    waits = [each for each in told if each.standing is BookingStatus.WAITLISTED]
    soon = [_awaited_from_staff(each, words) for each in waits if each.is_for_staff]
    if len(soon) == len(waits):
        return soon
    if letterhead.process.view.offer_hours:
        then = words.gettext(
            "When a place becomes free, we offer it to you by e-mail and keep it until you have answered or"
            " the time to answer is over."
        )
    else:
        then = words.gettext("If a place becomes free for you, it is yours at once, and we write to you.")
    return [_together(words.gettext("You are on a waiting list."), then), *soon]


def _awaited_from_staff(place: Place, words: Words) -> str:
    name = f"{place.title} {place.sittings[0].view.when}" if place.key else str(place.title)
    return words.gettext(
        "%(names)s: it is so soon that our staff decide who gets a place that becomes free."
        " If you get one, we tell you.",
        names=name,
    )


def overlaps(told: Iterable[Place], words: Words) -> list[str]:
    """A sentence for each pair of taken seats that overlap."""
    taken = [place.sittings[0].view for place in told if place.is_sure and not place.is_over]
    return [
        words.gettext(
            "These overlap: %(first)s and %(second)s.",
            first=f"{first.title} {first.when}",
            second=f"{second.title} {second.when}",
        )
        for first, second in overlapping(taken)
    ]


def reason(words: Words) -> str:
    """Why the recipient gets mail about a registration."""
    return words.gettext(
        "You receive this message because this address was given in a registration for workshops."
    )


def erasure(registration: Registration, letterhead: Letterhead) -> str:
    """When the person's details are erased (GDPR, article 13(2)(a))."""
    words, days = letterhead.words, letterhead.retention_days
    if registration.verify_by is not None:
        return words.gettext("We erase your details if you do not confirm your registration in time.")
    if letterhead.last_end is None:
        return general_erasure(days, words)
    last = letterhead.last_end.astimezone(letterhead.process.view.zone) + timedelta(days=days)
    until = day(last.date(), words.language)
    if registration.cancelled_at is not None:
        return words.gettext("We erase your details no later than %(day)s.", day=until)
    if days == 0:
        return words.gettext("We erase your details right after your last workshop.")
    return words.ngettext(
        "We erase your details no later than %(n)s day after your last workshop: %(day)s, as things stand.",
        "We erase your details no later than %(n)s days after your last workshop: %(day)s, as things stand.",
        days,
        day=until,
    )


def general_erasure(days: int, words: Words) -> str:
    """When the details of any of several registrations are erased."""
    if days == 0:
        return words.gettext("We erase the details of a registration right after its last workshop.")
    return words.ngettext(
        "We erase the details of a registration no later than %(n)s day after its last workshop.",
        "We erase the details of a registration no later than %(n)s days after its last workshop.",
        days,
    )


def _what_is_left(left: Sequence[Place], words: Words) -> str:
    if left:
        return words.gettext("The rest of your registration is as it was.")
    return words.gettext("You have no other places, so your registration has been cancelled.")


def _if_absent(words: Words) -> str:
    return words.gettext("If you cannot come, cancel your place so that somebody else can have it.")


def _together(*sentences: str) -> str:
    return " ".join(sentences)
