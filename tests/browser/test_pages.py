"""What holds on every page as a browser shows it: on the narrowest phone, by keyboard, in light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, Page, expect

from .kinds import FLAWED, KINDS, LANGUAGES, Somebody, show

# The narrowest screen that must not need sideways scrolling, in CSS pixels (WCAG 1.4.10).
NARROWEST = 320
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What a keyboard reaches and what looks the same with the focus as without; "auto" is the browser's own mark.
UNMARKED = """() => {
  const marked = ({ outlineStyle: style, outlineWidth: width }) =>
    style === "auto" || (style !== "none" && parseFloat(width) >= 2);
  const reached = [...document.querySelectorAll("a[href], button, input, textarea, [tabindex]")]
    .filter(element => element.tabIndex >= 0 && element.checkVisibility());
  return reached.filter(element => {
    element.focus();
    return ![null, "::before", "::after"].some(part => marked(getComputedStyle(element, part)));
  }).map(element => element.outerHTML);
}"""


@pytest.fixture(scope="module")
def everybody(demo_site) -> dict[str, Somebody]:
    """Somebody who has registered, by language."""
    return {language: Somebody.registers(demo_site, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def phone(browser: Browser, demo_site: str) -> Iterator[Page]:
    """The narrowest phone, of an employee who cares for the registrations."""
    page = browser.new_page(viewport={"width": NARROWEST, "height": 640})
    page.request.post(f"{demo_site}/demo/login", form={"role": "registrar"})
    yield page
    page.close()


@pytest.fixture(scope="module", params=product(KINDS, LANGUAGES), ids="-".join)
def shown(request, phone, demo_site, everybody) -> tuple[str, str, Page]:
    """A page of each kind in each language, opened once for all tests: its kind, its language, the page.

    Finnish is light and Swedish dark: words do not depend on colours, nor colours on words.
    """
    kind, language = request.param
    phone.emulate_media(color_scheme={"fi": "light", "sv": "dark"}[language])
    show(phone, demo_site, kind, language, everybody[language])
    return kind, language, phone


def test_page_needs_no_sideways_scrolling(shown):
    *_, page = shown
    assert page.evaluate("document.documentElement.scrollWidth") == NARROWEST


def test_page_is_in_its_language_with_one_main_heading(shown):
    kind, language, page = shown
    expect(page.locator("html")).to_have_attribute("lang", language)
    # The widget leaves the main heading to the page around it.
    expect(page.locator("h1")).to_have_count(0 if kind.endswith("widget") else 1)


def test_focus_is_seen_wherever_it_goes(shown):
    *_, page = shown
    page.keyboard.press("Tab")
    assert page.evaluate(UNMARKED) == []


def test_page_breaks_no_rule_of_accessibility(shown):
    kind, _, page = shown
    page.evaluate(f"{AXE_SCRIPT}; null")
    rules = {"page-has-heading-one": {"enabled": not kind.endswith("widget")}}
    # Frames are pages of their own here, and only a rule on orientation would read the stylesheets once more.
    options = {"runOnly": STANDARDS, "rules": rules, "iframes": False, "preload": False}
    results = page.evaluate("options => axe.run(options)", {**options, "resultTypes": ["violations"]})
    assert not results["violations"], AxeResults(results).generate_report()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["front", "process", "form", "own", "missing"])
def test_first_tab_leads_past_the_header(new_page, demo_site, everybody, kind, language):
    page = new_page(NARROWEST)
    show(page, demo_site, kind, language, everybody[language])
    page.keyboard.press("Tab")
    expect(page.locator("body > a").first).to_be_focused()
    expect(page.locator("body > a").first).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FLAWED)
def test_summary_of_errors_has_the_focus_and_leads_to_each(new_page, demo_site, everybody, kind, language):
    page = new_page(NARROWEST)
    show(page, demo_site, kind, language, everybody[language])
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    links = page.get_by_role("alert").get_by_role("link").all()
    assert links
    for link in links:
        link.click()
        expect(page.locator(":focus")).to_have_accessible_description(
            re.compile(re.escape(link.inner_text()))
        )


def test_code_is_copied_and_that_is_told(new_page, demo_site, everybody):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.request.post(f"{demo_site}/demo/login", form={"role": "employee"})
    show(page, demo_site, "staff embedding", "sv", everybody["sv"])
    page.get_by_text("WordPress", exact=True).click()
    kind = page.locator("#ks-wordpress")
    kind.get_by_role("button", name="Kopiera").first.click()
    expect(kind.get_by_role("status").first).to_have_text("Kopierat")
    code = kind.get_by_role("textbox").first.input_value()
    assert page.evaluate("navigator.clipboard.readText()") == code
    assert "/strategia/widget/standard?lang=sv" in code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", [("compact widget", 280, 240), ("standard widget", 320, 460)])
def test_widget_fits_its_frame(new_page, demo_site, everybody, preset, language):
    kind, *size = preset
    page = new_page(*size)
    show(page, demo_site, kind, language, everybody[language])
    whole = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert whole == size
