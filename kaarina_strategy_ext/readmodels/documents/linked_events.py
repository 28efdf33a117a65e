"""The sessions of a process in the format of Linked Events, for the event calendar of a region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import structs

from ..present import SessionNow, WorkshopNow
from . import linked_event_facts as facts
from . import linked_event_texts as texts
from .linked_event_shapes import (
    Event,
    EventStatus,
    Keyword,
    Language,
    Offer,
    Page,
    PageMeta,
    Reference,
    SuperEventType,
)
from .merging import InLanguages, Process

# What the events are about, in the General Finnish Ontology, whose ids are also those of Linked Events.
KEYWORDS = [
    Keyword(f"yso:{name}", said, "yso", None, f"http://www.yso.fi/onto/yso/{name}")
    for name, said in (
        ("p19245", {"fi": "työpajat", "sv": "workshoppar", "en": "workshops"}),
        ("p10727", {"fi": "osallistuminen", "sv": "deltagande", "en": "participation"}),
    )
]
# The languages as the reference installation of Linked Events names them.
LANGUAGES = "https://api.hel.fi/linkedevents/v1/language"


def events_page(process: Process) -> Page:
    """All events of the process."""
    data = linked_events(process)
    return Page(meta=PageMeta(count=len(data)), data=data)


def linked_events(process: Process) -> list[Event]:
    """The sessions, and before those of a workshop with several the workshop itself.

    A session whose day was never known is left out, because no event calendar has a place for it.
    """
    events: list[Event] = []
    for workshop in process.now.parts(lambda now: now.workshops):
        sessions = workshop.parts(lambda now: now.sessions)
        told = [_session(process, workshop, each) for each in sessions if facts.is_told(process, each.any)]
        events += _with_whole(process, workshop, told) if len(told) > 1 else told
    return events


def _session(process: Process, workshop: InLanguages[WorkshopNow], same: InLanguages[SessionNow]) -> Event:
    now = same.any
    event_id = f"{process.slug}:{now.view.key}"
    return Event(
        id=event_id,
        at_id=facts.event_address(process, event_id),
        data_source=process.slug,
        info_url=process.pages("workshop", slug=now.view.workshop_slug),
        event_status=facts.status(process, now),
        super_event=None,
        super_event_type=None,
        sub_events=[],
        location=facts.place(process, same),
        keywords=KEYWORDS,
        in_language=[Language(code, f"{LANGUAGES}/{code}/") for code in now.view.languages],
        **texts.of_session(process, workshop, same),
        **facts.times(process, now),
        **_taking_part(process, now),
    )


def _taking_part(process: Process, now: SessionNow) -> dict[str, Any]:
    terms = now.view.terms
    opens = terms.window.opens_at if terms.window else None
    register = process.pages("register", session=now.view.key) if now.takes_registrations else None
    return {
        "offers": [Offer(is_free=True, info_url=register)],
        "enrolment_start_time": process.local(opens) if opens else None,
        "enrolment_end_time": process.local(terms.closes_at) if opens else None,
        "maximum_attendee_capacity": terms.capacity,
        "remaining_attendee_capacity": terms.free(now.seats),
    }


def _with_whole(process: Process, workshop: InLanguages[WorkshopNow], parts: Sequence[Event]) -> list[Event]:
    """The workshop, and its sessions as parts of it."""
    # No key of a session has an underscore.
    event_id = f"{process.slug}:workshop_{workshop.any.view.slug}"
    address = facts.event_address(process, event_id)
    is_repeated = workshop.any.view.has_alternatives
    whole = structs.replace(
        parts[0],
        id=event_id,
        at_id=address,
        event_status=_status_of_whole(parts),
        super_event_type=SuperEventType.RECURRING if is_repeated else SuperEventType.UMBRELLA,
        sub_events=[Reference(each.at_id) for each in parts],
        location=parts[0].location if len({repr(each.location) for each in parts}) == 1 else None,
        location_extra_info=None,
        in_language=list({language.id: language for each in parts for language in each.in_language}.values()),
        **texts.of_workshop(process, workshop),
        **facts.span(parts),
        **_NO_TAKING_PART,
    )
    return [whole, *(structs.replace(each, super_event=Reference(address)) for each in parts)]


# One takes part in the sessions.
_NO_TAKING_PART: dict[str, Any] = {
    "offers": [Offer(is_free=True, info_url=None)],
    "enrolment_start_time": None,
    "enrolment_end_time": None,
    "maximum_attendee_capacity": None,
    "remaining_attendee_capacity": None,
}


def _status_of_whole(parts: Sequence[Event]) -> EventStatus:
    are_cancelled = all(each.event_status is EventStatus.CANCELLED for each in parts)
    return EventStatus.CANCELLED if are_cancelled else EventStatus.SCHEDULED
