"""A mail that says a few sentences and leads somewhere; the long ones show a whole registration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..readmodels.present import SessionNow


@dataclass(frozen=True)
class Way:
    """A link and the words on it."""

    label: str = field(repr=False)
    url: str = field(repr=False)


@dataclass(frozen=True)
class ShortLetter:
    """One mail in its recipient's language.

    `opening` are paragraphs, `ways` where the mail leads, `reason` why the recipient gets it and what becomes
    of the address (GDPR, article 13). `unsubscribe` is the page where one wants no such mail any more; None
    where it cannot come again. `has_fallback` says that something is there in another language only.
    """

    subject: str
    title: str
    opening: Sequence[str]
    ways: tuple[Way, ...]
    reason: str
    sessions: tuple[SessionNow, ...] = ()
    unsubscribe: str | None = field(default=None, repr=False)
    has_fallback: bool = False
