"""Personal links: derived when they are needed, so that nothing usable is stored.

A token is the registration's public id and an HMAC over purpose, id and version: 192 bits that only the key's
owner can make. It is scoped to one purpose and revoked by raising the registration's `token_version`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Registration

_ID_BYTES = 16
_TAG_BYTES = 24


@dataclass(frozen=True)
class LinkKeys:
    """The secrets that links are derived from: the present one first, then older ones still accepted."""

    secrets: Sequence[bytes] = field(repr=False)

    def token(self, registration: Registration, purpose: str = "manage") -> str:
        """The registration's token for the purpose: 54 characters that are safe in an address."""
        identifier = bytes.fromhex(registration.public_id)
        tag = _tag(self.secrets[0], identifier, registration.token_version, purpose)
        return base64.urlsafe_b64encode(identifier + tag).decode("ascii").rstrip("=")


def find_by_token(
    session: Session, keys: LinkKeys, token: str, purpose: str = "manage"
) -> Registration | None:
    """The registration that the token opens; None for any token that is not, or no longer, good."""
    parts = _parts(token)
    if parts is None:
        return None
    identifier, tag = parts
    registration = session.scalar(select(Registration).where(Registration.public_id == identifier.hex()))
    version = registration.token_version if registration else 0
    fits = [hmac.compare_digest(tag, _tag(secret, identifier, version, purpose)) for secret in keys.secrets]
    return registration if registration and registration.erased_at is None and any(fits) else None


def _parts(token: str) -> tuple[bytes, bytes] | None:
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except (binascii.Error, UnicodeEncodeError):
        return None
    # Unused bits at the end of Base64 would let several texts stand for one token (RFC 4648, section 3.5).
    is_canonical = base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=") == token
    if len(raw) != _ID_BYTES + _TAG_BYTES or not is_canonical:
        return None
    return raw[:_ID_BYTES], raw[_ID_BYTES:]


def _tag(secret: bytes, identifier: bytes, version: int, purpose: str) -> bytes:
    key = hashlib.sha256(b"kaarina_strategy link key\0" + secret).digest()
    return hmac.digest(key, f"{purpose}\0{version}\0".encode() + identifier, "sha256")[:_TAG_BYTES]
