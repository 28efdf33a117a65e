"""What in a form, as it came, speaks for asking its sender to confirm the address."""

from __future__ import annotations

import secrets

from flask import request
from itsdangerous import BadSignature, TimestampSigner

from ..host import Host, current_host
from ..services.counting import digest, origin_digest
from ..services.personal_data import email_key
from ..services.verifying import Caution

# People do not see it and machines fill it in; some password managers do too, so nobody is refused for it.
TRAP = "leave_empty"
LEAST_SECONDS = 3
LONGEST_KEY = 128


def new_form_key() -> str:
    """The key of a form that is shown for the first time, signed with the moment."""
    return _signer(current_host()).sign(secrets.token_hex(16)).decode("ascii")


def form_key() -> str:
    """The key that came with the form; a new one where none came."""
    key = request.form.get("form_key", "")
    return key if 0 < len(key) <= LONGEST_KEY else new_form_key()


def caution(address: str | None) -> Caution:
    """What the request at hand, with this address in it, speaks for, by the site's policy."""
    host = current_host()
    policy = host.settings["VERIFY_EMAIL"]
    if policy == "never":
        return Caution()
    if policy == "always":
        return Caution(is_asked=True)
    keys, now = host.link_keys, host.now()
    return Caution(
        is_asked=bool(request.form.get(TRAP)) or _is_hasty(host),
        origin=origin_digest(keys, "registration", request.remote_addr, now),
        address=digest(keys, "registration for", email_key(address), now) if address else None,
    )


def _is_hasty(host: Host) -> bool:
    """Whether the form came back sooner than a person can fill it in, or was never shown to anybody.

    By the clock of the machine, because a host may let its own stand still.
    """
    signer = _signer(host)
    try:
        _, shown_at = signer.unsign(request.form.get("form_key", ""), return_timestamp=True)
    except BadSignature:
        return True
    return signer.get_timestamp() - int(shown_at.timestamp()) < LEAST_SECONDS


def _signer(host: Host) -> TimestampSigner:
    # The newest key comes last there, and first with us.
    return TimestampSigner(list(reversed(host.link_keys.secrets)), salt="kaarina_strategy form")
