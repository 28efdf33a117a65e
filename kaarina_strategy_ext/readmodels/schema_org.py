"""The sessions of a workshop as search engines read them (schema.org `Event`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..models import RegistrationState, SessionMode
from .content import SessionView
from .present import ProcessNow, SessionNow, WorkshopNow

_MODES = {
    SessionMode.ON_SITE: "OfflineEventAttendanceMode",
    SessionMode.REMOTE: "OnlineEventAttendanceMode",
    SessionMode.HYBRID: "MixedEventAttendanceMode",
}
_OFFERED = (RegistrationState.SCHEDULED, RegistrationState.OPEN, RegistrationState.FULL)


def workshop_events(
    process: ProcessNow,
    workshop: WorkshopNow,
    *,
    page: str,
    register: Callable[[str], str],
    organiser: dict[str, str],
) -> dict[str, Any] | None:
    """A JSON-LD document with an event for each session whose day is known; None where there is none.

    `page` is the address of the workshop's page, `register` gives that of the form by a session's key, and
    `organiser` is the name and the address of who invites; all addresses are whole ones.
    """
    series = {"@type": "EventSeries", "@id": page, "name": str(workshop.view.title), "url": page}
    around = {
        "isAccessibleForFree": True,
        "organizer": {"@type": "Organization", **organiser},
        "superEvent": series,
    }
    events = [
        _event(process, session, page) | _offers(session, register) | around
        for session in workshop.sessions
        if session.view.has_day
    ]
    return {"@context": "https://schema.org", "@graph": events} if events else None


def _event(process: ProcessNow, session: SessionNow, page: str) -> dict[str, Any]:
    view = session.view
    address = f"{page}#ks-{view.key}"
    known = {
        "description": str(view.theme) if view.theme else None,
        "endDate": _end(process, view),
        "eventAttendanceMode": f"https://schema.org/{_MODES[view.mode]}" if view.mode else None,
        "location": _location(view, page),
        "inLanguage": list(view.languages) or None,
        "maximumAttendeeCapacity": view.terms.capacity,
    }
    return {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": str(view.title),
        "startDate": view.machine_date,
        **_status(process, view),
        **{name: value for name, value in known.items() if value is not None},
    }


def _end(process: ProcessNow, view: SessionView) -> str | None:
    """When it ends: its day where no clock time is known, None where only the beginning is."""
    if view.has_both_times:
        return view.terms.ends_at.astimezone(process.view.zone).isoformat(timespec="minutes")
    return None if view.time_text else view.machine_date


def _status(process: ProcessNow, view: SessionView) -> dict[str, Any]:
    if view.cancelled:
        return {"eventStatus": "https://schema.org/EventCancelled"}
    moved = process.view.earlier_starts(view)
    if not moved:
        return {"eventStatus": "https://schema.org/EventScheduled"}
    return {
        "eventStatus": "https://schema.org/EventRescheduled",
        "previousStartDate": moved if len(moved) > 1 else moved[0],
    }


def _location(view: SessionView, page: str) -> list[dict[str, str]] | dict[str, str] | None:
    """Where it meets, or None; a remote session is at the page, for only those with a place get its link."""
    places = []
    name, address = view.place or view.address, view.address
    if name and view.mode is not SessionMode.REMOTE:
        places.append({"@type": "Place", "name": str(name)} | ({"address": str(address)} if address else {}))
    if view.mode in (SessionMode.REMOTE, SessionMode.HYBRID):
        places.append({"@type": "VirtualLocation", "url": page})
    return places if len(places) > 1 else next(iter(places), None)


def _offers(session: SessionNow, register: Callable[[str], str]) -> dict[str, Any]:
    """How to get a place, and how many are left; nothing while registration neither is open nor will be."""
    if session.state not in _OFFERED:
        return {}
    window, free = session.view.terms.window, session.view.terms.free(session.seats)
    offer: dict[str, Any] = {
        "@type": "Offer",
        "price": 0,
        "priceCurrency": "EUR",
        "availability": f"https://schema.org/{'InStock' if session.has_seat else 'SoldOut'}",
        "url": register(session.view.key),
    }
    if window and window.opens_at:
        offer["validFrom"] = window.opens_at.isoformat(timespec="minutes")
    return {"offers": offer} | ({} if free is None else {"remainingAttendeeCapacity": free})
