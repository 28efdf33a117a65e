"""The use of rights: noted at most once a day, and refused where it has expired, as is all that it opens."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

from sqlalchemy.orm import Session

from ...errors import Busy
from ...host import current_host
from ...identity import ADMIN, ANY_OF_STAFF, Identity
from ...services import rights


def use_right(identity: Identity, fitting: Sequence[str]) -> frozenset[str] | None:
    """The roles that have expired, where any of those that fit has not, and its use is noted; else None.

    `fitting` are the roles of the page that the host lets them have; at least one.
    """
    host = current_host()
    now, days = host.now(), host.settings["RIGHTS_EXPIRE_DAYS"]
    known = rights.rights_of(host.database.reading(), identity.id)
    asleep = frozenset(role for role, right in known.items() if right.sleeps(now, days))
    fresh = [role for role in _used(identity, fitting) if role not in asleep]
    if not fresh:
        return None
    roles = [role for role in ANY_OF_STAFF if role in identity.roles]
    if not rights.is_noted(known, roles, fresh[0], now):

        def work(unit: Session) -> None:
            rights.note_use(unit, identity.id, roles, fresh[0], now)

        with suppress(Busy):  # the next request notes it
            host.database.change(work)
    return asleep


def may_still(identity: Identity, role: str, asleep: Collection[str]) -> bool:
    """Whether the host lets them have the role, and they would not use one for it that has expired."""
    is_awake = any(each not in asleep for each in _used(identity, [role]))
    return is_awake and current_host().may(identity, role)


def _used(identity: Identity, fitting: Sequence[str]) -> Sequence[str]:
    """The roles of which somebody uses one: their own, else "admin", else whatever the host says.

    Who has the page's own role and is an administrator as well uses the former.
    """
    own = [role for role in fitting if role in identity.roles]
    overall = [ADMIN] if ADMIN in identity.roles and ADMIN not in own else []
    return own + overall or fitting
