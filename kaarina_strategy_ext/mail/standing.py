"""The letters that show a registration as it stands after what its person has done."""

from __future__ import annotations

from collections.abc import Sequence

from ..i18n import moment
from ..models import BookingStatus
from ..services.verifying import promised_until
from . import wording
from .places import Sitting, held, sittings
from .sheet import Body, Case, Letter
from .short_letter import Way


def verification(case: Case) -> Letter | None:
    """The question whether the address is the person's own; None once it is confirmed, or too late."""
    until = promised_until(case.registration, case.letterhead.now)
    if until is None or until <= case.letterhead.now or not case.booked:
        return None
    words, zone = case.words, case.letterhead.process.view.zone
    title = words.gettext("Confirm your registration")
    opening = wording.verification(moment(until, zone, case.letterhead.language), len(case.booked), words)
    question = Way(title, case.letterhead.own_url)
    return case.written(
        Body(title, case.topics(case.booked), opening, places=case.booked, questions=(question,))
    )


def confirmation(case: Case) -> Letter:
    """That the registration has been received."""
    words, booked = case.words, case.booked
    said = words.gettext("Thank you. We have received your registration.")
    if booked and all(place.is_awaited for place in booked):
        topics = case.topics(booked, marks_waiting=False)
        return _as_it_is(case, words.gettext("On the waiting list"), said, topics=topics)
    return _as_it_is(case, words.gettext("Your registration"), said)


def changed(case: Case) -> Letter:
    """That the registration is now another: above all which seat on offer is now the person's own."""
    words, parameters = case.words, case.message.parameters
    taken = [place for key in parameters.get("accepted", ()) for place in held(case.booked, key)]
    said = [words.gettext("Your registration has been changed. Below you see what it is now.")]
    title, topics = words.gettext("Your registration has changed"), None
    if taken:
        said = [words.gettext("The place that was on offer to you is now yours.")]
        title, topics = words.gettext("Your place is confirmed"), case.topics(taken)
    if parameters.get("address_changed"):
        said.append(words.gettext("Earlier links to your registration do not work any more. Use this one."))
    return _as_it_is(case, title, *said, *given_up(case), topics=topics)


def existing(case: Case) -> Letter:
    """That the person had registered before the form was sent again."""
    title = case.words.gettext("You have registered already")
    opening = [wording.existing(case.words), *wording.awaited(case.booked, case.letterhead)]
    return case.written(Body(title, case.topics(case.booked), opening, places=case.booked))


def cancellation(case: Case) -> Letter | None:
    """What the person has given up, and what is left; None once a place given up is booked again."""
    keys = case.message.parameters["cancelled"]
    if any(held(case.booked, key) for key in keys):
        return None
    if refused := sittings(case.message.parameters.get("declined", ()), case.letterhead):
        return _declined(case, refused)
    words, booked = case.words, case.booked
    gone = sittings(keys, case.letterhead)
    topics = _days(gone)
    title = words.gettext("Your registration has been cancelled")
    if booked and gone:
        title = words.gettext("Your place has been cancelled")
    elif booked:
        title, topics = words.gettext("Your registration has changed"), case.topics(booked)
    return case.written(
        Body(
            title,
            topics,
            [wording.cancellation(gone, booked, words), *wording.awaited(booked, case.letterhead)],
            places=booked,
            ended=gone,
            ended_heading=words.gettext("You have cancelled"),
        )
    )


def _declined(case: Case, refused: Sequence[Sitting]) -> Letter:
    words, booked = case.words, case.booked
    said = wording.declined(wording.names([each.view for each in refused], words), booked, words)
    return case.written(
        Body(
            words.gettext("You did not take the place"),
            _days(refused),
            [said, *wording.awaited(booked, case.letterhead)],
            places=booked,
        )
    )


def _days(about: Sequence[Sitting]) -> list[str]:
    return [f"{each.view.title} {each.view.day_text}" for each in about]


def given_up(case: Case) -> list[str]:
    """A sentence on the sessions that made way for another one in what the message tells of, if any."""
    new = [each for each in case.registration.bookings if each.status_at == case.message.created_at]
    taken = {each.exclusive_workshop_id for each in new if each.status.is_sure} - {None}
    left = [each for each in new if each.status is BookingStatus.CANCELLED and each.was_confirmed]
    swapped = {each.session_id for each in left if each.exclusive_workshop_id in taken}
    moved = case.message.parameters.get("moved", ())
    sessions = [each.view for each in case.letterhead.process.sessions]
    kept = {each.session_id for each in case.registration.active_bookings}
    mine = [each for each in sessions if each.id in swapped or (each.key in moved and each.id not in kept)]
    if not mine:
        return []
    told = wording.names(mine, case.words)
    if case.message.parameters.get("moved"):
        return [case.words.gettext("Our staff have moved you. Your earlier place: %(names)s.", names=told)]
    return [case.words.gettext("You have given up your earlier place for it: %(names)s.", names=told)]


def _as_it_is(case: Case, title: str, *said: str, topics: list[str] | None = None) -> Letter:
    booked = case.booked
    opening = [*said, *wording.awaited(booked, case.letterhead), *wording.overlaps(booked, case.words)]
    return case.written(Body(title, topics or case.topics(booked), opening, places=booked))
