"""Every address of the staff side on one page, each with the roles of which it needs one."""

from __future__ import annotations

from ...identity import ADMIN, ANY_OF_STAFF, DOOR, EDITOR, REGISTRAR

GET = ("GET",)
POST = ("POST",)
GET_POST = ("GET", "POST")

SESSION = "/{staff}/{sessions}/<key>"
EXPORTS = "/{staff}/{exports}"
PRIVACY = "/{staff}/{privacy}"
CONTENT = "/{staff}/{content}"
PART = CONTENT + "/{part}/<part>"
PREVIEW = "/{staff}/{preview}"
INVITED = "/{staff}/{door}/<token>"
CASE = "/{staff}/{registrations}/<public_id>"
MAILING = "/{staff}/{mailings}/<int(max=2147483647):mailing_id>"
FILE = ".<any(csv, xlsx):kind>"

# Whose pages are there before any process is.
OF_NO_PROCESS = ("staff_content_processes", "staff_content_begin")

# The view is named within views.staff, and loaded by its first request; see late.py.
StaffAddress = tuple[str, str, tuple[str, ...], str, *tuple[str, ...]]

OF_STAFF: tuple[StaffAddress, ...] = (
    ("staff_overview", "/{staff}/", GET, "overview.overview", *ANY_OF_STAFF),
    # Registrations
    ("staff_sessions", "/{staff}/{sessions}", GET, "seats.seats", REGISTRAR),
    ("staff_registrations", "/{staff}/{registrations}", GET_POST, "listing.registrations", REGISTRAR),
    # The list was a search once, and links to it are kept.
    ("staff_search", "/{staff}/{search}", GET_POST, "listing.registrations", REGISTRAR),
    ("staff_session", SESSION, GET_POST, "sessions.session", REGISTRAR),
    ("staff_seat", SESSION + "/{seat}/<int:booking_id>", GET_POST, "sessions.seat", REGISTRAR),
    ("staff_new", "/{staff}/{registrations}/{new}", GET_POST, "entering.new", REGISTRAR),
    ("staff_registration", CASE, GET_POST, "registrations.registration", REGISTRAR),
    ("staff_details", CASE + "/{details}", GET_POST, "changing.details", REGISTRAR),
    ("staff_booked", CASE + "/{workshops}", GET_POST, "changing.sessions", REGISTRAR),
    ("staff_erasure", CASE + "/{erase}", GET_POST, "changing.erasure", REGISTRAR),
    ("staff_cancel", CASE + "/{cancel}", GET_POST, "registrations.cancel", REGISTRAR),
    ("staff_offer", CASE + "/{offer}", GET_POST, "registrations.answer", REGISTRAR),
    ("staff_move", CASE + "/{move}", GET_POST, "moving.move", REGISTRAR),
    ("staff_confirmation", CASE + "/{confirmation}", GET, "confirmation.confirmation", REGISTRAR),
    # Exports
    ("staff_exports", EXPORTS, GET, "exports.exports", *ANY_OF_STAFF),
    ("staff_statistics", EXPORTS + "/{statistics}" + FILE, GET, "exports.statistics", *ANY_OF_STAFF),
    ("staff_export", EXPORTS + "/{registrations}" + FILE, GET, "exports.registrations", REGISTRAR),
    ("staff_export_attendance", EXPORTS + "/{attendance}" + FILE, GET, "exports.attendance", REGISTRAR),
    ("staff_export_needs", EXPORTS + "/{needs}" + FILE, GET, "exports.needs", REGISTRAR),
    # Messages
    ("staff_messages", "/{staff}/{messages}", GET_POST, "messages.messages", REGISTRAR),
    ("staff_mailings", "/{staff}/{mailings}", GET, "mailings.listing.mailings", REGISTRAR),
    ("staff_mailing_new", "/{staff}/{mailings}/{new}", GET_POST, "mailings.writing.new", REGISTRAR),
    ("staff_mailing", MAILING, GET_POST, "mailings.following.mailing", REGISTRAR),
    ("staff_mailing_text", MAILING + "/{text}", GET_POST, "mailings.writing.text", REGISTRAR),
    ("staff_mailing_check", MAILING + "/{check}", GET_POST, "mailings.checking.check", REGISTRAR),
    # Data protection
    ("staff_privacy", PRIVACY, GET_POST, "privacy.desk_of_privacy", REGISTRAR, ADMIN),
    ("staff_privacy_notice", PRIVACY + "/{notice}", GET, "privacy_notice.notice", REGISTRAR, ADMIN),
    ("staff_privacy_data", PRIVACY + "/{data}", POST, "privacy.data", REGISTRAR, ADMIN),
    ("staff_privacy_erasure", PRIVACY + "/{erase}", POST, "privacy.erasure", REGISTRAR),
    # Content
    ("staff_content", CONTENT, GET, "content.tree.content", EDITOR),
    ("staff_content_new", CONTENT + "/{new}/<kind>", GET_POST, "content.adding.new", EDITOR),
    ("staff_content_part", PART, GET_POST, "content.part.part", EDITOR),
    ("staff_content_history", PART + "/{history}", GET_POST, "content.history.history", EDITOR),
    ("staff_content_log", CONTENT + "/{history}", GET, "content.history.log", EDITOR),
    ("staff_content_order", CONTENT + "/{order}/<field>", GET_POST, "content.ordering.order", EDITOR),
    ("staff_content_venues", CONTENT + "/{venues}", GET, "content.venues.venues", EDITOR),
    ("staff_content_venue", CONTENT + "/{venues}/<venue>", GET_POST, "content.venues.venue", EDITOR),
    ("staff_content_publish", CONTENT + "/{publish}", GET_POST, "content.publishing.publishing", EDITOR),
    ("staff_content_processes", CONTENT + "/{processes}", GET, "content.processes.processes", EDITOR),
    ("staff_content_begin", CONTENT + "/{processes}/{new}", GET_POST, "content.processes.begin", EDITOR),
    # Preview
    ("staff_preview", PREVIEW, GET, "previewing.process", EDITOR),
    ("staff_preview_workshops", PREVIEW + "/{workshops}", GET, "previewing.workshops", EDITOR),
    ("staff_preview_workshop", PREVIEW + "/{workshops}/<slug>", GET, "previewing.workshop", EDITOR),
    ("staff_preview_news", PREVIEW + "/{news}", GET, "previewing.news", EDITOR),
    ("staff_preview_news_item", PREVIEW + "/{news}/<slug>", GET, "previewing.news_item", EDITOR),
    ("staff_preview_widget", PREVIEW + "/{widget}/<variant>", GET, "previewing.widget", EDITOR),
    # At the door, and on paper
    ("staff_door", SESSION + "/{door}", GET_POST, "door.door", REGISTRAR),
    ("staff_invitations", SESSION + "/{invitations}", GET_POST, "inviting.inviting", REGISTRAR),
    ("staff_door_list", SESSION + "/{door_list}", GET, "printing.for_the_door", REGISTRAR),
    ("staff_sign_in", SESSION + "/{sign_in}", GET, "printing.sign_in_sheet", REGISTRAR),
    ("staff_name_tags", SESSION + "/{name_tags}", GET, "printing.name_tags", REGISTRAR),
    ("staff_kitchen", SESSION + "/{kitchen}", GET, "printing.kitchen", REGISTRAR),
    ("staff_invited", INVITED, GET_POST, "door.invited", DOOR),
    ("staff_invited_door", INVITED + "/<key>", GET_POST, "door.invited_door", DOOR),
    ("staff_invited_list", INVITED + "/<key>/{door_list}", GET, "printing.for_the_invited", DOOR),
    # Rights
    ("staff_rights", "/{staff}/{rights}", GET_POST, "rights.rights", ADMIN),
    # The status elsewhere
    ("staff_embedding", "/{staff}/{embed}", GET, "embedding.embedding", *ANY_OF_STAFF),
)
