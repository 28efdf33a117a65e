"""The table of states says how each of them answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..browser.kinds import LANGUAGES
from ..i18n.plain import flaws, too_long
from ..visitor import Visitor
from .site import Gallery, gallery
from .states import MAILS, STATES


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    """The gallery, for those who only look."""
    folder: Path = tmp_path_factory.mktemp("gallery")
    with gallery(folder) as town:
        yield town


@pytest.mark.parametrize("language", LANGUAGES)
def test_state_is_there_in_its_language(town, language):
    visitors = {role: Visitor(town.site) for role in {each.role for each in STATES.values()}}
    for role, visitor in visitors.items():
        visitor.post("/demo/login", {"role": role})
    plain = [each for each in STATES.values() if not each.presses and not each.mail]
    wrong = {}
    for each in plain:
        address = town.address(each.addresses[LANGUAGES.index(language)], language)
        answer = visitors[each.role].get(address)
        if answer.status != each.status or not re.search(rf'<html[^>]* lang="{language}"', answer.text):
            wrong[each.key] = answer.status
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAILS)
def test_mail_is_there_in_its_language(town, name, language):
    assert town.letter(*MAILS[name], language).language == language


def test_states_have_names_of_their_own():
    assert len({each.key.replace(",", "") for each in STATES.values()}) == len(STATES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAILS)
def test_mail_is_in_plain_language(town, name, language):
    letter = town.letter(*MAILS[name], language)
    text = re.sub(r"https?://\S+|\S+@\S+|\b[0-9A-F]{4}\s[0-9A-F]{4}\b", "", letter.text)
    # What stands on several lines is one paragraph; the calendar's link and a list are none.
    paragraphs = [re.sub(r"\s+", " ", each) for each in re.split(r"\n\s*\n", text)]
    assert flaws(letter.subject, language) == []
    assert {each: flaws(each, language) for each in paragraphs if flaws(each, language)} == {}
    assert too_long(paragraphs, language) == []
    assert not re.search(r"%\(|\bNone\b|\{\{|\bUndefined\b", letter.text)


def test_mail_about_a_cancelled_workshop_promises_no_place(town):
    letter = town.letter(*MAILS["workshop cancelled"], "fi")
    assert "Työpaja on peruttu." in letter.text
    assert "Paikka ilmoitetaan myöhemmin" not in letter.text + letter.html
