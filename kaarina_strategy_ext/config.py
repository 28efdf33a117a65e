"""Every configuration key of ours: its default, its meaning, and what is allowed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .endpoints import ALLOWED, are_endpoints
from .errors import ConfigurationInvalid

PREFIX = "KAARINA_STRATEGY_"
DEFAULT_URL_PREFIXES = {"fi": "/strategia", "sv": "/sv/strategi"}

Check = Callable[[Any], bool]


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


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _optional(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _is_web_address(value: Any) -> bool:
    return _is_text(value) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).netloc)


def _is_page_address(value: Any) -> bool:
    return _is_text(value) and (value.startswith("/") or _is_web_address(value))


def _by_language(check: Check) -> Check:
    return lambda value: (
        isinstance(value, Mapping)
        and bool(value)
        and all(
            re.fullmatch(r"[a-z]{2,3}", str(language)) and check(each) for language, each in value.items()
        )
    )


def _are_prefixes(value: Any) -> bool:
    is_prefix = re.compile(r"(/[a-z0-9-]+)+").fullmatch
    return (
        _by_language(lambda prefix: isinstance(prefix, str) and bool(is_prefix(prefix)))(value)
        and {"fi", "sv", "en"}.issuperset(value)
        and len(set(value.values())) == len(value)
    )


def _is_mail_address(value: Any) -> bool:
    return _is_text(value) and bool(re.fullmatch(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+", value))


def _is_smtp_address(value: Any) -> bool:
    return _is_text(value) and urlsplit(value).scheme in ("smtp", "smtps", "smtp+starttls")


def _is_zone(value: Any) -> bool:
    try:
        return _is_text(value) and bool(ZoneInfo(value))
    except (ZoneInfoNotFoundError, ValueError):
        return False


def _are_days(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 3650  # noqa: PLR2004 - ten years


def _are_origins(value: Any) -> bool:
    is_source = re.compile(r"'self'|https?://[a-z0-9.*:-]+", re.IGNORECASE).fullmatch
    return isinstance(value, (list, tuple)) and all(
        isinstance(each, str) and is_source(each) for each in value
    )


_WEB = "an address such as https://www.example.fi"
_PAGES = 'a mapping such as {"fi": "/saavutettavuus", "sv": "/sv/tillganglighet"}'
_NAMES = 'a mapping such as {"fi": "Kaarinan kaupunki", "sv": "S:t Karins stad"}'

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "URL_PREFIXES",
        DEFAULT_URL_PREFIXES,
        "The path under which our pages live, by language; its order is the order of the languages.",
        'a mapping of "fi", "sv" or "en" to different paths such as "/strategia"',
        _are_prefixes,
    ),
    Setting(
        "BASE_URL",
        None,
        "The site's own address. Links in mails are made from it and never from a request;"
        " mail waits until it is set.",
        _WEB,
        _optional(_is_web_address),
    ),
    Setting(
        "PROCESS",
        None,
        "The slug of the process that lives at the prefix itself; others live at <prefix>/<slug>/.",
        "the slug of a process",
        _optional(_is_text),
    ),
    Setting(
        "DATABASE_URI",
        None,
        "Our own database, where the site has no Flask-SQLAlchemy.",
        "a SQLAlchemy database URL",
        _optional(_is_text),
        is_secret=True,
    ),
    Setting(
        "TIME_ZONE",
        "Europe/Helsinki",
        "The zone in which dates are told where there is no process to ask.",
        "an IANA time zone",
        _is_zone,
    ),
    Setting(
        "ORGANISATION",
        {"fi": "Kaupunki", "sv": "Staden", "en": "The city"},
        "Who invites and who is the controller of the personal data, by language.",
        _NAMES,
        _by_language(_is_text),
    ),
    Setting(
        "CITY",
        {"fi": "Kaupunki", "sv": "Staden", "en": "The city"},
        "The city's short name, which ends each page title, by language.",
        _NAMES,
        _by_language(_is_text),
    ),
    Setting(
        "CONTACT_EMAIL", None, "Where people turn for help.", "an e-mail address", _optional(_is_mail_address)
    ),
    Setting("CONTACT_PHONE", None, "Where people call for help.", "a telephone number", _optional(_is_text)),
    Setting(
        "PRIVACY_URL",
        None,
        "The privacy notice, by language (GDPR, article 13).",
        _PAGES,
        _optional(_by_language(_is_page_address)),
    ),
    Setting(
        "ACCESSIBILITY_URL",
        None,
        "The accessibility statement, by language (Act 306/2019, section 9).",
        _PAGES,
        _optional(_by_language(_is_page_address)),
    ),
    Setting(
        "LOGIN_URL",
        None,
        "Where staff log in, by language; told to whoever opens the staff side without a role for it.",
        'a mapping such as {"fi": "/kirjaudu", "sv": "/sv/logga-in"}',
        _optional(_by_language(_is_page_address)),
    ),
    Setting(
        "SMTP_URL",
        None,
        "The mail server, where the site hands us no mailer.",
        "an address such as smtp+starttls://user:password@mail.example.fi:587",
        _optional(_is_smtp_address),
        is_secret=True,
    ),
    Setting("MAIL_FROM", None, "The sender of our mail.", "an e-mail address", _optional(_is_mail_address)),
    Setting("MAIL_REPLY_TO", None, "Where answers go.", "an e-mail address", _optional(_is_mail_address)),
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
        _are_origins,
    ),
    Setting(
        "RETENTION_DAYS",
        30,
        "Days after a person's last session until the registration is erased.",
        "a number of days from 0 to 3650",
        _are_days,
    ),
    Setting(
        "NEEDS_RETENTION_DAYS",
        7,
        "Days after a person's last session until needs and diet are erased.",
        "a number of days from 0 to 3650",
        _are_days,
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
