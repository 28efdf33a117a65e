from __future__ import annotations

import pytest

from kaarina_strategy_ext import i18n

LANGUAGES = ("fi", "sv", "en")


@pytest.mark.parametrize(
    ("items", "finnish", "swedish", "english"),
    [
        ([], "", "", ""),  # nothing
        (["a"], "a", "a", "a"),  # one
        (["a", "b"], "a ja b", "a och b", "a and b"),  # two
        (
            ["a", "b", "c"],
            "a, b ja c",
            "a, b och c",
            "a, b and c",
        ),  # no comma before the last, even in English
        (["{0}", "%s"], "{0} ja %s", "{0} och %s", "{0} and %s"),  # an item is text, never a pattern
    ],
)
def test_things_are_listed(items, finnish, swedish, english):
    assert tuple(i18n.listed(items, language) for language in LANGUAGES) == (finnish, swedish, english)
