"""A person's details as the services take them, and the keys by which two entries are the same person."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Person:
    """What a person tells of themselves; nothing of it shows in a log (`repr` hides it).

    `email` is None only where staff enter somebody without one. `language` is ISO 639-1. `needs` and `diet`
    are given only together with the consent (GDPR article 9(2)(a)). `companions` come along without a name.
    """

    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    email: str | None = field(repr=False)
    language: str
    phone: str | None = field(default=None, repr=False)
    needs: str | None = field(default=None, repr=False)
    diet: str | None = field(default=None, repr=False)
    companions: int = 0

    @property
    def email_key(self) -> str | None:
        """The address by which two entries are the same, or None."""
        return email_key(self.email) if self.email else None

    @property
    def name_key(self) -> str:
        """The name by which two people who share an address are told apart."""
        return " ".join(_folded(f"{self.first_name} {self.last_name}").split())

    def consented_at(self, now: datetime) -> datetime | None:
        """The moment of the consent, or None where nothing was told that needs one."""
        return now if self.needs or self.diet else None


def email_key(address: str) -> str:
    """The address folded for comparison: in Python, because SQLite's `lower()` leaves Ä as it is.

    An internationalised domain and its ASCII form (RFC 5891) give the same key.
    """
    local, _, domain = _folded(address).strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return f"{local}@{domain}"
    return f"{local}@{domain}"


def submission_digest(form_key: str, person: Person) -> str:
    """The key under which a form that was sent twice, by one and the same person, is one registration."""
    whole = "\0".join((form_key, person.email_key or "", person.name_key))
    return hashlib.sha256(whole.encode()).hexdigest()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
