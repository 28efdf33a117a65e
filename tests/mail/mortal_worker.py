"""A worker in a process of its own that stops at a given mail, so that it can be killed just there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage

from kaarina_strategy_ext.mail.transport import SMTPTransport

from ..servers import ROOT
from ..smtp_sink import SmtpSink
from ..town import engine_of
from .conftest import Office

BEFORE, AFTER = "before", "after"
"""Where it stops: with the mail in hand, or when the server has taken it and nobody has noted that."""


@contextmanager
def stopped_worker(office: Office, sink: SmtpSink, nth: int, where: str) -> Iterator[None]:
    """A worker that has come to the nth mail of its round; killed with SIGKILL at the end of the block."""
    url = office.engine.url.render_as_string(hide_password=False)
    arguments = [url, f"smtp://{sink.host}:{sink.port}", office.now.isoformat(), f"{where} {nth}"]
    command = [sys.executable, "-m", "tests.mail.mortal_worker", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            assert process.stdout.readline().strip() == b"stopped"
            yield
        finally:
            process.kill()


def _work(url: str, server: str, now: str, end: str) -> None:
    office = Office(engine_of(url), datetime.fromisoformat(now))
    carry, handled = SMTPTransport.from_url(server), 0

    def pass_by(where: str) -> None:
        if end == f"{where} {handled}":
            sys.stdout.write("stopped\n")
            sys.stdout.flush()
            sys.stdin.read()  # nobody ever writes

    def transport(mail: EmailMessage) -> None:
        nonlocal handled
        handled += 1
        pass_by(BEFORE)
        carry(mail)
        pass_by(AFTER)

    office.deliver(transport)


if __name__ == "__main__":
    _work(*sys.argv[1:])
