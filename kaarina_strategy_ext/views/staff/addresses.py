"""Every address of the staff side on one page, each with the roles of which it needs one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...identity import ADMIN, ANY_OF_STAFF, DOOR, REGISTRAR
from . import (
    changing,
    confirmation,
    door,
    embedding,
    entering,
    inviting,
    messages,
    moving,
    overview,
    printing,
    registrations,
    rights,
    sessions,
)

GET = ("GET",)
GET_POST = ("GET", "POST")

SESSION = "/{staff}/{sessions}/<key>"
INVITED = "/{staff}/{door}/<token>"
CASE = "/{staff}/{registrations}/<public_id>"

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
    # At the door, and on paper
    ("staff_door", SESSION + "/{door}", GET_POST, door.door, REGISTRAR),
    ("staff_invitations", SESSION + "/{invitations}", GET_POST, inviting.inviting, REGISTRAR),
    ("staff_door_list", SESSION + "/{door_list}", GET, printing.for_the_door, REGISTRAR),
    ("staff_sign_in", SESSION + "/{sign_in}", GET, printing.sign_in_sheet, REGISTRAR),
    ("staff_name_tags", SESSION + "/{name_tags}", GET, printing.name_tags, REGISTRAR),
    ("staff_kitchen", SESSION + "/{kitchen}", GET, printing.kitchen, REGISTRAR),
    ("staff_invited", INVITED, GET_POST, door.invited, DOOR),
    ("staff_invited_door", INVITED + "/<key>", GET_POST, door.invited_door, DOOR),
    ("staff_invited_list", INVITED + "/<key>/{door_list}", GET, printing.for_the_invited, DOOR),
    # Messages
    ("staff_messages", "/{staff}/{messages}", GET_POST, messages.messages, REGISTRAR),
    # Rights
    ("staff_rights", "/{staff}/{rights}", GET_POST, rights.rights, ADMIN),
    # The status elsewhere
    ("staff_embedding", "/{staff}/{embed}", GET, embedding.embedding, *ANY_OF_STAFF),
)
