"""Names stand in a list as people look them up, and are found by any of their words."""

from __future__ import annotations

import pytest

from kaarina_strategy_ext.models import asked_words, search_words
from kaarina_strategy_ext.models.naming import sort_key


def test_list_of_names_is_in_the_order_of_finnish_and_swedish() -> None:
    names = [
        "Aho",
        "Ahola",
        "de Vries",
        "É",
        "Ek",
        "virtanen",
        "Virtanen-Ek",
        "Zen",
        "Åberg",
        "ÄIJÄLÄ",
        "Öhman",
    ]
    by_bytes = sorted(names, key=lambda name: (sort_key(name, "") or "").encode())
    assert by_bytes == names


def test_surname_comes_first_and_the_first_name_decides_between_its_like() -> None:
    people = [("Virtanen", "Aino"), ("Ek", "Örjan"), ("Virtanen", "Aapo")]
    assert sorted(people, key=lambda each: sort_key(*each) or "") == [people[1], people[2], people[0]]


def test_nobody_has_no_place_in_the_list() -> None:
    assert sort_key(None, None) is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("anna", True),
        ("mar", True),
        ("nna", False),
        ("ek@exa", True),
        ("maria.ek@example.fi", True),
        ("example.fi", True),
        ("k@example", False),
        ("a.p.", True),
        ("<anna-maria.ek@example.fi>,", True),
    ],
)
def test_beginning_of_a_word_finds_it(query: str, found: bool) -> None:
    words = search_words("anna-maria a.p. ek", "anna-maria.ek@example.fi")
    asked = asked_words(query)
    assert asked
    assert all(any(word.startswith(each) for word in words) for each in asked) == found


@pytest.mark.parametrize("query", ["", "%", "_", "--", "@", "\0"])
def test_what_is_no_word_asks_for_nothing(query: str) -> None:
    assert asked_words(query.replace("\0", " ")) == ()
