"""Every mail of the demo ends up in its mailbox."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from kaarina_strategy_ext.demo import mailbox

from ..visitor import HiddenFields, details

CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Visio-työpaja\r\nEND:VCALENDAR\r\n"
HTML = '<!doctype html><html lang="sv"><head><title>x</title></head><body><h1>Hej Åsa</h1></body></html>\n'


def letter(to="kristian@example.fi", subject="Din anmälan: Visionsworkshop"):
    """A mail with all that a mail may have."""
    message = EmailMessage()
    message["To"] = to
    message["From"] = "strategia@kaarina.example"
    message["Subject"] = subject
    message.set_content("Hej Åsa!\n\nDu är på plats 1 på väntelistan.\n")
    message.add_alternative(HTML, subtype="html")
    message.add_attachment(CALENDAR, subtype="calendar", filename="työpaja.ics")
    message["Content-Language"] = "sv"
    return message


@pytest.fixture
def delivered(app, client):
    """The mailbox of a demo that has sent the letter."""
    with app.app_context():
        mailbox.deliver(letter())
    return client


def test_scripts_read_all_of_a_mail(delivered):
    (mail,) = delivered.get("/demo/mailbox.json").json
    assert mail == {
        "id": 1,
        "to": "kristian@example.fi",
        "subject": "Din anmälan: Visionsworkshop",
        "language": "sv",
        "text": "Hej Åsa!\n\nDu är på plats 1 på väntelistan.\n",
        "html": HTML,
        "attachments": [{"filename": "työpaja.ics", "content_type": "text/calendar", "text": CALENDAR}],
        "sent_at": "2022-04-05T12:00:00+03:00",
    }


def test_scripts_find_the_newest_mail_last(app, client):
    with app.app_context():
        for subject in ["ensimmäinen", "toinen"]:
            mailbox.deliver(letter(subject=subject))
    assert [mail["subject"] for mail in client.get("/demo/mailbox.json").json] == ["ensimmäinen", "toinen"]


@pytest.mark.parametrize(
    ("to", "address"),
    [("Åsa Öhman <asa@example.fi>", "asa@example.fi"), ("åsa.öhman@exämple.fi", "åsa.öhman@exämple.fi")],
)
def test_recipient_is_the_bare_address(app, client, to, address):
    with app.app_context():
        mailbox.deliver(letter(to=to))
    assert client.get("/demo/mailbox.json").json[0]["to"] == address
    assert address in client.get("/demo/mailbox").text


def test_reader_sees_the_mail_in_its_own_language(delivered):
    page = delivered.get("/demo/mailbox/1").text
    assert '<h1 lang="sv">Din anmälan: Visionsworkshop</h1>' in page
    assert "Du är på plats 1 på väntelistan." in page
    assert 'href="/demo/mailbox/1/attachments/1">työpaja.ics</a>' in page


def test_html_part_cannot_run_anything(delivered):
    answer = delivered.get("/demo/mailbox/1/html")
    assert "<h1>Hej Åsa</h1>" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "allow-scripts" not in answer.headers["Content-Security-Policy"]


def test_attachment_is_a_download(delivered):
    answer = delivered.get("/demo/mailbox/1/attachments/1")
    assert answer.data.decode() == CALENDAR
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path",
    [
        "/demo/mailbox/2",
        "/demo/mailbox/2/html",
        "/demo/mailbox/1/attachments/0",
        "/demo/mailbox/1/attachments/2",
    ],
)
def test_what_was_never_sent_is_not_found(delivered, path):
    assert delivered.get(path).status_code == 404


def test_mail_is_there_once_the_page_that_caused_it_has_loaded(client):
    form = "/sv/strategi/anmalan"
    hidden = HiddenFields(client.get(form).text).values
    sessions = "visio-2022-04-12"
    answer = client.post(
        form, data={**hidden, **details(language="sv"), "sessions": sessions, "waitlist": sessions}
    )
    assert answer.status_code in (302, 303)
    (mail,) = client.get("/demo/mailbox.json").json
    assert (mail["to"], mail["language"]) == ("aino1@example.fi", "sv")
