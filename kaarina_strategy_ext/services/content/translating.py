"""Finding the texts that a language lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from .document import Process

_LANGUAGES = frozenset({"en", "fi", "sv"})


def missing_translations(document: Process, languages: Sequence[str]) -> list[tuple[str, str]]:
    """Each language with the path of a text that it lacks, such as `("sv", "workshops[0].title")`."""
    found = texts_within(msgspec.to_builtins(document), languages)
    return [(language, path) for path, text in found for language in languages if language not in text]


def texts_within(value: Any, languages: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each text by language in the fields of a content file, with its path from there."""
    return _texts(value, "", _LANGUAGES | set(languages))


def _texts(value: Any, path: str, languages: frozenset[str]) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _texts(each, f"{path}[{number}]", languages)
    elif isinstance(value, dict) and value and languages.issuperset(value):
        yield path, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(each, f"{path}.{name}" if path else name, languages)
