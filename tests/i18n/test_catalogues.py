"""Our catalogues are fresh and complete, and every form of a message fits its source."""

from __future__ import annotations

from configparser import ConfigParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import ExtractMessages
from babel.messages.mofile import read_mo, write_mo

from .catalogues import (
    LANGUAGES,
    PLACEHOLDER,
    ROOT,
    TRANSLATED,
    catalogue,
    compiled,
    forms,
    identities,
    messages,
    template,
    translations,
)

# Messages that read the same in two languages, each with the reason.
ALIKE = {
    "Person": "the same word in Swedish",
    "Vision": "the same word in Swedish",
    "Workshop": "the same word in Swedish",
}

# Messages that end with another mark than their source, each with the reason.
OTHER_END = {
    "Hello %(name)s,": "a Swedish letter greets with an exclamation mark",
    "Hello,": "a Swedish letter greets with an exclamation mark",
    "In which language would you like the messages?": "the Finnish label is no question",
}


def extracted(sources: Path, into: Path) -> Catalog:
    """What the command that setup.cfg describes finds below a folder."""
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg")
    options = dict(settings["extract_messages"])
    command = ExtractMessages()
    command.initialize_options()
    vars(command).update(
        options,
        mapping_file=str(ROOT / options["mapping_file"]),
        input_paths=str(sources / options["input_paths"]),
        output_file=str(into),
    )
    command.finalize_options()
    command.run()
    return template(into)


def test_template_holds_what_the_sources_say(tmp_path):
    assert identities(extracted(ROOT, tmp_path / "found.pot")) == identities(template())


def test_code_pages_and_mails_are_read_and_the_demo_site_is_not(tmp_path):
    for name, source in {
        "views/ours.py": "words.gettext('Ours')",
        "templates/kaarina_strategy/own/page.html": "{{ pgettext('phase', 'Page') }}",
        "templates/kaarina_strategy/mail/letter.txt": "{{ ngettext('Letter', 'Letters', 2) }}",
        "templates/town/page.html": "{{ gettext('Of the town') }}",
        "demo/pages.py": "gettext('Of the demo')",
        "demo/templates/kaarina_strategy/page.html": "{{ gettext('Of the demo') }}",
    }.items():
        file = tmp_path / "kaarina_strategy_ext" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)

    found = identities(extracted(tmp_path, tmp_path / "found.pot"))

    assert found == {(None, ("Ours",)), ("phase", ("Page",)), (None, ("Letter", "Letters"))}


def end_mark(text: str) -> str:
    """The mark that ends a text; empty where none does."""
    return text[-1:] if text[-1:] in ".:?!," else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_the_messages_of_the_template_and_no_old_ones(language):
    assert identities(catalogue(language)) == identities(template())
    assert list(catalogue(language).obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_every_message_is_translated(language):
    found = catalogue(language)
    assert [each.id for each in messages(found) if each.fuzzy or not all(forms(each.string))] == []
    assert [each.id for each in messages(found) if len(forms(each.string)) != len(forms(each.id))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_fresh(language):
    now = BytesIO()
    write_mo(now, catalogue(language))
    committed, fresh = read_mo(BytesIO(compiled(language))), read_mo(BytesIO(now.getvalue()))
    assert translations(committed) == translations(fresh)
    assert committed.plural_forms == fresh.plural_forms


def test_english_is_said_as_it_stands_in_the_sources():
    assert [each.id for each in messages(catalogue("en")) if each.id != each.string] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_the_placeholders_of_its_source(language):
    wrong = [
        form
        for each in messages(catalogue(language))
        for form in forms(each.string)
        if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(forms(each.id)[0]))
        or "%" in PLACEHOLDER.sub("", form)
    ]
    assert wrong == []


def test_only_listed_messages_read_the_same_in_two_languages():
    spoken = [translations(catalogue(language)) for language in LANGUAGES]
    alike = {
        source
        for (context, source) in spoken[0]
        if len({each[context, source] for each in spoken}) < len(spoken)
    }
    assert alike == set(ALIKE)


def test_only_listed_messages_end_with_another_mark():
    changed = {
        source
        for language in TRANSLATED
        for (_, source), each in translations(catalogue(language)).items()
        if {end_mark(form) for form in each} != {end_mark(source)}
    }
    assert changed == set(OTHER_END)
