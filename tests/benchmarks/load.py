"""Many clients at once in one process without threads, so that measuring costs less than what is measured.

Each client follows a plan: it yields a request, is handed the answer, and so on. A connection carries one
request, because gunicorn's sync workers close it after the answer.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from .http import Reply

Plan = Generator[bytes, Reply, None]
"""What one client asks and does with the answers; it ends with what counts once."""

CHUNK = 262_144
WAIT_SECONDS = 30


@dataclass
class Load:
    """What the clients saw: the plans carried out in time and in all, each answer's status.

    `latencies` are the seconds until the answers, by the number of the request in its plan.
    """

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    in_time: int = 0
    plans: int = 0
    received: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: dict[int, list[float]] = field(default_factory=dict)


class _Client:
    """One client, with at most one connection open."""

    def __init__(self, make: Callable[[], Plan], address: tuple[str, int], load: Load) -> None:
        self._make, self._address, self._load = make, address, load
        self._plan, self._step = make(), 0
        self.connect(next(self._plan))

    def connect(self, request: bytes) -> None:
        """Send a request over a new connection; the socket is in `socket` until `read` says that it ended."""
        self._begun = time.perf_counter()
        self._parts: list[bytes] = []
        self.socket = socket.create_connection(self._address, timeout=WAIT_SECONDS)
        self.socket.sendall(request)
        self.socket.setblocking(False)

    def read(self) -> bool:
        """Take what has come; tells whether that was the end of the answer."""
        try:
            part = self.socket.recv(CHUNK)
        except ConnectionResetError:
            part = b""
        if part:
            self._parts.append(part)
            return False
        self.socket.close()
        return True

    def next_request(self, is_over: Callable[[], bool]) -> bytes | None:
        """Note the answer; gives the next request, or None after the end of the last plan."""
        reply = Reply(b"".join(self._parts))
        self._load.latencies.setdefault(self._step, []).append(time.perf_counter() - self._begun)
        self._load.statuses[reply.status] += 1
        self._load.received += len(reply.raw)
        self._step += 1
        try:
            return self._plan.send(reply)
        except StopIteration:
            self._load.plans += 1
        if is_over():
            return None
        self._load.in_time += 1
        self._plan, self._step = self._make(), 0
        return next(self._plan)


def run(
    make: Callable[[], Plan], address: tuple[str, int], *, clients: int, seconds: float = 0, plans: int = 0
) -> Load:
    """Let so many clients carry out plans, for so long or, where `plans` is given, so many of them.

    What is on its way at the end is waited for, so that what the servers have used belongs to `plans`.
    """
    load = Load()
    begun, cpu = time.perf_counter(), time.process_time()

    def is_over() -> bool:
        return load.plans >= plans if plans else time.perf_counter() - begun >= seconds

    with selectors.DefaultSelector() as selector:
        for _ in range(clients):
            client = _Client(make, address, load)
            selector.register(client.socket, selectors.EVENT_READ, client)
        while selector.get_map():
            _turn(selector, is_over)
    load.seconds = seconds or time.perf_counter() - begun
    load.cpu_seconds = time.process_time() - cpu
    return load


def carried_out(plan: Plan, address: tuple[str, int]) -> Reply:
    """The last answer to a plan that is carried out once, without any hurry."""
    request = next(plan)
    while True:
        with socket.create_connection(address, timeout=WAIT_SECONDS) as connection:
            connection.sendall(request)
            reply = Reply(b"".join(iter(lambda: connection.recv(CHUNK), b"")))
        try:
            request = plan.send(reply)
        except StopIteration:
            return reply


def _turn(selector: selectors.BaseSelector, is_over: Callable[[], bool]) -> None:
    for key, _ in selector.select(timeout=0.1):
        client: _Client = key.data
        if client.read():
            # The selector still knows the socket that `read` has closed, by its object.
            selector.unregister(key.fileobj)
            request = client.next_request(is_over)
            if request is not None:
                client.connect(request)
                selector.register(client.socket, selectors.EVENT_READ, client)
