"""What docs/theming.md promises of the stylesheet: its properties, its layers, and that nothing leaks out."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "theming.md").read_text()
STATIC = ROOT / "kaarina_strategy_ext" / "static"
TEMPLATES = ROOT / "kaarina_strategy_ext" / "templates"
STYLE = re.sub(r"/\*.*?\*/", "", (STATIC / "kaarina_strategy.css").read_text(), flags=re.DOTALL)
SHARED = (STATIC / "share.js").read_bytes()
MOST_BYTES = 15_000


def declared(style: str) -> set[str]:
    """The custom properties that are given a value."""
    return set(re.findall(r"(--ks-[\w-]+)\s*:", style))


def selectors(style: str) -> list[str]:
    """The selectors of all rules without what stands in brackets."""
    while "(" in style:
        style = re.sub(r"\([^()]*\)", "", style)
    rules = [rule.strip() for rule in re.findall(r"([^{};]+)\{", style)]
    return [each.strip() for rule in rules if not rule.startswith("@") for each in rule.split(",")]


def test_every_property_is_told_and_every_told_one_is_there() -> None:
    told = re.findall(r"^\| `(--ks-[\w-]+)` \|", GUIDE, re.MULTILINE)
    assert sorted(told) == sorted(declared(STYLE))


def test_every_property_is_used() -> None:
    used = set(re.findall(r"var\((--ks-[\w-]+)", STYLE))
    assert declared(STYLE) - used == set()


def test_layers_are_those_that_are_told() -> None:
    (named,) = re.findall(r"@layer ([\w., -]+);", STYLE)
    assert re.findall(r"@layer ([\w.-]+) \{", STYLE) == named.split(", ")
    assert all(f"`{layer}`" in GUIDE for layer in named.split(", "))


def test_properties_have_their_values_in_a_layer_so_that_a_site_sets_them() -> None:
    # Printed pages are the exception: ink is saved whatever the site's colours are.
    on_screen, _, _ = STYLE.partition("@media print")
    _, _, unlayered = on_screen.partition("@layer kaarina-strategy.type")
    assert declared(unlayered) == set()


def test_no_rule_reaches_beyond_our_pages() -> None:
    found = selectors(STYLE)
    assert len(found) > 100
    assert [each for each in found if not re.match(r"\.ks(-document)?(?![\w-])", each)] == []


def test_style_and_script_of_the_public_pages_are_small() -> None:
    style = (STATIC / "kaarina_strategy.css").read_bytes()
    assert len(gzip.compress(style)) + len(gzip.compress(SHARED)) < MOST_BYTES


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_directions_are_logical(side: str) -> None:
    assert re.findall(rf"(?:margin|padding|border)-{side}\b|(?<![\w-]){side}\s*:", STYLE) == []
