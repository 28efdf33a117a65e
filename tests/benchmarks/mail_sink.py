"""A mail server in a process of its own that takes everything, and notes when."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double
from multiprocessing import get_context
from typing import Any

START_SECONDS = 30


class Arrivals:
    """When the mails came, on the clock of `time.monotonic`, oldest first; `port` is where they go."""

    def __init__(self, port: int, times: Any, number: Any) -> None:
        self.port = port
        self._times, self._number = times, number

    def __len__(self) -> int:
        """How many have come."""
        return int(self._number.value)

    def at(self, number: int) -> float:
        """When the mail of this number came, counted from 0."""
        return float(self._times[number])


@contextmanager
def mail_sink(most: int) -> Iterator[Arrivals]:
    """Take up to so many mails until the end of the block."""
    processes = get_context("spawn")
    times, number = processes.Array(c_double, most, lock=False), processes.Value("i", 0, lock=False)
    here, there = processes.Pipe()
    process = processes.Process(target=_run, args=(there, times, number), daemon=True)
    process.start()
    try:
        if not here.poll(START_SECONDS):
            raise RuntimeError("The mail sink does not start.")
        yield Arrivals(here.recv(), times, number)
    finally:
        process.terminate()
        process.join()


def _run(there: Any, times: Any, number: Any) -> None:
    async def serve() -> None:
        server = await asyncio.start_server(
            lambda reader, writer: _talk(reader, writer, note), "127.0.0.1", 0
        )
        there.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    def note() -> None:
        times[number.value] = time.monotonic()
        number.value += 1

    asyncio.run(serve())


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, note: Any) -> None:
    """One conversation, as far as a client that makes no mistake can tell (RFC 5321)."""
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        verb = line[:4].upper()
        if verb == b"DATA":
            writer.write(b"354 go on\r\n")
            await reader.readuntil(b"\r\n.\r\n")
            note()
        if verb == b"QUIT":
            writer.write(b"221 bye\r\n")
            break
        writer.write(b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n" if verb == b"EHLO" else b"250 OK\r\n")
    writer.close()
