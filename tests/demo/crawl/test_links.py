"""Every link of the demo leads somewhere, and what is not there is told."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from ...crawler import visit
from .conftest import FORMS, STEPS

TOKEN = re.compile(r"(?<=/oma/|/min/)[\w-]{20,}")
# What must be reached for the walk to have been one.
REACHED = [
    "/strategia/tyopajat/nykytilanne-ja-tulevaisuus",
    "/sv/strategi/workshoppar/strategian-viimeistely",
    "/strategia/ajankohtaista/strategiatyo-eteni-tyopajavaiheeseen",
    "/strategia/oma/…/peru",
    "/sv/strategi/min/…/workshoppar",
    "/sv/strategi/min/…/kalender.ics",
    "/strategia/widget/compact",
    "/strategia/static/widget.css",
    "/strategia/hallinta/upotus",
    "/sv/strategi/administration/badda-in",
    "/intranet",
    "/sv/intranat",
    "/demo/mailbox/2/html",
    "/demo/mailbox/2/attachments/1",
]


def test_every_link_leads_somewhere(site):
    assert {path: each.status for path, each in site.items() if each.status != 200} == {}


def test_links_lead_everywhere(site):
    reached = {TOKEN.sub("…", urlsplit(path).path) for path in site}
    assert set(REACHED) - reached == set()


@pytest.mark.parametrize("name", STEPS)
def test_step_of_the_form_is_shown(pages, name):
    assert [pages[f"{form}: {name}"].status for form in FORMS.values()] == [STEPS[name][1]] * 2


def test_every_anchor_is_there(site, pages):
    leads = {(page, lead.partition("#")) for page in pages.values() for lead in page.leads() if "#" in lead}
    targets = {(page if page.path == path else site[path], anchor) for page, (path, _, anchor) in leads}
    assert targets
    assert {(page.path, anchor) for page, anchor in targets if not page.tree.every(id=anchor)} == set()


def test_page_loads_nothing_from_elsewhere(pages):
    for path, page in pages.items():
        loaded = [each["src"] for each in page.tree.every() if "src" in each.attributes]
        loaded += [each["href"] for each in page.tree.every("link")]
        assert all(map(page.local, loaded)), (path, loaded)


def test_stylesheet_loads_nothing_from_elsewhere(site):
    sheets = {path: each.body for path, each in site.items() if each.kind == "text/css"}
    assert len(sheets) == 4
    assert [path for path, body in sheets.items() if re.search(r"@import|url\([\"']?(\w+:)?//", body)] == []


def test_style_locks_no_orientation(site):
    sheets = [each.body for each in site.values() if each.kind == "text/css"]
    assert [sheet for sheet in sheets if "orientation" in sheet] == []


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [
        ("/strategia/tyopajat/ei-ole", "fi", "Sivua ei löytynyt"),
        ("/sv/strategi/workshoppar/finns-inte", "sv", "Sidan hittades inte"),
        ("/strategia/ajankohtaista/ei-ole", "fi", "Sivua ei löytynyt"),
        ("/sv/strategi/aktuellt/finns-inte", "sv", "Sidan hittades inte"),
        ("/strategia/oma/ei-ole", "fi", "Sivua ei löytynyt"),
        ("/sv/strategi/min/finns-inte", "sv", "Sidan hittades inte"),
        ("/strategia/toinen-prosessi/tyopajat", "fi", "Sivua ei löytynyt"),
        ("/sv/strategi/en-annan-process/workshoppar", "sv", "Sidan hittades inte"),
        # The town has no English, and what is not below /sv is Finnish.
        ("/en/strategy/", "fi", "Sivua ei löytynyt"),
        ("/sv/en/strategy/", "sv", "Sidan hittades inte"),
    ],
)
def test_what_is_not_there_is_told_in_the_layout_of_the_town(employee, path, language, title):
    page = visit(employee, path)
    assert (page.status, page.language) == (404, language)
    assert [each.text for each in page.tree.every("h1")] == [title]
    assert page.tree.classed("town-header")
