"""What one mail says, before it is put on paper: the same facts for its text and its HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..i18n import listed
from ..models import Message, MessageKind
from . import wording
from .letterhead import Letterhead
from .places import Place, Sitting, places, sittings


@dataclass(frozen=True)
class Letter:
    """One mail in its recipient's language.

    `opening` are sentences, `cancelled` the sessions that the person has given up, `places` what is booked.
    `has_fallback` says that something in it is there in another language only.
    """

    subject: str
    title: str
    greeting: str
    opening: Sequence[str]
    cancelled: tuple[Sitting, ...]
    places: tuple[Place, ...]
    erasure: str
    has_fallback: bool


def letter(message: Message, letterhead: Letterhead) -> Letter | None:
    """The letter of a message; None where it has nothing left to say.

    That is so once the person has been erased or has no address, once the registration that it shows has been
    cancelled, and once what it tells of has been undone.
    """
    registration = message.registration
    if registration.email is None or registration.erased_at is not None:
        return None
    booked = places(registration, letterhead)
    if message.kind is MessageKind.CANCELLED:
        return _cancellation(message, booked, letterhead)
    if registration.cancelled_at is not None:
        return None
    about = booked
    if message.kind is MessageKind.PROMOTED:
        about = _held(booked, message.parameters["session_key"])
        if not about:
            return None
    opening = wording.opening(message.kind, booked, letterhead.words)
    topics = _topics(about, letterhead)
    return _written(message, letterhead, message.kind, topics, opening=opening, booked=booked)


def _held(booked: tuple[Place, ...], key: str) -> tuple[Place, ...]:
    return tuple(
        place
        for place in booked
        if place.is_confirmed and place.sittings[0].view.key == key and not place.sittings[0].over
    )


def _cancellation(message: Message, booked: tuple[Place, ...], letterhead: Letterhead) -> Letter | None:
    keys = message.parameters["cancelled"]
    if any(_held(booked, key) for key in keys):
        return None
    cancelled = sittings(keys, letterhead)
    opening = wording.cancellation(cancelled, booked, letterhead.words)
    topics = [f"{each.view.title} {each.view.day_text}" for each in cancelled]
    kind = MessageKind.CANCELLED
    if booked and not cancelled:
        kind, topics = MessageKind.CHANGED, _topics(booked, letterhead)
    return _written(message, letterhead, kind, topics, opening=opening, booked=booked, cancelled=cancelled)


def _topics(about: tuple[Place, ...], letterhead: Letterhead) -> list[str]:
    language = letterhead.language
    return [
        f"{place.title} {listed([each.view.day_text for each in place.sittings], language)}"
        for place in about
    ]


def _written(
    message: Message,
    letterhead: Letterhead,
    kind: MessageKind,
    topics: Sequence[str],
    *,
    opening: Sequence[str],
    booked: tuple[Place, ...],
    cancelled: tuple[Sitting, ...] = (),
) -> Letter:
    words, process = letterhead.words, letterhead.process.view
    title = wording.title(kind, words, is_partial=bool(booked))
    told = (*cancelled, *(sitting for place in booked for sitting in place.sittings))
    texts = [*process.participation, *(each for sitting in told for each in sitting.texts if each)]
    return Letter(
        subject=wording.subject(title, wording.topic(topics, process.name, words)),
        title=title,
        greeting=wording.greeting(message.registration.first_name, words),
        opening=opening,
        cancelled=cancelled,
        places=booked,
        erasure=wording.erasure(letterhead.retention_days, words),
        has_fallback=any(each.is_fallback for each in texts),
    )
