"""Templates: those of one site are never those of another in the same Python process."""

from __future__ import annotations

from jinja2 import DictLoader

from kaarina_strategy_ext.templating import Templates

NAME = "kaarina_strategy/greeting.html"


def greeting(source: str, language: str = "fi") -> str:
    """What a site shows whose own template has this source."""
    return Templates([DictLoader({NAME: source})], {}).render("greeting.html", language)


def test_sites_that_override_one_template_differently_each_get_their_own() -> None:
    assert [greeting("Turku"), greeting("Kaarina"), greeting("Turku")] == ["Turku", "Kaarina", "Turku"]


def test_constant_in_a_template_is_shown_in_the_language_of_each_reader() -> None:
    source = '{{ ["1", "2"]|listed }}'
    assert [greeting(source), greeting(source, "sv")] == ["1 ja 2", "1 och 2"]
