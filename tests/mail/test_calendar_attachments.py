"""Which entries a mail puts into, and takes out of, the calendar of its reader."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from icalendar import Calendar, Event

from ..town import GOALS, JUNE_1, JUNE_2, OTHER_GOALS, VISION, person, wish, wish_or_wait
from .acts import move
from .conftest import Office, calendar_files, newest


def events(mail: EmailMessage) -> dict[str, Event]:
    """The events of the mail's calendars by session key."""
    files = [Calendar.from_ical(each.get_payload(decode=True)) for each in mail.iter_attachments()]
    found = [event for each in files for event in each.walk("VEVENT")]
    return {event["UID"].split("@")[0].rpartition("-")[0]: event for event in found}


@pytest.mark.parametrize(("language", "name"), [("fi", "kalenteri.ics"), ("sv", "kalender.ics")])
def test_attachment_has_a_name_in_the_language_and_says_what_it_is(
    office: Office, language: str, name: str
) -> None:
    office.register(person(language=language), wish(VISION))
    (attachment,) = newest(office).iter_attachments()
    assert attachment.get_filename() == name
    assert attachment["Content-Type"].content_type == "text/calendar"
    assert dict(attachment["Content-Type"].params) == {"method": "PUBLISH", "charset": "utf-8"}


def test_only_sure_seats_are_in_the_calendar(office: Office) -> None:
    office.register(person("Pekka"), wish(OTHER_GOALS))
    office.register(person(), wish(VISION), wish_or_wait(OTHER_GOALS), wish(JUNE_1))
    assert set(events(newest(office))) == {VISION, JUNE_1}


def test_calendar_holds_no_personal_link(office: Office) -> None:
    office.register(person(), wish(VISION))
    (attachment,) = newest(office).iter_attachments()
    assert "https://www.esimerkki.fi/fi/\r\n" in attachment.get_content()
    assert attachment.get_content().count("https://www.esimerkki.fi/fi/") == 2


def test_each_person_has_entries_of_their_own_that_keep_their_uid(office: Office) -> None:
    first = office.register(person(), wish(VISION))
    office.register(person("Pekka"), wish(VISION))
    office.deliver()
    office.add(first, wish(GOALS))
    office.deliver()
    aino, pekka, aino_again = (events(mail)[VISION]["UID"] for mail in office.sent)
    assert aino == aino_again
    assert aino != pekka
    assert aino.endswith("@www.esimerkki.fi")


def test_moved_session_replaces_the_old_entry(office: Office) -> None:
    registration = office.register(person(), wish(VISION))
    assert events(newest(office))[VISION]["SEQUENCE"] == 0
    office.edit(VISION, sequence=1)
    office.add(registration, wish(GOALS))
    assert events(newest(office))[VISION]["SEQUENCE"] == 1


def test_cancelled_place_is_taken_out_of_the_calendar(office: Office) -> None:
    office.edit(VISION, sequence=3)
    registration = office.register(person(), wish(VISION), wish(GOALS))
    booked = events(newest(office))[VISION]
    office.cancel(registration, VISION)
    mail = newest(office)
    methods = [each["Content-Type"].params["method"] for each in mail.iter_attachments()]
    assert methods == ["PUBLISH", "CANCEL"]
    assert set(events(mail)) == {GOALS, VISION}
    cancelled = events(mail)[VISION]
    assert (cancelled["UID"], cancelled["STATUS"], cancelled["SEQUENCE"]) == (booked["UID"], "CANCELLED", 4)


def test_place_booked_again_after_a_cancellation_is_newer_than_it(office: Office) -> None:
    registration = office.register(person(), wish(VISION), wish(GOALS))
    office.cancel(registration, VISION)
    cancelled = events(newest(office))[VISION]
    office.now = office.now.replace(hour=office.now.hour + 1)
    office.add(registration, wish(VISION))
    again = events(newest(office))[VISION]
    assert again["STATUS"] == "CONFIRMED"
    assert again["SEQUENCE"] >= cancelled["SEQUENCE"]
    assert again.decoded("DTSTAMP") > cancelled.decoded("DTSTAMP")


def test_swap_of_alternatives_takes_the_old_day_out_and_puts_the_new_one_in(office: Office) -> None:
    registration = office.register(person(), wish(JUNE_1))
    office.deliver()
    office.add(registration, wish(JUNE_2))
    told = events(newest(office))
    assert {key: str(event["STATUS"]) for key, event in told.items()} == {
        JUNE_1: "CANCELLED",
        JUNE_2: "CONFIRMED",
    }


def test_move_by_staff_takes_the_old_session_out_even_where_it_was_not_told_at_once(office: Office) -> None:
    registration = office.register(person(), wish(OTHER_GOALS))
    office.deliver()
    move(office, registration, OTHER_GOALS, GOALS)
    office.add(registration, wish(VISION))
    told = events(newest(office))
    assert {key: str(event["STATUS"]) for key, event in told.items()} == {
        OTHER_GOALS: "CANCELLED",
        GOALS: "CONFIRMED",
        VISION: "CONFIRMED",
    }


def test_leaving_a_waiting_list_takes_nothing_out_of_the_calendar(office: Office) -> None:
    office.register(person("Pekka"), wish(OTHER_GOALS))
    registration = office.register(person(), wish(VISION), wish_or_wait(OTHER_GOALS))
    office.deliver()
    office.cancel(registration, OTHER_GOALS)
    assert calendar_files(newest(office)) == ["kalenteri.ics"]


def test_place_given_up_is_taken_out_once(office: Office) -> None:
    registration = office.register(person(), wish(VISION), wish(GOALS))
    office.cancel(registration, VISION)
    office.deliver()
    office.now += timedelta(hours=1)
    office.add(registration, wish(JUNE_1))
    assert calendar_files(newest(office)) == ["kalenteri.ics"]
