"""A listener of the test's own, which answers as it is told to."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TOLERANCE_SECONDS = 300

Answer = Callable[["Listener"], None]


@dataclass(frozen=True)
class Received:
    """One request: `headers` by their names in lower case, `at` by the listener's own clock."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def told(self) -> dict[str, Any]:
        """The body, read as JSON."""
        told: dict[str, Any] = json.loads(self.body)
        return told

    def is_signed_with(self, secret: str) -> bool:
        """Whether it is ours: how a listener verifies it, by the words of Standard Webhooks 1.0.0."""
        if abs(self.at - int(self.headers["webhook-timestamp"])) > TOLERANCE_SECONDS:
            return False
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.{self.body.decode()}"
        expected = base64.b64encode(hmac.new(key, signed.encode(), "sha256").digest()).decode()
        versioned = [each.split(",", 1) for each in self.headers["webhook-signature"].split(" ")]
        return any(version == "v1" and hmac.compare_digest(mine, expected) for version, mine in versioned)


@dataclass
class WebhookSink:
    """The listener; `answer` says how it answers from now on, `received` is what came, oldest first."""

    server: ThreadingHTTPServer
    answer: Answer
    received: list[Received] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_port}/hooks"


class Listener(BaseHTTPRequestHandler):
    """Takes each POST down, and then does what the sink says."""

    sink: WebhookSink

    def do_POST(self) -> None:
        """Receive one event."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.sink.received.append(Received(self.path, headers, body, time.time()))
        self.sink.answer(self)

    def do_GET(self) -> None:
        """Take down that somebody came to fetch something, which nobody should."""
        self.sink.received.append(Received(self.path, {}, b"", time.time()))
        self.send_error(405)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the signature is http.server's
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Whoever hangs up on us is what some tests are about."""


def status(code: int, **headers: str) -> Answer:
    """Answer with the status and these headers, whose underscores stand for hyphens."""

    def answer(listener: Listener) -> None:
        listener.send_response(code)
        for name, value in headers.items():
            listener.send_header(name.replace("_", "-"), value)
        listener.send_header("Content-Length", "0")
        listener.end_headers()

    return answer


def hang(listener: Listener) -> None:
    """Say nothing, and keep the line."""
    listener.sink.stopped.wait()


def hang_up(listener: Listener) -> None:
    """Close the line without an answer."""
    listener.close_connection = True


def drip(listener: Listener) -> None:
    """Begin an answer and never end it."""
    listener.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not listener.sink.stopped.wait(0.1):
        listener.wfile.write(b"X-Drop: 1\r\n")


def babble(listener: Listener) -> None:
    """Answer in another language than HTTP."""
    listener.wfile.write(b"220 mail.example.fi ESMTP\r\n")


@contextmanager
def running_listener() -> Iterator[WebhookSink]:
    """A listener that takes everything, listening in a thread until the end of the block."""

    class Handler(Listener):
        """With a sink of its own."""

    server = _Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sink = Handler.sink = WebhookSink(server, status(204))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield sink
    finally:
        sink.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
