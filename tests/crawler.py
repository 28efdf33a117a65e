"""Somebody who reads every page of a site to the letter: pages as trees, and a walk along all links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient

VOID = {"base", "br", "hr", "img", "input", "link", "meta", "source"}
# Tags between which words run on; any other tag parts them.
INLINE = {"a", "abbr", "b", "em", "i", "s", "small", "span", "strong", "time"}
SILENT = {"script", "style"}
# The attribute that leads on from a page, by tag.
LEADS = {
    "a": "href",
    "button": "formaction",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "script": "src",
}


@dataclass(eq=False)
class Element:
    """One element of a page; its children are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        """The attribute's value; empty where it is not there."""
        return self.attributes.get(attribute, "")

    def every(self, *tags: str, **wanted: str) -> list[Element]:
        """What is inside, in order: with one of the tags if any is named, and with these attributes."""
        return [
            each
            for each in self._inside()
            if (not tags or each.tag in tags) and all(each[name] == value for name, value in wanted.items())
        ]

    def classed(self, name: str) -> list[Element]:
        """What is inside and of this class."""
        return [each for each in self._inside() if name in each["class"].split()]

    @property
    def text(self) -> str:
        """All words inside, with single spaces."""
        return " ".join("".join(self._pieces()).split())

    @property
    def language(self) -> str:
        """What the nearest `lang` says; empty where there is none (WCAG 3.1.2)."""
        return self["lang"] or (self.parent.language if self.parent else "")

    def is_within(self, *tags: str) -> bool:
        """Whether an element around it has one of the tags."""
        return self.parent is not None and (self.parent.tag in tags or self.parent.is_within(*tags))

    def _inside(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._inside()

    def _pieces(self) -> Iterator[str]:
        edge = "" if self.tag in INLINE else " "
        yield edge
        if self.tag not in SILENT:
            for child in self.children:
                yield from [child] if isinstance(child, str) else child._pieces()
        yield edge


class Reader(HTMLParser):
    """Reads a page into a tree; raises `ValueError` where a tag closes what is not open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = self._open = Element("document")
        self.feed(text)
        self.close()
        if self._open is not self.root:
            raise ValueError(f"<{self._open.tag}> is never closed")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        self.handle_startendtag(tag, attrs)
        last = self._open.children[-1]
        if tag not in VOID and isinstance(last, Element):
            self._open = last

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that has nothing inside."""
        attributes = {name: value or "" for name, value in attrs}
        self._open.children.append(Element(tag, attributes, self._open))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if self._open.tag != tag or self._open.parent is None:
            raise ValueError(f"</{tag}> closes <{self._open.tag}>")
        self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        """Take words."""
        self._open.children.append(data)


@dataclass(frozen=True)
class Found:
    """What a link led to; `base` is the site's address, without a slash at its end."""

    path: str
    status: int
    kind: str
    body: str
    base: str

    @cached_property
    def tree(self) -> Element:
        """The page as a tree."""
        return Reader(self.body).root

    @property
    def is_page(self) -> bool:
        """Whether it is a document of HTML."""
        return self.kind == "text/html"

    @property
    def language(self) -> str:
        """The language that the document says it is in."""
        return self.tree.every("html")[0]["lang"]

    @cached_property
    def text(self) -> str:
        """All words of the body."""
        return self.tree.every("body")[0].text

    def leads(self) -> Iterator[str]:
        """The addresses on the same site to which the page leads, with their fragments."""
        for element in self.tree.every(*LEADS):
            address = element[LEADS[element.tag]]
            if address and (local := self.local(address)):
                yield local

    def local(self, address: str) -> str | None:
        """The address as a path from the root of the site; None where it leads elsewhere."""
        whole = urljoin(self.base + self.path, address)
        is_local = urlsplit(whole)._replace(path="", query="", fragment="").geturl() == self.base
        return whole.removeprefix(self.base) if is_local else None


def crawl(client: FlaskClient, starts: Sequence[str], base: str = "http://localhost") -> dict[str, Found]:
    """Everything of the site to which links lead from these pages, by address, these included.

    Redirects are followed; what came back stands under the address that was asked for.
    """
    found: dict[str, Found] = {}
    waiting = list(starts)
    while waiting:
        path = waiting.pop().partition("#")[0]
        if path in found:
            continue
        found[path] = visit(client, path, base)
        if found[path].is_page:
            waiting.extend(found[path].leads())
    return found


def visit(client: FlaskClient, path: str, base: str = "http://localhost") -> Found:
    """One page, after any redirect."""
    with client.get(path, follow_redirects=True) as answer:
        body = answer.text if re.match(r"text/|application/json|image/svg", answer.mimetype) else ""
        reached = answer.request.full_path.rstrip("?") if answer.history else path
        return Found(reached, answer.status_code, answer.mimetype, body, base)
