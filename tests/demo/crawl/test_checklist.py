"""Points of the checklist in docs/accessibility.md that only the pages of a whole site can show."""

from __future__ import annotations

from ...crawler import Element

STATEMENT = {"fi": "Saavutettavuusseloste", "sv": "Tillgänglighetsutlåtande"}
# Autofill, keyboard and spelling of the fields that ask who somebody is (WCAG 1.3.5).
PURPOSES = {"first_name": "given-name", "last_name": "family-name", "email": "email"}


def public(ours):
    """The pages that residents see and that have the help at their end."""
    return {path: page for path, page in ours.items() if page.tree.classed("ks-help")}


def test_help_and_contact_come_last_on_every_page(ours):
    for page in public(ours).values():
        (wrapper,) = page.tree.classed("ks")
        sections = [each for each in wrapper.children if isinstance(each, Element)]
        assert "ks-help" in sections[-1]["class"].split()
        assert sections[-1].classed("ks-contact")


def test_statement_on_accessibility_is_linked_in_the_language_of_the_page(ours):
    pages = public(ours)
    assert len(pages) > 20
    for path, page in pages.items():
        (section,) = page.tree.classed("ks-help")
        assert STATEMENT[page.language] in [each.text for each in section.every("a")], path


def test_field_about_a_person_says_what_it_is_for(pages):
    steps = [page for name, page in pages.items() if name.endswith(": details")]
    assert len(steps) == 2
    for page in steps:
        fields = {each["id"]: each["autocomplete"] for each in page.tree.every("input")}
        assert {name: fields[name] for name in PURPOSES} == PURPOSES
        (email,) = page.tree.every("input", id="email")
        assert (email["type"], email["placeholder"]) == ("email", "")


def test_notice_on_privacy_stands_before_the_button_that_sends(pages):
    for name, words in {"Tietosuoja": "Lähetä ilmoittautuminen", "Dataskydd": "Skicka anmälan"}.items():
        (page,) = [each for step, each in pages.items() if step.endswith(": check") and words in each.text]
        assert name.lower() in page.text[: page.text.index(words)].lower()


def test_field_that_may_stay_empty_says_so(pages):
    for name, words in {"fi": "(valinnainen)", "sv": "(valfritt)"}.items():
        (page,) = [
            each for step, each in pages.items() if step.endswith(": details") and each.language == name
        ]
        texts = {each["for"]: each.text for each in page.tree.every("label")}
        assert {key for key, text in texts.items() if words in text} >= {"phone", "needs"}
        assert not [text for key, text in texts.items() if key in PURPOSES and words in text]
        assert not [text for text in texts.values() if "*" in text]
