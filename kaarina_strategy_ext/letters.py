"""What a mail needs from the site: addresses, names, the registration as it stands."""

from __future__ import annotations

from sqlalchemy.orm import Session

from .errors import MailDeferred
from .host import Host
from .mail.letterhead import Letterhead
from .models import Message
from .services.queueing import queue_positions


def letterhead(host: Host, session: Session, message: Message) -> Letterhead:
    """Everything that a message needs beside its own row, in the recipient's language.

    Raises `MailDeferred` where the site's address or the sender is not configured.
    """
    registration = message.registration
    language = registration.language if registration.language in host.languages else host.languages[0]
    process = host.cache.present(session, registration.process.slug, language, host.now())
    if process is None or host.mail_lacks:
        raise MailDeferred("mail is not configured")
    token = host.link_keys.token(registration)
    slug = host.slug_in_addresses(session, registration.process.slug)
    return Letterhead(
        templates=host.templates,
        process=process,
        own_url=_absolute(host, host.url("own", language=language, token=token)) or "",
        process_url=_absolute(host, host.url("process", language=language, **slug)) or "",
        privacy_url=_absolute(host, host.by_language("PRIVACY_URL", language)),
        accessibility_url=_absolute(host, host.by_language("ACCESSIBILITY_URL", language)),
        organisation=host.by_language("ORGANISATION", language) or "",
        sender=host.settings["MAIL_FROM"],
        reply_to=host.settings["MAIL_REPLY_TO"] or process.view.contact.email,
        contact=host.contact(process.view, language),
        base_url=host.base_url or "",
        retention_days=host.settings["RETENTION_DAYS"],
        positions=queue_positions(session, registration),
        now=host.now(),
    )


def _absolute(host: Host, path: str | None) -> str | None:
    return host.absolute_url(path) if path else None
