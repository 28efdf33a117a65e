"""What participants get of what staff have written, and what staff see of it afterwards."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage
from html import unescape

import pytest

from kaarina_strategy_ext import MailRefused
from kaarina_strategy_ext.i18n import words

from ...town import VISION
from .conftest import FI, Office, phoned
from .mailing_desk import LIST, MailingDesk


@pytest.fixture
def new_database(new_sqlite):
    """Pages alone are tried here: the rules below them are, by their own tests, on both databases."""
    return new_sqlite


PAGE = f"{LIST}/1"


@pytest.fixture
def desk(office: Office) -> MailingDesk:
    return MailingDesk(office)


@pytest.fixture
def aino(office: Office) -> str:
    return office.resident("Aino", VISION)


@pytest.fixture
def kristian(office: Office) -> str:
    return office.resident("Kristian", VISION, language="sv")


def mails(mailbox: list[EmailMessage]) -> dict[str, EmailMessage]:
    """The mails of mailings by their recipients, among all others."""
    return {str(mail["To"]): mail for mail in mailbox if re.match("Huomenna|I morgon", str(mail["Subject"]))}


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_each_gets_their_own_language_and_nobody_elses_address(
    desk: MailingDesk, aino: str, kristian: str, mailbox
) -> None:
    desk.sent()
    desk.jobs()
    found = mails(mailbox)
    assert {to: (mail["Subject"], mail["Content-Language"]) for to, mail in found.items()} == {
        "aino@example.fi": ("Huomenna, Aino", "fi"),
        "kristian@example.fi": ("I morgon, Kristian", "sv"),
    }
    for to, mail in found.items():
        assert (mail["Cc"], mail["Bcc"]) == (None, None)
        others = {"aino@example.fi", "kristian@example.fi"} - {to}
        assert not any(other in mail.as_string() for other in others)


def test_text_and_html_hold_the_same_filled_in_words(desk: MailingDesk, aino: str, mailbox) -> None:
    desk.sent()
    desk.jobs()
    (mail,) = mails(mailbox).values()
    text, html = text_of(mail), text_of(mail, "html")
    assert text.startswith(
        "Hei Aino!\n\n- Visio-työpaja, ti 12.4.2022 klo 17–20, Paikka ilmoitetaan myöhemmin\n\n"
        "Omat tietosi:\nhttps://www.example.fi/strategia/oma/"
    )
    assert "<p>Hei Aino!</p>" in html
    assert "<li>Visio-työpaja, ti 12.4.2022 klo 17–20, Paikka ilmoitetaan myöhemmin</li>" in html
    assert re.search(r'<a href="https://www\.example\.fi/strategia/oma/[\w-]{54}">Omat tietosi</a>', html)
    for part in (text, unescape(html.partition("<body>")[2])):
        assert "{" not in part
        assert "02 000 0000" in part


def test_answers_go_to_the_contact_of_the_process(
    desk: MailingDesk, office: Office, aino: str, mailbox
) -> None:
    office.alter(
        "UPDATE kaarina_strategy_process SET contact_email = 'neuvonta@example.fi', revision = revision + 1"
    )
    desk.sent()
    desk.jobs()
    (mail,) = mails(mailbox).values()
    assert (mail["Reply-To"], mail["Auto-Submitted"]) == ("neuvonta@example.fi", "auto-generated")
    assert mail["List-Unsubscribe"] is None


def test_name_of_a_resident_is_no_markup_and_no_header(
    desk: MailingDesk, office: Office, aino: str, mailbox
) -> None:
    office.alter(
        "UPDATE kaarina_strategy_registration SET first_name = :name",
        name="[Voita](https://paha.example) <b>*A*</b>\r\nBcc: kaikki@example.fi",
    )
    desk.sent()
    desk.jobs()
    (mail,) = mails(mailbox).values()
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]
    html = text_of(mail, "html")
    assert 'paha.example"' not in html
    assert "<b>" not in html
    assert "[Voita](https://paha.example) <b>*A*</b> Bcc: kaikki@example.fi" in " ".join(
        text_of(mail).split()
    )


def test_missing_courtesy_language_is_honest_about_it(
    desk: MailingDesk, office: Office, kristian: str, mailbox
) -> None:
    office.app.extensions["kaarina_strategy"].host.settings["LANGUAGE_MODE"] = "unilingual"
    desk.write(subject_sv="", body_sv="")
    desk.press("send", f"{PAGE}/tarkistus")
    desk.jobs()
    (mail,) = mails(mailbox).values()
    assert mail["Content-Language"] == "sv"
    assert '<div lang="fi">' in text_of(mail, "html")
    assert words("sv").gettext("Some of this is not available in your language.") in text_of(mail)


def test_whoever_cancels_before_the_mail_goes_gets_nothing(
    desk: MailingDesk, office: Office, aino: str, kristian: str, mailbox
) -> None:
    desk.sent()
    office.send(f"/ilmoittautumiset/{aino}/peru")
    desk.jobs()
    assert list(mails(mailbox)) == ["kristian@example.fi"]


def test_whoever_was_erased_gets_nothing(
    desk: MailingDesk, office: Office, aino: str, kristian: str, mailbox
) -> None:
    desk.sent()
    office.send(f"/ilmoittautumiset/{aino}/poista")
    desk.jobs()
    assert list(mails(mailbox)) == ["kristian@example.fi"]


def test_those_who_have_cancelled_get_what_is_meant_for_them(
    desk: MailingDesk, office: Office, aino: str, kristian: str, mailbox
) -> None:
    office.send(f"/ilmoittautumiset/{aino}/peru")
    desk.write(statuses=["cancelled"])
    desk.press("send", f"{PAGE}/tarkistus")
    desk.jobs()
    assert list(mails(mailbox)) == ["aino@example.fi"]


@pytest.fixture
def refused(office: Office, mailbox) -> set[str]:
    """Addresses that the mail server refuses."""
    refused: set[str] = set()

    def hand_over(mail: EmailMessage) -> None:
        if str(mail["To"]) in refused:
            raise MailRefused("550 no such mailbox")
        mailbox.append(mail)

    object.__setattr__(office.app.extensions["kaarina_strategy"].host.hooks, "mailer", hand_over)
    return refused


def test_failures_are_told_with_the_answer_and_filtered(
    desk: MailingDesk, office: Office, aino: str, kristian: str, refused: set[str]
) -> None:
    refused.add("aino@example.fi")
    desk.sent()
    desk.jobs()
    page = office.page(PAGE)
    assert "MailRefused: 550 no such mailbox" in page
    assert "epäonnistunut 1" in page
    troubled = office.page(f"{PAGE}?state=bounced").partition('id="ks-messages"')[2]
    assert "Aino Virtanen" in troubled
    assert "Kristian Virtanen" not in troubled


def test_all_that_failed_are_sent_again(
    desk: MailingDesk, aino: str, kristian: str, refused: set[str], mailbox
) -> None:
    refused.add("aino@example.fi")
    desk.sent()
    desk.jobs()
    refused.clear()
    assert desk.press("resend_failed", PAGE).status_code == 303
    desk.jobs()
    assert sorted(mails(mailbox)) == ["aino@example.fi", "kristian@example.fi"]


def test_one_is_sent_once_more(desk: MailingDesk, office: Office, aino: str, mailbox) -> None:
    desk.sent()
    desk.jobs()
    message = office.value("SELECT id FROM kaarina_strategy_message WHERE kind = 'mailing'")
    answer = desk.press("resend", PAGE, message=str(message))
    assert answer.location.startswith(FI + PAGE)
    desk.jobs()
    assert [mail["To"] for mail in mailbox if str(mail["Subject"]).startswith("Huomenna")] == [
        "aino@example.fi"
    ] * 2


def test_what_was_withdrawn_while_it_waited_never_goes(
    desk: MailingDesk, office: Office, aino: str, refused: set[str], mailbox
) -> None:
    refused.add("aino@example.fi")
    desk.sent()
    desk.jobs()
    desk.press("resend_failed", PAGE)
    desk.press("withdraw", PAGE)
    refused.clear()
    desk.jobs()
    assert mails(mailbox) == {}


def test_whoever_has_no_mail_is_listed_to_be_phoned(
    desk: MailingDesk, office: Office, aino: str, clock
) -> None:
    office.send("/ilmoittautumiset/uusi", **phoned("Eero", VISION))
    clock.now += timedelta(minutes=1)
    desk.sent()
    desk.jobs()
    for page in (office.page(PAGE), office.page("/tilaisuudet")):
        assert "Eero Niemi" in page.partition('id="ks-calls"')[2]
    assert "Viesti osallistujille: Huomenna, {etunimi}" in office.page("/tilaisuudet")
