"""Reads the catalogues for the tests that judge them."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from kaarina_strategy_ext.i18n import DOMAIN

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "translations" / f"{DOMAIN}.pot"
LANGUAGES = ["fi", "sv", "en"]
TRANSLATED = ["fi", "sv"]
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def template(path: Path = TEMPLATE) -> Catalog:
    """The messages that there are to be translated."""
    with path.open("rb") as file:
        return read_po(file)


def catalogue(language: str) -> Catalog:
    """The catalogue as its translators write it."""
    with (TEMPLATE.parent / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language)


def compiled(language: str) -> bytes:
    """The catalogue as the program reads it."""
    return (TEMPLATE.parent / language / "LC_MESSAGES" / f"{DOMAIN}.mo").read_bytes()


def messages(of: Catalog) -> list[Message]:
    """The messages without the header."""
    found = [message for message in of if message.id]
    assert found
    return found


def forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The one text of a message, or its singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def identities(of: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    """What tells messages apart: the context, and the source in every form."""
    return {(message.context, forms(message.id)) for message in messages(of)}


def translations(of: Catalog) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """What is said in every form, by context and first form of the source."""
    return {(each.context, forms(each.id)[0]): forms(each.string) for each in messages(of)}
