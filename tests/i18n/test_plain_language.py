"""Plain language in all that we say ourselves: the catalogues, the content, and the town of the demo."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest
import yaml

from kaarina_strategy_ext import demo
from kaarina_strategy_ext.demo.languages import TEXTS

from .catalogues import PLACEHOLDER, TRANSLATED, catalogue, translations
from .plain import MEDIAN_AT_MOST, STYLE, STYLE_IN, flaws, length, sentences, strings_of, texts_of, too_long

CONTENT = sorted((Path(demo.__file__).parent / "content").glob("*.yaml"))
GALLERY = sorted((Path(__file__).parents[1] / "gallery" / "content").glob("*.yaml"))
# The news of the town is its own to the letter, slips included, and so is its welcome.
OF_THE_TOWN = (
    "Kaarinan strategia uudistetaan tänä vuonna. Nykytilanne",
    "S:t Karins strategi förnyas i år. Nuläget",
    "Tervetuloa luomaan",
    "Välkommen med",
)

# An example of what breaks each rule.
FLAWED = {
    "fi": [
        'Valitse "Avoinna"',
        "Työpaja on 17-20",
        "Työpaja alkaa 17:00",
        "Päivä on 2022-04-12",
        "Odota...",
        "Odota , kiitos",
        "VALITSE työpaja",
        "Klikkaa painiketta",
        "Valitse esim. visio",
        "Päätös tehdään valtuuston toimesta",
        "Tervetuloa!",
    ],
    "sv": [
        "Välj “Öppen”",
        "Workshoppen är 17 - 20",
        "Workshoppen börjar 17:00",
        "Dagen är 2022-04-12",
        "Vänta...",
        "Vänta , tack",
        "VÄLJ en workshop",
        "Klicka på knappen",
        "Välj t.ex. vision",
        "Skriv namnet samt adressen",
        "Fråga hen",
        "Vi bjuder på fika",
        "Välkommen!",
    ],
}


def spoken(language: str) -> list[str]:
    """All that the catalogue says in the language."""
    return [form for each in translations(catalogue(language)).values() for form in each]


def content(path: Path, language: str) -> list[str]:
    """All that a content file says in the language, save what is the town's own."""
    found = texts_of(yaml.safe_load(path.read_text(encoding="utf-8")), language)
    return [each for each in found if not each.startswith(OF_THE_TOWN)]


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_breaks_no_rule_of_style(language):
    assert {each: flaws(each, language) for each in spoken(language) if flaws(each, language)} == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_sentences_of_the_catalogue_are_short(language):
    assert too_long((PLACEHOLDER.sub("%", each) for each in spoken(language)), language) == []
    lengths = [length(each) for text in spoken(language) for each in sentences(text) if each.endswith(".")]
    assert statistics.median(lengths) <= MEDIAN_AT_MOST[language]


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("path", [*CONTENT, *GALLERY], ids=lambda path: path.stem)
def test_content_is_plain(path, language):
    texts = content(path, language)
    assert {each: flaws(each, language) for each in texts if flaws(each, language)} == {}
    assert too_long(texts, language) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_town_of_the_demo_is_plain(language):
    texts = list(strings_of(TEXTS[language]))
    assert {each: flaws(each, language) for each in texts if flaws(each, language)} == {}
    assert too_long(texts, language) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_rule_of_style_is_known_from_an_example(language):
    found = {pattern for text in FLAWED[language] for pattern in flaws(text, language)}
    assert found == {*STYLE, *STYLE_IN[language]}


@pytest.mark.parametrize(("language", "text"), [(each, text) for each in FLAWED for text in FLAWED[each]])
def test_flaw_of_style_is_found(language, text):
    assert flaws(text, language)


def test_sentence_ends_at_its_mark_and_not_at_a_date():
    assert sentences("Työpaja on 12.4. klo 17. Tule mukaan.") == ["Työpaja on 12.4. klo 17.", "Tule mukaan."]


def test_long_sentence_is_found():
    assert too_long([" ".join(["sana"] * 19) + "."], "fi")
