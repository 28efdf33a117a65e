"""What staff enter: a person who phones, the size of a session, a reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from wtforms import BooleanField, Field, Form, StringField, TextAreaField
from wtforms.validators import ValidationError

from ..i18n import Words
from ..services.personal_data import Person
from .address import one_line
from .person import PersonForm, several_lines

LARGEST = 100_000
REASON_LENGTH = 500


class PersonByPhone(PersonForm):
    """A person whom staff enter, with or without an e-mail address.

    `unreachable` says that staff know that nobody can tell the person of changes.
    """

    unreachable = BooleanField(false_values=("", "0", "false"))

    def person(self) -> Person:
        """The details of a valid form."""
        return replace(super().person(), email=self.email.data or None)

    def validate_email(self, field: Field) -> None:
        """Nothing, or exactly one address (RFC 5321)."""
        if field.data:
            super().validate_email(field)

    def validate_unreachable(self, field: Field) -> None:
        """One of address and telephone, or the word of staff that there is neither."""
        if not (self.email.data or self.phone.data or field.data):
            raise ValidationError(
                self._words.gettext(
                    "Enter an e-mail address or a phone number, or tick that the person cannot be told of"
                    " changes"
                )
            )


class SizeForm(Form):
    """How many people a session takes; an empty field is unknown or unlimited."""

    capacity = StringField(filters=[one_line])
    reserved_seats = StringField(filters=[one_line])
    waiting_list_size = StringField(filters=[one_line])

    def __init__(self, data: Any, words: Words, **values: Any) -> None:
        """Take the submitted fields or None, the reader's words, and what is set now."""
        super().__init__(data, **values)
        self._words = words

    def number(self, name: str) -> int | None:
        """The number in a valid field; None where it is empty."""
        return whole_number(self[name].data)

    def validate_capacity(self, field: Field) -> None:
        """Nothing, or at least one."""
        self._require_number(field, least=1)

    def validate_reserved_seats(self, field: Field) -> None:
        """Nothing, or a whole number."""
        self._require_number(field)

    def validate_waiting_list_size(self, field: Field) -> None:
        """Nothing, or a whole number; 0 is no waiting list."""
        self._require_number(field)

    def _require_number(self, field: Field, least: int = 0) -> None:
        number = whole_number(field.data)
        if field.data and (number is None or not least <= number <= LARGEST):
            sentence = self._words.gettext(
                "Enter a whole number from %(least)s to %(most)s, or leave the field empty",
                least=least,
                most=LARGEST,
            )
            raise ValidationError(sentence)


class ReasonForm(Form):
    """Why staff decide beside the rules; it is kept, so it may tell nothing private."""

    reason = TextAreaField(filters=[several_lines])

    def __init__(self, data: Any, words: Words) -> None:
        """Take the submitted fields or None, and the reader's words."""
        super().__init__(data)
        self._words = words

    def validate_reason(self, field: Field) -> None:
        """A text of bounded length that can be shown."""
        if not field.data or not field.data.strip():
            raise ValidationError(self._words.gettext("Enter the reason"))
        excess = len(field.data) - REASON_LENGTH
        if excess > 0:
            sentence = self._words.ngettext(
                "Use at most %(length)s characters. Remove %(n)s character.",
                "Use at most %(length)s characters. Remove %(n)s characters.",
                excess,
                length=REASON_LENGTH,
            )
            raise ValidationError(sentence)
        if any(unicodedata.category(each) in ("Cc", "Cs") and each != "\n" for each in field.data):
            raise ValidationError(self._words.gettext("Remove the characters that cannot be shown"))


class MoveForm(ReasonForm):
    """To which session somebody is moved, and why."""

    session = StringField()

    def __init__(self, data: Any, words: Words, keys: Collection[str]) -> None:
        """Take the submitted fields or None, the reader's words, and the keys of the sessions with room."""
        super().__init__(data, words)
        self._keys = keys

    def validate_session(self, field: Field) -> None:
        """One of the sessions with room."""
        if field.data not in self._keys:
            raise ValidationError(self._words.gettext("Choose a session that has room"))


def is_told(data: Mapping[str, str]) -> bool:
    """Whether the person gets a mail about what staff do: unless they have said no."""
    return data.get("tell") != "no"


def whole_number(given: Any) -> int | None:
    """The number that was written in digits; None for anything else."""
    text = str(given if given is not None else "")
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    return int(text) if is_number else None
