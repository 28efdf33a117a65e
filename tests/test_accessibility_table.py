"""docs/accessibility.md has every point of the checklist, and names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "accessibility.md").read_text()
ROWS = dict(re.findall(r"^\| (C\d\d) \| (.+) \|$", TABLE, re.MULTILINE))


def test_every_point_of_the_checklist_has_its_row() -> None:
    assert list(ROWS) == [f"C{number:02}" for number in range(1, 41)]


def test_every_named_test_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", TABLE))
    sources = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    assert named - set(re.findall(r"^def (test_\w+)", sources, re.MULTILINE)) == set()


def test_every_point_has_a_test_or_says_that_it_was_seen_by_hand() -> None:
    assert [number for number, row in ROWS.items() if "`test_" not in row and "by hand" not in row] == []
