"""One document for all languages, from one view for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from ..content import ContactView, ProcessView
from ..instants import to_the_minute
from ..present import ProcessNow
from ..text import Text
from .shapes import Addresses, Texts

Part = TypeVar("Part")
Other = TypeVar("Other")


@dataclass(frozen=True)
class InLanguages(Generic[Part]):
    """The same part of a process, once for each language of the site, in the site's order; at least one."""

    each: tuple[tuple[str, Part], ...]

    @property
    def any(self) -> Part:
        """The part in the first language, for all that no language changes."""
        return self.each[0][1]

    def part(self, part: Callable[[Part], Other]) -> InLanguages[Other]:
        """A part of the part."""
        return InLanguages(tuple((language, part(same)) for language, same in self.each))

    def parts(self, parts: Callable[[Part], Sequence[Other]]) -> list[InLanguages[Other]]:
        """Each of several parts of the part."""
        rows = zip(*(parts(same) for _, same in self.each), strict=True)
        languages = [language for language, _ in self.each]
        return [InLanguages(tuple(zip(languages, row, strict=True))) for row in rows]

    def texts(self, told: Callable[[Part], Text | str | None]) -> Texts:
        """What is told in each language; empty where nothing is.

        A text that was taken from another language stands there once, under its own.
        """
        return by_language((language, told(same)) for language, same in self.each)

    def optional_texts(self, told: Callable[[Part], Text | str | None]) -> Texts | None:
        """As `texts`; None where nothing is told."""
        return self.texts(told) or None


def by_language(told: Iterable[tuple[str, Text | str | None]]) -> Texts:
    """The texts that are there; each is in its own language, whoever asked for it."""
    return {
        text.language if isinstance(text, Text) else language: str(text)
        for language, text in told
        if text is not None
    }


@dataclass(frozen=True)
class Site:
    """What the documents tell of the site around them.

    `address(endpoint, **values)` is a whole address where the site knows its own; `process` among the values
    is the slug of the process whose page it is. `feed` is the address of the changes of a process in a
    language. `contact` and `organisation` are for readers of a language.
    """

    address: Callable[..., str]
    feed: Callable[[str, str], str]
    contact: Callable[[ProcessView], ContactView]
    organisation: Callable[[str], str | None]


@dataclass(frozen=True)
class Process:
    """A process as it stands at one moment, in all languages of the site, and the site around it."""

    now: InLanguages[ProcessNow]
    site: Site

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.now.any.view.slug

    @property
    def as_of(self) -> datetime:
        """The minute of which is told, so that a document stays the same for as long."""
        return to_the_minute(self.local(self.now.any.now))

    def local(self, moment: datetime) -> datetime:
        """The moment with the offset of the process's zone."""
        return moment.astimezone(self.now.any.view.zone)

    def pages(self, endpoint: str, **values: str) -> Addresses:
        """The addresses of one of its pages by language."""
        return {
            language: self.site.address(endpoint, language=language, process=self.slug, **values)
            for language, _ in self.now.each
        }

    def widgets(self) -> Addresses:
        """The addresses of the widget's page by language."""
        return {
            language: self.site.address("widget", variant="standard", lang=language, process=self.slug)
            for language, _ in self.now.each
        }

    def feeds(self) -> Addresses:
        """The addresses of the feed of changes by language."""
        return {language: self.site.feed(self.slug, language) for language, _ in self.now.each}

    def document(self, endpoint: str, **values: str) -> str:
        """The address of one of its documents."""
        return self.site.address(endpoint, slug=self.slug, **values)


def process_in_languages(now: Sequence[ProcessNow], site: Site) -> Process:
    """The process from its view in each language, at least one and all of one revision."""
    return Process(InLanguages(tuple((each.view.language, each) for each in now)), site)
