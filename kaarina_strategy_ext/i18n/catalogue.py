"""Our own gettext domain, so that no message of ours meets one of the host's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from babel.support import NullTranslations, Translations

from ..datafiles import data_dir

DOMAIN = "kaarina_strategy"


@dataclass(frozen=True)
class Words:
    """The messages of one language; a message that its catalogue lacks comes out in English.

    Message ids are the English texts. Placeholders are `%(name)s`; a text that is given no values is
    returned as it stands, so that its percent signs need no doubling. A placeholder without its value
    raises `KeyError`. `translations` is what a Jinja environment's `install_gettext_translations` takes.
    """

    language: str
    translations: NullTranslations

    def gettext(self, message: str, /, **values: object) -> str:
        """The message in this language, with its values filled in."""
        return _filled(self.translations.gettext(message), values)

    def ngettext(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The form that this language uses for `n` things; `n` itself is the value `%(n)s`."""
        return _filled(self.translations.ngettext(singular, plural, n), {"n": n, **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """The message as it is said in this context, such as a session cancelled or a booking cancelled."""
        return _filled(str(self.translations.pgettext(context, message)), values)

    def npgettext(self, context: str, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The form for `n` things as it is said in this context; `n` itself is the value `%(n)s`."""
        return _filled(self.translations.npgettext(context, singular, plural, n), {"n": n, **values})


# Bounded, because a language may have come from an address.
@lru_cache(maxsize=32)
def words(language: str) -> Words:
    """The words of a language; the English source texts where there is no catalogue for it.

    Raises `FileNotFoundError` where the installation lacks its catalogues altogether.
    """
    return Words(language, Translations.load(data_dir("translations"), [language], DOMAIN))


def _filled(text: str, values: dict[str, object]) -> str:
    return text % values if values else text
