"""What every mail needs from outside its own row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from ..i18n import Words
from ..readmodels.content import ContactView
from ..readmodels.present import ProcessNow
from ..readmodels.text import Text
from ..templating import Templates


@dataclass(frozen=True)
class OwnLink:
    """A personal link: whose it is, or nothing where the address is not confirmed, and in which process."""

    name: str = field(repr=False)
    process: Text
    url: str = field(repr=False)


@dataclass(frozen=True)
class MailingSheet:
    """What staff have written to several people, with its placeholders, as one of them gets it.

    `session_keys` are the sessions for which the person gets it; empty where it is not for them any more.
    """

    subject: Text
    body: Text
    session_keys: tuple[str, ...]


@dataclass(frozen=True)
class Letterhead:
    """The site around one mail, in its recipient's language; all addresses are absolute.

    `process` is the process in that language and decides which language it is. `own_url` is the personal
    link of the registration or the opening request, `links` those of all registrations of the address where
    the mail is about them, `register_url` the form, `sessions_url` the person's own for further workshops,
    `offer_url` gives the page of an offer by its booking id, `workshop_url` that of a workshop by its slug,
    `sender` the address in From, `positions` the places in the queues by booking id (see `queue_positions`),
    `retention_days` the days after the last session until the person is erased, `shown_at` the
    moment up to which earlier mails have shown the whole registration, or None, `last_end` the end of the
    person's last session, `mailing` what staff have written, in mail that brings it.
    """

    templates: Templates
    process: ProcessNow
    own_url: str = field(repr=False)
    process_url: str
    privacy_url: str | None
    accessibility_url: str | None
    organisation: str
    sender: str
    reply_to: str | None
    contact: ContactView
    base_url: str
    retention_days: int
    now: datetime
    workshop_url: Callable[[str], str]
    positions: Mapping[int, int] = field(default_factory=dict)
    register_url: str = ""
    sessions_url: str = field(default="", repr=False)
    offer_url: Callable[[int], str] = field(default=str, repr=False)
    links: tuple[OwnLink, ...] = ()
    shown_at: datetime | None = None
    last_end: datetime | None = None
    mailing: MailingSheet | None = None

    @property
    def language(self) -> str:
        """The language of the mail, ISO 639-1."""
        return self.process.view.language

    @property
    def words(self) -> Words:
        """The words of that language."""
        return self.process.words

    @property
    def domain(self) -> str:
        """The site's host name in ASCII, which makes Message-ID and UID the only ones in the world."""
        return domain_of(self.base_url)


def domain_of(base_url: str) -> str:
    """The host name of a site's address, in ASCII."""
    return (urlsplit(base_url).hostname or "localhost").encode("idna").decode("ascii")
