"""Mail that asks whether the address is the person's own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import MessageState

from ..town import VISION, person, wish
from .acts import register_with_caution, verify
from .conftest import BASE_URL, Office, calendar_files, html_of, newest, text_of, told

LANGUAGES = ["fi", "sv"]
IN_AN_HOUR = {"fi": "ti 5.4.2022 klo 13", "sv": "tis 5.4.2022 kl. 13"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_verification_says_until_when_the_places_are_kept_and_where_to_confirm(
    office: Office, language: str
) -> None:
    register_with_caution(office, person(language=language), wish(VISION))
    mail, said = newest(office), words(language)
    until = IN_AN_HOUR[language]
    assert str(mail["Subject"]).startswith(said.gettext("Confirm your registration"))
    for shown in told(mail):
        assert (
            said.ngettext(
                "We keep your place until %(moment)s. Confirm your registration by then.",
                "We keep your places until %(moment)s. Confirm your registration by then.",
                1,
                moment=until,
            )
            in shown
        )
        assert (
            said.gettext("The place is held for you until %(moment)s. Confirm by then.", moment=until)
            in shown
        )
        assert "17–20" in shown
    assert f'href="{BASE_URL}/{language}/' in html_of(mail)
    assert calendar_files(mail) == []


def test_verification_holds_nothing_that_was_typed_into_the_form(office: Office) -> None:
    register_with_caution(office, person("Voita rahaa", email="aino@example.fi"), wish(VISION))
    mail = newest(office)
    assert "Voita" not in mail.as_string() + text_of(mail) + html_of(mail)


def test_verification_of_an_address_that_is_confirmed_already_is_never_sent(office: Office) -> None:
    registration = register_with_caution(office, person(), wish(VISION))
    verify(office, registration)
    (mail,) = office.deliver()
    assert str(mail["Subject"]).startswith(words("fi").gettext("Your registration"))
    assert office.states() == [MessageState.SUPERSEDED, MessageState.SENT]


def test_verification_that_comes_too_late_is_never_sent(office: Office) -> None:
    register_with_caution(office, person(), wish(VISION))
    office.now += timedelta(hours=1)
    assert office.deliver() == []
