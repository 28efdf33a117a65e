"""The headers of a mail, and what nobody can smuggle into them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import MessageState, Translated

from ..town import VISION, person, wish
from .conftest import Office, newest, text_of

TYPED_BY_ATTACKERS = [
    "a@example.fi, b@evil.example",
    "a@example.fi\r\nBcc: b@evil.example",
    "a@example.fi\nBcc: b@evil.example",
    '"x" <a@example.fi>',
    "a@example.fi;b@evil.example",
    '"a@example.fi, b"@evil.example',
    "a@example.fi b@evil.example",
    "group:a@example.fi;",
    "a@example.fi(b@evil.example)",
    "a@example.fi\x00",
    "a@b@example.fi",
    "nobody",
]


def recipients(mail: EmailMessage) -> list[str]:
    """The bare addresses of all who would get the mail."""
    headers = [*mail.get_all("To", []), *mail.get_all("Cc", []), *mail.get_all("Bcc", [])]
    return [address.addr_spec for header in headers for address in header.addresses]


def test_mail_goes_from_the_organisation_to_the_person_alone(office: Office) -> None:
    office.paper["organisation"] = "S:t Karins stad"
    office.register(person(), wish(VISION))
    mail = newest(office)
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("S:t Karins stad", "strategia@esimerkki.fi")
    assert recipients(mail) == ["aino@example.fi"]
    assert mail["To"].addresses[0].display_name == ""


def test_answers_go_to_the_contact_and_machines_do_not_answer(office: Office) -> None:
    office.register(person(), wish(VISION))
    mail = newest(office)
    assert mail["Reply-To"] == "neuvonta@esimerkki.fi"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_mail_without_a_contact_has_no_reply_to(office: Office) -> None:
    office.paper["reply_to"] = None
    office.register(person(), wish(VISION))
    assert newest(office)["Reply-To"] is None


def test_date_and_message_id_come_from_the_clock_and_the_outbox(office: Office) -> None:
    office.register(person(), wish(VISION))
    mail = newest(office)
    assert mail["Date"].datetime == office.now
    assert mail["Message-ID"] == f"<{office.messages()[0].message_id}@www.esimerkki.fi>"


@pytest.mark.parametrize("typed", TYPED_BY_ATTACKERS)
def test_address_that_is_not_exactly_one_gets_no_mail_at_all(office: Office, typed: str) -> None:
    office.register(replace(person(), email=typed), wish(VISION))
    assert office.deliver() == []
    (message,) = office.messages()
    assert (message.state, message.last_error) == (MessageState.BOUNCED, "ValueError")


def test_percent_sign_in_an_address_is_only_a_percent_sign(office: Office) -> None:
    office.register(replace(person(), email="a%0abcc@example.fi"), wish(VISION))
    mail = newest(office)
    assert recipients(mail) == ["a%0abcc@example.fi"]
    assert mail["Bcc"] is None


def test_line_breaks_in_a_name_stay_out_of_the_headers(office: Office) -> None:
    office.register(person("Aino\r\nBcc: b@evil.example", email="aino@example.fi"), wish(VISION))
    mail = newest(office)
    assert recipients(mail) == ["aino@example.fi"]
    assert "Aino Bcc: b@evil.example" in text_of(mail).splitlines()[0]


def test_line_breaks_in_a_title_and_in_the_organisation_add_no_header(office: Office) -> None:
    office.edit(VISION, title=Translated({"fi": "Visio\r\nBcc: b@evil.example\r\n\r\ntext"}))
    office.paper["organisation"] = "Kaupunki\r\nBcc: b@evil.example"
    office.register(person(), wish(VISION))
    mail = newest(office)
    assert recipients(mail) == ["aino@example.fi"]
    assert "Visio Bcc: b@evil.example text" in mail["Subject"]
    assert mail["From"].addresses[0].display_name == "Kaupunki Bcc: b@evil.example"


def test_comma_and_quotes_in_the_organisation_stay_in_its_name(office: Office) -> None:
    office.paper["organisation"] = 'Kaupunki, "Åbo" <x@evil.example>'
    office.register(person(), wish(VISION))
    (sender,) = newest(office)["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (
        'Kaupunki, "Åbo" <x@evil.example>',
        "strategia@esimerkki.fi",
    )


@pytest.mark.parametrize(
    "title", ["Åländsk väg för öar", "Tulevaisuus 🚀 nyt", "päämäärä " * 34, "ä b " * 90, "🚀" * 300]
)
def test_subject_of_any_letters_and_length_comes_back_equal_and_short(office: Office, title: str) -> None:
    office.edit(VISION, title=Translated({"fi": title}))
    office.register(person(), wish(VISION))
    raw: list[bytes] = []
    office.deliver(lambda mail: raw.append(mail.as_bytes()))
    subject = str(message_from_bytes(raw[0], policy=policy.default)["Subject"])
    about = words("fi").gettext("Your registration")
    assert len(subject) <= 120
    assert f"{about}: {' '.join(title.split())} ti 12.4.2022".startswith(subject.removesuffix("…"))
    header = raw[0].partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 78 for line in header.split(b"\r\n"))


def test_long_name_of_the_organisation_comes_back_equal(office: Office) -> None:
    name = "Åbolands skärgårds gemensamma välfärds- och företagsbyrå för öarna"
    office.paper["organisation"] = name
    office.register(person(), wish(VISION))
    raw: list[bytes] = []
    office.deliver(lambda mail: raw.append(mail.as_bytes()))
    read = message_from_bytes(raw[0])  # the older parser, which joins encoded words as RFC 2047 says
    assert str(make_header(decode_header(read["From"]))) == f"{name} <strategia@esimerkki.fi>"


def test_international_domain_is_written_in_its_ascii_form(office: Office) -> None:
    office.register(replace(person(), email="aino@kärnä.example"), wish(VISION))
    assert recipients(newest(office)) == ["aino@xn--krn-qlac.example"]


def test_international_local_part_is_sent_as_it_is(office: Office) -> None:
    office.register(replace(person(), email="äijä@example.fi"), wish(VISION))
    kept: list[bytes] = []
    office.deliver(lambda mail: kept.append(mail.as_bytes()))
    assert "\r\nTo: äijä@example.fi\r\n" in kept[0].decode()


def test_sender_that_is_no_address_lets_the_mail_wait(office: Office) -> None:
    office.paper["sender"] = "Kaupunki <strategia@esimerkki.fi>"
    office.register(person(), wish(VISION))
    assert office.deliver() == []
    assert office.messages()[0].state is MessageState.DEFERRED


def test_date_is_told_in_the_zone_of_the_process(office: Office) -> None:
    office.register(person(), wish(VISION))
    assert newest(office)["Date"].datetime.isoformat() == "2022-04-05T12:00:00+03:00"


def test_base_url_with_a_port_and_a_path_gives_a_bare_domain(office: Office) -> None:
    office.paper["base_url"] = "https://kärnä.example:8443/palvelut"
    office.register(person(), wish(VISION))
    assert newest(office)["Message-ID"].endswith("@xn--krn-qlac.example>")


def test_clock_is_taken_from_the_letterhead_at_each_try(office: Office) -> None:
    office.register(person(), wish(VISION))
    office.now = datetime.fromisoformat("2022-04-06T08:30:00+03:00")
    assert newest(office)["Date"].datetime == office.now
