"""The terms on which personal data are handled (GDPR, article 30); `data_map` has them for each column.

Here are codes only; words are found where they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What data are for."""

    REGISTERING = "registering"
    NEEDS = "needs"
    OPENING = "opening"
    LOGGING = "logging"
    PROVING = "proving"
    LIMITING = "limiting"
    PUBLISHING = "publishing"
    STEWARDING = "stewarding"


class Basis(StrEnum):
    """On what ground they may be handled (GDPR, articles 6 and 9)."""

    TASK = "task"
    """A task in the public interest: article 6(1)(e), Data Protection Act 1050/2018, section 4."""
    EXPLICIT_CONSENT = "explicit_consent"
    """The same, and for data on health the person's explicit consent: article 9(2)(a)."""
    CONSENT = "consent"
    """Article 6(1)(a)."""
    OBLIGATION = "obligation"
    """To be able to show that the rules were kept: articles 6(1)(c) and 5(2)."""


class Kept(StrEnum):
    """How long they are kept; the numbers of days are in the configuration."""

    REGISTRATION_DAYS = "registration_days"
    NEEDS_DAYS = "needs_days"
    UNTIL_TOLD = "until_told"
    AUDIT_DAYS = "audit_days"
    A_DAY = "a_day"
    WHILE_PUBLISHED = "while_published"
    WITH_CONTENT = "with_content"


class SeenBy(StrEnum):
    """Who sees them."""

    THEMSELVES = "themselves"
    REGISTRARS = "registrars"
    ADMINISTRATORS = "administrators"
    NOBODY = "nobody"
    """Kept in a form that nobody can read."""
    EVERYBODY = "everybody"


class Datum(StrEnum):
    """What a column tells; several may tell the same."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    COMPANIONS = "companions"
    NEEDS = "needs"
    DIET = "diet"
    CONSENT = "consent"
    NUMBER = "number"
    CHOICES = "choices"
    TIMES = "times"
    MAIL = "mail"
    FORM = "form"
    ATTENDANCE = "attendance"
    ACTS = "acts"
    ACTOR = "actor"
    ADDRESS_DIGEST = "address_digest"
    ORIGIN_DIGEST = "origin_digest"
    CONTACT = "contact"


@dataclass(frozen=True)
class Personal:
    """What one column holds and for how long.

    `told_as` is where the export for the person has it, as a path of names; where that is None, `untold` says
    why. An erasure empties the column, or its row goes, unless `stays` says why not.
    """

    datum: Datum
    terms: Terms
    told_as: str | None
    untold: str | None
    stays: str | None


@dataclass(frozen=True)
class Terms:
    """For what data are handled, on which ground, for how long and before whose eyes."""

    purpose: Purpose
    basis: Basis
    kept: Kept
    seen_by: tuple[SeenBy, ...]

    def told(self, datum: Datum, path: str, *, stays: str | None = None) -> Personal:
        """What a column holds that the export has at the path."""
        return Personal(datum, self, path, None, stays)

    def untold(self, datum: Datum, why: str, *, stays: str | None = None) -> Personal:
        """What a column holds that the export does not have, for this reason."""
        return Personal(datum, self, None, why, stays)


_OFFICE = (SeenBy.THEMSELVES, SeenBy.REGISTRARS)
REGISTERING = Terms(Purpose.REGISTERING, Basis.TASK, Kept.REGISTRATION_DAYS, _OFFICE)
NEEDS = Terms(Purpose.NEEDS, Basis.EXPLICIT_CONSENT, Kept.NEEDS_DAYS, _OFFICE)
OPENING = Terms(Purpose.OPENING, Basis.CONSENT, Kept.UNTIL_TOLD, _OFFICE)
LOGGING = Terms(
    Purpose.LOGGING, Basis.OBLIGATION, Kept.AUDIT_DAYS, (SeenBy.REGISTRARS, SeenBy.ADMINISTRATORS)
)
PROVING = Terms(Purpose.PROVING, Basis.OBLIGATION, Kept.AUDIT_DAYS, (SeenBy.NOBODY,))
LIMITING = Terms(Purpose.LIMITING, Basis.TASK, Kept.A_DAY, (SeenBy.NOBODY,))
PUBLISHING = Terms(Purpose.PUBLISHING, Basis.TASK, Kept.WHILE_PUBLISHED, (SeenBy.EVERYBODY,))
STEWARDING = Terms(
    Purpose.STEWARDING, Basis.OBLIGATION, Kept.WITH_CONTENT, (SeenBy.REGISTRARS, SeenBy.ADMINISTRATORS)
)
