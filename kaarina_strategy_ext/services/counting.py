"""Counting what may be done only so often, across server processes, without keeping who did it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..models import Tally
from .linking import LinkKeys

KEPT = timedelta(days=1)
_IPV6_PREFIX = 64  # what one household or one machine is given (RFC 6177), so that nobody has many origins


@dataclass(frozen=True)
class Limit:
    """How often something may be done in each window of that length, at most a day.

    `subject` is the digest of who does it; None where there is no limit.
    """

    subject: str | None
    most: int
    window: timedelta


def is_within(session: Session, limits: Iterable[Limit], now: datetime) -> bool:
    """Count once more in each limit, up to the first that is exceeded; whether none was."""
    return all(
        limit.subject is None or count_up(session, limit.subject, limit.window, now) <= limit.most
        for limit in limits
    )


def is_within_all(session: Session, limits: Iterable[Limit], now: datetime) -> bool:
    """Count once more in each limit, in one statement, whether or not one is exceeded; whether none is.

    For what only makes us careful; what is refused must not use up the limits of others (see `is_within`).
    """
    counted = {each.subject: each for each in limits if each.subject is not None}
    if not counted:
        return True
    rows = [
        {"subject": subject, "since": _beginning(each.window, now), "number": 1}
        for subject, each in counted.items()
    ]
    numbers = session.connection().execute(_COUNTED[session.get_bind().dialect.name], rows)
    return all(number <= counted[subject].most for subject, number in numbers.all())


def count_up(session: Session, subject: str, window: timedelta, now: datetime) -> int:
    """Count one more of the subject in the present window, and give how many that makes.

    Windows of one length follow each other without gap or overlap, those of a day from midnight in UTC. Until
    the transaction ends, others who count the same subject wait.
    """
    row = {"subject": subject, "since": _beginning(window, now), "number": 1}
    counted = session.connection().execute(_COUNTED[session.get_bind().dialect.name], row)
    return int(counted.one().number)


def _beginning(window: timedelta, now: datetime) -> datetime:
    """When the present window of that length has begun."""
    seconds = window.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)


def _one_more(insert: Any) -> Any:
    """Counts up in one statement; made once for each database."""
    rows = Tally.__table__
    key, number = [rows.c.subject, rows.c.since], {"number": rows.c.number + 1}
    counted = insert(rows).on_conflict_do_update(index_elements=key, set_=number)
    return counted.returning(rows.c.subject, rows.c.number)


_COUNTED = {"postgresql": _one_more(postgresql.insert), "sqlite": _one_more(sqlite.insert)}


def forget_tallies(session: Session, now: datetime) -> int:
    """Delete the windows that began more than a day ago; gives how many."""
    gone = session.scalars(
        delete(Tally)
        .where(Tally.since < now - KEPT)
        .returning(Tally.subject)
        .execution_options(synchronize_session=False)
    ).all()
    return len(gone)


def digest(keys: LinkKeys, purpose: str, value: str, now: datetime) -> str:
    """What stands for the value on this day (UTC) and for this purpose, and tells nothing without the keys.

    Tomorrow, and for another purpose, the same value has another digest.
    """
    key = hashlib.sha256(b"kaarina_strategy tally key\0" + keys.secrets[0]).digest()
    told = "\0".join((purpose, now.astimezone(UTC).date().isoformat(), value))
    return hmac.digest(key, told.encode(), "sha256").hex()


def origin_digest(keys: LinkKeys, purpose: str, address: str | None, now: datetime) -> str | None:
    """The digest of where a request came from: of an IPv4 address, or of the /64 of an IPv6 one.

    None for an address that is missing, unreadable or not of the public internet: behind such a one may stand
    a proxy, and all the others with it.
    """
    try:
        found = ip_address(address or "")
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if not found.is_global:
        return None
    prefix = _IPV6_PREFIX if isinstance(found, IPv6Address) else found.max_prefixlen
    # A scope (RFC 4007) names an interface of one machine, and no network.
    plain = str(found).partition("%")[0]
    return digest(keys, purpose, str(ip_network((plain, prefix), strict=False)), now)
