"""Responses whose headers have the last word, after every `after_request` of the host."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self

from flask import Response, current_app, request
from werkzeug.datastructures import Headers
from werkzeug.http import generate_etag

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Header = tuple[str, str]

CACHE_SECONDS = 60
# An old state with its time is worth more than an empty box: caches may serve it for a day.
PUBLIC_CACHE = f"public, max-age={CACHE_SECONDS}, stale-while-revalidate=86400, stale-if-error=86400"
WIDGET_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"


class OfHost(Response):
    """A response that is one of the host's own class as well.

    Flask turns any other into the host's class, and with its class it would lose what it has to say.
    """

    def __new__(cls, *_: Any, **__: Any) -> Self:
        """A response of the class and of `app.response_class`."""
        classes: tuple[Any, Any] = cls, current_app.response_class
        made: Self = super().__new__(_of_both(*classes))
        return made


@cache
def _of_both(ours: type[Response], theirs: type[Response]) -> Any:
    return ours if issubclass(ours, theirs) else type(ours.__name__, (ours, theirs), {})


class PageResponse(OfHost):
    """A page in the host's layout that shows nothing personal of ours.

    Whoever has it already is answered 304 (RFC 9110, section 15.4.5): as the host has left it, because its
    layout may greet somebody by name and its `after_request` may still have changed it. For the same reason
    only the reader's own browser keeps it, unless the host says otherwise.
    """

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The page as it goes out."""
        if self.status_code == HTTPStatus.OK and not self.direct_passthrough:
            self.headers.setdefault("Cache-Control", "private, no-cache")
            self.add_etag()
            _spare_who_has_it(self, environ)
        return super().__call__(environ, start_response)


@dataclass(frozen=True)
class Document:
    """A public document; its ETag is made of its bytes, so that all server processes agree on it."""

    content: bytes
    etag: str

    @classmethod
    def of(cls, content: str | bytes) -> Document:
        """The document with its ETag."""
        content = content.encode() if isinstance(content, str) else content
        return cls(content, generate_etag(content))


class PublicResponse(OfHost):
    """A public document without personal data: a feed, JSON, a calendar, the widget.

    It sets no cookie, whatever a host's session does, any page of any site may read it (CORS), and whoever
    has it already is answered 304 (RFC 9110, section 15.4.5).
    """

    def __init__(
        self, document: Document | str | bytes, status: int = HTTPStatus.OK, *, content_type: str
    ) -> None:
        """Take the document, which may be at hand with its ETag."""
        document = document if isinstance(document, Document) else Document.of(document)
        super().__init__(document.content, status, content_type=content_type)
        if status == HTTPStatus.OK:
            self.set_etag(document.etag)
            _spare_who_has_it(self, request.environ)

    def get_wsgi_response(self, environ: WSGIEnvironment) -> tuple[Iterable[bytes], str, list[Header]]:
        """The document as it goes out, with what we say of it instead of what the host says."""
        content, status, headers = super().get_wsgi_response(environ)
        said = self.last_word()
        instead = {"set-cookie", "vary", *(name.lower() for name, _ in said)}
        return content, status, [each for each in headers if each[0].lower() not in instead] + said

    def last_word(self) -> list[Header]:
        """The headers that no host changes."""
        is_good = self.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
        return [
            ("Access-Control-Allow-Origin", "*"),
            ("Cache-Control", PUBLIC_CACHE if is_good else "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
        ]


class EmbedResponse(PublicResponse):
    """A public page that configured sites may frame.

    It carries no X-Frame-Options, which could name only one site (RFC 7034); the Content-Security-Policy
    says who may frame it.
    """

    def __init__(self, document: Document | str, status: int, *, ancestors: Sequence[str]) -> None:
        """Take the document and the origins that may frame it."""
        super().__init__(document, status, content_type="text/html; charset=utf-8")
        self._policy = f"{WIDGET_POLICY}; frame-ancestors {' '.join(ancestors)}"

    def get_wsgi_response(self, environ: WSGIEnvironment) -> tuple[Iterable[bytes], str, list[Header]]:
        """The page as it goes out, without the host's X-Frame-Options."""
        content, status, headers = super().get_wsgi_response(environ)
        return content, status, [each for each in headers if each[0].lower() != "x-frame-options"]

    def last_word(self) -> list[Header]:
        """The headers that no host changes."""
        return [*super().last_word(), ("Content-Security-Policy", self._policy)]


class PersonalResponse(OfHost):
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


def _spare_who_has_it(response: Response, environ: WSGIEnvironment) -> None:
    """Answer 304 where the reader has said what they have; otherwise there is nothing to compare.

    Nearly all name just the ETag that they were sent, weak where a proxy has compressed the answer. Only
    other lists are taken apart, which costs more than the rest of the answer.
    """
    named = environ.get("HTTP_IF_NONE_MATCH")
    if named is None:
        return
    if named.removeprefix("W/") == response.headers["ETag"] and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
        response.status_code = HTTPStatus.NOT_MODIFIED
    else:
        response.make_conditional(environ)
