"""What makes a form suspicious, and what becomes of it: nobody is refused, some are asked to confirm."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ..town import GOALS, NOW, OTHER_GOALS
from .residents import Site

PUBLIC = "84.250.1.2"
BOTH = pytest.mark.parametrize("language", ["fi", "sv"])
THANKS = {"fi": "/strategia/ilmoittautuminen/kiitos", "sv": "/sv/strategi/anmalan/tack"}


@pytest.fixture
def verification() -> str:
    return "suspicious"


def test_filled_trap_is_held_and_not_dropped(site: Site) -> None:
    answer = site.patient("Aino", sessions=OTHER_GOALS, leave_empty="http://example.com")
    assert answer.location == THANKS["fi"]
    assert site.statuses("Aino") == {OTHER_GOALS: "held"}


def test_form_that_took_longer_than_three_seconds_leads_straight_to_the_registration(site: Site) -> None:
    answer = site.patient("Aino", sessions=OTHER_GOALS, leave_empty="")
    assert answer.location.startswith("/strategia/oma/")
    assert site.statuses("Aino") == {OTHER_GOALS: "confirmed"}


@pytest.mark.parametrize(("seconds", "status"), [(0, "held"), (3, "confirmed"), (-60, "held")])
def test_three_seconds_are_enough(site: Site, seconds: int, status: str) -> None:
    aino = site.person("Aino")
    aino.sends(opened=site.patient_key(aino.opens(), seconds), sessions=GOALS)
    assert site.statuses("Aino") == {GOALS: status}


@pytest.mark.parametrize("key", ["", "k", "a.b.c", "ä" * 30, "x" * 5000])
def test_form_that_was_never_opened_is_held(site: Site, key: str) -> None:
    aino = site.person("Aino")
    answer = aino.sends(sessions=GOALS, form_key=key)
    assert answer.status_code == 303
    assert site.statuses("Aino") == {GOALS: "held"}


def test_same_hasty_form_sent_twice_is_one_registration_and_one_mail(site: Site) -> None:
    aino = site.person("Aino")
    opened = aino.opens()
    answers = [aino.sends(opened=opened, sessions=GOALS) for _ in range(2)]
    site.jobs()
    assert {each.location for each in answers} == {THANKS["fi"]}
    assert len(site.mail_to("Aino")) == 1


def test_after_twenty_from_one_network_the_others_are_asked_and_nobody_is_refused(site: Site) -> None:
    statuses = []
    for number in range(40):
        someone = site.person(f"Aino{number}")
        someone.origin = PUBLIC
        statuses.append(site.patient(someone.name, sessions=GOALS).status_code)
    assert statuses == [303] * 40
    found = [site.statuses(f"Aino{number}")[GOALS] for number in range(40)]
    assert found == ["confirmed"] * 20 + ["held"] * 20


def test_next_ten_minutes_of_a_network_begin_anew(site: Site) -> None:
    for number in range(21):
        someone = site.person(f"Aino{number}")
        someone.origin = PUBLIC
        site.clock.now = NOW + (timedelta(minutes=10) if number == 20 else timedelta(0))
        site.patient(someone.name, sessions=GOALS)
    assert site.statuses("Aino20") == {GOALS: "confirmed"}


@pytest.mark.parametrize("origin", ["127.0.0.1", "10.1.2.3", "fd00::1"])
def test_private_network_is_not_counted(site: Site, origin: str) -> None:
    for number in range(21):
        someone = site.person(f"Aino{number}")
        someone.origin = origin
        site.patient(someone.name, sessions=GOALS)
    assert site.statuses("Aino20") == {GOALS: "confirmed"}
    assert site.sql("SELECT count(*) FROM kaarina_strategy_tally") == [(21,)]  # the addresses alone


class TestAlways:
    """Where each address is confirmed, nobody's answer tells who is registered."""

    @pytest.fixture
    def verification(self) -> str:
        return "always"

    @BOTH
    def test_known_and_unknown_get_equal_answers(self, site: Site, language: str) -> None:
        first = site.patient("Aino", sessions=GOALS)
        second = site.patient("Aino", sessions=GOALS)
        own = [(name, value) for name, value in first.headers if name not in ("Date", "Set-Cookie")]
        others = [(name, value) for name, value in second.headers if name not in ("Date", "Set-Cookie")]
        assert (first.status, own, first.data) == (second.status, others, second.data)
        assert first.location == THANKS[language]

    def test_known_person_who_confirmed_gets_the_same_answer(self, site: Site) -> None:
        own = site.hasty("Aino", sessions=GOALS)
        site.person("Aino").answers(own)
        assert site.patient("Aino", sessions=GOALS).location == THANKS["fi"]

    def test_form_sent_again_after_its_owner_confirmed_does_not_give_the_link_away(self, site: Site) -> None:
        stranger = site.person("Aino")
        opened = stranger.opens()
        stranger.sends(opened=opened, sessions=GOALS)
        site.jobs()
        site.person("Aino").answers(site.own_page("Aino"))
        again = stranger.sends(opened=opened, sessions=GOALS)
        assert again.location == THANKS["fi"]

    def test_known_person_is_sent_one_mail_an_hour(self, site: Site) -> None:
        own = site.hasty("Aino", sessions=GOALS)
        site.person("Aino").answers(own)
        for _ in range(3):
            site.patient("Aino", sessions=GOALS)
        site.jobs()
        assert len(site.mail_to("Aino")) == 3  # one that asks, one that confirms, one that tells


class TestNever:
    """Where no address is confirmed, everybody comes straight to their own page."""

    @pytest.fixture
    def verification(self) -> str:
        return "never"

    def test_hasty_form_with_a_filled_trap_leads_to_the_own_page(self, site: Site) -> None:
        answer = site.person("Aino").sends(sessions=GOALS, leave_empty="x")
        assert answer.location.startswith("/strategia/oma/")
        assert site.statuses("Aino") == {GOALS: "confirmed"}
