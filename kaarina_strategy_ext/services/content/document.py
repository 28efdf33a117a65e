"""One process as a content file holds it: the shapes of the YAML, and nothing that a database adds.

Texts are by language. Clock times are those of the wall clock in the process's time zone. A field that is
absent is not known, or is inherited where its description says so.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

Text: TypeAlias = dict[str, str]
Day: TypeAlias = date  # two parts have a field of the name `date`, which would hide the type

if TYPE_CHECKING:
    Moment: TypeAlias = date | datetime
else:
    # msgspec refuses a union of two types that are both strings in JSON; `shaping` sees to it instead.
    Moment = Any

Precision = Literal["day", "month", "year"]
PhaseStatus = Literal["upcoming", "in_progress", "completed", "postponed", "suspended"]
RegistrationMode = Literal["announced_later", "window"]
SessionMode = Literal["on_site", "remote", "hybrid"]
WorkshopKind = Literal["separate", "alternatives"]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all parts of a content file have in common."""


class FuzzyDate(Part, frozen=True, kw_only=True):
    """A date as exactly as it is known; in a file also `2022-04-12`, `2022-03` or `2022`."""

    earliest: Day
    latest: Day
    precision: Precision
    text: Text | None = None


class Registration(Part, frozen=True, kw_only=True):
    """When one can register; said of a process, a workshop or a session, and the most specific wins."""

    mode: RegistrationMode
    opens: datetime | None = None
    closes: datetime | None = None
    information_on: Day | None = None


class Contact(Part, frozen=True, kw_only=True):
    """Whom to ask."""

    name: Text | None = None
    email: str | None = None
    phone: str | None = None
    address: Text | None = None


class Phase(Part, frozen=True, kw_only=True):
    """An ordered stretch of the process; a `status` set by hand needs its `status_reason`."""

    key: str
    title: Text
    summary: Text | None = None
    description: Text | None = None
    starts: FuzzyDate | None = None
    ends: FuzzyDate | None = None
    status: PhaseStatus | None = None
    status_reason: Text | None = None


class Milestone(Part, frozen=True, kw_only=True):
    """A decision that ends the phase whose key is `phase`; `body` says who decides.

    `date_reason` tells why the date has moved from an earlier one.
    """

    key: str
    phase: str
    title: Text
    body: Text
    date: FuzzyDate | None = None
    is_target: bool = False
    date_reason: Text | None = None
    description: Text | None = None
    agenda_url: str | None = None
    minutes_url: str | None = None
    outcome: Text | None = None
    decided_on: Day | None = None


class Survey(Part, frozen=True, kw_only=True):
    """A source of the findings."""

    key: str
    title: Text
    audience: Text | None = None
    respondents: int | None = None
    period: FuzzyDate | None = None
    report_url: str | None = None
    description: Text | None = None


class Theme(Part, frozen=True, kw_only=True):
    """A point of view and the development targets seen from it."""

    key: str
    title: Text
    note: Text | None = None
    targets: list[Text] = []
    is_excerpt: bool = False


class Session(Part, frozen=True, kw_only=True):
    """One sitting of a workshop.

    A `capacity` that is absent is unknown or unlimited; an absent `waiting_list_size` has no limit, and 0
    means that nobody can wait. `reserved_seats` of the capacity are kept for those whom the office registers.
    `cancelled` holds the reason, and being there means cancelled. The `staff_note` is told only to employees.
    """

    key: str
    date: FuzzyDate
    starts: time | None = None
    ends: time | None = None
    title: Text | None = None
    theme: Text | None = None
    theme_follows: bool = False
    place: Text | None = None
    address: Text | None = None
    access: Text | None = None
    remote_url: str | None = None
    mode: SessionMode | None = None
    languages: list[str] = []
    catering: bool = False
    capacity: int | None = None
    room_for_all: bool = False
    waiting_list_size: int | None = None
    reserved_seats: int = 0
    cancelled: Text | None = None
    staff_note: Text | None = None
    registration: Registration | None = None


class Material(Part, frozen=True, kw_only=True):
    """Something to read or look at on the web."""

    title: Text
    url: str


class Workshop(Part, frozen=True, kw_only=True):
    """A series of sessions with one purpose, in the phase whose key is `phase`.

    Afterwards `summary` tells what came out of it, `effect` what that did to the draft, both in Markdown.
    """

    slug: str
    phase: str
    kind: WorkshopKind = "separate"
    title: Text
    purpose: Text | None = None
    description: Text | None = None
    audience: list[Text] = []
    period: FuzzyDate | None = None
    summary: Text | None = None
    effect: Text | None = None
    materials: list[Material] = []
    registration: Registration | None = None
    sessions: list[Session] = []


class NewsItem(Part, frozen=True, kw_only=True):
    """A dated text; `body` is Markdown, `phase` the key of the phase that it announces."""

    slug: str
    title: Text
    body: Text
    published: Moment
    updated: Moment | None = None
    phase: str | None = None


class Statement(Part, frozen=True, kw_only=True):
    """A value or a goal of a strategy, in a few words and, where they need it, in some more."""

    title: Text
    text: Text | None = None


class Strategy(Part, frozen=True, kw_only=True):
    """The strategy as it was adopted."""

    vision: Text
    values: list[Statement] = []
    goals: list[Statement] = []
    document_url: str | None = None


class Process(Part, frozen=True, kw_only=True):
    """One strategy renewal: the whole of a content file.

    A freed seat is offered for `offer_hours` (0: given at once), but never later than `cut_off_hours` before
    the session. One may bring as many as `companions`. Reminders go out `reminder_hours` before a session.
    """

    format: int = 1
    slug: str
    time_zone: str = "Europe/Helsinki"
    name: Text
    goal: Text
    year: int | None = None
    welcome: Text | None = None
    next_steps: Text | None = None
    participation: list[Text] = []
    call_to_action: Text | None = None
    notice: Text | None = None
    registration: Registration | None = None
    contact: Contact | None = None
    offer_hours: int = 48
    cut_off_hours: int = 24
    companions: int = 0
    reminder_hours: list[int] = msgspec.field(default_factory=lambda: [48, 2])
    strengths_intro: Text | None = None
    targets_intro: Text | None = None
    findings_are_excerpt: bool = False
    phases: list[Phase] = []
    milestones: list[Milestone] = []
    adopted: Strategy | None = None
    surveys: list[Survey] = []
    strengths: list[Text] = []
    themes: list[Theme] = []
    workshops: list[Workshop] = []
    news: list[NewsItem] = []
