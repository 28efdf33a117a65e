"""What the values of the configuration may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Check = Callable[[Any], bool]


def is_text(value: Any) -> bool:
    """Whether it is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def optional(check: Check) -> Check:
    """The check, which None passes as well."""
    return lambda value: value is None or check(value)


def is_web_address(value: Any) -> bool:
    """Whether it is a whole http or https address."""
    return is_text(value) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).netloc)


def is_page_address(value: Any) -> bool:
    """Whether it is a web address, or a path of the site."""
    return is_text(value) and (value.startswith("/") or is_web_address(value))


def by_language(check: Check) -> Check:
    """The check of each value in a mapping by language code (ISO 639)."""
    return lambda value: (
        isinstance(value, Mapping)
        and bool(value)
        and all(
            re.fullmatch(r"[a-z]{2,3}", str(language)) and check(each) for language, each in value.items()
        )
    )


def are_prefixes(value: Any) -> bool:
    """Whether they are different paths for languages in which we have path words."""
    is_prefix = re.compile(r"(/[a-z0-9-]+)+").fullmatch
    return (
        by_language(lambda prefix: isinstance(prefix, str) and bool(is_prefix(prefix)))(value)
        and {"fi", "sv", "en"}.issuperset(value)
        and len(set(value.values())) == len(value)
    )


def is_mail_address(value: Any) -> bool:
    """Whether it looks like one mail address."""
    return is_text(value) and bool(re.fullmatch(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+", value))


def is_smtp_address(value: Any) -> bool:
    """Whether it is the address of a mail server."""
    return is_text(value) and urlsplit(value).scheme in ("smtp", "smtps", "smtp+starttls")


def is_zone(value: Any) -> bool:
    """Whether it is the IANA name of a time zone."""
    try:
        return is_text(value) and bool(ZoneInfo(value))
    except (ZoneInfoNotFoundError, ValueError):
        return False


def are_days(value: Any) -> bool:
    """Whether it is a whole number of days, at most ten years."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 3650  # noqa: PLR2004 - ten years


def are_shares(value: Any) -> bool:
    """Whether they are whole shares of a hundred, none of them nothing."""
    return isinstance(value, (list, tuple)) and all(
        isinstance(each, int) and not isinstance(each, bool) and 0 < each <= 100  # noqa: PLR2004 - per cent
        for each in value
    )


def are_origins(value: Any) -> bool:
    """Whether they are sources of a frame-ancestors directive (CSP 3, section 2.3.1)."""
    is_source = re.compile(r"'self'|https?://[a-z0-9.*:-]+", re.IGNORECASE).fullmatch
    return isinstance(value, (list, tuple)) and all(
        isinstance(each, str) and is_source(each) for each in value
    )
