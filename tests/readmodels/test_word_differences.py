"""Which words have gone and come."""

from __future__ import annotations

import pytest

from kaarina_strategy_ext.readmodels.staff.word_differences import MOST_WORDS, pieces


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "", []),
        ("sama", "sama", [("same", "sama")]),
        ("", "uusi", [("come", "uusi")]),
        ("vanha", "", [("gone", "vanha")]),
        (
            "klo 17 salissa",
            "klo 18 salissa",
            [("same", "klo "), ("gone", "17"), ("come", "18"), ("same", " salissa")],
        ),
    ],
)
def test_runs_of_words_are_told_in_their_order(before: str, after: str, told: list[tuple[str, str]]) -> None:
    assert list(pieces(before, after)) == told


def test_very_long_texts_are_told_as_wholes() -> None:
    long = "sana " * MOST_WORDS
    assert [each.kind for each in pieces(long, long + "loppu")] == ["gone", "come"]
