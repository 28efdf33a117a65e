"""Our pages as frames of the widget, for programs that ask by their address (oEmbed 1.0, section 2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from xml.etree import ElementTree

from flask import Response, request
from markupsafe import Markup

from ..host import Host, current_host
from ..i18n import words
from ..readmodels.presets import DEFAULT_VARIANT, PRESETS, Preset
from .embeddable import Embeddable, embeddable
from .responses import PublicResponse
from .xml_text import without_forbidden

CACHE_SECONDS = 3600
MOST_PIXELS = 100_000
# The frame of the line is as wide as what is around it; this is told where the asker sets no bound.
LINE_WIDTH = 480


LARGEST_FIRST = tuple(PRESETS[variant] for variant in ("full", DEFAULT_VARIANT, "compact", "line"))


def oembed() -> Response:
    """The frame for an address of ours, as JSON or XML; another answer tells what is wrong with the request.

    404 for what is not ours or has no widget, 501 for another format (oEmbed 1.0, section 2.3.4).
    """
    write = WRITERS.get(request.args.get("format", "json"))
    if write is None:
        return _problem(HTTPStatus.NOT_IMPLEMENTED, "The formats are json and xml.")
    most_wide, most_high = _bound("maxwidth"), _bound("maxheight")
    if not (most_wide and most_high):
        return _problem(HTTPStatus.BAD_REQUEST, "maxwidth and maxheight are whole numbers of pixels from 1.")
    if "url" not in request.args:
        return _problem(HTTPStatus.BAD_REQUEST, "url is missing: the address of the page to embed.")
    host = current_host()
    found = embeddable(host, request.args["url"])
    if found is None:
        return _problem(HTTPStatus.NOT_FOUND, "The url is not that of a page of ours that can be embedded.")
    return write(_answer(host, found, _preset(found.variant, most_wide, most_high)))


def _bound(name: str) -> int | None:
    """The most pixels that the query allows; None where it says something else than a number of pixels."""
    given = request.args.get(name, str(MOST_PIXELS))
    is_number = given.isascii() and given.isdigit()
    return (min(int(given[:9]), MOST_PIXELS) or None) if is_number else None


def _preset(variant: str, most_wide: int, most_high: int) -> Preset:
    """The variant, or the next smaller one that fits; the line is made to fit, because it must be obeyed."""
    names = [each.variant for each in LARGEST_FIRST]
    *wished, line = LARGEST_FIRST[names.index(variant if variant in names else DEFAULT_VARIANT) :]
    for preset in wished:
        if (preset.width or 0) <= most_wide and preset.height <= most_high:
            return preset
    return Preset(line.variant, min(LINE_WIDTH, most_wide), min(line.height, most_high))


def _answer(host: Host, found: Embeddable, preset: Preset) -> Mapping[str, str | int]:
    query = {"lang": found.language} | ({"process": found.process} if found.process else {})
    source = host.absolute_url(host.url("widget", variant=preset.variant, **query))
    width = "100%" if preset.variant == LARGEST_FIRST[-1].variant else str(preset.width)
    frame = Markup('<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>')
    name = words(found.language).gettext("Status of strategy work")
    return {
        "version": "1.0",
        "type": "rich",
        "title": found.title,
        "provider_name": host.by_language("ORGANISATION", found.language) or "",
        "provider_url": f"{host.base_url}/",
        "cache_age": CACHE_SECONDS,
        "html": frame.format(source, name, width, preset.height),
        "width": preset.width or LINE_WIDTH,
        "height": preset.height,
    }


def _as_json(answer: Mapping[str, str | int]) -> Response:
    return PublicResponse(json.dumps(answer), content_type="application/json")


def _as_xml(answer: Mapping[str, str | int]) -> Response:
    root = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(root, name).text = without_forbidden(str(value))
    document = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return PublicResponse(document, content_type="text/xml; charset=utf-8")


WRITERS = {"json": _as_json, "xml": _as_xml}


def _problem(status: HTTPStatus, detail: str) -> Response:
    """What is wrong with the request, for a program (RFC 9457)."""
    told = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    return PublicResponse(json.dumps(told), status, content_type="application/problem+json")
