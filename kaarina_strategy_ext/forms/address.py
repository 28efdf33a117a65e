"""One e-mail address: shape and wording."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import EmailField, Field, Form
from wtforms.validators import ValidationError

from ..i18n import Words


def one_line(value: str | None) -> str:
    """The text in normal form C, on one line, without spaces around it."""
    return re.sub(r" +", " ", unicodedata.normalize("NFC", value or "")).strip()


def require_address(value: str | None, words: Words) -> None:
    """Raise `wtforms.ValidationError` where the value is not exactly one address (RFC 5321)."""
    if not value:
        raise ValidationError(words.gettext("Enter your e-mail address"))
    try:
        validate_email(value, check_deliverability=False)
    except EmailNotValidError as refusal:
        raise ValidationError(
            words.gettext("Enter an e-mail address in the format name@example.com")
        ) from refusal


class AddressForm(Form):
    """An e-mail address and nothing else."""

    email = EmailField(filters=[one_line])

    def __init__(self, data: Any, words: Words) -> None:
        """Take the submitted fields or None, and the reader's words."""
        super().__init__(data)
        self._words = words

    @property
    def address(self) -> str:
        """The address of a valid form."""
        return str(self.email.data)

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong with the address, as field name and sentence; empty where nothing is."""
        return [(self.email.name, str(self.email.errors[0]))] if self.email.errors else []

    def validate_email(self, field: Field) -> None:
        """Exactly one address; whether it exists is shown by the mail."""
        require_address(field.data, self._words)
