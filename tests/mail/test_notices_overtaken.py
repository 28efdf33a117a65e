"""Notices that a later change overtakes, and those that cannot wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import MessageKind, MessageState
from kaarina_strategy_ext.services import outbox
from kaarina_strategy_ext.services.auditing import Act

from ..town import JUNE_1, VISION, person, wish
from .acts import after_the_pause, amend
from .conftest import Office, in_one_line, text_of

BEGINS = datetime(2022, 4, 12, 14, 0, tzinfo=UTC)
ILL = {"fi": "Ohjaaja on sairas", "sv": "Ledaren är sjuk"}


def hall(name: str) -> dict[str, str]:
    """A place in both languages."""
    return {"fi": f"Sali {name}", "sv": f"Sal {name}"}


def registered(office: Office, *keys: str) -> None:
    """Aino, who has got her confirmation."""
    office.register(person(), *(wish(each) for each in keys or [VISION]))
    office.deliver()


def down(_mail: EmailMessage) -> None:
    """A mail server that is not there."""
    raise TimeoutError


def put_off(office: Office) -> None:
    """Try in vain to send what is due, until the next try is an hour away."""
    after_the_pause(office)
    for _ in range(4):
        office.deliver(down)
        tried = [each for each in office.messages() if each.state is MessageState.DEFERRED]
        office.now = max(each.due_at for each in tried)
    office.now -= timedelta(minutes=50)


def since(office: Office, already: int) -> list[EmailMessage]:
    """What comes of all that is due within a day, beyond the first mails."""
    for _ in range(24):
        office.deliver()
        office.now += timedelta(hours=1)
    return office.sent[already:]


def test_change_takes_over_what_an_older_notice_could_not_tell(either_office: Office) -> None:
    registered(either_office)
    amend(either_office, VISION, place=hall("B"))
    put_off(either_office)
    amend(either_office, VISION, place=hall("C"), date="2022-04-19")
    (mail,) = since(either_office, 1)
    told = in_one_line(text_of(mail))
    assert "Sali C" in told
    assert "Sali B" not in told
    assert "ti 12.4.2022" in told


def test_cancellation_that_nobody_was_told_of_is_not_told_once_taken_back(office: Office) -> None:
    registered(office)
    amend(office, VISION, cancelled=ILL)
    put_off(office)
    amend(office, VISION, cancelled=None)
    assert since(office, 1) == []


def test_edit_while_a_notice_is_on_its_way_is_told_once_with_what_people_know(office: Office) -> None:
    registered(office)
    amend(office, VISION, place=hall("B"))
    after_the_pause(office)

    def edited_meanwhile(_mail: EmailMessage) -> None:
        amend(office, VISION, place=hall("C"))
        raise TimeoutError

    office.deliver(edited_meanwhile, limit=1)
    (mail,) = since(office, 1)
    assert "Sali C" in text_of(mail)
    assert "Sali B" not in text_of(mail)


def test_notice_sent_again_tells_what_holds_now(office: Office) -> None:
    registered(office)
    for date in ("2022-04-13", "2022-04-14"):
        amend(office, VISION, date=date)
        after_the_pause(office)
        office.deliver()
    first = next(each for each in office.messages() if each.kind is MessageKind.NOTICE)
    office.change(lambda session: outbox.resend(session, 1, first.id, Act("staff-7", office.now)))
    mail = office.deliver()[-1]
    assert words("fi").gettext(
        "%(after)s (earlier: %(before)s)", after="to 14.4.2022 klo 17–20", before="ti 12.4.2022 klo 17–20"
    ) in in_one_line(text_of(mail))


@pytest.mark.parametrize(
    ("before_it_begins", "fields"),
    [
        (timedelta(days=3), {"cancelled": ILL}),
        (timedelta(minutes=8), {"cancelled": ILL}),
        (timedelta(hours=5), {"place": hall("B")}),
        (timedelta(hours=5), {"date": "2022-04-19"}),  # moved away from today
        (timedelta(days=3), {"date": "2022-04-09", "starts": "18:00", "ends": "20:00"}),  # moved to today
        (timedelta(hours=-1), {"remote_url": "https://etana.example.fi/abc"}),  # a link that failed
    ],
)
def test_what_cannot_wait_is_told_at_once(
    office: Office, before_it_begins: timedelta, fields: dict[str, object]
) -> None:
    registered(office)
    office.now = BEGINS - before_it_begins
    amend(office, VISION, **fields)
    assert len(office.deliver()) == 2


@pytest.mark.parametrize("fields", [{"cancelled": ILL}, {"theme": {"fi": "Kaarina 2035", "sv": "2035"}}])
def test_what_comes_too_late_is_told_to_nobody(office: Office, fields: dict[str, object]) -> None:
    registered(office)
    office.now = BEGINS - timedelta(minutes=1)
    amend(office, VISION, **fields)
    office.now = BEGINS
    assert len(office.deliver()) == 1


def test_slip_in_the_year_that_is_mended_at_once_is_told_to_nobody(office: Office) -> None:
    registered(office)
    for date in ("2023-04-12", "2022-04-12"):
        amend(office, VISION, date=date)
        office.deliver()
    assert since(office, 1) == []


def test_all_that_waits_for_a_person_goes_as_soon_as_something_cannot_wait(office: Office) -> None:
    registered(office, VISION, JUNE_1)
    amend(office, JUNE_1, place=hall("B"))
    amend(office, VISION, cancelled=ILL)
    _, mail = office.deliver()
    assert "Sali B" in text_of(mail)
    assert office.states()[1:] == [MessageState.SUPERSEDED, MessageState.SENT]
