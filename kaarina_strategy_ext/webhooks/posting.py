"""Handing an event to a listener over HTTP, and what its answers mean."""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from ..errors import WebhookDeferred, WebhookRefused

TIMEOUT_SECONDS = 10

# Answers of class 4xx that will pass by themselves (RFC 9110, RFC 8470, RFC 6585).
_PASSING = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)
_CLIENT_ERRORS = range(400, 500)


def post(url: str, headers: Mapping[str, str], body: bytes, *, timeout: float = TIMEOUT_SECONDS) -> None:
    """Post the body, by the proxy of the environment where there is one; any answer of class 2xx will do.

    `timeout` is in seconds, for connecting, sending and the answer each. Redirects are not followed: an event
    goes where the configuration says, and nowhere else. Raises `WebhookDeferred` or `WebhookRefused`, with
    the status or the class of the fault alone, because texts of others may hold anything.
    """
    request = Request(url, data=body, headers=dict(headers), method="POST")  # noqa: S310 - only http and https are configured
    try:
        _opener().open(request, timeout=timeout).close()
    except HTTPError as answer:
        with answer:
            raise _verdict(answer.code, answer.headers) from None
    except URLError as fault:
        raise WebhookDeferred(type(fault.reason).__name__) from None
    except (OSError, HTTPException) as fault:
        raise WebhookDeferred(type(fault).__name__) from None


def _verdict(status: int, headers: Message) -> WebhookDeferred | WebhookRefused:
    if status in _CLIENT_ERRORS and status not in _PASSING:
        return WebhookRefused(f"HTTP {status}")
    return WebhookDeferred(f"HTTP {status}", _retry_after(headers.get("Retry-After")))


def _retry_after(value: str | None) -> timedelta | None:
    """How long the listener asks us to wait (RFC 9110, section 10.2.3); None where it does not say."""
    if not value:
        return None
    try:
        if value.strip().isdecimal():
            return timedelta(seconds=int(value))
        return parsedate_to_datetime(value) - datetime.now(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _opener() -> OpenerDirector:
    return build_opener(_NoRedirect, _HTTP, _HTTPS)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing, so that the redirect itself is the answer."""


class _InTime(io.RawIOBase):
    """What a socket receives, all of it before one deadline: a listener that drips would hold up all mail."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._deadline = time.monotonic() + (sock.gettimeout() or TIMEOUT_SECONDS)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        return self._socket.recv_into(buffer)


class _Answer(HTTPResponse):
    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        in_time: Any = _InTime(sock)  # HTTPResponse asks a socket for nothing but its file
        super().__init__(in_time, *arguments, **options)


class _Connection(HTTPConnection):
    response_class = _Answer


class _SecureConnection(HTTPSConnection):
    response_class = _Answer


class _HTTP(HTTPHandler):
    def http_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_Connection, request)


class _HTTPS(HTTPSHandler):
    def https_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_SecureConnection, request, context=ssl.create_default_context())
