"""A person's details: shape and wording."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from wtforms import BooleanField, EmailField, Field, Form, StringField, TelField, TextAreaField
from wtforms.validators import ValidationError

from ..i18n import Words
from ..services.personal_data import Person
from .address import one_line, require_address

NAME_LENGTH = 100
NEEDS_LENGTH = 500
DIET_LENGTH = 200
PHONE_LENGTH = 32

# Spammers write their message where a mail would repeat it: into the name.
_WEB_ADDRESS = re.compile(r"https?:|www\.|\bt\.me/", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]*")
_LEAST_DIGITS = 5


def several_lines(value: str | None) -> str:
    """The text in normal form C, with plain line ends, without white space around it."""
    return unicodedata.normalize("NFC", value or "").replace("\r\n", "\n").strip()


class PersonForm(Form):
    """Who registers; only names and address are needed."""

    first_name = StringField(filters=[one_line])
    last_name = StringField(filters=[one_line])
    email = EmailField(filters=[one_line])
    phone = TelField(filters=[one_line])
    language = StringField()
    needs = TextAreaField(filters=[several_lines])
    diet = StringField(filters=[one_line])
    companions = StringField(filters=[one_line])
    consent = BooleanField(false_values=("", "0", "false"))

    def __init__(
        self,
        data: Any,
        words: Words,
        languages: tuple[str, ...],
        *,
        most_companions: int = 0,
        **values: Any,
    ) -> None:
        """Take the submitted fields or None, the reader's words, and the languages of our mail.

        Without `most_companions` nobody comes along, whatever was submitted.
        """
        super().__init__(data, **values)
        self._words = words
        self._languages = languages
        self.most_companions = most_companions

    @property
    def party(self) -> int:
        """How many come, the person included; 1 as long as the number of companions is not right."""
        companions = self.companions.data or ""
        return 1 + int(companions) if companions in self._companions() else 1

    def _companions(self) -> list[str]:
        return [str(number) for number in range(self.most_companions + 1)]

    def person(self) -> Person:
        """The details of a valid form."""
        return Person(
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            email=self.email.data,
            language=self.language.data or self._words.language,
            phone=self.phone.data or None,
            needs=self.needs.data or None,
            diet=self.diet.data or None,
            companions=self.party - 1,
        )

    def fields(self) -> list[tuple[str, str]]:
        """Names and values that give this form again, for hidden fields."""
        texts = [(field.name, field.data or "") for field in self if not isinstance(field, BooleanField)]
        return [*texts, *([("consent", "1")] if self.consent.data else [])]

    def problems(self) -> list[tuple[str, str]]:
        """The first problem of each field, as field name and sentence, in the order of the form."""
        return [(field.name, str(field.errors[0])) for field in self if field.errors]

    def validate_first_name(self, field: Field) -> None:
        """A first name, in any letters."""
        self._require_name(field, self._words.gettext("Enter your first name"))

    def validate_last_name(self, field: Field) -> None:
        """A surname, in any letters."""
        self._require_name(field, self._words.gettext("Enter your last name"))

    def validate_email(self, field: Field) -> None:
        """Exactly one address (RFC 5321); whether it exists is shown by the mail."""
        require_address(field.data, self._words)

    def validate_phone(self, field: Field) -> None:
        """Nothing, or a number in whatever way people write theirs."""
        digits = sum(character.isdigit() for character in field.data)
        is_number = _PHONE.fullmatch(field.data) and digits >= _LEAST_DIGITS
        if field.data and (not is_number or len(field.data) > PHONE_LENGTH):
            raise ValidationError(
                self._words.gettext("Enter a telephone number in digits, for example 050 123 4567")
            )

    def validate_language(self, field: Field) -> None:
        """One of the languages of our mail; the page's where nothing was chosen."""
        if field.data and field.data not in self._languages:
            raise ValidationError(self._words.gettext("Choose the language of the messages"))

    def validate_needs(self, field: Field) -> None:
        """A free text of bounded length, in as many lines as one likes."""
        self._bound(field, NEEDS_LENGTH, allowed="\n")

    def validate_diet(self, field: Field) -> None:
        """A free text of bounded length."""
        self._bound(field, DIET_LENGTH)

    def validate_companions(self, field: Field) -> None:
        """A number of people from 0 to the most that may come along; nothing is 0."""
        if self.most_companions and field.data and field.data not in self._companions():
            raise ValidationError(
                self._words.ngettext(
                    "You can bring at most %(n)s person",
                    "You can bring at most %(n)s people",
                    self.most_companions,
                )
            )

    def validate_consent(self, field: Field) -> None:
        """An explicit consent where health may show (GDPR, article 9(2)(a)); not asked for otherwise."""
        if (self.needs.data or self.diet.data) and not field.data:
            raise ValidationError(
                self._words.gettext(
                    "Give your consent to the handling of the information, or empty the fields"
                )
            )

    def _require_name(self, field: Field, sentence: str) -> None:
        if not any(unicodedata.category(each)[0] in "LN" for each in field.data):
            raise ValidationError(sentence)
        if _WEB_ADDRESS.search(field.data):
            raise ValidationError(self._words.gettext("Enter a name without web addresses"))
        self._bound(field, NAME_LENGTH)

    def _bound(self, field: Field, length: int, *, allowed: str = "") -> None:
        if _has_control_characters(field.data, allowed):
            raise ValidationError(self._words.gettext("Remove the characters that cannot be shown"))
        excess = len(field.data) - length
        if excess > 0:
            sentence = self._words.ngettext(
                "Use at most %(length)s characters. Remove %(n)s character.",
                "Use at most %(length)s characters. Remove %(n)s characters.",
                excess,
                length=length,
            )
            raise ValidationError(sentence)


def _has_control_characters(value: str, allowed: str) -> bool:
    return any(
        unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") and each not in allowed for each in value
    )
