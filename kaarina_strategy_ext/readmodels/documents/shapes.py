"""The parts of the JSON documents: the server writes them and the OpenAPI document describes them from here.

Every field is always there; what is not known is null. Their docstrings are the schema's descriptions.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct, field

from ...models import ChangeKind, PhaseStatus, Precision, RegistrationState, SessionMode

Texts = Annotated[
    dict[str, str],
    Meta(
        description="A text by language (ISO 639-1); only the languages in which it is there.",
        examples=[{"fi": "Työpajat", "sv": "Workshoppar"}],
    ),
]
Moment = Annotated[datetime, Meta(tz=True, description="ISO 8601 with the offset of the process's zone.")]
Day = Annotated[date, Meta(description="ISO 8601.")]
Address = Annotated[
    str,
    Meta(description="A web address; only its path where the site has not been told its own address."),
]
Addresses = Annotated[dict[str, Address], Meta(description="The addresses of a page by language.")]
Slug = Annotated[str, Meta(description="A name in addresses.", pattern="^[a-z0-9-]{1,60}$")]
Key = Annotated[str, Meta(description="A name that stays the same while the text changes.")]
Count = Annotated[int, Meta(ge=0)]


class Shape(Struct, frozen=True):
    """What all parts of our documents have in common."""


class PhaseInBrief(Shape, frozen=True):
    """A phase of the process; `dates` is in words."""

    number: Annotated[int, Meta(ge=1)]
    key: Key
    title: Texts
    status: PhaseStatus
    dates: Texts | None


class CurrentPhase(Shape, frozen=True):
    """The phase where the process is: the one in progress, else the last one completed, else the first."""

    number: Annotated[int, Meta(ge=1)]
    of: Annotated[int, Meta(ge=1)]
    key: Key
    title: Texts
    status: PhaseStatus
    status_text: Texts


class Registration(Shape, frozen=True):
    """How one can register for a session: `state` for programs, `sentence` for people.

    `closes` is the first moment at which it is too late.
    """

    state: RegistrationState
    sentence: Texts
    opens: Moment | None
    closes: Moment | None


class Seats(Shape, frozen=True):
    """The seats of a session, in people; `capacity` and `free` are null where they are unknown or unlimited.

    `waiting` counts all who would accept a seat. `room_for_all` says that everybody fits in.
    """

    capacity: Annotated[int, Meta(ge=1)] | None
    free: Count | None
    waiting: Count
    room_for_all: bool


class SessionLinks(Shape, frozen=True):
    """The pages of a session; `register` is null while one cannot register."""

    html: Addresses
    register: Addresses | None


class Session(Shape, frozen=True):
    """One sitting of a workshop.

    `date` is its day, or the first one that it may be, known as exactly as `date_precision` says; `starts`
    and `ends` are null until the clock times are known, and `when` tells what is known in words.
    `theme_follows` promises a theme that is not known yet. `cancelled` is the reason, and null where the
    session is held.
    """

    key: Key
    workshop: Slug
    title: Texts
    theme: Texts | None
    theme_follows: bool
    date: Day
    date_precision: Precision
    starts: Moment | None
    ends: Moment | None
    when: Texts
    mode: SessionMode | None
    place: Texts | None
    address: Texts | None
    access: Texts | None
    languages: list[str]
    catering: bool
    cancelled: Texts | None
    registration: Registration
    seats: Seats
    links: SessionLinks = field(name="_links")


class Postponement(Shape, frozen=True):
    """That a decision was moved: its date before that in words, and why."""

    earlier: Texts
    reason: Texts | None


class Decision(Shape, frozen=True):
    """A decision: who makes it and when.

    `date` is null unless the very day is known, and `days` are the days until then, counted only for the
    decision to which the process leads; `when` tells in words what is known. `is_target` says that the date
    is aimed at and not promised. `decided_on` is null until it is made.
    """

    key: Key
    title: Texts
    body: Texts
    date: Day | None
    days: Count | None
    when: Texts | None
    is_target: bool
    postponed: Postponement | None
    decided_on: Day | None
    outcome: Texts | None
    agenda: str | None
    minutes: str | None


class Change(Shape, frozen=True):
    """What changed, in one sentence; `subject` is the key or slug of what it concerns."""

    at: Moment
    kind: ChangeKind
    subject: Key
    text: Texts


class Contact(Shape, frozen=True):
    """Whom to turn to."""

    name: Texts | None
    email: str | None
    phone: str | None
    address: Texts | None


class Problem(Shape, frozen=True):
    """What went wrong (RFC 9457); `type` is always about:blank, so `title` is the phrase of the status."""

    type: str
    title: str
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: str
