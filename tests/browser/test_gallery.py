"""Every state of every page, as the gallery has it: valid, accessible, and as wide as the narrowest phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from ..gallery.showing import show
from ..gallery.site import Gallery, gallery
from ..gallery.state import State
from ..gallery.states import STATES
from .asking import ALL_RULES, COLOUR_RULES, NARROWEST, Documents, axe_finds, media
from .kinds import LANGUAGES

COLOURS = ("light", "dark")
# The kinds of the demo have tests of their own, and a mail's text is no document.
SHOWN = {
    key: state
    for key, state in STATES.items()
    if state.group != "demo" and not (state.mail and state.name.endswith("text"))
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    """The gallery, for those who only look."""
    with gallery(tmp_path_factory.mktemp("gallery")) as town:
        yield town


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """The narrowest phone, without motion, so that no colour is caught on its way to another."""
    page = browser.new_page(viewport={"width": NARROWEST, "height": 640}, reduced_motion="reduce")
    yield page
    page.close()


@pytest.fixture(scope="module")
def documents(phone: Page) -> Documents:
    """What the phone has been sent."""
    return Documents(phone)


@pytest.fixture(scope="module", params=enumerate(SHOWN), ids=SHOWN)
def shown(request, town, phone, documents) -> tuple[State, str, Page]:
    """Each state, opened once for all tests; languages alternate, and colours by twos.

    Both languages of each kind of page stand in the tests of the demo; here are its states.
    """
    turn, key = request.param
    language = LANGUAGES[turn % 2]
    phone.emulate_media(color_scheme=COLOURS[turn // 2 % 2])
    show(phone, town, SHOWN[key], language)
    return SHOWN[key], language, phone


def test_state_needs_no_sideways_scrolling(shown):
    *_, page = shown
    assert page.evaluate("document.documentElement.scrollWidth") == NARROWEST


def test_state_breaks_no_rule_of_accessibility(shown):
    state, _, page = shown
    assert not axe_finds(page, ALL_RULES, is_whole=state.group != "widget")


def test_state_has_enough_contrast_in_the_other_colours_too(shown):
    _, _, page = shown
    seen = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    with media(page, {"color_scheme": COLOURS[not seen]}, {"color_scheme": COLOURS[seen]}):
        assert not axe_finds(page, COLOUR_RULES)


def test_document_of_state_is_valid_html(shown, town, documents, nu):
    state, language, _ = shown
    document = town.letter(*state.mail, language).html if state.mail else documents.newest()
    assert nu.complaints(document) == []
