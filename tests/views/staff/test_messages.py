"""The outbox in the hands of staff."""

from __future__ import annotations

import re

import pytest

from ...town import GOALS, OTHER_GOALS, VISION
from ...visitor import HiddenFields
from .conftest import FI, Office

LIST = "/viestit"


@pytest.fixture
def aino(office: Office) -> str:
    """Somebody to whom one message has been queued."""
    return office.resident("Aino", VISION)


def states(office: Office) -> list[str]:
    """The states of all messages, the oldest first, as one text."""
    numbers = range(1, office.value("SELECT max(id) FROM kaarina_strategy_message") + 1)
    query = "SELECT state FROM kaarina_strategy_message WHERE id = :id"
    return [office.value(query, id=number) for number in numbers]


def test_message_is_told_with_its_recipient_and_what_can_be_done(office: Office, aino: str) -> None:
    page = office.page(LIST)
    assert f'href="{FI}/ilmoittautumiset/{aino}">Aino Virtanen</a>' in page
    assert 'value="abort"' in page
    assert 'value="resend"' not in page


def test_message_is_withdrawn(office: Office, aino: str) -> None:
    answer = office.send(LIST, message="1", do="abort")
    assert answer.status_code == 303
    assert states(office) == ["aborted"]


def test_bounced_message_is_sent_again(office: Office, aino: str) -> None:
    office.alter("UPDATE kaarina_strategy_message SET state = 'bounced', last_error = 'MailRefused: 550'")
    assert "MailRefused: 550" in office.page(LIST)
    office.send(LIST, message="1", do="resend")
    assert states(office) == ["queued"]


def test_sent_message_is_sent_once_more(office: Office, aino: str, mailbox) -> None:
    strategy = office.app.extensions["kaarina_strategy"]
    with office.app.app_context():
        strategy.run_jobs()
    office.send(LIST, message="1", do="resend")
    with office.app.app_context():
        strategy.run_jobs()
    assert [mail["To"] for mail in mailbox] == ["aino@example.fi"] * 2
    assert len({mail["Message-ID"] for mail in mailbox}) == 2


def test_what_cannot_be_done_is_told(office: Office, aino: str) -> None:
    answer = office.send(LIST, message="1", do="resend")
    assert answer.status_code == 409
    assert "ks-error-summary" in answer.text


@pytest.fixture
def offer(office: Office) -> int:
    """The number of the message that offers Kristian a seat until the seventh of April."""
    office.alter("UPDATE kaarina_strategy_process SET offer_hours = 48")
    office.resident("Aino", OTHER_GOALS)
    office.resident("Kristian", OTHER_GOALS)
    office.send(f"/tilaisuudet/{OTHER_GOALS}", capacity="2")
    office.alter("UPDATE kaarina_strategy_message SET state = 'sent'")
    return office.value("SELECT id FROM kaarina_strategy_message WHERE kind = 'offer'")


def row(office: Office, number: int) -> str:
    """The row of a message in the list."""
    rows = office.page(LIST).split("<tr>")
    return next(
        each for each in rows if f'name="message" value="{number}"' in each or "Paikkatarjous" in each
    )


def test_message_says_which_workshop_it_is_about(office: Office, offer: int) -> None:
    assert "Strategiset päämäärät ti 26.4.2022" in row(office, offer)


def test_offer_that_has_ended_is_not_sent_again(office: Office, offer: int, clock) -> None:
    assert 'value="resend"' in row(office, offer)
    clock.now = clock.now.replace(day=9)
    assert 'value="resend"' not in row(office, offer)
    fields = HiddenFields(office.page("/haku")).values
    answer = office.client.post(FI + LIST, data={**fields, "message": str(offer), "do": "resend"})
    assert answer.status_code == 409
    assert office.value("SELECT count(*) FROM kaarina_strategy_message WHERE state = 'queued'") == 0


def test_message_that_nothing_newer_replaced_is_called_out_of_date(office: Office, aino: str) -> None:
    office.alter("UPDATE kaarina_strategy_message SET state = 'superseded'")
    assert "Vanhentunut" in office.page(LIST)


def test_story_of_the_person_tells_of_it(office: Office, aino: str) -> None:
    office.send(LIST, message="1", do="abort")
    assert "reija" in office.page(f"/ilmoittautumiset/{aino}").partition('id="ks-story"')[2]


@pytest.mark.parametrize(
    "fields",
    [{"message": "1", "do": "erase"}, {"message": "0", "do": "resend"}, {"message": "x", "do": "resend"}],
)
def test_nonsense_is_not_found(office: Office, aino: str, fields) -> None:
    assert office.send(LIST, **fields).status_code == 404


def test_list_is_filtered_by_state(office: Office, aino: str) -> None:
    assert "Aino Virtanen" in office.page(f"{LIST}?state=queued")
    assert "Aino Virtanen" not in office.page(f"{LIST}?state=bounced")
    assert "Aino Virtanen" in office.page(f"{LIST}?state=nonsense")


def test_older_messages_are_on_further_pages(office: Office, aino: str) -> None:
    columns = "kind, registration_id, parameters, state, created_at, due_at, attempts"
    for number in range(59):
        office.alter(
            f"INSERT INTO kaarina_strategy_message (dedup_key, message_id, {columns})"
            f" SELECT :key, :key, {columns} FROM kaarina_strategy_message WHERE id = 1",
            key=f"copy {number}",
        )
    pages = [office.page(LIST)]
    while older := re.search(r'href="([^"]*before=\d+)"', pages[-1]):
        pages.append(office.client.get(older[1].replace("&amp;", "&")).text)
    assert [page.count('value="abort"') for page in pages] == [50, 10]


def test_filter_is_kept_after_a_change(office: Office, aino: str) -> None:
    office.resident("Kristian", GOALS)
    answer = office.send(f"{LIST}?state=queued", message="1", do="abort")
    assert "state=queued" in answer.location
