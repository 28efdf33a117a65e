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
_PERMANENT = 500  # reply codes from here on will not pass by themselves (RFC 5321, section 4.2.1)


@dataclass(frozen=True)
class SMTPTransport:
    """Sends each mail over a connection of its own; `scheme` is `smtp`, `smtps` or `smtp+starttls`.

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
        with told_apart():
            server = self._opened()
            try:
                server.send_message(message)
                with suppress(smtplib.SMTPException, OSError):  # the mail has been taken already
                    server.quit()
            finally:
                server.close()

    def _opened(self) -> smtplib.SMTP:
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
