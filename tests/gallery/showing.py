"""Bringing a state into a browser."""

from __future__ import annotations

from html import escape

from playwright.sync_api import Page

from ..browser.kinds import LANGUAGES
from .site import Gallery
from .state import State


def show(page: Page, gallery: Gallery, state: State, language: str) -> int:
    """Show the state in the language, and give the HTTP status of the page, 200 for a mail."""
    if state.mail is not None:
        return _show_mail(page, gallery, state, language)
    page.request.post(f"{gallery.site}/demo/login", form={"role": state.role}, max_redirects=0)
    template = state.addresses[LANGUAGES.index(language)]
    answer = page.goto(gallery.address(template, language))
    for press in state.presses:
        for control, value in press.fields.items():
            page.fill(f"#{control}", value)
        if press.meanwhile:
            page.evaluate(press.meanwhile)
        with page.expect_navigation() as navigation:
            page.click("#send")
        answer = navigation.value
    assert answer is not None, template
    return answer.status


def _show_mail(page: Page, gallery: Gallery, state: State, language: str) -> int:
    """Nothing may run in the document of a mail, not even what looks at it; so only its source is shown."""
    assert state.mail is not None
    letter = gallery.letter(*state.mail, language)
    page.goto("about:blank")
    if state.name.endswith("text"):
        title, text = escape(letter.subject), escape(letter.text)
        page.set_content(
            f'<!doctype html><html lang="{language}"><meta name="viewport" content="width=device-width">'
            f"<title>{title}</title><main><h1>{title}</h1>"
            f'<pre style="white-space: pre-wrap; overflow-wrap: anywhere">{text}</pre></main>'
        )
    else:
        page.set_content(letter.html)
    return 200
