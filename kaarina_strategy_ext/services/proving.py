"""Proving that something was erased, without keeping whose it was (GDPR, articles 5(2) and 17)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import ErasureKind, ErasureProof
from .auditing import Act
from .linking import LinkKeys
from .personal_data import email_key


def prove(
    session: Session,
    process_id: int,
    address_key: str | None,
    *,
    kind: ErasureKind,
    counts: Mapping[str, int],
    act: Act,
    keys: LinkKeys,
) -> None:
    """Write down that the data of an address were erased; `counts` are rows by table, without those of none.

    The key of the address is None for somebody without one.
    """
    session.add(
        ErasureProof(
            public_id=secrets.token_hex(16),
            process_id=process_id,
            address=_digest(keys.secrets[0], address_key) if address_key else None,
            at=act.now,
            actor=act.actor,
            kind=kind,
            counts={table: number for table, number in counts.items() if number},
        )
    )


def proofs_of(session: Session, address: str, keys: LinkKeys) -> Sequence[ErasureProof]:
    """What was erased of the e-mail address, newest first; empty where nothing was, or it is long ago.

    Also what was written under an older secret of the app, as long as that is among the keys.
    """
    digests = [_digest(secret, email_key(address)) for secret in keys.secrets]
    which = select(ErasureProof).where(ErasureProof.address.in_(digests))
    return session.scalars(which.order_by(ErasureProof.at.desc(), ErasureProof.id.desc())).all()


def _digest(secret: bytes, address_key: str) -> str:
    key = hashlib.sha256(b"kaarina_strategy erasure proof key\0" + secret).digest()
    return hmac.digest(key, address_key.encode(), "sha256").hex()
