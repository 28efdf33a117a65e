"""The places left while somebody chooses: kept up to date and told, without taking the focus."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ..visitor import Visitor, details
from .kinds import LANGUAGES, PAGES

SESSION = "strategian-viimeistely-2022-06-02"
ALTERNATIVES = "alternative-strategian-viimeistely"


@pytest.mark.parametrize("language", LANGUAGES)
def test_place_taken_by_another_is_told_without_taking_the_focus(new_page, demo_site, language):
    form = PAGES["form"][LANGUAGES.index(language)]
    page = new_page()
    page.goto(demo_site + form)
    page.check("#session-visio-2022-04-12")
    before = page.locator(f'[data-ks-seats="{SESSION}"]').inner_text()

    person = details(language=language) | {"email": f"seats.{language}@example.fi"}
    Visitor(demo_site).register(form, {**person, ALTERNATIVES: SESSION})
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator(f'[data-ks-seats="{SESSION}"]')).not_to_have_text(before)
    after = page.locator(f'[data-ks-seats="{SESSION}"]').inner_text()
    expect(page.get_by_role("status")).to_contain_text(f"2.6.2022: {after}")
    expect(page.locator("#session-visio-2022-04-12")).to_be_focused()
    expect(page.locator("#session-visio-2022-04-12")).to_be_checked()
