"""What RFC 4287 says that a feed must be, as a feed validator checks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*")  # RFC 4151, 2.1


def complaints(document: bytes) -> list[str]:
    """Every rule that the document breaks, with the section that says so."""
    try:
        feed = ElementTree.fromstring(document)
    except ElementTree.ParseError as error:
        return [f"no XML: {error}"]
    return list(_of_feed(feed))


def entries(document: bytes) -> list[Element]:
    """The entries in the order of the document."""
    return ElementTree.fromstring(document).findall(f"{ATOM}entry")


def texts(document: bytes, name: str) -> list[str]:
    """What the elements of this name say, one of each entry."""
    return [each.findtext(f"{ATOM}{name}") or "" for each in entries(document)]


def link(element: Element, relation: str) -> str:
    """Where the link of the feed or the entry leads."""
    return next(each.attrib["href"] for each in _links(element, relation))


def _of_feed(feed: Element) -> Iterator[str]:
    if feed.tag != f"{ATOM}feed":
        yield "4.1.1: the document is no feed"
    if not feed.get(LANGUAGE):
        yield "2: the feed tells no language"
    yield from _of_either(feed)
    if len(feed.findall(f"{ATOM}author")) != 1 or not feed.findtext(f"{ATOM}author/{ATOM}name"):
        yield "4.1.1: the feed has not one author with a name"
    if len(_links(feed, "self")) != 1:
        yield "4.1.1: the feed does not say where it is"
    all_entries = feed.findall(f"{ATOM}entry")
    ids = [each.findtext(f"{ATOM}id") for each in [feed, *all_entries]]
    if len(set(ids)) != len(ids):
        yield "4.2.6: ids are not unique"
    updated = [each.findtext(f"{ATOM}updated") or "" for each in all_entries]
    if sorted(updated, reverse=True) != updated or max([*updated, ""]) > (
        feed.findtext(f"{ATOM}updated") or ""
    ):
        yield "4.2.15: the newest is not the first, or the feed is older than its entries"
    for entry in all_entries:
        yield from _of_either(entry)
        yield from _of_entry(entry)


def _of_either(element: Element) -> Iterator[str]:
    for name, section in (("id", "4.2.6"), ("title", "4.2.14"), ("updated", "4.2.15")):
        found = element.findall(f"{ATOM}{name}")
        if len(found) != 1 or not (found[0].text or "").strip():
            yield f"{section}: not one {name} with words in {element.tag}"
    if not TAG.fullmatch(element.findtext(f"{ATOM}id") or ""):
        yield "4.2.6: the id is no tag URI"
    yield from _of_instants(element)
    yield from _of_links(element)


def _of_instants(element: Element) -> Iterator[str]:
    for each in [*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")]:
        if not _is_instant(each.text or ""):
            yield f"3.3: no instant: {each.text!r}"


def _of_links(element: Element) -> Iterator[str]:
    kinds = [(each.get("type"), each.get("hreflang")) for each in _links(element, "alternate")]
    if not kinds or len(set(kinds)) != len(kinds):
        yield "4.1.1, 4.1.2: no alternate, or two of the same type and language"
    for each in element.findall(f"{ATOM}link"):
        address = urlsplit(each.get("href", ""))
        if not (address.scheme and address.netloc):
            yield f"4.2.7: the link is not whole: {address.geturl()!r}"


def _of_entry(entry: Element) -> Iterator[str]:
    contents = entry.findall(f"{ATOM}content")
    if len(contents) != 1 or contents[0].get("type") != "html" or list(contents[0]):
        yield "4.1.3.3: not one content of escaped HTML"


def _links(element: Element, relation: str) -> list[Element]:
    return [each for each in element.findall(f"{ATOM}link") if each.get("rel", "alternate") == relation]


def _is_instant(text: str) -> bool:
    return bool(RFC_3339.fullmatch(text)) and datetime.fromisoformat(text).tzinfo is not None
