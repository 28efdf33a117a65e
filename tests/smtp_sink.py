"""A real mail server on a free port of this machine: it keeps what it gets, and fails as it is told to."""

from __future__ import annotations

import asyncio
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from enum import Enum
from threading import Thread
from types import SimpleNamespace
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class Answer(Enum):
    """What the server does with mail."""

    ACCEPT = "takes it"
    TRY_LATER = "refuses every recipient for now, with 451"
    HANG = "takes the connection, and after MAIL FROM never says a word"
    DROP_AFTER_DATA = "takes the whole message, and cuts the line before it says so"


class SmtpSink:
    """The server; `answer` and `refused` may change at any time and hold from the next command on."""

    def __init__(self) -> None:
        """A server that accepts everything; it runs inside `running_sink`."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        # Else each greeting of several lines waits 40 ms for the client's acknowledgement of the first.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.host, self.port = self._socket.getsockname()
        self._loop, self._stopped = asyncio.new_event_loop(), asyncio.Event()
        self.answer = Answer.ACCEPT
        self.refused: set[str] = set()  # addresses that get 550
        self.mails_per_line: int | None = None  # after so many the answer to MAIL FROM is 421
        self._carried: dict[SMTP, int] = {}
        self.envelopes: list[Envelope] = []

    @property
    def messages(self) -> list[EmailMessage]:
        """What the server has got, oldest first: also what came before a dropped line."""
        return [
            message_from_bytes(each.original_content or b"", _class=EmailMessage, policy=email.policy.default)
            for each in self.envelopes
        ]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd finds its hooks by the names of the commands
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The answer to MAIL FROM."""
        if self.answer is Answer.HANG:
            await _nothing()
        carried = self._carried.get(server, 0)
        if self.mails_per_line is not None and carried >= self.mails_per_line:
            return "421 4.7.0 Too many messages in this connection"
        self._carried[server] = carried + 1
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the same
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The answer to RCPT TO."""
        if self.answer is Answer.TRY_LATER:
            return "451 4.7.1 Try again later"
        if address in self.refused:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        """The answer to the end of the message."""
        self.envelopes.append(envelope)
        if self.answer is Answer.DROP_AFTER_DATA:
            transport: Any = server.transport
            transport.abort()
            await _nothing()
        return "250 OK"

    def run(self) -> None:
        """Serve until `stop`; to be called in a thread of its own."""
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    def stop(self) -> None:
        """End `run`, from any other thread."""
        self._loop.call_soon_threadsafe(self._stopped.set)

    async def _serve(self) -> None:
        server = await self._loop.create_server(self._connection, sock=self._socket)
        await self._stopped.wait()
        server.close()

    def _connection(self) -> SMTP:
        # The hooks alone: of whatever it is given it looks at every attribute, and `messages` takes its time.
        hooks = SimpleNamespace(
            handle_MAIL=self.handle_MAIL, handle_RCPT=self.handle_RCPT, handle_DATA=self.handle_DATA
        )
        return SMTP(hooks, hostname="localhost", enable_SMTPUTF8=True, loop=self._loop)


@contextmanager
def running_sink() -> Iterator[SmtpSink]:
    """A server of one's own, listening in a thread until the end of the block."""
    sink = SmtpSink()
    thread = Thread(target=sink.run)
    thread.start()
    try:
        yield sink
    finally:
        sink.stop()
        thread.join()


async def _nothing() -> None:
    """Wait until the connection is gone, which ends the task that waits here."""
    await asyncio.Event().wait()
