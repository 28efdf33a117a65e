"""Mail that asks whether the address is the person's own."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest

from kaarina_strategy_ext.errors import MailRefused
from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import MessageState

from ..town import OTHER_GOALS, VISION, person, wish, wish_or_wait
from .acts import after_the_pause, amend, expire, register_with_caution, verify, ways
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
        assert said.gettext("We erase your details if you do not confirm your registration in time.") in shown
        assert said.gettext("Change or cancel your registration") not in shown
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
    office.now += timedelta(hours=24)
    assert office.deliver() == []


def down(_mail: EmailMessage) -> None:
    """A mail server that is not there."""
    raise TimeoutError


def test_hour_to_confirm_begins_when_the_mail_gets_through(either_office: Office) -> None:
    registration = register_with_caution(either_office, person(), wish(VISION))
    either_office.deliver(down)
    either_office.now += timedelta(hours=3)
    expire(either_office)
    (mail,) = either_office.deliver()
    assert "ti 5.4.2022 klo 16" in text_of(mail)
    either_office.now += timedelta(minutes=59)
    verify(either_office, registration)


def test_hour_of_an_address_that_does_not_exist_begins_as_well(office: Office) -> None:
    def refuse(_mail: EmailMessage) -> None:
        raise MailRefused("550")

    register_with_caution(office, person(), wish(VISION))
    office.deliver(refuse)
    office.now += timedelta(hours=1)
    expire(office)
    assert office.messages() == []


def test_second_mail_that_asks_promises_no_other_hour(office: Office) -> None:
    register_with_caution(office, person(), wish(VISION))
    office.deliver()
    office.now += timedelta(minutes=30)
    office.register(person(), wish(VISION), form_key="again")
    _, mail = office.deliver()
    assert IN_AN_HOUR["fi"] in text_of(mail)


def test_only_the_question_goes_to_an_address_that_nobody_has_confirmed(office: Office) -> None:
    ways(office, offer_hours=48)
    holder = office.register(person("Pekka"), wish(OTHER_GOALS))
    registration = register_with_caution(office, person(), wish(VISION), wish_or_wait(OTHER_GOALS))
    office.deliver()
    office.cancel(holder)
    amend(office, VISION, place={"fi": "Sali B", "sv": "Sal B"})
    after_the_pause(office)
    assert len([mail for mail in office.deliver() if mail["To"] == "aino@example.fi"]) == 1
    verify(office, registration)
    told_at_last = text_of(newest(office))
    assert "Sali B" in told_at_last
    assert words("fi").gettext("Answer the offer, or change your registration") in told_at_last
