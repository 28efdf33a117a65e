"""Long headers, also with letters beyond ASCII, as RFC 2047 wants them."""

from __future__ import annotations

from email.header import Header
from email.policy import EmailPolicy
from typing import Any


class FoldingPolicy(EmailPolicy):
    """The policy for SMTP, except that a subject or a name keeps its spaces, and an address its shape.

    `EmailPolicy` puts a space on which it folds between two encoded words, where no reader sees it. The older
    `Header` keeps it inside of them. And it encodes an address that fills a line, which no mailbox reads
    (RFC 2369, section 2); a line may have 998 characters (RFC 5322, section 2.1.1).
    """

    def fold(self, name: str, value: Any) -> str:
        """The header with its name, in lines."""
        return self._encoded(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """As `fold`, in octets."""
        encoded = self._encoded(name, value)
        return encoded.encode("ascii") if encoded else super().fold_binary(name, value)

    def _encoded(self, name: str, value: Any) -> str | None:
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}"
        if self.utf8:
            return None
        if name == "Subject":  # also in ASCII, where `EmailPolicy` may fold before the first word
            return f"{name}: {self._words(name, str(value))}{self.linesep}"
        if str(value).isascii():
            return None
        if name == "From":
            (sender,) = value.addresses
            words = self._words(name, sender.display_name)
            return f"{name}: {words}{self.linesep} <{sender.addr_spec}>{self.linesep}"
        return None

    def _words(self, name: str, text: str) -> str:
        charset = "us-ascii" if text.isascii() else "utf-8"
        return Header(text, charset, header_name=name).encode(linesep=self.linesep)


SMTP = FoldingPolicy(linesep="\r\n")
SMTPUTF8 = SMTP.clone(utf8=True)
