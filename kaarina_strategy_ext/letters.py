"""What a mail needs from the site: addresses, names, the registration as it stands."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from .errors import MailDeferred
from .host import Host
from .mail.letterhead import Letterhead, MailingSheet, OwnLink
from .models import BookingStatus, Mailing, MailingState, Message, MessageKind, OpeningRequest, Registration
from .readmodels.present import ProcessNow
from .readmodels.text import text
from .services.keeping import last_end
from .services.mailing.reaching import keys_of
from .services.opening import opening_token
from .services.queueing import queue_positions
from .services.queueing_mail import last_shown
from .services.resending import registrations_with_links


def letterhead(host: Host, session: Session, message: Message, *, language: str | None = None) -> Letterhead:
    """Everything that a message needs beside its own row, in the recipient's language unless one is named.

    Raises `MailDeferred` where the site's address or the sender is not configured.
    """
    recipient = message.recipient
    language = _spoken(host, language or recipient.language)
    process = _process(host, session, recipient.process.slug, language)
    slug = host.slug_in_addresses(session, recipient.process.slug)
    address = partial(_address, host, language=language)
    return Letterhead(
        templates=host.templates,
        process=process,
        own_url=_own_url(host, recipient, language),
        process_url=address("process", **slug),
        register_url=address("register", **slug),
        workshop_url=lambda name: address("workshop", slug=name, **slug),
        privacy_url=_absolute(host, host.by_language("PRIVACY_URL", language)),
        accessibility_url=_absolute(host, host.by_language("ACCESSIBILITY_URL", language)),
        organisation=host.by_language("ORGANISATION", language) or "",
        sender=host.settings["MAIL_FROM"],
        reply_to=host.settings["MAIL_REPLY_TO"] or process.view.contact.email,
        contact=host.contact(process.view, language),
        base_url=host.base_url or "",
        retention_days=host.settings["RETENTION_DAYS"],
        links=_links(host, session, message, language),
        now=host.now(),
        **_of_person(host, session, message, language),
    )


def _spoken(host: Host, language: str) -> str:
    """The language, or the site's first one where it has no pages in it."""
    return language if language in host.languages else host.languages[0]


def _of_person(host: Host, session: Session, message: Message, language: str) -> dict[str, Any]:
    """What only a mail about a registration needs."""
    person = message.registration
    if person is None:
        return {}
    return {
        "mailing": _mailing(session, message, language),
        "sessions_url": _own_url(host, person, language, "own_sessions"),
        "offer_url": lambda booking: _own_url(host, person, language, "own_offer", booking=booking),
        "positions": queue_positions(session, person) if _waits(person) else {},
        "shown_at": last_shown(session, person),
        "last_end": last_end(person),
    }


def _waits(person: Registration) -> bool:
    return any(each.status is BookingStatus.WAITLISTED for each in person.bookings)


def _process(host: Host, session: Session, slug: str, language: str) -> ProcessNow:
    process = host.cache.present(session, slug, language, host.now())
    if process is None or host.mail_lacks:
        raise MailDeferred("mail is not configured")
    return process


def _own_url(
    host: Host, recipient: Registration | OpeningRequest, language: str, page: str = "own", **query: int
) -> str:
    if isinstance(recipient, Registration):
        return _address(host, page, language=language, token=host.link_keys.token(recipient), **query)
    token = opening_token(host.link_keys, recipient)
    return _address(host, "opening_request", language=language, token=token)


def _links(host: Host, session: Session, message: Message, language: str) -> tuple[OwnLink, ...]:
    """Those of all registrations of the address; none in mail that is about one registration."""
    key = message.recipient.email_key
    if message.kind is not MessageKind.LINK or key is None:
        return ()
    return tuple(
        OwnLink(
            # What somebody has typed is not mailed to an address that nobody has confirmed.
            name=" ".join(filter(None, (each.first_name, each.last_name))) if not each.verify_by else "",
            process=text(each.process.name, language),
            url=_own_url(host, each, language),
        )
        for each in registrations_with_links(session, key)
    )


def _mailing(session: Session, message: Message, language: str) -> MailingSheet | None:
    """What staff have written; None in any other mail, and once it has been withdrawn."""
    if message.mailing_id is None:
        return None
    mailing = session.get_one(Mailing, message.mailing_id)
    if mailing.state is MailingState.WITHDRAWN:
        return None
    person, audience = message.registration_id, mailing.audience
    keys = keys_of(session, mailing.process_id, audience, person) if person else audience.session_keys
    return MailingSheet(text(mailing.subject, language), text(mailing.body, language), keys)


def _address(host: Host, endpoint: str, **values: str | int) -> str:
    return _absolute(host, host.url(endpoint, **values)) or ""


def _absolute(host: Host, path: str | None) -> str | None:
    return host.absolute_url(path) if path else None
