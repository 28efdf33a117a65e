"""The event format of Linked Events, the event calendar of Finnish cities, with the fields that we fill.

It is that of github.com/City-of-Helsinki/linkedevents, version 1 of its API: texts by language, references as
JSON-LD, and a day without a clock time as the day alone. What it has and we have nothing for is there and
empty, because its importers and clients ask for it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct, field

from .shapes import Address, Addresses, Count, Moment, Shape, Texts

CONTEXT = "http://schema.org"
Id = Annotated[str, Meta(description="The data source, a colon, and the name in it.")]
DayOrMoment = Annotated[
    str,
    Meta(description="A moment with its offset, or the day alone where no clock time is known (ISO 8601)."),
]


class EventStatus(StrEnum):
    """Whether an event takes place as it was told (schema.org/EventStatusType)."""

    SCHEDULED = "EventScheduled"
    RESCHEDULED = "EventRescheduled"
    POSTPONED = "EventPostponed"
    CANCELLED = "EventCancelled"


class SuperEventType(StrEnum):
    """Whether the parts of an event repeat one another, or only belong together."""

    RECURRING = "recurring"
    UMBRELLA = "umbrella"


class Reference(Shape, frozen=True):
    """Another event of this export."""

    at_id: Address = field(name="@id")


class Keyword(Shape, frozen=True):
    """A concept of the General Finnish Ontology (YSO)."""

    id: Id
    name: Texts
    data_source: str
    publisher: str | None
    at_id: Address = field(name="@id")
    at_context: str = field(name="@context", default=CONTEXT)
    at_type: str = field(name="@type", default="Keyword")


class Language(Shape, frozen=True):
    """A language in which people work together; `id` is ISO 639-1."""

    id: str
    at_id: Address = field(name="@id")
    at_context: str = field(name="@context", default=CONTEXT)
    at_type: str = field(name="@type", default="Language")


class Place(Shape, frozen=True):
    """Where sessions are held."""

    id: Id
    name: Texts
    street_address: Texts | None
    data_source: str
    publisher: str | None
    at_id: Address = field(name="@id")
    at_context: str = field(name="@context", default=CONTEXT)
    at_type: str = field(name="@type", default="Place")


class Offer(Shape, frozen=True):
    """What it costs, which is always nothing, and where one registers while one can."""

    is_free: bool
    info_url: Addresses | None
    price: Texts | None = None
    description: Texts | None = None


class Unfilled(Struct, frozen=True):
    """The fields of an event for which we have nothing."""

    registration: None = None
    external_links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    videos: list[str] = field(default_factory=list)
    audience: list[Keyword] = field(default_factory=list)
    date_published: Moment | None = None
    custom_data: None = None
    audience_min_age: int | None = None
    audience_max_age: int | None = None
    minimum_attendee_capacity: int | None = None
    replaced_by: None = None
    local: bool = False
    deleted: bool = False


class Event(Unfilled, frozen=True, kw_only=True):
    """A session; or a workshop with several, of which they are the `sub_events`.

    `short_description` has at most 160 characters, and `description` is HTML. `start_time` is null only where
    the event is postponed to a day that is not known.
    """

    id: Id
    data_source: str
    publisher: str | None = None
    provider: Texts | None
    provider_contact_info: Texts | None
    name: Texts
    short_description: Texts
    description: Texts
    info_url: Addresses
    type_id: str = "General"
    publication_status: str = "public"
    event_status: EventStatus
    super_event: Reference | None
    super_event_type: SuperEventType | None
    sub_events: list[Reference]
    start_time: DayOrMoment | None
    end_time: DayOrMoment | None
    has_start_time: bool
    has_end_time: bool
    location: Place | None
    location_extra_info: Texts | None
    keywords: list[Keyword]
    in_language: list[Language]
    offers: list[Offer]
    enrolment_start_time: Moment | None
    enrolment_end_time: Moment | None
    maximum_attendee_capacity: Count | None
    remaining_attendee_capacity: Count | None
    created_time: Moment
    last_modified_time: Moment
    at_id: Address = field(name="@id")
    at_context: str = field(name="@context", default=CONTEXT)
    at_type: str = field(name="@type", default="Event/LinkedEvent")


class PageMeta(Shape, frozen=True):
    """How many events there are; they are always on one page."""

    count: Count
    next: Address | None = None
    previous: Address | None = None


class Page(Shape, frozen=True):
    """All events of a process, each workshop with several sessions before these."""

    meta: PageMeta
    data: list[Event]
