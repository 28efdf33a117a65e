"""Handing a mail to a server, and what its refusals mean."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from ..errors import MailDeferred, MailRefused, MailServerFailed
from ..services.delivering import SMTP_TIMEOUT_SECONDS

Transport = Callable[[EmailMessage], None]

_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
_SHAPE = (
    "The mail server's address must be scheme://user:password@host:port with a port from 1 to 65535;"
    " write /, ?, #, @, : and [ in the user and the password as %2F, %3F, %23, %40, %3A and %5B."
)
# Some servers end a conversation after so many, with an answer that would put a mail off.
MAILS_PER_CONNECTION = 100
_OK = 250
_CLOSING = 421
_PERMANENT = 500  # reply codes from here on will not pass by themselves (RFC 5321, section 4.2.1)


@dataclass(frozen=True)
class SMTPTransport:
    """Sends each mail over a connection, or many over one; `scheme` is `smtp`, `smtps` or `smtp+starttls`.

    `timeout` is in seconds and holds for each answer of the server.
    """

    host: str
    port: int
    scheme: str = "smtp"
    user: str | None = None
    password: str = field(default="", repr=False)
    timeout: float = SMTP_TIMEOUT_SECONDS

    @classmethod
    def from_url(cls, url: str, timeout: float = SMTP_TIMEOUT_SECONDS) -> SMTPTransport:
        """The transport of an address such as `smtp+starttls://user:password@mail.example.fi:587`.

        User and password are percent-decoded. Raises `ValueError` with a sentence, without the address in it,
        because that may hold a password.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ValueError(_SHAPE) from None
        if parts.scheme not in _PORTS:
            raise ValueError(
                "The mail server's address must begin with smtp://, smtps:// or smtp+starttls://."
            )
        if not parts.hostname or port == 0 or parts.path.strip("/") or parts.query or parts.fragment:
            raise ValueError(_SHAPE)
        return cls(
            host=parts.hostname,
            port=port or _PORTS[parts.scheme],
            scheme=parts.scheme,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password or ""),
            timeout=timeout,
        )

    def __call__(self, message: EmailMessage) -> None:
        """Send the mail.

        Raises `MailDeferred`, `MailServerFailed` or `MailRefused`, without personal data in their texts.
        """
        with self.connected() as line:
            line(message)

    @contextmanager
    def connected(self) -> Iterator[Line]:
        """What sends many mails over one connection, which is closed at the end of the block."""
        line = Line(self.opened)
        try:
            yield line
        finally:
            line.hang_up()

    def opened(self) -> smtplib.SMTP:
        """A new connection, logged in; raises what `smtplib` raises, and `MailServerFailed`."""
        if self.scheme == "smtps":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            self._authenticate(server)
        except BaseException:
            server.close()
            raise
        return server

    def _authenticate(self, server: smtplib.SMTP) -> None:
        try:
            if self.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
        except smtplib.SMTPNotSupportedError:
            raise MailServerFailed("the mail server offers no TLS, or no login") from None


class Line:
    """A connection for many mails, opened when it is needed, and anew after any fault."""

    def __init__(self, opened: Callable[[], smtplib.SMTP]) -> None:
        """Take what opens a connection."""
        self._opened = opened
        self._server: smtplib.SMTP | None = None
        self._carried = 0

    def __call__(self, message: EmailMessage) -> None:
        """Send the mail; raises as `SMTPTransport` does."""
        self.carry(message, message.as_bytes())

    def carry(self, message: EmailMessage, written: bytes) -> None:
        """Send the mail that has been written already, so that this is done once; raises as above."""
        with told_apart():
            try:
                server = self._ready()
                try:
                    _hand_over(server, message, written)
                except smtplib.SMTPSenderRefused as fault:
                    if fault.smtp_code != _CLOSING or not self._carried:
                        raise
                    # The server has had enough of this conversation, not of the mail.
                    self._drop()
                    _hand_over(self._ready(), message, written)
            except BaseException:
                self._drop()  # whatever state it is in, the next mail begins anew
                raise
            self._carried += 1

    def hang_up(self) -> None:
        """Say goodbye where a connection is open; what has been sent is sent, whatever the server says."""
        if self._server is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()
        self._drop()

    def _ready(self) -> smtplib.SMTP:
        if self._carried >= MAILS_PER_CONNECTION:
            self.hang_up()
        if self._server is not None and not _is_there(self._server):
            self._drop()
        if self._server is None:
            self._server = self._opened()
        return self._server

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server, self._carried = None, 0


def _is_there(server: smtplib.SMTP) -> bool:
    """Whether a connection that has carried mail still answers; a server may end it between two mails."""
    try:
        return server.rset()[0] == _OK
    except (smtplib.SMTPException, OSError):
        return False


def _hand_over(server: smtplib.SMTP, message: EmailMessage, written: bytes) -> None:
    sender, recipient = (message[name].addresses[0].addr_spec for name in ("From", "To"))
    options: list[str] = []
    if not (sender + recipient).isascii():
        server.ehlo_or_helo_if_needed()
        if not server.has_extn("smtputf8"):
            raise smtplib.SMTPNotSupportedError
        options = ["SMTPUTF8", "BODY=8BITMIME"]  # RFC 6531, section 3.4
    server.sendmail(sender, [recipient], written, options)


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn whatever a transport raises into `MailDeferred`, `MailServerFailed` or `MailRefused`.

    Only what concerns the recipient or the mail itself is refused for good; what concerns our login or our
    sender is a matter of configuration, and the mail waits until that is mended. So it does after a fault of
    a host's mailer that we do not know.
    """
    try:
        yield
    except (MailDeferred, MailRefused):
        raise
    except Exception as fault:  # noqa: BLE001 - a mailer may use any library, with errors of its own
        raise _verdict(fault) from None  # their texts and causes name people's addresses


def _verdict(fault: Exception) -> MailDeferred | MailRefused:
    name = type(fault).__name__
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return MailRefused(f"{name}: the server takes ASCII addresses only")
    code = _code(fault)
    if code is None:
        return MailServerFailed(name)
    if not isinstance(fault, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)):
        return MailServerFailed(f"{name} {code}")
    verdict = MailRefused if code >= _PERMANENT else MailDeferred
    return verdict(f"{name} {code}")


def _code(fault: Exception) -> int | None:
    """The server's reply code; None where it has not answered."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return next((code for code, _ in fault.recipients.values()), None)
    return fault.smtp_code if isinstance(fault, smtplib.SMTPResponseException) else None
