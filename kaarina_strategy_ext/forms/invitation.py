"""A link to the door: for whom or what it is, and to which sessions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from wtforms import Field, Form, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from ..i18n import Words
from .address import one_line

LABEL_LENGTH = 100


class InvitationForm(Form):
    """The label of a link, and the keys of the sessions whose doors it opens."""

    label = StringField(filters=[one_line])
    sessions = SelectMultipleField(validate_choice=False)

    def __init__(self, data: Any, words: Words, keys: Collection[str], **values: Any) -> None:
        """Take the submitted fields or None, the reader's words, and the sessions to choose from, by key."""
        super().__init__(data, **values)
        self._words = words
        self._keys = keys

    def validate_label(self, field: Field) -> None:
        """Something by which the link can be told from others, and no essay."""
        if not field.data:
            raise ValidationError(self._words.gettext("Write where or for what the link is used"))
        excess = len(field.data) - LABEL_LENGTH
        if excess > 0:
            sentence = self._words.ngettext(
                "Use at most %(length)s characters. Remove %(n)s character.",
                "Use at most %(length)s characters. Remove %(n)s characters.",
                excess,
                length=LABEL_LENGTH,
            )
            raise ValidationError(sentence)
        if not field.data.isprintable():
            raise ValidationError(self._words.gettext("Remove the characters that cannot be shown"))

    def validate_sessions(self, field: Field) -> None:
        """At least one of those that are there."""
        if not field.data or not {*self._keys}.issuperset(field.data):
            raise ValidationError(self._words.gettext("Choose at least one session"))
