"""The letters that show a registration as it stands after what its person has done."""

from __future__ import annotations

from ..i18n import moment
from ..models import BookingStatus
from . import wording
from .places import held, sittings
from .sheet import Body, Case, Letter


def verification(case: Case) -> Letter | None:
    """The question whether the address is the person's own; None once it is confirmed, or too late."""
    until = case.registration.verify_by
    if until is None or until <= case.letterhead.now or not case.booked:
        return None
    words, zone = case.words, case.letterhead.process.view.zone
    title = words.gettext("Confirm your registration")
    opening = wording.verification(moment(until, zone, case.letterhead.language), len(case.booked), words)
    return case.written(Body(title, case.topics(case.booked), opening, places=case.booked, is_question=True))


def confirmation(case: Case) -> Letter:
    """That the registration has been received."""
    words = case.words
    said = words.gettext("Thank you. We have received your registration.")
    return _as_it_is(case, words.gettext("Your registration"), said)


def changed(case: Case) -> Letter:
    """That the registration is now another."""
    words = case.words
    said = words.gettext("Your registration has changed. This is how it is now.")
    return _as_it_is(case, words.gettext("Your registration has changed"), said, *given_up(case))


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
    words, booked = case.words, case.booked
    gone = sittings(keys, case.letterhead)
    topics = [f"{each.view.title} {each.view.day_text}" for each in gone]
    title = words.gettext("Your registration has been cancelled")
    if booked and gone:
        title = words.gettext("Your place has been cancelled")
    elif booked:
        title, topics = words.gettext("Your registration has changed"), case.topics(booked)
    said = wording.cancellation(gone, booked, words, has_declined=_has_declined(case))
    return case.written(
        Body(
            title,
            topics,
            [said, *wording.awaited(booked, case.letterhead)],
            places=booked,
            ended=gone,
            ended_heading=words.gettext("You have cancelled"),
        )
    )


def given_up(case: Case) -> list[str]:
    """A sentence on the sessions that made way for another one in what the message tells of, if any."""
    new = [each for each in case.registration.bookings if each.status_at == case.message.created_at]
    taken = {each.exclusive_workshop_id for each in new if each.status.is_sure} - {None}
    cancelled = [each for each in new if each.status is BookingStatus.CANCELLED]
    swapped = {each.session_id for each in cancelled if each.exclusive_workshop_id in taken}
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


def _as_it_is(case: Case, title: str, *said: str) -> Letter:
    booked = case.booked
    opening = [*said, *wording.awaited(booked, case.letterhead), *wording.overlaps(booked, case.words)]
    return case.written(Body(title, case.topics(booked), opening, places=booked))


def _has_declined(case: Case) -> bool:
    """Whether what ended last is an offer that the person has declined."""
    ended = [each for each in case.registration.bookings if not each.status.is_active]
    last = max(ended, key=lambda each: (each.status_at, each.id), default=None)
    return last is not None and last.status is BookingStatus.DECLINED
