"""What the words of a content file may be; each function tells what is wrong, or None or nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from .problems import Said

LONGEST_TEXT = 20_000
"""Characters of a text in one language: ten pages, and Markdown of that length is read in a moment."""

_NAME = re.compile(r"[a-z0-9-]{1,60}")
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def text_problems(text: dict[str, str], languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (language, message) for each unknown language, and each text too long or not to be shown."""
    if not text:
        yield "", "needs a text in at least one language"
    for language, words in text.items():
        if language not in languages:
            yield language, Said("is not one of the languages {languages}", languages=", ".join(languages))
        elif len(words) > LONGEST_TEXT:
            pattern = "has {count} characters; at most {most} fit"
            yield language, Said(pattern, count=len(words), most=LONGEST_TEXT)
        elif problem := string_problem(words.replace("\n", " ").replace("\t", " ")):
            yield language, problem


def string_problem(value: str) -> str | None:
    """Refuse what is blank, and control characters and half surrogates (Unicode categories Cc and Cs)."""
    if not value.strip():
        return "must not be empty"
    for character in value:
        if unicodedata.category(character) in ("Cc", "Cs"):
            return Said("the character U+{code:04X} is not allowed", code=ord(character))
    return None


def name_problem(name: str) -> str | None:
    """Refuse what cannot stand in an address as it is."""
    if _NAME.fullmatch(name):
        return None
    return Said("expected 1 to 60 lower-case letters a-z, digits and hyphens, got {name!r}", name=name)


def code_problem(code: str) -> str | None:
    """Refuse what is no language code in the form of BCP 47."""
    return (
        None
        if _CODE.fullmatch(code)
        else Said("expected a language code such as fi, got {code!r}", code=code)
    )


def link_problem(link: str) -> str | None:
    """Refuse addresses that are not of the web, or not whole."""
    message = Said("expected an address that begins with https:// or http://, got {link!r}", link=link)
    try:
        parts = urlsplit(link)
    except ValueError:
        return message
    is_whole = parts.scheme in ("http", "https") and parts.hostname
    is_clean = not re.search(r"\s", link) and string_problem(link) is None
    return None if is_whole and is_clean else message


def address_problem(address: str) -> str | None:
    """Refuse what is no e-mail address (RFC 5321, 5322); no name server is asked."""
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError as error:
        return Said(
            "expected an e-mail address, got {address!r} ({error})", address=address, error=str(error)
        )
    return None
