"""The record of processing (GDPR, articles 13 and 30), made from the data map of the models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import MetaData

from ...i18n import Words
from ...models.data_map import personal_columns
from ...models.personal import Basis, Datum, Kept, Purpose, SeenBy, Terms


@dataclass(frozen=True)
class Handling:
    """What is handled for one purpose, on which ground, for how long and before whose eyes, in words."""

    purpose: str
    data: tuple[str, ...]
    basis: str
    kept: str
    seen_by: tuple[str, ...]


@dataclass(frozen=True)
class Periods:
    """The days for which things are kept, by the configuration."""

    registration: int
    needs: int
    audit: int


def record(metadata: MetaData, periods: Periods, words: Words) -> tuple[Handling, ...]:
    """Everything personal that the tables can hold, by purpose."""
    by_terms: dict[Terms, list[Datum]] = {}
    for _, personal in personal_columns(metadata):
        by_terms.setdefault(personal.terms, []).append(personal.datum)
    order = list(Purpose)
    return tuple(
        Handling(
            purpose_words(terms.purpose, words),
            tuple(datum_words(each, words) for each in sorted(set(data), key=list(Datum).index)),
            basis_words(terms.basis, words),
            kept_words(terms.kept, periods, words),
            tuple(seen_words(each, words) for each in terms.seen_by),
        )
        for terms, data in sorted(by_terms.items(), key=lambda item: order.index(item[0].purpose))
    )


def purpose_words(purpose: Purpose, words: Words) -> str:
    """What data are for."""
    return {
        Purpose.REGISTERING: words.gettext(
            "To arrange the workshops and to keep in touch with those who come"
        ),
        Purpose.NEEDS: words.gettext("To make it possible for everybody to take part and to eat"),
        Purpose.OPENING: words.gettext("To tell once that registration has opened"),
        Purpose.LOGGING: words.gettext("To find out later who has seen or changed what"),
        Purpose.PROVING: words.gettext("To show that data were erased"),
        Purpose.LIMITING: words.gettext("To protect the service against abuse"),
        Purpose.PUBLISHING: words.gettext("To tell whom one can ask"),
        Purpose.STEWARDING: words.gettext("To tell who of the staff wrote, published or sent what"),
    }[purpose]


def basis_words(basis: Basis, words: Words) -> str:
    """On what ground data are handled, with its articles."""
    return {
        Basis.TASK: words.gettext(
            "Task in the public interest: General Data Protection Regulation, article 6(1)(e);"
            " Data Protection Act (1050/2018), section 4"
        ),
        Basis.EXPLICIT_CONSENT: words.gettext(
            "Task in the public interest, article 6(1)(e), and for data on health the explicit consent of the"
            " person, article 9(2)(a)"
        ),
        Basis.CONSENT: words.gettext("Consent of the person, article 6(1)(a)"),
        Basis.OBLIGATION: words.gettext(
            "The controller's duty to show that the rules are kept, articles 6(1)(c) and 5(2)"
        ),
    }[basis]


def kept_words(kept: Kept, periods: Periods, words: Words) -> str:
    """How long data are kept."""
    return {
        Kept.REGISTRATION_DAYS: words.ngettext(
            "%(n)s day after the person's last workshop",
            "%(n)s days after the person's last workshop",
            periods.registration,
        ),
        Kept.NEEDS_DAYS: words.ngettext(
            "%(n)s day after the person's last workshop",
            "%(n)s days after the person's last workshop",
            min(periods.needs, periods.registration),
        ),
        Kept.UNTIL_TOLD: words.gettext(
            "Until the message has been sent; if the address is not confirmed, two days; a year at most"
        ),
        Kept.AUDIT_DAYS: words.ngettext(
            "%(n)s day; what tells of a registration, at least as long as the registration itself",
            "%(n)s days; what tells of a registration, at least as long as the registration itself",
            periods.audit,
        ),
        Kept.A_DAY: words.gettext("A day"),
        Kept.WHILE_PUBLISHED: words.gettext("As long as it is on the public pages"),
        Kept.WITH_CONTENT: words.gettext("As long as the content of the process"),
    }[kept]


def seen_words(seen_by: SeenBy, words: Words) -> str:
    """Who sees data."""
    return {
        SeenBy.THEMSELVES: words.gettext("the person, through the link in the mail"),
        SeenBy.REGISTRARS: words.gettext("those who arrange the workshops"),
        SeenBy.ADMINISTRATORS: words.gettext("the administrators of the service"),
        SeenBy.NOBODY: words.gettext("nobody, because they cannot be read"),
        SeenBy.EVERYBODY: words.gettext("everybody"),
    }[seen_by]


def datum_words(datum: Datum, words: Words) -> str:
    """What a column tells, as one item of a list."""
    told: dict[Datum, Any] = {
        Datum.NAME: words.gettext("first and last name"),
        Datum.EMAIL: words.gettext("e-mail address"),
        Datum.PHONE: words.gettext("phone number"),
        Datum.LANGUAGE: words.gettext("language of the messages"),
        Datum.COMPANIONS: words.gettext("number of people who come along"),
        Datum.NEEDS: words.gettext("what one needs to be able to take part"),
        Datum.DIET: words.gettext("special diet and allergies"),
        Datum.CONSENT: words.gettext("when the consent was given"),
        Datum.NUMBER: words.gettext("registration number"),
        Datum.CHOICES: words.gettext("chosen workshops and places"),
        Datum.TIMES: words.gettext("when one registered, changed or cancelled"),
        Datum.MAIL: words.gettext("which messages were sent and when"),
        Datum.FORM: words.gettext("a digest of the form, so that it is not received twice"),
        Datum.ATTENDANCE: words.gettext("who came"),
        Datum.ACTS: words.gettext("what was done and when, and the reason that was given"),
        Datum.ACTOR: words.gettext("the user ID of whoever did it"),
        Datum.ADDRESS_DIGEST: words.gettext("a digest of the e-mail address that cannot be turned back"),
        Datum.ORIGIN_DIGEST: words.gettext(
            "a digest of the IP or e-mail address that cannot be turned back and changes daily"
        ),
        Datum.CONTACT: words.gettext("name, e-mail address and phone number of the contact person"),
    }
    return str(told[datum])
