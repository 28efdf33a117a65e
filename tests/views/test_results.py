"""What came out: summaries, their effect on the draft, materials, and the adopted strategy."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from .editing import Editor

AFTER_THE_DECISION = datetime(2022, 9, 20, 9, tzinfo=UTC)
DECISION = {
    "key": "paatos",
    "phase": "workshops",
    "title": {"fi": "Päätös", "sv": "Beslut"},
    "body": {"fi": "Valtuusto", "sv": "Fullmäktige"},
    "decided_on": "2022-09-19",
}
STRATEGY = {
    "vision": {"fi": "Rohkea kaupunki", "sv": "En modig stad"},
    "values": [{"title": {"fi": "Avoimuus", "sv": "Öppenhet"}}],
    "goals": [
        {
            "title": {"fi": "Vihreä kasvu", "sv": "Grön tillväxt"},
            "text": {"fi": "Kasvamme *hallitusti*.", "sv": "Vi växer *planmässigt*."},
        }
    ],
    "document_url": "https://www.example.fi/strategia.pdf",
}
RESULTS = {
    "slug": "visio",
    "summary": {"fi": "# Tulokset\n\n- Rohkeutta", "sv": "# Resultat\n\n- Mod"},
    "effect": {"fi": "Visio muuttui.", "sv": "Visionen ändrades."},
    "materials": [
        {"title": {"fi": "Diat", "sv": "Bilder"}, "url": "https://www.example.fi/diat.pdf"},
    ],
}


def visible_text(page: str) -> str:
    """The words of a page in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@pytest.fixture
def editor(app, clock) -> Editor:
    return Editor(app, clock)


def test_results_stand_on_the_page_of_their_workshop(editor: Editor, client) -> None:
    editor.edit(workshops=[RESULTS])
    page = client.get("/sv/strategi/workshoppar/visio").text
    assert "<h3>Resultat</h3>" in page
    assert "Så påverkade det utkastet till strategi" in visible_text(page)
    assert '<a href="https://www.example.fi/diat.pdf">Bilder</a>' in page


def test_timeline_leads_to_results_that_have_come_out(editor: Editor, client) -> None:
    editor.edit(workshops=[RESULTS])
    assert 'href="/strategia/tyopajat/visio#ks-summary"' in client.get("/strategia/").text


@pytest.mark.parametrize(("url", "problem"), [("javascript:alert(1)", "https://"), ("/diat.pdf", "https://")])
def test_materials_lie_on_the_web(editor: Editor, url: str, problem: str) -> None:
    material = {"title": {"fi": "Diat"}, "url": url}
    with pytest.raises(Exception, match=problem):
        editor.edit(workshops=[RESULTS | {"materials": [material]}])


def test_strategy_is_shown_once_it_has_been_adopted(editor: Editor, client, clock) -> None:
    editor.edit(milestones=[DECISION], adopted=STRATEGY)
    before = client.get("/strategia/").text
    clock.now = AFTER_THE_DECISION
    after = visible_text(client.get("/strategia/").text)
    assert "Rohkea kaupunki" not in before
    assert "Hyväksytty strategia Visio Rohkea kaupunki Arvot Avoimuus" in after
    assert "Vihreä kasvu Kasvamme hallitusti . Lue koko strategia" in after  # the dot follows the emphasis


def test_programs_read_the_results_and_the_strategy(editor: Editor, client, clock) -> None:
    editor.edit(milestones=[DECISION], adopted=STRATEGY, workshops=[RESULTS])
    clock.now = AFTER_THE_DECISION
    process = client.get("/strategia/api/v1/processes/kaarina-2022").json
    workshops: dict[str, Any] = client.get("/strategia/api/v1/processes/kaarina-2022/workshops").json
    vision = workshops["workshops"][0]
    assert process["strategy"]["vision"] == STRATEGY["vision"]
    assert process["strategy"]["document"] == STRATEGY["document_url"]
    assert (vision["effect"], vision["materials"]) == (RESULTS["effect"], RESULTS["materials"])
