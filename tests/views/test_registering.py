"""The registration form: what is right goes through, what is wrong loses nothing and writes nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from ..town import GOALS, JUNE_1, JUNE_2, OTHER_GOALS, VISION
from ..visitor import HiddenFields
from .conftest import PERSON, Form

ALTERNATIVES = "alternative-viimeistely"


def test_one_get_and_one_post_register(form: Form, count) -> None:
    answer = form.send(sessions=VISION)
    assert answer.status_code == 303
    assert re.fullmatch(r"/strategia/oma/[\w-]{54}", answer.location.partition("?")[0])
    assert count("registration") == 1


def test_receipt_tells_what_is_confirmed(form: Form, client) -> None:
    receipt = client.get(form.send(sessions=[VISION, GOALS]).location).text
    assert "Visio-työpaja" in receipt
    assert "Strategiset päämäärät" in receipt


def test_form_with_everything_chosen_leads_to_the_details(form: Form) -> None:
    answer = form.send(sessions=VISION, step="details")
    assert answer.status_code == 200
    assert 'name="first_name"' in answer.text


def test_details_lead_to_the_check(form: Form, count) -> None:
    answer = form.send(sessions=VISION, step="check")
    assert "aino@example.fi" in answer.text
    assert count("registration") == 0


def test_alternative_is_booked_by_its_radio(form: Form, client) -> None:
    receipt = client.get(form.send(**{ALTERNATIVES: JUNE_1}).location).text
    assert "ke 1.6.2022" in receipt
    assert "to 2.6.2022" not in receipt.partition("<form")[0].partition("own_sessions")[0]


def test_either_alternative_will_do(form: Form, count) -> None:
    assert form.send(**{ALTERNATIVES: "either"}).status_code == 303
    assert count("booking") == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Valitse vähintään yksi työpaja"),
        ({ALTERNATIVES: "none"}, "Valitse vähintään yksi työpaja"),
        ({"sessions": [JUNE_1, JUNE_2]}, "Valitse vain yksi"),
        ({"sessions": JUNE_1, ALTERNATIVES: JUNE_2}, "Valitse vain yksi"),
        ({"sessions": "no-such-session"}, "Valitse työpajat tällä sivulla olevista"),
        ({"sessions": ["", VISION]}, "Valitse työpajat tällä sivulla olevista"),
        ({ALTERNATIVES: VISION}, "Valitse työpajat tällä sivulla olevista"),
        ({"alternative-no-such": "either"}, "Valitse työpajat tällä sivulla olevista"),
    ],
)
def test_choice_that_cannot_be_is_told_and_writes_nothing(form: Form, count, fields, told: str) -> None:
    answer = form.send(**fields)
    assert answer.status_code == 409
    assert told in answer.text
    assert count("registration") == 0


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("first_name", "", "Kirjoita etunimi"),
        ("first_name", "   ", "Kirjoita etunimi"),
        ("first_name", "\u200b", "Kirjoita etunimi"),  # nothing that could be seen
        ("first_name", "Aino\nBcc: b@example.fi", "Poista merkit"),
        ("last_name", "", "Kirjoita sukunimi"),
        ("email", "", "Kirjoita sähköpostiosoite"),
        ("email", "aino", "nimi@esimerkki.fi"),
        ("email", "a@example.fi, b@example.fi", "nimi@esimerkki.fi"),
        ("email", "a@example.fi\r\nBcc: b@example.fi", "nimi@esimerkki.fi"),
        ("email", '"Aino" <a@example.fi>', "nimi@esimerkki.fi"),
        ("first_name", "Aino\r\nBcc: b@example.fi", "Poista merkit"),
        ("first_name", "Aino\x00", "Poista merkit"),
        ("first_name", "a" * 101, "Poista 1 merkki."),
        ("first_name", "Voita https://example.com", "ilman verkko-osoitteita"),
        ("phone", "soita minulle", "050 123 4567"),
        ("needs", "x" * 502, "Poista 2 merkkiä."),
        ("needs", "Tulen pyörätuolilla", "Anna suostumus"),
        ("language", "xx", "Valitse viestien kieli"),
    ],
)
def test_wrong_detail_is_told_beside_what_was_typed(form: Form, count, field, value, told: str) -> None:
    answer = form.send(sessions=VISION, **{field: value})
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{VISION}"' in answer.text
    assert count("registration") == 0


def test_error_is_told_in_the_language_of_the_page(swedish_form: Form) -> None:
    answer = swedish_form.send(sessions=VISION, first_name="")
    assert "Skriv ditt förnamn" in answer.text
    assert "<title>Fel:" in answer.text


@pytest.mark.parametrize(
    "name",
    [
        "O'Neil",
        "de la Cruz",
        "Ö",
        "Åsa-Märta",
        "Nguyễn",
        "محمد",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "%(name)s",
        "A" * 100,
    ],
)
def test_name_of_any_shape_is_kept_as_typed(form: Form, client, name: str) -> None:
    receipt = client.get(form.send(sessions=VISION, first_name=name).location).text
    assert (
        name.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;").replace(">", "&gt;") in receipt
    )


def test_language_switch_keeps_everything_typed(form: Form) -> None:
    answer = form._client.post(
        "/sv/strategi/anmalan", data={**PERSON, "sessions": VISION, "email": "not yet", "show": "details"}
    )
    assert answer.status_code == 200
    assert 'value="not yet"' in answer.text
    assert f'value="{VISION}"' in answer.text


def test_expired_form_comes_back_with_everything(form: Form, count) -> None:
    answer = form.post({**PERSON, "sessions": VISION, "form_key": "k", "csrf_token": "outdated"})
    assert answer.status_code == 400
    assert "Lomake on ollut auki pitkään" in answer.text
    assert "aino@example.fi" in answer.text
    assert count("registration") == 0


def test_full_session_is_offered_with_its_waiting_list(form: Form, client, count) -> None:
    form.send(sessions=OTHER_GOALS)
    other = Form(client, form._path)
    answer = other.send(sessions=OTHER_GOALS, first_name="Kristian", email="kristian@example.fi")
    assert answer.status_code == 409
    assert "juuri" in answer.text
    assert 'name="waitlist"' in answer.text
    assert count("registration") == 1


def test_waiting_person_is_told_their_place(form: Form, client) -> None:
    form.send(sessions=OTHER_GOALS)
    answer = form.send(waitlist=OTHER_GOALS, first_name="Kristian", email="kristian@example.fi")
    assert "Olet jonotuslistalla sijalla 1." in client.get(answer.location).text


def test_form_sent_after_closing_is_refused_and_keeps_everything(form: Form, clock, count) -> None:
    answer_before = form.send(sessions=VISION, step="check")
    clock.now = datetime(2022, 4, 12, 14, tzinfo=UTC)
    answer = form.send(sessions=VISION)
    assert answer_before.status_code == 200
    assert answer.status_code == 409
    assert "aino@example.fi" in answer.text
    assert "02 000 0000" in answer.text
    assert count("registration") == 0


def test_double_tap_leads_to_the_same_registration(form: Form, count) -> None:
    fields = {**PERSON, "sessions": VISION}
    first = form.send(**fields, form_key="same")
    second = form.send(**fields, form_key="same")
    assert second.location.partition("?")[0] == first.location.partition("?")[0]
    assert count("registration") == 1


def test_known_person_is_answered_neutrally(form: Form, client, count) -> None:
    form.send(sessions=VISION)
    answer = form.send(sessions=GOALS)
    assert answer.location == "/strategia/ilmoittautuminen/kiitos"
    assert "aino" not in client.get(answer.location).text.lower()
    assert count("registration") == 1


@pytest.mark.parametrize("extra", [{"status": "confirmed"}, {"queue_number": "0"}, {"process_id": "2"}])
def test_fields_that_nobody_asked_for_change_nothing(form: Form, count, extra) -> None:
    assert form.send(sessions=VISION, **extra).status_code == 303
    assert count("booking") == 1


def test_form_that_is_too_large_is_refused_with_a_page(form: Form) -> None:
    answer = form.send(sessions=VISION, needs="x" * 100_000)
    assert answer.status_code == 413
    assert "Lomake oli liian suuri" in answer.text


def test_message_language_follows_a_switch_of_the_page(form: Form) -> None:
    finnish = form.send(sessions=VISION, step="details")
    hidden = HiddenFields(finnish.text).values
    swedish = form._client.post("/sv/strategi/anmalan", data={**hidden, **PERSON, "show": "details"})
    assert re.search(r'value="sv"[^>]* checked', swedish.text)


def test_message_language_chosen_by_hand_survives_a_switch_of_the_page(form: Form) -> None:
    hidden = HiddenFields(form.send(sessions=VISION, step="details").text).values
    chosen = {**hidden, **PERSON, "language": "sv", "show": "details"}
    assert re.search(
        r'value="sv"[^>]* checked', form._client.post("/strategia/ilmoittautuminen", data=chosen).text
    )
