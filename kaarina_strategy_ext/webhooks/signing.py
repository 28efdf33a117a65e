"""Signatures by which a listener knows that an event is ours (Standard Webhooks 1.0.0, symmetric scheme)."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable


def signed_headers(secrets: Iterable[bytes], webhook_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of a webhook, with one signature for each secret.

    `timestamp` is the moment of this attempt in Unix seconds. The id must not hold a full stop.
    """
    content = f"{webhook_id}.{timestamp}.".encode("ascii") + body
    signatures = (base64.b64encode(hmac.digest(secret, content, "sha256")).decode() for secret in secrets)
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{each}" for each in signatures),
    }
