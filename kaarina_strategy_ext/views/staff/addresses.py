"""Every address of the staff side on one page, each with the roles of which it needs one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...identity import ANY_OF_STAFF, EDITOR, REGISTRAR
from . import (
    changing,
    confirmation,
    embedding,
    entering,
    messages,
    moving,
    overview,
    previewing,
    registrations,
    sessions,
)
from .content import adding, history, ordering, part, processes, publishing, tree, venues

GET = ("GET",)
GET_POST = ("GET", "POST")

SESSION = "/{staff}/{sessions}/<key>"
CONTENT = "/{staff}/{content}"
PART = CONTENT + "/{part}/<part>"
PREVIEW = "/{staff}/{preview}"
CASE = "/{staff}/{registrations}/<public_id>"

# Whose pages are there before any process is.
OF_NO_PROCESS = ("staff_content_processes", "staff_content_begin")

StaffAddress = tuple[str, str, tuple[str, ...], Callable[..., Any], *tuple[str, ...]]

OF_STAFF: tuple[StaffAddress, ...] = (
    ("staff_overview", "/{staff}/", GET, overview.overview, REGISTRAR),
    # Registrations
    ("staff_search", "/{staff}/{search}", GET_POST, overview.search, REGISTRAR),
    ("staff_session", SESSION, GET_POST, sessions.session, REGISTRAR),
    ("staff_seat", SESSION + "/{seat}/<int:booking_id>", GET_POST, sessions.seat, REGISTRAR),
    ("staff_new", "/{staff}/{registrations}/{new}", GET_POST, entering.new, REGISTRAR),
    ("staff_registration", CASE, GET_POST, registrations.registration, REGISTRAR),
    ("staff_details", CASE + "/{details}", GET_POST, changing.details, REGISTRAR),
    ("staff_booked", CASE + "/{workshops}", GET_POST, changing.sessions, REGISTRAR),
    ("staff_erasure", CASE + "/{erase}", GET_POST, changing.erasure, REGISTRAR),
    ("staff_cancel", CASE + "/{cancel}", GET_POST, registrations.cancel, REGISTRAR),
    ("staff_offer", CASE + "/{offer}", GET_POST, registrations.answer, REGISTRAR),
    ("staff_move", CASE + "/{move}", GET_POST, moving.move, REGISTRAR),
    ("staff_confirmation", CASE + "/{confirmation}", GET, confirmation.confirmation, REGISTRAR),
    # Messages
    ("staff_messages", "/{staff}/{messages}", GET_POST, messages.messages, REGISTRAR),
    # Content
    ("staff_content", CONTENT, GET, tree.content, EDITOR),
    ("staff_content_new", CONTENT + "/{new}/<kind>", GET_POST, adding.new, EDITOR),
    ("staff_content_part", PART, GET_POST, part.part, EDITOR),
    ("staff_content_history", PART + "/{history}", GET_POST, history.history, EDITOR),
    ("staff_content_log", CONTENT + "/{history}", GET, history.log, EDITOR),
    ("staff_content_order", CONTENT + "/{order}/<field>", GET_POST, ordering.order, EDITOR),
    ("staff_content_venues", CONTENT + "/{venues}", GET, venues.venues, EDITOR),
    ("staff_content_venue", CONTENT + "/{venues}/<venue>", GET_POST, venues.venue, EDITOR),
    ("staff_content_publish", CONTENT + "/{publish}", GET_POST, publishing.publishing, EDITOR),
    ("staff_content_processes", CONTENT + "/{processes}", GET, processes.processes, EDITOR),
    ("staff_content_begin", CONTENT + "/{processes}/{new}", GET_POST, processes.begin, EDITOR),
    # Preview
    ("staff_preview", PREVIEW, GET, previewing.process, EDITOR),
    ("staff_preview_workshops", PREVIEW + "/{workshops}", GET, previewing.workshops, EDITOR),
    ("staff_preview_workshop", PREVIEW + "/{workshops}/<slug>", GET, previewing.workshop, EDITOR),
    ("staff_preview_news", PREVIEW + "/{news}", GET, previewing.news, EDITOR),
    ("staff_preview_news_item", PREVIEW + "/{news}/<slug>", GET, previewing.news_item, EDITOR),
    ("staff_preview_widget", PREVIEW + "/{widget}/<variant>", GET, previewing.widget, EDITOR),
    # The status elsewhere
    ("staff_embedding", "/{staff}/{embed}", GET, embedding.embedding, *ANY_OF_STAFF),
)
