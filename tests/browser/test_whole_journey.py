"""From the form to the cancellation in each language: by keyboard alone, and on a phone without scripts."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from .coordinator import FINNISH, SWEDISH, Form

MOST_TABS = 80


@dataclass(frozen=True)
class Way:
    """What stands on the way beside the words of the form, in one language."""

    form: Form
    session: str
    cancel: str
    sure: str
    cancelled: str


WAYS = {
    "fi": Way(
        FINNISH,
        "ti 12.4.2022 klo 17–20",
        "Peru koko ilmoittautuminen",
        "Kyllä, peru",
        "Ilmoittautumisesi on peruttu",
    ),
    "sv": Way(
        SWEDISH,
        "tis 12.4.2022 kl. 17–20",
        "Avboka hela anmälan",
        "Ja, avboka",
        "Din anmälan har avbokats",
    ),
}


class ByTouch:
    """Somebody who taps what they see."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def fill(self, field: Locator, value: str) -> None:
        """Write into a field."""
        field.fill(value)

    def use(self, control: Locator, key: str = "Enter") -> None:
        """Use a control; who taps needs no `key`."""
        assert key in ("Enter", "Space")
        control.click()


class ByKeyboard:
    """Somebody who has nothing but a keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def fill(self, field: Locator, value: str) -> None:
        """Write into a field, having come to it by Tab."""
        self._come_to(field)
        self.page.keyboard.type(value)

    def use(self, control: Locator, key: str = "Enter") -> None:
        """Come to a control by Tab and press the key."""
        self._come_to(control)
        self.page.keyboard.press(key)

    def _come_to(self, target: Locator) -> None:
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        pytest.fail(f"Tab does not reach {target}")


@pytest.mark.parametrize("language", WAYS)
@pytest.mark.parametrize("means", [ByTouch, ByKeyboard])
def test_registration_is_made_and_cancelled(new_page, demo_site, means, language):
    way, form = WAYS[language], WAYS[language].form
    # Without scripts there is nothing that could help; by keyboard scripts must not stand in the way.
    page = new_page(360, 740, javascript=False) if means is ByTouch else new_page(1280, 900)
    somebody = means(page)
    page.goto(demo_site + form.path)
    somebody.use(page.get_by_label(way.session), "Space")
    somebody.use(page.get_by_role("button", name=form.go_on, exact=True))
    values = ("Aino", "Mäkelä", f"aino.{means.__name__.lower()}.{language}@example.fi")
    for label, value in zip(form.labels, values, strict=True):
        somebody.fill(page.get_by_label(label), value)
    somebody.use(page.get_by_role("button", name=form.go_on, exact=True))
    somebody.use(page.get_by_role("button", name=form.send, exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(form.done)
    somebody.use(page.get_by_role("link", name=way.cancel))
    somebody.use(page.get_by_role("button", name=way.sure, exact=True))
    expect(page.get_by_role("main")).to_contain_text(way.cancelled)
