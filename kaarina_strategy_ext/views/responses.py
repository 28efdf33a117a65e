"""Responses whose headers have the last word, after every `after_request` of the host."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response
from werkzeug.datastructures import Headers

WIDGET_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"


class EmbedResponse(Response):
    """A public document that configured sites may frame.

    It sets no cookie, whatever a host's session does, and carries no X-Frame-Options, which could name only
    one site (RFC 7034); the Content-Security-Policy says who may frame it.
    """

    def __init__(self, document: str, status: int, *, ancestors: Sequence[str]) -> None:
        """Take the document and the origins that may frame it."""
        super().__init__(document, status)
        self._policy = f"{WIDGET_POLICY}; frame-ancestors {' '.join(ancestors)}"

    def get_wsgi_headers(self, environ: dict[str, object]) -> Headers:
        """The headers as they go out."""
        headers = super().get_wsgi_headers(environ)
        for name in ("Set-Cookie", "X-Frame-Options", "Vary"):
            headers.remove(name)
        headers["Content-Security-Policy"] = self._policy
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        return headers


class PersonalResponse(Response):
    """A page with personal data, or one behind a personal link.

    No cache keeps it and no search engine finds it, whatever the host says of its responses. Others are told
    only the origin of its address; with even less, a host's check of the referrer would refuse our forms.
    """

    def get_wsgi_headers(self, environ: dict[str, object]) -> Headers:
        """The headers as they go out."""
        headers = super().get_wsgi_headers(environ)
        headers["Cache-Control"] = "no-store"
        headers["Referrer-Policy"] = "strict-origin"
        headers["X-Robots-Tag"] = "noindex"
        return headers
