"""What comes from the door: single taps of a page, or what a phone has kept while it had no network."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec

from ..services.attending import Mark, MarkKey, Tap

MOST_AT_ONCE = 100

_PUBLIC_ID = r"[0-9a-f]{32}"
_TAPPED = re.compile(rf"({_PUBLIC_ID})\.(\d{{1,4}})")
_FORM_KEY = re.compile(r"[0-9a-f]{32}")

Number = Annotated[int, msgspec.Meta(ge=0, le=9999)]
Counter = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=4_102_444_800_000)]  # until the year 2100
Key = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-z-]{8,64}$")]


class SentMark(msgspec.Struct):
    """A mark as a phone sends it.

    `at` is in milliseconds since 1970, by the server's clock as the phone knows it.
    """

    id: Annotated[str, msgspec.Meta(pattern=rf"^{_PUBLIC_ID}$")]
    people: Number
    at: Milliseconds
    counter: Counter
    key: Key

    def mark(self) -> Mark:
        """The mark as the service takes it."""
        made_at = datetime.fromtimestamp(self.at / 1000, UTC)
        return Mark(self.id, self.people, MarkKey(made_at, self.counter, self.key))


class SentTap(msgspec.Struct):
    """Somebody without a registration, or one too many, as a phone sends it."""

    people: Literal[-1, 1]
    key: Key

    def tap(self) -> Tap:
        """The tap as the service takes it."""
        return Tap(self.people, self.key)


class Batch(msgspec.Struct):
    """All that a phone has kept, or the first part of it; nothing where it only asks how things stand."""

    marks: Annotated[list[SentMark], msgspec.Meta(max_length=MOST_AT_ONCE)] = []
    taps: Annotated[list[SentTap], msgspec.Meta(max_length=MOST_AT_ONCE)] = []


def sent_batch(text: str) -> Batch | None:
    """What a phone has sent as JSON; None where it is no such thing."""
    try:
        return msgspec.json.decode(text, type=Batch)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None


def tapped(value: str | None) -> Mark | None:
    """The mark that a button of the page stands for, made now; None where there is no such button."""
    parts = _TAPPED.fullmatch(value or "")
    return Mark(parts[1], int(parts[2])) if parts else None


def form_key(value: str | None) -> str | None:
    """The key of a form as we give it: 32 hexadecimal digits; None for anything else."""
    return value if value and _FORM_KEY.fullmatch(value) else None
