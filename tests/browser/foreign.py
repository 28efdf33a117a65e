"""Sites of others: an intranet with a strict policy, and a city whose service can be made to fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

# What a strict page allows: scripts and requests of the city's origin, and its frames; nothing inline.
POLICY = (
    "default-src 'none'; script-src {city}; connect-src {city}; frame-src {city};"
    " base-uri 'none'; form-action 'none';"
    " require-trusted-types-for 'script'; trusted-types kaarina-strategy"
)
KEPT_HEADERS = ("Content-Type", "Cache-Control", "ETag", "Access-Control-Allow-Origin")
REPAIR = b"<!doctype html><title>Huolto</title><main><h1>Palvelu on huollossa</h1></main>"


@dataclass
class Intranet:
    """A site that shows the widget; `address` is that of its only page, which a test fills."""

    address: str = ""
    page: str = ""
    policy: str = ""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Show the page."""
        document = f'<!doctype html><html lang="fi"><meta charset="utf-8"><title>Intranet</title>{self.page}'
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": self.policy}
        send(request, 200, document.encode(), headers)


@dataclass
class City:
    """The demo behind a server that can be made to fail.

    `trouble` is what happens to requests for the widget: "down", "repair", "redirect", "slow" or nothing.
    """

    demo: str
    address: str = ""
    trouble: str = ""
    patience: Event = field(default_factory=Event)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Hand over what the demo answers, or have trouble."""
        is_widget = request.path.startswith("/strategia/widget/")
        if is_widget and self.trouble == "down":
            return request.connection.close()
        if is_widget and self.trouble == "repair":
            return send(
                request, 200, REPAIR, {"Content-Type": "text/html", "Access-Control-Allow-Origin": "*"}
            )
        if is_widget and self.trouble == "redirect":
            there = {"Location": "/elsewhere" + request.path, "Access-Control-Allow-Origin": "*"}
            return send(request, 302, b"", there)
        if is_widget and self.trouble == "slow":
            self.patience.wait()
        return self._hand_over(request)

    def _hand_over(self, request: BaseHTTPRequestHandler) -> None:
        try:
            with urlopen(self.demo + request.path.removeprefix("/elsewhere")) as answer:
                headers = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
                send(request, answer.status, answer.read(), headers)
        except HTTPError as fault:
            with fault:
                send(request, fault.code, fault.read(), {"Content-Type": fault.headers["Content-Type"]})


def send(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    """Answer the request."""
    request.send_response(status)
    for name, value in {**headers, "Content-Length": str(len(body))}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def serving(site: Any, host: str) -> Iterator[Any]:
    """Serve the site at a free port of the host's name until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    site.address = f"http://{host}:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
