"""The calendar of somebody who opens every file that the mails bring, in the order in which they come."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from email.message import EmailMessage

from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import WorkshopSession
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.content.loading import load_content

from ..town import GOALS, JUNE_1, JUNE_2, OTHER_GOALS, VISION, person, wish, wish_or_wait
from .acts import accept, after_the_pause, amend, ways
from .conftest import Office


@dataclass
class CalendarClient:
    """A calendar that keeps of each UID the newest event: by SEQUENCE, then by DTSTAMP (RFC 5546, 2.1.5)."""

    events: dict[str, Event] = field(default_factory=dict)

    def open(self, mail: EmailMessage) -> None:
        """Take in the files of a mail."""
        for attachment in mail.iter_attachments():
            calendar = Calendar.from_ical(attachment.get_payload(decode=True))
            for event in calendar.walk("VEVENT"):
                self._take(event, str(calendar["METHOD"]))

    def _take(self, event: Event, method: str) -> None:
        # A client that sees PUBLISH adds or changes, and takes nothing out (RFC 5546, section 1.4).
        assert (method == "CANCEL") == (event["STATUS"] == "CANCELLED")
        if method == "CANCEL":
            # RFC 5546, section 3.2.5: a cancellation must hold these.
            assert {"UID", "SEQUENCE", "DTSTAMP", "ORGANIZER"} <= set(event)
        old = self.events.get(event["UID"])
        if old is None or _age(event) >= _age(old):
            self.events[event["UID"]] = event

    @property
    def agenda(self) -> dict[str, str]:
        """The days of what will be held, by session key."""
        return {
            uid.split("@")[0].rpartition("-")[0]: f"{event.decoded('DTSTART'):%d.%m.%Y}"
            for uid, event in self.events.items()
            if event["STATUS"] != "CANCELLED"
        }


def _age(event: Event) -> tuple[int, object]:
    return event["SEQUENCE"], event.decoded("DTSTAMP")


def opened(office: Office, *, backwards: bool = False) -> CalendarClient:
    """A calendar that has taken in all files of the mails to Aino, in either order."""
    client = CalendarClient()
    mails = [each for each in office.deliver() if each["To"] == "aino@example.fi"]
    for mail in reversed(mails) if backwards else mails:
        client.open(mail)
    return client


def change_everything(office: Office) -> None:
    """Create, move, change the theme, swap, and have a session cancelled."""
    registration = office.register(person(), wish(VISION), wish(JUNE_1))
    for edit in ({"date": "2022-04-19"}, {"theme": {"fi": "Kaarina 2035"}}):
        amend(office, VISION, **edit)
        after_the_pause(office)
        office.deliver()
    office.add(registration, wish(JUNE_2))
    office.deliver()
    amend(office, VISION, cancelled={"fi": "Ohjaaja on sairas"})
    after_the_pause(office)


def test_calendar_ends_with_what_is_still_held(either_office: Office) -> None:
    change_everything(either_office)
    assert opened(either_office).agenda == {JUNE_2: "02.06.2022"}


def test_files_opened_in_the_wrong_order_end_the_same(office: Office) -> None:
    change_everything(office)
    assert opened(office, backwards=True).agenda == {JUNE_2: "02.06.2022"}


def test_restored_session_comes_back_at_its_new_time(office: Office) -> None:
    change_everything(office)
    office.deliver()
    amend(office, VISION, cancelled=None, date="2022-04-21")
    after_the_pause(office)
    assert opened(office).agenda == {VISION: "21.04.2022", JUNE_2: "02.06.2022"}


def test_session_without_a_day_comes_back_once_it_has_one(office: Office) -> None:
    office.register(person(), wish(JUNE_1))
    amend(office, JUNE_1, date="2022-09")
    after_the_pause(office)
    assert opened(office).agenda == {}
    amend(office, JUNE_1, date="2022-09-14")
    after_the_pause(office)
    assert opened(office).agenda == {JUNE_1: "14.09.2022"}


def test_place_cancelled_and_booked_again_is_back_in_whatever_order_the_files_are_opened(
    office: Office,
) -> None:
    registration = office.register(person(), wish(VISION), wish(JUNE_1))
    office.deliver()
    office.cancel(registration, VISION)
    office.deliver()
    office.add(registration, wish(VISION))
    office.deliver()
    for backwards in (False, True):
        assert VISION in opened(office, backwards=backwards).agenda


def test_seat_taken_from_an_offer_replaces_the_other_alternative(either_office: Office) -> None:
    ways(either_office, offer_hours=48)
    holder = either_office.register(person("Pekka"), wish(JUNE_1))
    waiting = either_office.register(person(), wish(JUNE_2))
    either_office.add(waiting, wish_or_wait(JUNE_1))
    either_office.deliver()
    either_office.cancel(holder)
    assert opened(either_office).agenda == {JUNE_2: "02.06.2022"}
    accept(either_office, waiting, JUNE_1)
    assert opened(either_office).agenda == {JUNE_1: "01.06.2022"}


def test_seat_given_at_once_replaces_the_other_alternative(office: Office) -> None:
    holder = office.register(person("Pekka"), wish(JUNE_1))
    waiting = office.register(person(), wish(JUNE_2))
    office.add(waiting, wish_or_wait(JUNE_1))
    office.deliver()
    office.cancel(holder)
    assert opened(office).agenda == {JUNE_1: "01.06.2022"}


def test_place_cancelled_for_the_waiting_list_is_taken_out(office: Office) -> None:
    registration = office.register(person(), wish(OTHER_GOALS), wish(VISION))
    office.deliver()
    office.register(person("Pekka"), wish_or_wait(OTHER_GOALS))
    office.cancel(registration, OTHER_GOALS)
    office.add(registration, wish_or_wait(OTHER_GOALS))
    assert set(opened(office).agenda) == {VISION}


def test_place_in_a_session_that_has_just_lost_its_day_is_taken_out_when_it_is_cancelled(
    office: Office,
) -> None:
    registration = office.register(person(), wish(JUNE_1), wish(VISION))
    office.deliver()
    amend(office, JUNE_1, date="2022-09")
    office.cancel(registration, JUNE_1)
    after_the_pause(office)
    assert set(opened(office).agenda) == {VISION}


def test_cancellation_that_replaces_the_confirmation_brings_what_is_left(office: Office) -> None:
    registration = office.register(person(), wish(VISION), wish(GOALS))
    office.cancel(registration, GOALS)
    assert set(opened(office).agenda) == {VISION}


def test_swap_overtaken_by_a_cancellation_leaves_nothing_behind(office: Office) -> None:
    registration = office.register(person(), wish(JUNE_1))
    office.deliver()
    office.add(registration, wish(JUNE_2))
    office.cancel(registration)
    assert opened(office).agenda == {}


def test_cancelling_that_brings_the_place_one_waited_for_is_told_as_both(either_office: Office) -> None:
    """Pekka has the first of June, and Aino the second; either would rather have the other's."""
    pekka = either_office.register(person("Pekka"), wish(JUNE_1))
    aino = either_office.register(person(), wish(JUNE_2))
    either_office.add(pekka, wish_or_wait(JUNE_2))
    either_office.add(aino, wish_or_wait(JUNE_1))
    either_office.deliver()
    either_office.cancel(aino, JUNE_2)
    assert opened(either_office).agenda == {JUNE_1: "01.06.2022"}
    subjects = [str(each["Subject"]) for each in either_office.sent if each["To"] == "aino@example.fi"]
    free = words("fi").gettext("A place has become free for you")
    assert any(each.startswith(free) for each in subjects)


def test_new_title_of_a_workshop_is_a_newer_entry(office: Office) -> None:
    office.register(person(), wish(VISION))
    office.deliver()
    source = {"amends": "kaarina-2022", "workshops": [{"slug": "visio", "title": {"fi": "Uusi", "sv": "Ny"}}]}
    act = Act("editor", office.now)
    office.change(lambda session: load_content(session, json.dumps(source), act, languages=("fi", "sv")))
    with Session(office.engine) as session:
        sequences = select(WorkshopSession.sequence).where(WorkshopSession.key == VISION)
        assert session.scalar(sequences) == 1
