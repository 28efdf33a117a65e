"""Handing mails to a real mail server, and what becomes of its refusals."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from kaarina_strategy_ext.errors import MailDeferred, MailRefused
from kaarina_strategy_ext.mail.folding import SMTPUTF8
from kaarina_strategy_ext.mail.transport import SMTPTransport

from ..smtp_sink import Answer, SmtpSink

ADDRESS = "aino.virtanen@example.fi"


def mail_to(address: str = ADDRESS) -> EmailMessage:
    """A small mail."""
    mail = EmailMessage(policy=SMTPUTF8)
    mail["From"], mail["To"], mail["Subject"] = "strategia@esimerkki.fi", address, "Ilmoittautumisesi"
    mail.set_content("Hei!")
    return mail


def transport_to(sink: SmtpSink, timeout: float = 5) -> SMTPTransport:
    """A transport to the server."""
    return SMTPTransport.from_url(f"smtp://{sink.host}:{sink.port}", timeout)


class Door:
    """A handler that answers each command as it is told to, and keeps who came in."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.logins: list[tuple[bytes, bytes]] = []

    async def handle_MAIL(  # noqa: N802 - aiosmtpd finds its hooks by the names of the commands
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802 - the same
        return self.answers.get("DATA", "250 OK")

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _way: Any, login: LoginPassword
    ) -> AuthResult:
        """Keep the login and let in whoever knows the word."""
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"p@ss/word", handled=False)


@contextmanager
def server_with(door: Door, **options: Any) -> Iterator[int]:
    """A server with that handler; gives its port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    controller = Controller(door, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def test_mail_arrives_with_one_recipient(smtp_sink: SmtpSink) -> None:
    transport_to(smtp_sink)(mail_to())
    (envelope,) = smtp_sink.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("strategia@esimerkki.fi", [ADDRESS])
    assert smtp_sink.messages[0]["Subject"] == "Ilmoittautumisesi"


def test_refused_recipient_is_refused_for_good(smtp_sink: SmtpSink) -> None:
    smtp_sink.refused.add(ADDRESS)
    with pytest.raises(MailRefused, match="550") as refused:
        transport_to(smtp_sink)(mail_to())
    assert ADDRESS not in repr(refused.value)


def test_recipient_refused_for_now_waits(smtp_sink: SmtpSink) -> None:
    smtp_sink.answer = Answer.TRY_LATER
    with pytest.raises(MailDeferred, match="451") as deferred:
        transport_to(smtp_sink)(mail_to())
    assert ADDRESS not in repr(deferred.value)


def test_server_that_falls_silent_costs_no_more_than_the_timeout(smtp_sink: SmtpSink) -> None:
    smtp_sink.answer = Answer.HANG
    started = time.monotonic()
    with pytest.raises(MailDeferred):
        transport_to(smtp_sink, timeout=0.3)(mail_to())
    assert time.monotonic() - started < 2


def test_server_that_takes_the_line_and_never_speaks_costs_no_more_than_the_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        with pytest.raises(MailDeferred):
            SMTPTransport("127.0.0.1", silent.getsockname()[1], timeout=0.3)(mail_to())
    assert time.monotonic() - started < 2


def test_line_cut_before_the_server_confirms_is_tried_again(smtp_sink: SmtpSink) -> None:
    smtp_sink.answer = Answer.DROP_AFTER_DATA
    with pytest.raises(MailDeferred):
        transport_to(smtp_sink)(mail_to())


def test_server_that_is_not_there_is_tried_again() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    with pytest.raises(MailDeferred, match="ConnectionRefusedError"):
        SMTPTransport("127.0.0.1", port)(mail_to())


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"DATA": "554 5.7.1 Spam"}, MailRefused),
        ({"DATA": "452 4.3.1 Disk full"}, MailDeferred),
        # What is wrong with our sender is wrong with every mail: none of them may be lost by it.
        ({"MAIL": "553 5.7.1 Not your address"}, MailDeferred),
        ({"MAIL": "421 4.3.2 Closing"}, MailDeferred),
    ],
)
def test_refusal_is_final_only_where_it_is_about_this_mail(
    answers: dict[str, str], verdict: type[Exception]
) -> None:
    with server_with(Door(**answers)) as port, pytest.raises(verdict):
        SMTPTransport("127.0.0.1", port)(mail_to())


def test_mail_that_was_taken_counts_even_if_the_server_does_not_say_goodbye() -> None:
    class Rude(Door):
        async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802 - the same
            return "421 Go away"

    with server_with(Rude()) as port:
        SMTPTransport("127.0.0.1", port)(mail_to())


def test_address_beyond_ascii_goes_to_a_server_that_takes_it(smtp_sink: SmtpSink) -> None:
    transport_to(smtp_sink)(mail_to("äijä@example.fi"))
    assert smtp_sink.envelopes[0].rcpt_tos == ["äijä@example.fi"]


def test_address_beyond_ascii_is_refused_where_the_server_does_not_take_it() -> None:
    with (
        server_with(Door(), enable_SMTPUTF8=False) as port,
        pytest.raises(MailRefused, match="ASCII") as refused,
    ):
        SMTPTransport("127.0.0.1", port)(mail_to("äijä@example.fi"))
    assert "äijä" not in repr(refused.value)


def test_user_and_password_of_the_address_log_in() -> None:
    door = Door()
    with server_with(door, authenticator=door.authenticate, auth_require_tls=False) as port:
        SMTPTransport.from_url(f"smtp://strategia%40esimerkki.fi:p%40ss%2Fword@127.0.0.1:{port}")(mail_to())
    assert set(door.logins) == {(b"strategia@esimerkki.fi", b"p@ss/word")}


def test_wrong_password_lets_the_mail_wait() -> None:
    door = Door()
    options = {"authenticator": door.authenticate, "auth_require_tls": False}
    with server_with(door, **options) as port, pytest.raises(MailDeferred, match="535") as deferred:
        SMTPTransport.from_url(f"smtp://strategia:wrong@127.0.0.1:{port}")(mail_to())
    assert "wrong" not in repr(deferred.value)


@pytest.mark.parametrize("url", ["smtp+starttls://127.0.0.1:{port}", "smtp://user:pw@127.0.0.1:{port}"])
def test_server_without_encryption_or_login_lets_the_mail_wait(smtp_sink: SmtpSink, url: str) -> None:
    with pytest.raises(MailDeferred, match="TLS"):
        SMTPTransport.from_url(url.format(port=smtp_sink.port))(mail_to())
    assert smtp_sink.envelopes == []


def test_encryption_from_the_first_byte_is_asked_for(smtp_sink: SmtpSink) -> None:
    with pytest.raises(MailDeferred, match="SSL"):
        SMTPTransport.from_url(f"smtps://127.0.0.1:{smtp_sink.port}", timeout=2)(mail_to())
    assert smtp_sink.envelopes == []


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("smtp://mail.example.fi", 25),
        ("smtps://mail.example.fi", 465),
        ("smtp+starttls://mail.example.fi", 587),
        ("smtp+starttls://mail.example.fi:2525/", 2525),
    ],
)
def test_port_is_the_usual_one_unless_it_is_named(url: str, port: int) -> None:
    assert SMTPTransport.from_url(url).port == port


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://mail.example.fi", "must begin with"),
        ("mail.example.fi:25", "must begin with"),
        ("", "must begin with"),
        ("smtp://", "scheme://user:password@host:port"),
        ("smtp://user:secret@", "scheme://user:password@host:port"),
        ("smtp://mail.example.fi/inbox", "scheme://user:password@host:port"),
        ("smtp://user:se?cret@mail.example.fi", "scheme://user:password@host:port"),
        ("smtp://mail.example.fi:0", "from 1 to 65535"),
        ("smtp://mail.example.fi:70000", "from 1 to 65535"),
        ("smtp://user:secret#1@mail.example.fi", "%23"),
        ("smtp://[user:secret@mail", "%5B"),
        ("smtp://user:secret\u2100@mail.example.fi", "scheme://user:password@host:port"),
    ],
)
def test_wrong_address_is_told_in_a_sentence_without_its_password(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as wrong:
        SMTPTransport.from_url(url)
    assert str(wrong.value).endswith(".")
    assert "secret" not in str(wrong.value)


def test_password_does_not_show_in_a_traceback() -> None:
    assert "secret" not in repr(SMTPTransport.from_url("smtp://user:secret@mail.example.fi"))
