"""The files that a page of another site loads for the custom element."""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app

from ...host import EXTENSION
from ..responses import PublicResponse


def widget_script() -> Response:
    """The module that defines `<strategia-status>`; browsers take modules of other sites only with CORS."""
    return _file("widget.js", "text/javascript; charset=utf-8")


def widget_style() -> Response:
    """The widget's stylesheet, which the module fetches from wherever the element stands."""
    return _file("widget.css", "text/css; charset=utf-8")


def _file(name: str, content_type: str) -> Response:
    folder = current_app.blueprints[EXTENSION].static_folder or ""
    return PublicResponse((Path(folder) / name).read_bytes(), content_type=content_type)
