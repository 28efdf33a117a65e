"""What nobody gets by typing somebody else's address."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest

from ..town import GOALS
from ..visitor import HiddenFields
from .residents import Resident, Site

THANKS = "/strategia/ilmoittautuminen/kiitos"
SPAM = "KUPONKI100"


@pytest.fixture
def verification() -> str:
    return "suspicious"


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def test_lost_link_of_an_unconfirmed_address_is_asked_for_again_without_what_was_typed(site: Site) -> None:
    site.person("Aino").sends(sessions=GOALS, first_name=SPAM)
    site.jobs()
    site.clock.now += timedelta(minutes=10)
    client = site.app.test_client()
    hidden = HiddenFields(client.get("/strategia/linkki").text).values
    client.post("/strategia/linkki", data={**hidden, "email": "aino@example.fi"})
    site.jobs()
    assert len(site.mailbox) == 2
    assert not any(SPAM in text_of(mail) for mail in site.mailbox)


def test_form_sent_again_without_the_trap_gives_no_link_once_its_owner_has_confirmed(site: Site) -> None:
    stranger = site.person("Aino")
    opened = site.patient_key(stranger.opens())
    stranger.sends(opened=opened, sessions=GOALS, leave_empty="x")
    site.jobs()
    Resident("Aino", site.app.test_client()).answers(site.own_page("Aino"))
    assert site.statuses("Aino") == {GOALS: "confirmed"}
    assert stranger.sends(opened=opened, sessions=GOALS, leave_empty="").location == THANKS


def test_sixth_form_with_one_address_within_an_hour_is_asked_to_confirm(site: Site) -> None:
    answers = []
    for number in range(6):
        someone = site.person(f"Aino{number}")
        opened = site.patient_key(someone.opens())
        answers.append(someone.sends(opened=opened, sessions=GOALS, email="seura@example.fi").location)
    assert [each == THANKS for each in answers] == [False] * 5 + [True]
