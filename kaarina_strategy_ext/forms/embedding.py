"""What somebody chooses who wants to show the widget on another site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import Field, Form, StringField
from wtforms.validators import ValidationError

from ..i18n import Words
from ..readmodels.presets import BOTH, DEFAULT_DAYS, DEFAULT_VARIANT, HEADINGS, MOST_DAYS, PRESETS, THEMES
from .address import one_line
from .office import whole_number


class EmbeddingForm(Form):
    """The parameters of the widget, under the names that its address has for them."""

    variant = StringField(default=DEFAULT_VARIANT, filters=[one_line])
    lang = StringField(filters=[one_line])
    theme = StringField(default=THEMES[0], filters=[one_line])
    heading = StringField(default=str(HEADINGS[0]), filters=[one_line])
    days = StringField(default=str(DEFAULT_DAYS), filters=[one_line])

    def __init__(self, data: Any, words: Words, languages: Sequence[str]) -> None:
        """Take the query, the reader's words, whose language is the default, and the site's languages."""
        self._words = words
        self.languages = (*languages, BOTH) if len(languages) > 1 else tuple(languages)
        super().__init__(data, lang=words.language)

    def problems(self) -> list[tuple[str, str]]:
        """The first problem of each field, as field name and sentence, in the order of the form."""
        return [(field.name, str(field.errors[0])) for field in self if field.errors]

    def chosen(self, name: str) -> str:
        """What was chosen in a validated form; the default where that is not right."""
        field = self[name]
        default = self._words.language if name == "lang" else field.default
        return str(default if field.errors else field.data)

    def validate_variant(self, field: Field) -> None:
        """One of the variants."""
        if field.data not in PRESETS:
            raise ValidationError(self._words.gettext("Choose one of the views"))

    def validate_lang(self, field: Field) -> None:
        """One of the site's languages, or both."""
        if field.data not in self.languages:
            raise ValidationError(self._words.gettext("Choose one of the languages"))

    def validate_theme(self, field: Field) -> None:
        """One of the themes."""
        if field.data not in THEMES:
            raise ValidationError(self._words.gettext("Choose one of the colours"))

    def validate_heading(self, field: Field) -> None:
        """A level of heading that the widget can have."""
        if whole_number(field.data) not in HEADINGS:
            raise ValidationError(self._words.gettext("Choose one of the heading levels"))

    def validate_days(self, field: Field) -> None:
        """A number of days, at most a year."""
        number = whole_number(field.data)
        if number is None or not 1 <= number <= MOST_DAYS:
            raise ValidationError(
                self._words.gettext(
                    "Enter a whole number from %(least)s to %(most)s", least=1, most=MOST_DAYS
                )
            )
