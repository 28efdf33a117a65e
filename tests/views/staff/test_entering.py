"""Registrations by telephone: with or without an e-mail address, also outside the window."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ...town import GOALS, JUNE_1, NOW, VISION
from ...visitor import HiddenFields
from .conftest import FI, Office, phoned

NEW = "/ilmoittautumiset/uusi"


def test_person_without_an_address_is_registered(office: Office) -> None:
    answer = office.send(NEW, **phoned("Kalle", VISION, GOALS, **{"alternative-viimeistely": JUNE_1}))
    assert answer.status_code == 303
    page = office.page(answer.location)
    assert "Kalle Niemi" in page
    assert office.statuses(answer.location.partition("?")[0].rpartition("/")[2]) == ["confirmed"] * 3
    assert office.value("SELECT count(*) FROM kaarina_strategy_message") == 0


def test_person_with_an_address_gets_the_confirmation_in_their_language(office: Office) -> None:
    office.send(NEW, **phoned("Kristian", VISION, email="kristian@example.fi", language="sv"))
    assert office.value("SELECT kind FROM kaarina_strategy_message") == "confirmation"
    assert office.value("SELECT language FROM kaarina_strategy_registration") == "sv"


def test_registration_is_written_down_under_the_name_of_the_member_of_staff(office: Office) -> None:
    office.send(NEW, **phoned("Kalle", VISION))
    assert office.value("SELECT actor FROM kaarina_strategy_audit_entry") == "reija"


def test_office_registers_also_before_registration_opens(office: Office, clock) -> None:
    clock.now = NOW - timedelta(days=30)
    assert office.send(NEW, **phoned("Kalle", VISION)).status_code == 303


def test_office_takes_its_own_seats_where_the_public_waits(office: Office) -> None:
    for name in ("Aino", "Kristian", "Ville"):
        office.resident(name, VISION)
    office.send(f"/tilaisuudet/{VISION}", capacity="3", reserved_seats="1")
    form = office.page(NEW)
    assert f'name="sessions" value="{VISION}"' in form
    answer = office.send(NEW, **{**phoned("Kalle", VISION), "waitlist": []})
    assert office.statuses(answer.location.partition("?")[0].rpartition("/")[2]) == ["confirmed"]


def test_session_that_is_over_is_not_offered(office: Office, clock) -> None:
    clock.now = NOW + timedelta(days=8)
    assert f'value="{VISION}"' not in office.page(NEW)


def test_companions_are_asked_for_where_the_process_takes_them(office: Office) -> None:
    assert 'name="companions"' not in office.page(NEW)
    office.alter("UPDATE kaarina_strategy_process SET companions = 1, revision = revision + 1")
    assert 'name="companions"' in office.page(NEW)
    office.send(NEW, **phoned("Kalle", VISION, companions="1"))
    assert office.value("SELECT seats FROM kaarina_strategy_booking") == 2


def test_group_that_does_not_fit_waits_if_staff_say_so(office: Office) -> None:
    office.alter("UPDATE kaarina_strategy_process SET companions = 2, revision = revision + 1")
    office.resident("Aino", VISION)
    group = {**phoned("Kalle", VISION, companions="1"), "waitlist": []}
    assert office.send(NEW, **group).status_code == 409
    answer = office.send(NEW, **group, waits="1")
    assert office.statuses(answer.location.partition("?")[0].rpartition("/")[2]) == ["waitlisted"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"sessions": [], "waitlist": []}, "sessions"),
        ({"first_name": ""}, "first_name"),
        ({"email": "not yet"}, "email"),
        ({"phone": "x"}, "phone"),
        ({"phone": ""}, "unreachable"),
        ({"needs": "Ramppi"}, "consent"),
    ],
)
def test_mistake_is_told_and_what_was_typed_stays(office: Office, fields, wrong: str) -> None:
    answer = office.send(NEW, **{**phoned("Kalle", VISION), **fields})
    assert answer.status_code == 422
    assert f'id="{wrong}-error"' in answer.text
    assert 'value="Niemi"' in answer.text
    assert office.value("SELECT count(*) FROM kaarina_strategy_registration") == 0


def test_person_whom_nobody_can_tell_is_registered_if_staff_say_that_they_know(office: Office) -> None:
    answer = office.send(NEW, **phoned("Kalle", VISION, phone="", unreachable="1"))
    assert answer.status_code == 303


def test_words_to_read_aloud_name_controller_and_purpose_and_lead_nowhere(office: Office) -> None:
    office.app.extensions["kaarina_strategy"].host.settings["PRIVACY_URL"] = {"fi": "/tietosuoja"}
    read = office.page(NEW).partition("Lue tämä")[2].partition("</p>")[0]
    assert "Kaupunki käsittelee antamiasi tietoja työpajojen järjestämistä varten" in read
    assert "<a " not in read


def test_all_mistakes_are_told_at_once(office: Office) -> None:
    answer = office.send(NEW, language="fi", email="not yet")
    assert [
        each for each in ("sessions", "first_name", "email") if f'"{each}-error"' not in answer.text
    ] == []


def test_person_who_is_known_already_is_shown_to_staff(office: Office) -> None:
    public_id = office.resident("Aino", VISION)
    same = {"last_name": "Virtanen", "email": "aino@example.fi"}
    answer = office.send(NEW, **phoned("Aino", GOALS, **same))
    assert answer.status_code == 409
    assert f'href="{FI}/ilmoittautumiset/{public_id}"' in answer.text
    assert f'value="{GOALS}" checked' in answer.text


def test_two_namesakes_without_address_and_telephone_are_two(office: Office) -> None:
    answers = [office.send(NEW, **phoned("Matti", GOALS, phone="", unreachable="1")) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    assert office.value("SELECT count(*) FROM kaarina_strategy_registration") == 2


def test_form_sent_twice_is_one_registration(office: Office) -> None:
    fields = {**HiddenFields(office.page(NEW)).values, **phoned("Kalle", VISION)}
    first, second = (office.client.post(FI + NEW, data=fields) for _ in range(2))
    assert first.location == second.location
    assert office.value("SELECT count(*) FROM kaarina_strategy_registration") == 1


def test_forged_form_keeps_what_was_typed(office: Office) -> None:
    answer = office.client.post(FI + NEW, data=phoned("Kalle", VISION))
    assert answer.status_code == 400
    assert 'value="Kalle"' in answer.text
    assert office.value("SELECT count(*) FROM kaarina_strategy_registration") == 0
