from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.support import Translations
from jinja2 import Environment

from kaarina_strategy_ext.i18n import DOMAIN, Words, words


@pytest.fixture
def swedish() -> Words:
    """Swedish words from a small catalogue, compiled as the real ones are."""
    catalogue = Catalog(locale="sv")
    catalogue.add("Place", "Plats")
    catalogue.add("Welcome, %(name)s", "Välkommen, %(name)s")
    catalogue.add(("%(n)s seat", "%(n)s seats"), ("%(n)s plats", "%(n)s platser"))
    catalogue.add("Cancelled", "Inställd", context="session")
    catalogue.add("Cancelled", "Avbokad", context="booking")
    catalogue.add(
        ("%(n)s cancelled", "%(n)s cancelled"), ("%(n)s avbokad", "%(n)s avbokade"), context="booking"
    )
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Words("sv", Translations(compiled, DOMAIN))


def test_message_comes_in_the_language_of_its_catalogue(swedish):
    assert swedish.gettext("Place") == "Plats"


def test_value_fills_its_placeholder(swedish):
    assert swedish.gettext("Welcome, %(name)s", name="Aino") == "Välkommen, Aino"


def test_value_may_hold_percent_signs_and_placeholders(swedish):
    assert swedish.gettext("Welcome, %(name)s", name="100 % %(n)s") == "Välkommen, 100 % %(n)s"


def test_value_may_bear_the_name_of_a_parameter(swedish):
    assert swedish.gettext("%(message)s, %(self)s", message="a", self="b") == "a, b"


def test_percent_sign_stands_as_it_is_where_there_are_no_values(swedish):
    assert swedish.gettext("50 % full") == "50 % full"


def test_placeholder_without_its_value_is_an_error(swedish):
    with pytest.raises(KeyError, match="name"):
        swedish.gettext("Welcome, %(name)s", place="Piikkiö")


def test_message_that_the_catalogue_lacks_comes_in_english(swedish):
    assert swedish.gettext("Language") == "Language"


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "0 platser"),  # none is many
        (1, "1 plats"),  # the only singular
        (2, "2 platser"),  # the first plural
        (21, "21 platser"),  # no singular for numbers that end in one
    ],
)
def test_number_chooses_its_form_and_is_shown(swedish, n, text):
    assert swedish.ngettext("%(n)s seat", "%(n)s seats", n) == text


def test_number_may_be_shown_in_other_words(swedish):
    assert swedish.ngettext("%(n)s seat", "%(n)s seats", 2, n="två") == "två platser"


@pytest.mark.parametrize(
    ("context", "text"),
    [
        ("session", "Inställd"),  # the organiser called it off
        ("booking", "Avbokad"),  # the person gave up the seat
        ("payment", "Cancelled"),  # a context that the catalogue does not know
    ],
)
def test_context_chooses_between_translations_of_one_word(swedish, context, text):
    assert swedish.pgettext(context, "Cancelled") == text


@pytest.mark.parametrize(
    ("context", "n", "text"),
    [
        ("booking", 1, "1 avbokad"),  # singular
        ("booking", 3, "3 avbokade"),  # plural
        ("session", 3, "3 cancelled"),  # a context that the catalogue does not know
    ],
)
def test_context_and_number_choose_together(swedish, context, n, text):
    assert swedish.npgettext(context, "%(n)s cancelled", "%(n)s cancelled", n) == text


def test_language_without_a_catalogue_speaks_english():
    german = words("de")

    assert german.gettext("Welcome, %(name)s", name="Aino") == "Welcome, Aino"
    assert german.ngettext("%(n)s seat", "%(n)s seats", 1) == "1 seat"
    assert german.ngettext("%(n)s seat", "%(n)s seats", 0) == "0 seats"


def test_words_know_the_language_that_was_asked_for():
    assert words("de").language == "de"


def test_words_of_a_language_are_loaded_once():
    assert words("sv") is words("sv")


def test_jinja_takes_the_translations(swedish):
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.install_gettext_translations(swedish.translations, newstyle=True)
    source = "{{ pgettext('session', 'Cancelled') }}, {{ ngettext('%(n)s seat', '%(n)s seats', 2, n=2) }}"

    assert environment.from_string(source).render() == "Inställd, 2 platser"
