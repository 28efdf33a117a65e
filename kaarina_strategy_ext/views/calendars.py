"""Calendar files: of the process, a workshop or a session for anybody, and of one's own sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, make_response
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from ..host import current_host
from ..mail import calendar
from ..mail.entries import Entry, own_entries, public_entries
from ..models import Process, Workshop, WorkshopSession
from ..readmodels.present import ProcessNow
from .addresses import Addresses
from .answers import personal, surroundings
from .lookup import not_found, shared_process_or_404
from .own_page import OwnPage
from .responses import PublicResponse

CALENDAR = "text/calendar; charset=utf-8"


def process_calendar(language: str, process: str | None = None) -> Response:
    """All sessions of the process, as a file to subscribe to."""
    present = shared_process_or_404(language, process)
    wanted = WorkshopSession.process_id == present.view.id
    return _subscription(present, wanted, str(present.view.name), "calendar")


def workshop_calendar(language: str, slug: str, process: str | None = None) -> Response:
    """The sessions of one workshop, as a file to subscribe to, each as it is in the process's file."""
    present = shared_process_or_404(language, process)
    found = present.workshop(slug) or not_found()
    wanted = WorkshopSession.workshop_id == found.view.id
    return _subscription(present, wanted, str(found.view.title), "workshop_calendar", slug=slug)


def session_calendar(language: str, slug: str, key: str, process: str | None = None) -> Response:
    """One session, to be put into a calendar; a 404 page while its day is not known."""
    present = shared_process_or_404(language, process)
    workshop = present.workshop(slug) or not_found()
    found = next((each for each in workshop.view.sessions if each.key == key), None) or not_found()

    def content() -> bytes | None:
        entries = _entries(WorkshopSession.id == found.id)
        # It has no name of its own, because programs take a file with one for a whole calendar.
        return calendar.calendar_of(entries, _publisher(present), now=present.now)

    return _public(present, content, f"{key}.ics")


def own_calendar(language: str, token: str) -> Response:
    """The sessions in which one's seat is sure."""
    shown = OwnPage(language, token)
    entries = own_entries(shown.registration)
    content = calendar.calendar_of(entries, _publisher(shown.process), now=shown.process.now)
    response = make_response(content or not_found())
    response.headers["Content-Type"] = CALENDAR
    response.headers["X-Content-Type-Options"] = "nosniff"
    return personal(_named(response, calendar.file_name(language)))


def _entries(condition: ColumnElement[bool]) -> list[Entry]:
    """The sessions with everything that their entries tell, in a fixed number of statements."""
    process = joinedload(WorkshopSession.workshop).joinedload(Workshop.process)
    wanted = select(WorkshopSession).where(condition).order_by(WorkshopSession.id)
    session = current_host().database.reading()
    return public_entries(session.scalars(wanted.options(process.selectinload(Process.changes))))


def _subscription(
    present: ProcessNow, wanted: ColumnElement[bool], name: str, endpoint: str, **values: Any
) -> Response:
    """The file, if need be without any session: a calendar gives up an address that is not there."""
    language = present.view.language

    def content() -> bytes | None:
        url = Addresses.of(present).page(endpoint, **values)
        subscription = calendar.Subscription(name, url, present.view.zone)
        return calendar.calendar_of(
            _entries(wanted), _publisher(present), now=present.now, subscription=subscription
        )

    return _public(present, content, calendar.file_name(language))


def _publisher(process: ProcessNow) -> calendar.Publisher:
    addresses = Addresses.of(process)
    language = process.view.language
    return calendar.Publisher(
        organisation=addresses.host.by_language("ORGANISATION", language) or "",
        address=addresses.host.contact(process.view, language).email,
        url=addresses.page("process"),
        domain=addresses.domain,
        language=language,
    )


def _public(present: ProcessNow, content: Callable[[], bytes | None], name: str) -> Response:
    made = present.prepared.get(("calendar", *surroundings(current_host())), content)
    return _named(PublicResponse(made or not_found(), content_type=CALENDAR), name)


def _named(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
