"""What each kind of mail says, and when one has nothing left to say."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest

from kaarina_strategy_ext.errors import MailDeferred
from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import MessageState, Translated

from ..town import GOALS, OTHER_GOALS, VISION, either_will_do, person, wish, wish_or_wait
from .conftest import Office, calendar_files, html_of, in_one_line, newest, readable, text_of

LANGUAGES = ["fi", "sv"]
DAY = {"fi": "ti 12.4.2022", "sv": "tis 12.4.2022"}
WHEN = {"fi": "ti 12.4.2022 klo 17–20", "sv": "tis 12.4.2022 kl. 17–20"}
TITLE = {"fi": "Visio-työpaja", "sv": "Visio-työpaja (sv)"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_waiting_list_is_told_with_the_place_in_the_queue(office: Office, language: str) -> None:
    office.edit(OTHER_GOALS, waiting_list_size=None)
    for name in ("Pekka", "Maria", "Aino"):
        office.register(person(name, language=language), wish_or_wait(OTHER_GOALS))
    mail = newest(office)
    about = words(language).gettext("On the waiting list")
    assert str(mail["Subject"]).startswith(f"{about}: Strategiset päämäärät")
    sentence = words(language).gettext("You are number %(n)s on the waiting list.", n=2)
    assert sentence in text_of(mail)
    assert sentence in readable(html_of(mail))
    assert calendar_files(mail) == []


def test_who_waits_for_either_alternative_sees_both(office: Office) -> None:
    for name in ("Pekka", "Maria", "Aino"):
        office.register(person(name), either_will_do())
    mail = newest(office)
    for told in (text_of(mail), readable(html_of(mail))):
        assert words("fi").gettext("You wait for whichever of these has a place for you first") in told
        assert told.index("ke 1.6.2022") < told.index("to 2.6.2022")
    assert mail["Subject"].endswith("Viimeistely ke 1.6.2022 ja to 2.6.2022")


def test_session_cancelled_by_the_organiser_is_told_so_with_its_reason(office: Office) -> None:
    registration = office.register(person(), wish(VISION))
    reason = Translated({"fi": "Ohjaaja on sairastunut"})
    office.edit(VISION, cancelled=reason, remote_url="https://etana.example.fi/abc")
    office.add(registration, wish(GOALS))
    mail, said = newest(office), words("fi")
    for told in (text_of(mail), readable(html_of(mail))):
        assert said.gettext("The workshop has been cancelled.") in told
        assert "Ohjaaja on sairastunut" in told
    assert "etana.example.fi" not in text_of(mail) + html_of(mail)


def test_person_who_was_promoted_is_told_which_place_is_theirs(office: Office) -> None:
    holder = office.register(person("Pekka"), wish(OTHER_GOALS))
    office.register(person(), wish(VISION), wish_or_wait(OTHER_GOALS))
    office.deliver()
    office.cancel(holder)
    about = words("fi").gettext("A place has become free for you")
    (mail,) = [each for each in office.deliver() if each["Subject"].startswith(about)]
    assert mail["To"] == "aino@example.fi"
    assert mail["Subject"] == f"{about}: Strategiset päämäärät ti 26.4.2022"
    assert text_of(mail).count(words("fi").gettext("Your place is confirmed.")) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_cancelling_everything_is_told_with_what_was_cancelled(office: Office, language: str) -> None:
    registration = office.register(person(language=language), wish(VISION))
    office.deliver()
    office.cancel(registration)
    mail, said = newest(office), words(language)
    title = said.gettext("Your registration has been cancelled")
    assert mail["Subject"] == f"{title}: {TITLE[language]} {DAY[language]}"
    for told in (text_of(mail), readable(html_of(mail))):
        assert said.gettext("Your registration has been cancelled.") in told
        assert WHEN[language] in told
        assert said.gettext("See or erase your details") in told
        assert said.gettext("Your place is confirmed.") not in told


def test_cancelling_one_of_two_tells_which_remains(office: Office) -> None:
    registration = office.register(person(), wish(VISION), wish(GOALS))
    office.deliver()
    office.cancel(registration, VISION)
    mail, said = newest(office), words("fi")
    assert mail["Subject"].startswith(said.gettext("Your place has been cancelled"))
    gone, left = text_of(mail).split(said.gettext("You are still registered for"))
    assert TITLE["fi"] in gone
    assert "Strategiset päämäärät" in left
    assert TITLE["fi"] not in left


def test_leaving_a_waiting_list_is_told_without_naming_a_place_that_nobody_had(office: Office) -> None:
    office.register(person("Pekka"), wish(OTHER_GOALS))
    registration = office.register(person(), wish(VISION), wish_or_wait(OTHER_GOALS))
    office.deliver()
    office.cancel(registration, OTHER_GOALS)
    mail, said = newest(office), words("fi")
    assert said.gettext("You are no longer on the waiting list. The rest is as it was.") in text_of(mail)
    assert said.gettext("You have cancelled") not in text_of(mail)
    assert mail["Subject"] == f"{said.gettext('Your registration has changed')}: {TITLE['fi']} {DAY['fi']}"


def test_second_form_of_a_registered_person_brings_a_mail_that_nothing_was_changed(office: Office) -> None:
    office.register(person(), wish(VISION))
    office.deliver()
    office.register(person(), wish(GOALS), form_key="another form")
    mail, said = newest(office), words("fi")
    assert mail["Subject"].startswith(said.gettext("You have registered already"))
    assert TITLE["fi"] in text_of(mail)
    assert "Strategiset päämäärät" not in text_of(mail)
    assert said.gettext("If you want to add workshops, use the link.") in in_one_line(text_of(mail))


def test_change_shows_the_registration_as_it_is_when_the_mail_goes_out(office: Office) -> None:
    registration = office.register(person(), wish(VISION))
    office.deliver()
    office.add(registration, wish(GOALS))
    mail = newest(office)
    assert mail["Subject"].startswith(words("fi").gettext("Your registration has changed"))
    assert TITLE["fi"] in text_of(mail)
    assert "Strategiset päämäärät" in text_of(mail)


def test_confirmation_that_a_cancellation_overtakes_is_never_sent(office: Office) -> None:
    registration = office.register(person(), wish(VISION))

    def busy_server(_mail: EmailMessage) -> None:
        office.cancel(registration)
        raise MailDeferred("451")

    office.deliver(busy_server, limit=1)
    office.now += timedelta(hours=1)
    (mail,) = office.deliver()
    assert mail["Subject"].startswith(words("fi").gettext("Your registration has been cancelled"))
    assert office.messages()[0].state is MessageState.SUPERSEDED


def test_promotion_to_a_place_that_is_given_up_again_is_never_sent(office: Office) -> None:
    holder = office.register(person("Pekka"), wish(OTHER_GOALS))
    waiting = office.register(person(), wish(VISION), wish_or_wait(OTHER_GOALS))
    office.deliver()
    office.cancel(holder)

    def busy_server(mail: EmailMessage) -> None:
        if "aino@example.fi" in mail["To"]:
            office.cancel(waiting, OTHER_GOALS)
            raise MailDeferred("451")

    office.deliver(busy_server, limit=2)
    office.now += timedelta(hours=1)
    office.deliver()
    told = words("fi").gettext("A place has become free for you")
    assert not any(each["Subject"].startswith(told) for each in office.sent)


def test_cancellation_of_a_place_that_is_booked_again_is_never_sent(office: Office) -> None:
    registration = office.register(person(), wish(VISION), wish(GOALS))
    office.deliver()
    office.cancel(registration, VISION)
    office.add(registration, wish(VISION))
    told = [mail["Subject"].partition(":")[0] for mail in office.deliver()]
    said = words("fi")
    assert told == [said.gettext("Your registration"), said.gettext("Your registration has changed")]
