"""The host's mailer in the demo: nothing is sent, every mail is kept and can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from functools import cached_property
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from . import clock
from .database import db
from .languages import both

blueprint = Blueprint("mailbox", __name__)


class StoredMail(db.Model):  # type: ignore[name-defined,misc]  # Flask-SQLAlchemy makes the base at run time
    """One mail as it would have left the house, and the demo's moment of sending it."""

    __tablename__ = "demo_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    sent_at: Mapped[str]
    raw: Mapped[bytes]


@dataclass(frozen=True)
class Mail:
    """A stored mail, opened."""

    id: int
    sent_at: datetime
    message: EmailMessage

    @property
    def to(self) -> str:
        """The recipients' bare addresses, with commas between them."""
        addresses = ", ".join(address.addr_spec for address in self.message["To"].addresses)
        return addresses.encode(errors="surrogateescape").decode()  # the parser leaves UTF-8 as bytes here

    @property
    def subject(self) -> str:
        """The subject, or an empty text."""
        return str(self.message["Subject"] or "").strip()

    @property
    def language(self) -> str:
        """The language that the mail says it is in (RFC 3282), or an empty text."""
        return str(self.message["Content-Language"] or "")

    @property
    def text(self) -> str:
        """The plain text part, or an empty text."""
        return self._body("plain")

    @property
    def html(self) -> str:
        """The HTML part, or an empty text."""
        return self._body("html")

    @cached_property
    def attachments(self) -> list[MIMEPart]:
        """The attached parts, in the order of the mail."""
        return list(self.message.iter_attachments())

    def _body(self, subtype: str) -> str:
        part = self.message.get_body((subtype,))
        return "" if part is None else content(part).replace("\r\n", "\n")

    def as_json(self) -> dict[str, Any]:
        """The mail as `/demo/mailbox.json` shows it."""
        return {
            "id": self.id,
            "to": self.to,
            "subject": self.subject,
            "language": self.language,
            "text": self.text,
            "html": self.html,
            "attachments": [
                {
                    "filename": part.get_filename(),
                    "content_type": part.get_content_type(),
                    "text": content(part),
                }
                for part in self.attachments
            ],
            "sent_at": self.sent_at.astimezone(clock.HELSINKI).isoformat(),
        }


def payload(part: MIMEPart) -> bytes:
    """The part as it was before its transfer encoding; nothing for a part made of parts."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def content(part: MIMEPart) -> str:
    """The part's text by its own character set; what cannot be read as text is shown with marks."""
    return payload(part).decode(part.get_content_charset("utf-8"), "replace")


def deliver(message: EmailMessage) -> None:
    """Keep the mail instead of sending it."""
    # UTF-8 headers (RFC 6532), because an address may hold an ä before its @.
    raw = message.as_bytes(policy=policy.SMTPUTF8)
    with Session(db.engine) as session, session.begin():
        session.add(StoredMail(sent_at=clock.now().isoformat(), raw=raw))


def opened(stored: StoredMail) -> Mail:
    """The stored mail with its parts readable."""
    message = message_from_bytes(stored.raw, policy=policy.SMTPUTF8)
    return Mail(stored.id, datetime.fromisoformat(stored.sent_at), message)


def all_mails() -> list[Mail]:
    """Every mail, newest last."""
    with Session(db.engine) as session:
        return [opened(stored) for stored in session.scalars(select(StoredMail).order_by(StoredMail.id))]


def one_mail(number: int) -> Mail:
    """The mail of this number; ends the request with 404 where there is none."""
    with Session(db.engine) as session:
        stored = session.get(StoredMail, number)
    return opened(stored) if stored else abort(404)


@both(blueprint, "/demo/mailbox", "/sv/demo/mailbox")
def mails(language: str) -> ResponseReturnValue:
    """The list of all mails, newest first."""
    return render_template("town/mailbox.html", language=language, mails=all_mails()[::-1])


@blueprint.get("/demo/mailbox.json")
def mails_as_json() -> Response:
    """All mails for scripts, newest last."""
    return jsonify([mail.as_json() for mail in all_mails()])


@both(blueprint, "/demo/mailbox/<int:number>", "/sv/demo/mailbox/<int:number>")
def mail(language: str, number: int) -> ResponseReturnValue:
    """One mail with its text, its HTML and its attachments."""
    return render_template("town/mail.html", language=language, mail=one_mail(number))


@blueprint.get("/demo/mailbox/<int:number>/html")
def html(number: int) -> Response:
    """The HTML part alone, for a frame: nothing in it runs, and its links open in a new tab."""
    page = one_mail(number).html.replace("<head>", '<head><base target="_blank">', 1)
    response = make_response(page)
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    return response


@blueprint.get("/demo/mailbox/<int:number>/attachments/<int:position>")
def attachment(number: int, position: int) -> Response:
    """One attachment as a download, counted from 1; 404 where there is none."""
    parts = dict(enumerate(one_mail(number).attachments, start=1))
    part = parts.get(position) or abort(404)
    name = part.get_filename(f"{position}.bin")
    return send_file(BytesIO(payload(part)), part.get_content_type(), as_attachment=True, download_name=name)
