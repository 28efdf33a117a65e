"""Every kind of thing that needs attention, in the order of its weight, and which roles are told of it."""

from __future__ import annotations

from ....identity import ADMIN, ANY_OF_STAFF, EDITOR, REGISTRAR
from ..desk import Desk
from . import content, editing, mailings, people, sessions
from .item import Attention, Kind

KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (editing.failures, (EDITOR,)),
    (people.offers, (REGISTRAR,)),
    (people.calls, (REGISTRAR,)),
    (people.mail, (REGISTRAR,)),
    (sessions.unprepared, (EDITOR, REGISTRAR)),
    (sessions.filling, ANY_OF_STAFF),
    (content.unpublished, (EDITOR,)),
    (content.results, (EDITOR,)),
    (editing.drafts, (EDITOR,)),
    (mailings.unsent, (REGISTRAR,)),
    (editing.translations, (EDITOR,)),
    (editing.publications, (EDITOR,)),
    (mailings.scheduled, (REGISTRAR,)),
    (sessions.opening, ANY_OF_STAFF),
    (sessions.closing, ANY_OF_STAFF),
    (content.phases, ANY_OF_STAFF),
    (people.retention, (REGISTRAR, ADMIN)),
)


def attention(desk: Desk) -> tuple[Attention, ...]:
    """All that needs the attention of whoever is here, as far as their roles let them see it."""
    return tuple(each for kind, roles in KINDS if any(map(desk.may, roles)) for each in kind(desk))
