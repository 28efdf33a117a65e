"""The personal page: a GET never changes anything, a POST changes exactly what it says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from kaarina_strategy_ext.models import WorkshopSession, day

from ..town import GOALS, JUNE_1, JUNE_2, OTHER_GOALS, VISION, words
from ..visitor import HiddenFields
from .conftest import PERSON, Form
from .residents import Site, headline

ALTERNATIVES = "alternative-viimeistely"


class Own:
    """One's own registration, as a person without JavaScript uses it."""

    def __init__(self, client: FlaskClient, address: str) -> None:
        self.client = client
        self.address = address.partition("?")[0]

    def page(self, path: str = "") -> str:
        """The text of the page, or of one below it."""
        return self.client.get(self.address + path).text

    def send(self, path: str, **fields: object):
        """Open the form below the page and send it with these fields."""
        hidden = HiddenFields(self.page(path)).values
        return self.client.post(self.address + path, data={**hidden, **fields})

    def cancel_links(self) -> list[str]:
        """The paths that cancel one booking each, in the order of the page."""
        return re.findall(r"(/peru\?booking=\d+)", self.page())


@pytest.fixture
def own(form: Form, client: FlaskClient) -> Own:
    """Somebody with the vision workshop, one of the goals and one of the June alternatives."""
    return Own(client, form.send(sessions=[VISION, GOALS], **{ALTERNATIVES: JUNE_1}).location)


def test_page_shows_everything_that_is_stored(own: Own) -> None:
    page = own.page()
    assert [
        each
        for each in ("Aino", "Virtanen", "aino@example.fi", "Visio-työpaja", "ke 1.6.2022")
        if each not in page
    ] == []


def test_page_is_private(own: Own) -> None:
    headers = own.client.get(own.address).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "strict-origin"
    assert headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_changes_nothing(own: Own, count, method: str) -> None:
    paths = ["", "/tiedot", "/tyopajat", "/peru", *own.cancel_links(), "/kalenteri.ics"]
    before = own.page()
    for path in paths:
        assert getattr(own.client, method)(own.address + path).status_code == 200
    assert own.page() == before
    assert count("message") == 1


def test_swedish_page_shows_the_same_registration(own: Own) -> None:
    swedish = own.client.get(own.address.replace("/strategia/oma/", "/sv/strategi/min/")).text
    assert "Visio-työpaja (sv)" in swedish
    assert re.search(r'<html[^>]* lang="sv"', swedish)


def test_one_booking_is_cancelled_and_the_others_stay(own: Own) -> None:
    answer = own.send(own.cancel_links()[0])
    assert answer.status_code == 303
    assert len(own.cancel_links()) == 2


def test_everything_is_cancelled_at_once(own: Own) -> None:
    own.send("/peru")
    assert own.cancel_links() == []
    assert "Ilmoittautumisesi on peruttu" in own.page()


def test_alternatives_are_swapped_in_one_step(own: Own) -> None:
    assert own.send("/tyopajat", **{ALTERNATIVES: JUNE_2}).status_code == 303
    calendar = own.page("/kalenteri.ics")
    assert "20220602" in calendar
    assert "20220601" not in calendar


def test_session_is_added(own: Own) -> None:
    own.send("/tyopajat", sessions=OTHER_GOALS)
    assert "ti 26.4.2022" in own.page()


def test_nothing_chosen_is_told(own: Own) -> None:
    answer = own.send("/tyopajat", **{ALTERNATIVES: "none"})
    assert answer.status_code == 409
    assert "Valitse vähintään yksi työpaja" in answer.text


def test_details_are_corrected(own: Own) -> None:
    answer = own.send("/tiedot", **{**PERSON, "first_name": "Åsa", "phone": "050 123 4567"})
    page = own.client.get(answer.location).text
    assert "Åsa" in page
    assert "050 123 4567" in page


def test_wrong_detail_keeps_what_was_typed(own: Own) -> None:
    answer = own.send("/tiedot", **{**PERSON, "first_name": "Åsa", "email": "not yet"})
    assert answer.status_code == 422
    assert 'value="Åsa"' in answer.text


def test_new_address_gets_a_new_link_and_the_old_one_stops(own: Own) -> None:
    answer = own.send("/tiedot", **{**PERSON, "email": "uusi@example.fi"})
    assert own.client.get(answer.location).status_code == 200
    assert own.client.get(own.address).status_code == 404


def test_outdated_page_does_not_overwrite(own: Own) -> None:
    hidden = HiddenFields(own.page("/tiedot")).values
    own.send("/tiedot", **{**PERSON, "phone": "050 111 1111"})
    answer = own.client.post(own.address + "/tiedot", data={**hidden, **PERSON, "phone": "050 222 2222"})
    assert answer.status_code == 409
    assert "050 222 2222" in answer.text
    assert "050 111 1111" in own.page()


@pytest.mark.parametrize("path", ["/peru", "/tyopajat", "/tiedot"])
def test_forged_form_changes_nothing(own: Own, count, path: str) -> None:
    answer = own.client.post(own.address + path, data={**PERSON, "sessions": OTHER_GOALS, "version": "1"})
    assert answer.status_code == 400
    assert count("message") == 1


def test_booking_of_somebody_else_is_not_there(own: Own, form: Form) -> None:
    other = form.send(sessions=VISION, first_name="Kristian", email="kristian@example.fi")
    page = Own(own.client, other.location)
    foreign = page.cancel_links()[0]
    assert own.client.get(own.address + foreign).status_code == 404


def test_calendar_holds_the_confirmed_sessions(own: Own) -> None:
    calendar = own.page("/kalenteri.ics")
    assert calendar.count("BEGIN:VEVENT") == 3


def test_cancelled_registration_can_change_no_more(own: Own) -> None:
    opened_before = HiddenFields(own.page("/tyopajat")).values
    own.send("/peru")
    answer = own.client.post(own.address + "/tyopajat", data={**opened_before, "sessions": OTHER_GOALS})
    assert answer.status_code == 409
    assert "Ilmoittautumisesi on peruttu." in answer.text


def test_everything_stored_is_given_as_a_file(own: Own) -> None:
    told = own.client.get(own.address + "/tiedot.json").get_json()
    assert told["email"] == "aino@example.fi"
    assert {booking["session"] for booking in told["bookings"]} == {VISION, GOALS, JUNE_1}


def test_everything_is_erased_at_once(own: Own, count) -> None:
    answer = own.send("/poista")
    assert answer.location == "/strategia/ilmoittautuminen/poistettu"
    assert own.client.get(own.address).status_code == 404
    assert count("message") == 0


def test_link_that_a_newer_one_replaced_is_told_to_have_expired(own: Own) -> None:
    own.send("/tiedot", **{**PERSON, "email": "uusi@example.fi"})
    replaced = own.client.get(own.address)
    unknown = own.client.get(own.address[:-54] + "A" * 54)
    assert (replaced.status_code, unknown.status_code) == (404, 404)
    assert headline(replaced) != headline(unknown)
    assert 'href="/strategia/linkki"' in replaced.text


WARNING = "ks-notice-warning"
EVENING_ENDS = datetime(2022, 4, 20, 18, tzinfo=UTC)
EVENING = {"date": day(date(2022, 4, 20)), "starts_at": datetime(2022, 4, 20, 16, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("changes", "notices"),
    [
        ({**EVENING, "ends_at": EVENING_ENDS}, 1),  # overlaps the last hour
        (
            {**EVENING, "starts_at": datetime(2022, 4, 20, 17, tzinfo=UTC), "ends_at": None},
            0,
        ),  # follows at once
        ({**EVENING, "starts_at": None, "ends_at": None}, 0),  # without a clock time nobody knows
        ({**EVENING, "ends_at": EVENING_ENDS, "cancelled": words("Peruttu")}, 0),
    ],
)
def test_sessions_at_the_same_time_are_pointed_out_and_not_forbidden(
    site: Site, changes: dict[str, Any], notices: int
) -> None:
    own = site.registered("Aino", sessions=[VISION, GOALS])
    site.edit(WorkshopSession, changes, key=VISION)
    assert site.person("Aino").client.get(own).text.count(WARNING) == notices


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_check_points_out_sessions_at_the_same_time_before_sending(site: Site, language: str) -> None:
    site.edit(WorkshopSession, {**EVENING, "ends_at": EVENING_ENDS}, key=VISION)
    page = site.person("Aino").sends(sessions=[VISION, GOALS], step="check").text
    assert page.count(WARNING) == 1
    site.registered("Aino", sessions=[VISION, GOALS])
    assert site.statuses("Aino") == {VISION: "confirmed", GOALS: "confirmed"}


def test_seat_awaited_at_the_same_time_is_no_overlap_yet(site: Site) -> None:
    site.edit(WorkshopSession, {**EVENING, "ends_at": EVENING_ENDS, "capacity": 1}, key=VISION)
    site.registered("Kristian", sessions=VISION)
    own = site.registered("Aino", sessions=GOALS, waitlist=VISION)
    assert WARNING not in site.person("Aino").client.get(own).text
