"""Personal links: derived when they are needed, so that nothing usable is stored.

A token is a row's public id and an HMAC over purpose, id and version: 192 bits that only the key's owner can
make. It is scoped to one purpose; that of a registration is revoked by raising its `token_version`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Registration

_ID_BYTES = 16
_TAG_BYTES = 24

TOKEN_LENGTH = (_ID_BYTES + _TAG_BYTES) * 4 // 3 + 1
"""The characters of a token in an address: Base64 without the padding at its end (RFC 4648, section 5)."""


class Ending(Enum):
    """Why a personal link that was good once opens nothing any more."""

    REPLACED = auto()
    """The registration has a newer one."""
    UNCONFIRMED = auto()
    """The address was not confirmed in time, so the seats went on and the person was erased."""
    ERASED = auto()


@dataclass(frozen=True)
class LinkKeys:
    """The secrets that links are derived from: the present one first, then older ones still accepted."""

    secrets: Sequence[bytes] = field(repr=False)

    def token(self, registration: Registration, purpose: str = "manage") -> str:
        """The registration's token for the purpose: 54 characters that are safe in an address."""
        return self.sealed(registration.public_id, purpose, registration.token_version)

    def sealed(self, public_id: str, purpose: str, version: int) -> str:
        """The token of any row with such an id: 54 characters that are safe in an address."""
        identifier = bytes.fromhex(public_id)
        tag = _tag(self.secrets[0], identifier, version, purpose)
        return base64.urlsafe_b64encode(identifier + tag).decode("ascii").rstrip("=")


@dataclass(frozen=True)
class Token:
    """A token as it came: whom it names, and what is to prove it."""

    public_id: str
    tag: bytes = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Token | None:
        """The parts of the text; None where it is no token at all."""
        try:
            raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        except (binascii.Error, UnicodeEncodeError):
            return None
        # Unused bits at the end of Base64 would let several texts stand for one token (RFC 4648, 3.5).
        is_canonical = base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=") == text
        if len(raw) != _ID_BYTES + _TAG_BYTES or not is_canonical:
            return None
        return cls(raw[:_ID_BYTES].hex(), raw[_ID_BYTES:])

    def fits(self, keys: LinkKeys, purpose: str, version: int) -> bool:
        """Whether one of the keys made it, for this purpose and version; takes as long either way."""
        identifier = bytes.fromhex(self.public_id)
        fits = [
            hmac.compare_digest(self.tag, _tag(secret, identifier, version, purpose))
            for secret in keys.secrets
        ]
        return any(fits)


def find_by_token(
    session: Session, keys: LinkKeys, token: str, purpose: str = "manage"
) -> Registration | None:
    """The registration that the token opens; None for any token that is not, or no longer, good."""
    parts = Token.of(token)
    if parts is None:
        return None
    registration = session.scalar(select(Registration).where(Registration.public_id == parts.public_id))
    fits = parts.fits(keys, purpose, registration.token_version if registration else 0)
    return registration if registration and registration.erased_at is None and fits else None


def find_ended(
    session: Session, keys: LinkKeys, token: str, purpose: str = "manage"
) -> tuple[Registration, Ending] | None:
    """The registration that the token opened once, and why it does not any more; None for any other token.

    Nobody can have guessed such a token, so its bearer may know.
    """
    parts = Token.of(token)
    if parts is None:
        return None
    registration = session.scalar(select(Registration).where(Registration.public_id == parts.public_id))
    newest = registration.token_version if registration else 0
    was_good = any(parts.fits(keys, purpose, version) for version in range(1, newest + 1))
    return (registration, _ending(registration)) if registration and was_good else None


def _ending(registration: Registration) -> Ending:
    if registration.erased_at is None:
        return Ending.REPLACED
    # Stays where the address was never confirmed; whoever was erased before the hour had asked for it.
    until = registration.verify_by
    return Ending.UNCONFIRMED if until and until <= registration.erased_at else Ending.ERASED


def _tag(secret: bytes, identifier: bytes, version: int, purpose: str) -> bytes:
    key = hashlib.sha256(b"kaarina_strategy link key\0" + secret).digest()
    return hmac.digest(key, f"{purpose}\0{version}\0".encode() + identifier, "sha256")[:_TAG_BYTES]
