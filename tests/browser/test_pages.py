"""What holds on every page as a browser shows it: on the narrowest phone, by keyboard, in light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from .asking import ALL_RULES, COLOUR_RULES, NARROWEST, Documents, axe_finds, media
from .kinds import FLAWED, FRAMES, KINDS, LANGUAGES, Somebody, show
from .measures import CUT, EDGELESS, MOVING, OBSCURED, SMALL, SPACED, SPACING, UNMARKED

COLOURS = {"fi": "light", "sv": "dark"}
OTHER_COLOURS = {"fi": "dark", "sv": "light"}
# A window of 1280 by 1024 pixels at 400 % (WCAG 1.4.10), lower than a phone that lies; upright phones.
ZOOMED: ViewportSize = {"width": 320, "height": 256}
UPRIGHT: ViewportSize = {"width": NARROWEST, "height": 640}
USUAL: ViewportSize = {"width": 375, "height": 740}


@pytest.fixture(scope="module")
def everybody(demo_site) -> dict[str, Somebody]:
    """Somebody who has registered, by language."""
    return {language: Somebody.registers(demo_site, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def phone(browser: Browser, demo_site: str) -> Iterator[Page]:
    """The narrowest phone, of an employee who cares for the registrations."""
    # Without motion no colour is caught on its way to another.
    page = browser.new_page(viewport=UPRIGHT, reduced_motion="reduce")
    page.request.post(f"{demo_site}/demo/login", form={"role": "registrar"})
    yield page
    page.close()


@pytest.fixture(scope="module")
def documents(phone: Page) -> Documents:
    """What the phone has been sent."""
    return Documents(phone)


@pytest.fixture(scope="module", params=product(KINDS, LANGUAGES), ids="-".join)
def shown(request, phone, documents, demo_site, everybody) -> tuple[str, str, Page]:
    """A page of each kind in each language, opened once for all tests: its kind, its language, the page.

    Finnish is light and Swedish dark: words do not depend on colours, nor colours on words.
    """
    kind, language = request.param
    phone.emulate_media(color_scheme=COLOURS[language])
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
    assert not axe_finds(page, ALL_RULES, is_whole=not kind.endswith("widget"))


def test_page_has_enough_contrast_in_the_other_colours_too(shown):
    _, language, page = shown
    with media(page, {"color_scheme": OTHER_COLOURS[language]}, {"color_scheme": COLOURS[language]}):
        assert not axe_finds(page, COLOUR_RULES)


def test_document_as_sent_is_valid_html(shown, documents, demo_site, everybody, nu):
    kind, language, page = shown
    if kind == "letter":  # shown from its source, and not by its address
        address = FRAMES[kind][0].format(mail=everybody[language].mail)
        assert nu.complaints(page.request.get(demo_site + address).text()) == []
    else:
        assert nu.complaints(documents.newest()) == []


def test_spaced_text_loses_nothing(shown):
    *_, page = shown
    page.set_viewport_size(USUAL)
    # Not as a style element, which a strict policy of the page would not let in.
    page.evaluate(SPACING, SPACED)
    width, cut = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(CUT)
    page.evaluate("document.adoptedStyleSheets.pop(); null")
    page.set_viewport_size(UPRIGHT)
    assert (width, cut) == (USUAL["width"], [])


def test_nothing_hides_what_has_the_focus(shown):
    *_, page = shown
    page.set_viewport_size(ZOOMED)
    width, hidden = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(OBSCURED)
    page.set_viewport_size(UPRIGHT)
    assert (width, hidden) == (ZOOMED["width"], [])


def test_primary_controls_are_as_large_as_a_thumb(shown):
    *_, page = shown
    assert page.evaluate(SMALL) == []


def test_nothing_moves_for_those_who_want_no_motion(shown):
    *_, page = shown
    assert page.evaluate(MOVING) == []


def test_forced_colours_keep_edges_and_focus(shown):
    *_, page = shown
    with media(page, {"forced_colors": "active"}, {"forced_colors": "none"}):
        assert (page.evaluate(EDGELESS), page.evaluate(UNMARKED)) == ([], [])


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
