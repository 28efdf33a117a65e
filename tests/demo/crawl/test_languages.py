"""Each page has a twin in the other language, and keeps to its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from ...crawler import Element, Found, visit

OTHER = {"fi": "sv", "sv": "fi"}
# The attributes that are read out or shown.
SPOKEN = ("alt", "aria-label", "placeholder", "title")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+")

# Words and letters of one language that the other does not have. Swedish says "ja" for yes, so that Finnish
# says it only between two words.
MARKS = {
    "fi": re.compile(
        r"(?i:\b(?:(?<=\w )ja(?= \w)|on|ei|tai|kun|klo|voit|olet|ilmoittau\w*|ty[öo]paj\w*|sivu\w*)\b)"
        r"|aa|ii|uu|yy|ää|öö|uo|yö|äi|öi"
    ),
    "sv": re.compile(
        r"(?i:\b(?:och|att|är|för|till|du|din|dina|inte|med|som|av|ett|det|kl|anmäl\w*|workshop\w*|sida\w*)\b)"
        r"|å"
    ),
}


def switch(page: Found) -> Element:
    """The link or the button that shows the page in the other language."""
    (languages,) = page.tree.classed("ks-languages")
    return next(each for each in languages.every("a", "button") if each["lang"] == OTHER[page.language])


def twin(page: Found) -> str | None:
    """The address to which the switch leads."""
    return page.local(switch(page)["href"] or switch(page)["formaction"])


def words(page: Found, language: str) -> Iterator[str]:
    """The words of the page that are said to be in the language, without addresses."""
    for element in page.tree.every():
        if element.language == language and element.tag not in ("script", "style"):
            texts = [each for each in element.children if isinstance(each, str)]
            for each in [*texts, *(element[name] for name in SPOKEN)]:
                yield " ".join(ADDRESS.sub("", each).split())


def test_page_is_in_the_language_of_its_address(pages):
    spoken = {path: page.language for path, page in pages.items() if path.startswith(("/sv/", "/strategia/"))}
    wanted = {path: "sv" if path.startswith("/sv/") or "lang=sv" in path else "fi" for path in spoken}
    assert spoken == wanted


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_other_language_is_never_spoken_unmarked(pages, language):
    said = {(each, path) for path, page in pages.items() for each in words(page, language)}
    assert len(said) > len(pages)
    assert {(each, path) for each, path in said if MARKS[OTHER[language]].search(each)} == set()


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_language_is_known_by_its_marks(ours, language):
    texts = {path: page.text for path, page in ours.items() if page.language == language}
    assert texts
    assert [path for path, text in texts.items() if not MARKS[language].search(text)] == []


def test_language_switch_leads_to_the_twin_and_back(ours, employee):
    astray = {}
    for path, page in ours.items():
        there = visit(employee, twin(page) or "")
        if (there.status, there.language, twin(there)) != (200, OTHER[page.language], page.path):
            astray[path] = (there.path, there.status, twin(there))
    assert astray == {}


def test_language_switch_is_said_in_the_language_to_which_it_leads(ours):
    switches = {(page.language, switch(page).text, switch(page).language) for page in ours.values()}
    assert switches == {("fi", "På svenska", "sv"), ("sv", "Suomeksi", "fi")}


def test_head_of_the_page_names_both_twins(ours):
    for path, page in ours.items():
        # Without a type it is the same page in another language; with one, it is another form of it.
        links = [each for each in page.tree.every("link", rel="alternate") if not each["type"]]
        twins = {each["hreflang"]: page.local(each["href"]) for each in links}
        assert twins == {page.language: page.path, OTHER[page.language]: twin(page)}, path


def test_page_of_the_town_leads_to_its_twin_and_back(pages, employee):
    switches = {path: page.tree.classed("town-language") for path, page in pages.items()}
    twins = {path: each[0]["href"] for path, each in switches.items() if each}
    assert len(twins) > len(OTHER)
    assert {path for path, address in twins.items() if twins.get(address) != path} == set()
