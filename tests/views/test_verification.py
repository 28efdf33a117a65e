"""Confirming one's address: seats are held for an hour, machines open the link, people press the button."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from ..town import NOW, OTHER_GOALS, VISION
from .residents import FORM, Site, headline, page_of

HOUR = timedelta(minutes=60)
MICROSECOND = timedelta(microseconds=1)
BOTH = pytest.mark.parametrize("language", ["fi", "sv"])
THANKS = {"fi": "/strategia/ilmoittautuminen/kiitos", "sv": "/sv/strategi/anmalan/tack"}
OTHER_PAGES = {
    "fi": ("/tiedot", "/tyopajat", "/peru", "/tarjous", "/kalenteri.ics", "/tiedot.json"),
    "sv": ("/uppgifter", "/workshoppar", "/avboka", "/erbjudande", "/kalender.ics", "/uppgifter.json"),
}


@pytest.fixture
def verification() -> str:
    return "suspicious"


@BOTH
def test_hasty_form_leads_to_a_page_without_a_link(site: Site, language: str) -> None:
    answer = site.person("Aino").sends(sessions=OTHER_GOALS)
    assert answer.location == THANKS[language]
    shown = site.person("Aino").client.get(answer.location).text
    assert not re.search(r"[\w-]{54}", shown)
    assert "aino" not in shown.lower()


def test_seat_of_an_unconfirmed_person_is_taken_for_all_others(site: Site) -> None:
    site.hasty("Aino", sessions=OTHER_GOALS)
    refused = site.patient("Kristian", sessions=OTHER_GOALS)
    assert site.statuses("Aino") == {OTHER_GOALS: "held"}
    assert refused.status_code == 409
    assert f'name="waitlist" value="{OTHER_GOALS}"' in refused.text


@BOTH
def test_link_opened_by_machines_changes_nothing(site: Site, language: str) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    scanner = site.app.test_client()
    first = page_of(scanner.get(own))
    for _ in range(25):
        assert scanner.get(own).status_code == 200
        assert scanner.head(own).status_code == 200
    assert page_of(scanner.get(own)) == first
    assert site.statuses("Aino") == {OTHER_GOALS: "held"}


@BOTH
def test_button_behind_the_link_makes_the_seat_sure(site: Site, language: str) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    answer = site.person("Aino").answers(own)
    assert answer.status_code == 303
    assert answer.location.startswith(own)
    assert site.statuses("Aino") == {OTHER_GOALS: "confirmed"}
    assert 'role="status"' in site.person("Aino").client.get(answer.location).text


def test_wait_stays_a_wait_after_the_confirmation(site: Site) -> None:
    site.patient("Kristian", sessions=OTHER_GOALS)
    own = site.hasty("Aino", waitlist=OTHER_GOALS, sessions=VISION)
    site.person("Aino").answers(own)
    assert site.statuses("Aino") == {VISION: "confirmed", OTHER_GOALS: "waitlisted"}


def test_second_confirmation_is_harmless(site: Site) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    aino = site.person("Aino")
    asked = re.findall(r'name="csrf_token" value="([^"]*)"', aino.client.get(own).text)[0]
    again = [aino.posts({"csrf_token": asked}, f"{own}/vahvista") for _ in range(2)]
    site.jobs()
    assert [each.status_code for each in again] == [303, 303]
    assert site.statuses("Aino") == {OTHER_GOALS: "confirmed"}
    assert len(site.mail_to("Aino")) == 2  # one that asks, one that confirms


def test_confirmation_of_what_was_cancelled_meanwhile_leads_to_the_registration(site: Site) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    aino = site.person("Aino")
    opened = re.findall(r'name="csrf_token" value="([^"]*)"', aino.client.get(own).text)[0]
    aino.posts({"csrf_token": opened}, f"{own}/vahvista")
    aino.answers(f"{own}/peru")
    answer = aino.posts({"csrf_token": opened}, f"{own}/vahvista")
    assert answer.status_code == 303
    assert answer.location == own


def test_forged_confirmation_changes_nothing(site: Site) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    answer = site.app.test_client().post(f"{own}/vahvista", data={"csrf_token": "guessed"})
    assert answer.status_code == 400
    assert site.statuses("Aino") == {OTHER_GOALS: "held"}


def test_forged_confirmation_of_what_is_confirmed_leads_to_the_registration(site: Site) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    site.person("Aino").answers(own)
    answer = site.app.test_client().post(f"{own}/vahvista", data={"csrf_token": "guessed"})
    assert answer.location == own


@BOTH
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_other_personal_page_leads_to_the_confirmation(site: Site, language: str, method: str) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    for path in OTHER_PAGES[language]:
        answer = getattr(site.app.test_client(), method)(own + path)
        if answer.status_code == 405 and method == "post":
            continue  # a page that nobody can send anything to
        assert (answer.status_code, answer.location) == (303, own), path


def test_language_of_a_refused_confirmation_leads_to_the_page_of_the_link(site: Site) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    refused = site.app.test_client().post(f"{own}/vahvista", data={})
    swedish = re.findall(r'<a href="([^"]+)" lang="sv"', refused.text)
    assert site.app.test_client().get(swedish[0]).status_code == 200


def test_whoever_has_not_signed_up_can_have_everything_erased_at_once(site: Site) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    answer = site.person("Aino").answers(f"{own}/poista")
    assert answer.status_code == 303
    assert site.sql("SELECT email FROM kaarina_strategy_registration") == [(None,)]


def test_after_the_hour_the_seat_goes_to_the_next_and_the_person_is_erased(site: Site) -> None:
    site.hasty("Aino", sessions=OTHER_GOALS)
    site.patient("Kristian", waitlist=OTHER_GOALS)
    site.jobs(NOW + HOUR)
    assert site.statuses("Kristian") == {OTHER_GOALS: "confirmed"}
    personal = "SELECT first_name, last_name, name_key, email, email_key FROM kaarina_strategy_registration"
    assert site.sql(f"{personal} WHERE erased_at IS NOT NULL") == [(None,) * 5]


def test_before_the_hour_is_over_nothing_ends(site: Site) -> None:
    site.hasty("Aino", sessions=OTHER_GOALS)
    site.jobs(NOW + HOUR - MICROSECOND)
    assert site.statuses("Aino") == {OTHER_GOALS: "held"}


@BOTH
def test_link_of_an_erased_registration_is_told_to_have_expired(site: Site, language: str) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    site.jobs(NOW + HOUR)
    client = site.app.test_client()
    expired, unknown = client.get(own), client.get(own[:-54] + "A" * 54)
    assert (expired.status_code, unknown.status_code) == (404, 404)
    assert headline(expired) != headline(unknown)


@pytest.mark.parametrize(
    ("late", "status", "booking"),
    [
        (HOUR - timedelta(seconds=1), 303, "confirmed"),
        (HOUR - MICROSECOND, 303, "confirmed"),
        (HOUR, 409, "held"),  # the hour is over, even if nothing has ended the hold yet
        (HOUR + MICROSECOND, 409, "held"),
    ],
)
def test_hour_ends_to_the_microsecond(site: Site, late: timedelta, status: int, booking: str) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    aino = site.person("Aino")
    opened = re.findall(r'name="csrf_token" value="([^"]*)"', aino.client.get(own).text)[0]
    site.clock.now = NOW + late
    answer = aino.posts({"csrf_token": opened}, f"{own}/vahvista")
    assert answer.status_code == status
    assert site.statuses("Aino") == {OTHER_GOALS: booking}


@BOTH
def test_page_after_the_hour_offers_to_sign_up_again_and_no_confirmation(site: Site, language: str) -> None:
    own = site.hasty("Aino", sessions=OTHER_GOALS)
    site.clock.now = NOW + HOUR
    page = site.app.test_client().get(own).text
    assert "<form" not in page
    assert f'href="{FORM[language]}"' in page
