"""A translated text as one reader gets it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A text in the reader's language, or, where that is missing, in the language in which it is there."""

    value: str
    language: str
    is_fallback: bool = False

    def __str__(self) -> str:
        return self.value


def text(translated: Mapping[str, str], language: str) -> Text:
    """The text for a reader of the language; never silently in another one: `is_fallback` says so."""
    if language in translated:
        return Text(translated[language], language)
    other = next(iter(translated))
    return Text(translated[other], other, is_fallback=True)


def optional_text(translated: Mapping[str, str] | None, language: str) -> Text | None:
    """As `text`; None where there is none in any language."""
    return text(translated, language) if translated else None


def texts(translated: Iterable[Mapping[str, str]], language: str) -> tuple[Text, ...]:
    """As `text`, for each of several."""
    return tuple(text(each, language) for each in translated)
