"""Every configuration key of ours: its default, its meaning, and what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .allowed import (
    Check,
    are_days,
    are_origins,
    are_prefixes,
    are_shares,
    by_language,
    is_mail_address,
    is_page_address,
    is_smtp_address,
    is_text,
    is_web_address,
    is_zone,
    optional,
)
from .endpoints import ALLOWED, are_endpoints
from .errors import ConfigurationInvalid

PREFIX = "KAARINA_STRATEGY_"
DEFAULT_URL_PREFIXES = {"fi": "/strategia", "sv": "/sv/strategi"}


@dataclass(frozen=True)
class Setting:
    """One configuration key; `allowed` ends the sentence "… must be"."""

    name: str
    default: Any
    meaning: str
    allowed: str
    is_allowed: Check
    is_secret: bool = False
    """Whether the value may hold a password, and so is not shown."""

    @property
    def key(self) -> str:
        """The key in the host's configuration."""
        return PREFIX + self.name


_WEB = "an address such as https://www.example.fi"
_PAGES = 'a mapping such as {"fi": "/saavutettavuus", "sv": "/sv/tillganglighet"}'
_NAMES = 'a mapping such as {"fi": "Kaarinan kaupunki", "sv": "S:t Karins stad"}'

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "URL_PREFIXES",
        DEFAULT_URL_PREFIXES,
        "The path under which our pages live, by language; its order is the order of the languages.",
        'a mapping of "fi", "sv" or "en" to different paths such as "/strategia"',
        are_prefixes,
    ),
    Setting(
        "BASE_URL",
        None,
        "The site's own address. Links in mails are made from it and never from a request;"
        " mail waits until it is set.",
        _WEB,
        optional(is_web_address),
    ),
    Setting(
        "PROCESS",
        None,
        "The slug of the process that lives at the prefix itself; others live at <prefix>/<slug>/.",
        "the slug of a process",
        optional(is_text),
    ),
    Setting(
        "LANGUAGE_MODE",
        "bilingual",
        "Whether editors can publish only what is there in all languages, or what is there in the first.",
        '"bilingual" or "unilingual"',
        ("bilingual", "unilingual").__contains__,
    ),
    Setting(
        "DATABASE_URI",
        None,
        "Our own database, where the site has no Flask-SQLAlchemy.",
        "a SQLAlchemy database URL",
        optional(is_text),
        is_secret=True,
    ),
    Setting(
        "TIME_ZONE",
        "Europe/Helsinki",
        "The zone in which dates are told where there is no process to ask.",
        "an IANA time zone",
        is_zone,
    ),
    Setting(
        "ORGANISATION",
        {"fi": "Kaupunki", "sv": "Staden", "en": "The city"},
        "Who invites and who is the controller of the personal data, by language.",
        _NAMES,
        by_language(is_text),
    ),
    Setting(
        "CITY",
        {"fi": "Kaupunki", "sv": "Staden", "en": "The city"},
        "The city's short name, which ends each page title, by language.",
        _NAMES,
        by_language(is_text),
    ),
    Setting(
        "CONTACT_EMAIL", None, "Where people turn for help.", "an e-mail address", optional(is_mail_address)
    ),
    Setting("CONTACT_PHONE", None, "Where people call for help.", "a telephone number", optional(is_text)),
    Setting(
        "PRIVACY_URL",
        None,
        "The privacy notice, by language (GDPR, article 13).",
        _PAGES,
        optional(by_language(is_page_address)),
    ),
    Setting(
        "SHARE_IMAGE",
        None,
        "A picture of the site's own for those who share a page, best 1200 by 630 pixels.",
        "a web address or a path from `/`",
        optional(is_page_address),
    ),
    Setting(
        "ACCESSIBILITY_URL",
        None,
        "The accessibility statement, by language (Act 306/2019, section 9).",
        _PAGES,
        optional(by_language(is_page_address)),
    ),
    Setting(
        "LOGIN_URL",
        None,
        "Where staff log in, by language; told to whoever opens the staff side without a role for it.",
        'a mapping such as {"fi": "/kirjaudu", "sv": "/sv/logga-in"}',
        optional(by_language(is_page_address)),
    ),
    Setting(
        "SMTP_URL",
        None,
        "The mail server, where the site hands us no mailer.",
        "an address such as smtp+starttls://user:password@mail.example.fi:587",
        optional(is_smtp_address),
        is_secret=True,
    ),
    Setting("MAIL_FROM", None, "The sender of our mail.", "an e-mail address", optional(is_mail_address)),
    Setting("MAIL_REPLY_TO", None, "Where answers go.", "an e-mail address", optional(is_mail_address)),
    Setting(
        "VERIFY_EMAIL",
        "suspicious",
        "When somebody who registers must confirm the address by mail; the seats are held meanwhile."
        " Suspicious are forms sent within three seconds, by a machine, or many from one network.",
        '"always", "suspicious" or "never"',
        ("always", "suspicious", "never").__contains__,
    ),
    Setting(
        "FRAME_ANCESTORS",
        ("'self'",),
        "The sites that may show the widget in a frame.",
        'a list of origins such as ["\'self\'", "https://intranet.example.fi"]',
        are_origins,
    ),
    Setting(
        "RETENTION_DAYS",
        30,
        "Days after a person's last session until the registration is erased.",
        "a number of days from 0 to 3650",
        are_days,
    ),
    Setting(
        "NEEDS_RETENTION_DAYS",
        7,
        "Days after a person's last session until needs and diet are erased.",
        "a number of days from 0 to 3650",
        are_days,
    ),
    Setting(
        "AUDIT_DAYS",
        365,
        "Days for which the log, the proofs of erasure and the rounds of retention are kept, and links to"
        " doors after they have ended.",
        "a number of days from 0 to 3650",
        are_days,
    ),
    Setting(
        "RIGHTS_EXPIRE_DAYS",
        180,
        "Days after which a role that somebody has not used expires, until it is renewed; 0 for never.",
        "a number of days from 0 to 3650",
        are_days,
    ),
    Setting(
        "FILLING_SHARES",
        (50, 80, 100),
        "The shares of a session's places, in per cent, that the overview of the staff side tells once they"
        " are reached or passed.",
        "a list of whole numbers from 1 to 100 such as [50, 80, 100]",
        are_shares,
    ),
    Setting(
        "WEBHOOKS",
        (),
        "Who is told of events over HTTP, each with a secret of its own; see Events.",
        ALLOWED,
        are_endpoints,
        is_secret=True,
    ),
)


def checked(config: Mapping[str, Any]) -> dict[str, Any]:
    """Our settings by name, with their defaults filled in.

    Raises `ConfigurationInvalid` with a sentence that names the key, its value and what is allowed; also for
    a key with our prefix that we do not know.
    """
    known = {setting.key: setting for setting in SETTINGS}
    for key in config:
        if key.startswith(PREFIX) and key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(sorted(known))}."
            raise ConfigurationInvalid(f"{key} is not a configuration key; {hint}")
    values = {}
    for setting in SETTINGS:
        value = config.get(setting.key, setting.default)
        if not setting.is_allowed(value):
            shown = "not right" if setting.is_secret else repr(value)
            raise ConfigurationInvalid(f"{setting.key} is {shown}, but it must be {setting.allowed}.")
        values[setting.name] = value
    return values
