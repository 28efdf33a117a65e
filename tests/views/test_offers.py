"""The offer of a seat that became free: a deadline, two buttons, one truth on page, in mail, in the row."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from kaarina_strategy_ext.i18n import words as catalogue
from kaarina_strategy_ext.models import Process, Registration, WorkshopSession

from ..town import JUNE_1, JUNE_2, NOW, OTHER_GOALS, VISION, words
from ..visitor import HiddenFields
from .offering import CANCEL, OFFER, offer_of, offered
from .residents import ALTERNATIVES, OWN, Site, page_of

MICROSECOND = timedelta(microseconds=1)
DEADLINE = NOW + timedelta(hours=48)
CUT_OFF = datetime(2022, 4, 25, 14, tzinfo=UTC)
BOTH = pytest.mark.parametrize("language", ["fi", "sv"])


@pytest.fixture
def site(site: Site) -> Site:
    """A site that offers freed seats for two days."""
    site.edit(Process, {"offer_hours": 48})
    return site


def opened(site: Site, own: str) -> dict[str, str]:
    """The token of a form that Aino has open."""
    token = re.search(
        r'name="csrf_token" value="([^"]*)"', site.person("Aino").client.get(offer_of(site, own)).text
    )
    assert token
    return {"csrf_token": token[1]}


def in_one_line(text: str) -> str:
    """The text of a mail without its line ends."""
    return " ".join(text.split())


@BOTH
def test_own_page_tells_the_deadline_and_leads_to_the_answer(site: Site, language: str) -> None:
    own = offered(site)
    page = site.person("Aino").client.get(own).text
    assert {"fi": "to 7.4.2022", "sv": "7.4.2022"}[language] in page
    assert f'href="{offer_of(site, own)}"' in page
    assert site.statuses("Aino") == {OTHER_GOALS: "offered"}


@BOTH
def test_mail_tells_the_deadline_and_leads_to_the_page_of_the_offer(site: Site, language: str) -> None:
    own = offered(site)
    mail = site.mail_to("Aino")[-1]
    assert "7.4.2022" in mail
    assert f"https://www.example.fi{offer_of(site, own)}" in mail.split()
    assert f"https://www.example.fi{own}" in mail.split()


@BOTH
def test_page_of_the_offer_has_two_buttons(site: Site, language: str) -> None:
    own = offered(site)
    page = site.person("Aino").client.get(offer_of(site, own)).text
    assert re.findall(r'<button[^>]* name="answer" value="(\w+)"', page) == ["accept", "decline"]
    assert "7.4.2022" in page


def test_page_of_the_offer_only_asks(site: Site) -> None:
    own = offered(site)
    aino = site.person("Aino")
    before = page_of(aino.client.get(own))
    for method in ("get", "head", "options"):
        assert getattr(aino.client, method)(offer_of(site, own)).status_code == 200
    assert page_of(aino.client.get(own)) == before


@BOTH
def test_accepted_seat_is_sure_on_page_in_mail_and_in_the_row(site: Site, language: str) -> None:
    own = offered(site)
    answer = site.person("Aino").answers(offer_of(site, own), answer="accept")
    site.jobs()
    page = site.person("Aino").client.get(answer.location).text
    assert answer.status_code == 303
    assert 'id="ks-confirmed"' in page
    assert 'id="ks-offered"' not in page
    assert site.statuses("Aino") == {OTHER_GOALS: "confirmed"}
    assert "26.4.2022" in site.mail_to("Aino")[-1]


def test_second_acceptance_is_harmless(site: Site) -> None:
    own = offered(site)
    fields = {**opened(site, own), "answer": "accept"}
    answers = [site.person("Aino").posts(fields, offer_of(site, own)) for _ in range(2)]
    site.jobs()
    assert [each.status_code for each in answers] == [303, 303]
    assert site.statuses("Aino") == {OTHER_GOALS: "confirmed"}
    assert len(site.mail_to("Aino")) == 3  # received, offered, changed


@BOTH
def test_last_offer_declined_closes_the_registration(site: Site, language: str) -> None:
    own = offered(site)
    answer = site.person("Aino").answers(offer_of(site, own), answer="decline")
    site.jobs()
    page = site.person("Aino").client.get(answer.location).text
    assert 'id="ks-offered"' not in page
    assert OFFER[language] not in page
    assert site.statuses("Aino") == {OTHER_GOALS: "declined"}
    closed = site.sql("SELECT cancelled_at FROM kaarina_strategy_registration WHERE first_name = 'Aino'")
    assert closed[0][0] is not None


def test_declined_offer_leaves_the_rest_as_it_was(site: Site) -> None:
    own = offered(site, sessions=VISION)
    answer = site.person("Aino").answers(offer_of(site, own), answer="decline")
    page = site.person("Aino").client.get(answer.location).text
    assert 'id="ks-confirmed"' in page
    assert 'role="status"' in page
    assert site.statuses("Aino") == {VISION: "confirmed", OTHER_GOALS: "declined"}


def test_declined_seat_is_offered_to_the_next(site: Site) -> None:
    own = offered(site)
    site.edit(WorkshopSession, {"waiting_list_size": 5}, key=OTHER_GOALS)
    site.registered("Helga", waitlist=OTHER_GOALS)
    site.person("Aino").answers(offer_of(site, own), answer="decline")
    site.jobs()
    assert site.statuses("Helga") == {OTHER_GOALS: "offered"}
    assert len(site.mail_to("Helga")) == 2


def test_second_refusal_is_harmless(site: Site) -> None:
    own = offered(site)
    fields = {**opened(site, own), "answer": "decline"}
    answers = [site.person("Aino").posts(fields, offer_of(site, own)) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    assert site.statuses("Aino") == {OTHER_GOALS: "declined"}


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_form_without_an_answer_only_asks_again(site: Site, answer: str) -> None:
    own = offered(site)
    shown = site.person("Aino").posts({**opened(site, own), "answer": answer}, offer_of(site, own))
    assert shown.status_code == 200
    assert 'value="decline"' in shown.text
    assert site.statuses("Aino") == {OTHER_GOALS: "offered"}


def test_forged_answer_changes_nothing_and_asks_again(site: Site) -> None:
    own = offered(site)
    shown = site.person("Aino").posts({"answer": "decline"}, offer_of(site, own))
    assert shown.status_code == 400
    assert 'href="#send"' in shown.text
    assert 'id="send"' in shown.text
    assert site.statuses("Aino") == {OTHER_GOALS: "offered"}


@pytest.mark.parametrize(
    ("late", "status", "booking"),
    [
        (-MICROSECOND, 303, "confirmed"),
        (timedelta(0), 409, "offered"),  # over, even if nothing has ended the offer yet
        (MICROSECOND, 409, "offered"),
    ],
)
def test_deadline_holds_to_the_microsecond(site: Site, late: timedelta, status: int, booking: str) -> None:
    own = offered(site)
    fields = {**opened(site, own), "answer": "accept"}
    site.clock.now = DEADLINE + late
    assert site.person("Aino").posts(fields, offer_of(site, own)).status_code == status
    assert site.statuses("Aino") == {OTHER_GOALS: booking}


@BOTH
def test_after_the_deadline_no_page_has_buttons_any_more(site: Site, language: str) -> None:
    own = offered(site, sessions=VISION)
    site.clock.now = DEADLINE
    client = site.person("Aino").client
    assert 'name="answer"' not in client.get(offer_of(site, own)).text
    assert OFFER[language] not in client.get(own).text


def test_offer_that_nobody_answered_goes_to_the_next_and_can_be_accepted_no_more(site: Site) -> None:
    own = offered(site, sessions=VISION)
    fields = {**opened(site, own), "answer": "accept"}
    site.jobs(DEADLINE)
    answer = site.person("Aino").posts(fields, offer_of(site, own))
    assert answer.status_code == 409
    assert 'name="answer"' not in answer.text
    assert site.statuses("Aino") == {VISION: "confirmed", OTHER_GOALS: "expired"}


def test_offer_of_a_cancelled_session_is_refused(site: Site) -> None:
    own = offered(site, sessions=VISION)
    fields = {**opened(site, own), "answer": "accept"}
    site.edit(WorkshopSession, {"cancelled": words("Peruttu")}, key=OTHER_GOALS)
    answer = site.person("Aino").posts(fields, offer_of(site, own))
    assert answer.status_code == 409
    assert site.statuses("Aino")[OTHER_GOALS] != "confirmed"


def test_answer_to_an_offer_withdrawn_from_who_takes_either_is_told_why(site: Site) -> None:
    first = site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
    site.registered("Helga", **{ALTERNATIVES: JUNE_2})
    own = site.registered("Aino", **{ALTERNATIVES: "either", "waitlist": [JUNE_1, JUNE_2]})
    site.person("Kristian").answers(first + CANCEL["fi"])
    page = offer_of(site, own, key=JUNE_1)
    token = HiddenFields(site.person("Aino").client.get(page).text).values
    site.amend("viimeistely", JUNE_1, cancelled={"fi": "Peruttu", "sv": "Inställd"})
    answer = site.person("Aino").posts({**token, "answer": "accept"}, page)
    assert answer.status_code == 409
    assert catalogue("fi").gettext("The workshop has been cancelled.") in answer.text


class TestNearCutOff:
    """An offer with less time to answer than the process promises."""

    @pytest.fixture
    def own(self, site: Site) -> str:
        site.edit(Process, {"cut_off_hours": 24})
        site.clock.now = CUT_OFF - timedelta(hours=3)
        return offered(site, **{ALTERNATIVES: JUNE_1})

    @BOTH
    def test_pages_and_mail_tell_that_staff_decide(self, site: Site, own: str, language: str) -> None:
        said = catalogue(language)
        stays = said.gettext(
            "If you do not answer in time, you stay on the waiting list, and our staff decide who gets the"
            " place."
        )
        assert stays in site.person("Aino").client.get(offer_of(site, own)).text
        assert stays in in_one_line(site.mail_to("Aino")[-1])
        site.jobs(CUT_OFF)
        decided = said.gettext(
            "%(names)s: it is so soon that our staff decide who gets a place that becomes free."
            " If you get one, we tell you.",
            names="",
        )
        page = site.person("Aino").client.get(own).text
        assert decided in page
        assert said.gettext("When a place becomes free, we offer it to you by e-mail") not in page
        assert site.statuses("Aino") == {JUNE_1: "confirmed", OTHER_GOALS: "waitlisted"}

    def test_late_answer_is_told_that_the_wait_goes_on(self, site: Site, own: str) -> None:
        fields = {**opened(site, own), "answer": "accept"}
        site.clock.now = CUT_OFF
        answer = site.person("Aino").posts(fields, offer_of(site, own))
        assert answer.status_code == 409
        waits_on = "You are still on the waiting list, and our staff decide who gets the place."
        assert catalogue("fi").gettext(waits_on) in answer.text


def test_offer_to_somebody_else_can_be_neither_seen_nor_taken(site: Site) -> None:
    own = offered(site)
    theirs = offer_of(site, own)
    fields = opened(site, own)
    stranger = site.registered("Helga", sessions=VISION)
    page = stranger + theirs.removeprefix(own)
    assert 'name="answer"' not in site.person("Helga").client.get(page).text
    for answer in ("accept", "decline"):
        refused = site.person("Aino").posts({**fields, "answer": answer}, page)
        assert refused.status_code == 409
    assert site.statuses("Aino") == {OTHER_GOALS: "offered"}
    assert site.statuses("Helga") == {VISION: "confirmed"}


@pytest.mark.parametrize("booking", ["0", "-1", "x", "99999", "9" * 30])
def test_booking_that_does_not_exist_is_told_politely(site: Site, booking: str) -> None:
    own = site.registered("Aino", sessions=VISION)
    answer = site.person("Aino").client.get(f"{own}/tarjous?booking={booking}")
    assert answer.status_code == 200
    assert f'href="{own}"' in answer.text
    assert 'name="answer"' not in answer.text


def test_unconfirmed_address_is_proven_only_by_its_own_page(site: Site) -> None:
    own = offered(site)
    site.edit(Registration, {"verify_by": NOW + timedelta(hours=1)}, first_name="Aino")
    answer = site.person("Aino").client.get(offer_of(site, own))
    assert (answer.status_code, answer.location) == (303, own)
    assert own.startswith(OWN["fi"])
