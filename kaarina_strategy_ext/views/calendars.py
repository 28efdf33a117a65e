"""Calendar files: of the whole process for anybody, and of one's own sessions."""

from __future__ import annotations

from flask import Response, make_response, request
from sqlalchemy import select

from ..host import current_host
from ..mail import calendar
from ..mail.letterhead import domain_of
from ..models import WorkshopSession
from ..readmodels.present import ProcessNow
from .answers import personal
from .lookup import not_found, process_or_404
from .own_page import OwnPage


def process_calendar(language: str, process: str | None = None) -> Response:
    """All sessions of the process, as a file to subscribe to."""
    present = process_or_404(language, process)
    sessions = (
        current_host()
        .database.reading()
        .scalars(
            select(WorkshopSession)
            .where(WorkshopSession.process_id == present.view.id)
            .order_by(WorkshopSession.id)
        )
    )
    entries = calendar.public_entries(sessions)
    name = str(present.view.name)
    content = calendar.calendar_of(entries, _publisher(present), now=present.now, name=name)
    return _file(content, language)


def own_calendar(language: str, token: str) -> Response:
    """The sessions in which one's seat is sure."""
    shown = OwnPage(language, token)
    entries = calendar.own_entries(shown.registration)
    return personal(
        _file(calendar.calendar_of(entries, _publisher(shown.process), now=shown.process.now), language)
    )


def _publisher(process: ProcessNow) -> calendar.Publisher:
    host = current_host()
    language = process.view.language
    slug = host.slug_in_addresses(host.database.reading(), process.view.slug)
    path = host.url("process", language=language, **slug)
    base_url = host.base_url or request.host_url
    return calendar.Publisher(
        organisation=host.by_language("ORGANISATION", language) or "",
        address=host.contact(process.view, language).email,
        url=host.absolute_url(path) or path,
        domain=domain_of(base_url),
        language=language,
    )


def _file(content: bytes | None, language: str) -> Response:
    response = make_response(content if content is not None else not_found())
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{calendar.file_name(language)}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
