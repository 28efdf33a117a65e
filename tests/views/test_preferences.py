"""Alternatives in order of preference: the chosen one, or the other if there is no room in it."""

from __future__ import annotations

import re

import pytest

from kaarina_strategy_ext.models import Process, WorkshopSession

from ..town import JUNE_1, JUNE_2
from ..visitor import HiddenFields
from .residents import ALTERNATIVES, FORM, Site, page_of

SLUG = "viimeistely"
BOTH = pytest.mark.parametrize("language", ["fi", "sv"])
SESSIONS = {"fi": "/tyopajat", "sv": "/workshoppar"}
OFFER = {"fi": "/tarjous", "sv": "/erbjudande"}
CANCEL = {"fi": "/peru", "sv": "/avboka"}
JUNE_1_FIRST = {ALTERNATIVES: JUNE_1, "waitlist": JUNE_1}
OTHERWISE = re.compile(
    rf'<input type="checkbox" id="otherwise-{SLUG}" name="otherwise" value="{SLUG}"( checked)?'
)


@BOTH
def test_form_asks_whether_the_other_will_do_where_one_is_full(site: Site, language: str) -> None:
    site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
    page = site.person("Aino").client.get(FORM[language]).text
    assert OTHERWISE.search(page)
    assert f'<label for="otherwise-{SLUG}">' in page
    assert page.index(f'id="otherwise-{SLUG}"') < page.index(f'id="{ALTERNATIVES}-none"')


def test_form_with_room_in_all_alternatives_does_not_ask(site: Site) -> None:
    assert not OTHERWISE.search(site.person("Aino").client.get(FORM["fi"]).text)


def test_form_that_came_too_late_is_asked_whether_the_other_will_do(site: Site) -> None:
    opened = site.person("Aino").opens()
    site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
    refused = site.person("Aino").sends(opened=opened, **{ALTERNATIVES: JUNE_1})
    assert refused.status_code == 409
    assert OTHERWISE.search(refused.text)


def test_form_with_one_alternative_left_does_not_ask(site: Site) -> None:
    site.edit(WorkshopSession, {"waiting_list_size": 0}, key=JUNE_2)
    site.registered("Kristian", **{ALTERNATIVES: JUNE_2})
    assert not OTHERWISE.search(site.person("Aino").client.get(FORM["fi"]).text)


@BOTH
def test_chosen_one_is_booked_where_it_has_room(site: Site, language: str) -> None:
    site.registered("Aino", **JUNE_1_FIRST, otherwise=SLUG)
    assert site.statuses("Aino") == {JUNE_1: "confirmed"}


@BOTH
def test_other_one_is_booked_and_the_chosen_one_awaited(site: Site, language: str) -> None:
    site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
    own = site.registered("Aino", **JUNE_1_FIRST, otherwise=SLUG)
    page = site.person("Aino").client.get(own).text
    assert site.statuses("Aino") == {JUNE_2: "confirmed", JUNE_1: "waitlisted"}
    assert 'id="ks-confirmed"' in page
    assert 'id="ks-waiting"' in page


def test_without_the_tick_only_the_chosen_one_is_awaited(site: Site) -> None:
    site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
    site.registered("Aino", **JUNE_1_FIRST)
    assert site.statuses("Aino") == {JUNE_1: "waitlisted"}


def test_where_all_are_full_one_waits_for_whichever_comes_first(site: Site) -> None:
    site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
    helga = site.registered("Helga", **{ALTERNATIVES: JUNE_2})
    site.registered("Aino", **JUNE_1_FIRST, otherwise=SLUG)
    site.person("Helga").answers(helga + CANCEL["fi"])
    assert site.statuses("Aino")[JUNE_2] == "confirmed"


@BOTH
def test_check_tells_what_one_gets_now_and_what_one_waits_for(site: Site, language: str) -> None:
    site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
    page = site.person("Aino").sends(**JUNE_1_FIRST, otherwise=SLUG, step="check").text
    summary = re.search(r'<dl class="ks-summary">.*?</dl>', page, re.DOTALL)
    assert summary
    assert re.search(r"<b>[^<]*2\.6\.2022[^<]*</b>", summary[0])


@BOTH
@pytest.mark.parametrize("step", ["choose", "details", "check"])
def test_language_switch_keeps_every_wish(site: Site, language: str, step: str) -> None:
    other = {"fi": "sv", "sv": "fi"}[language]
    site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
    aino = site.person("Aino")
    typed = {**aino.opens(), **aino.details, **JUNE_1_FIRST, "otherwise": SLUG, "leave_empty": "x"}
    answer = aino.posts({**typed, "show": step}, FORM[other])
    assert re.search(rf'<html[^>]* lang="{other}"', answer.text)
    kept = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', answer.text))
    assert (kept["otherwise"], kept["leave_empty"]) == (SLUG, "x")
    if step == "choose":
        tick = OTHERWISE.search(answer.text)
        assert tick
        assert tick[1] == " checked"
    else:
        assert kept[ALTERNATIVES] == JUNE_1


def test_whole_journey_by_its_buttons_keeps_the_preference(site: Site) -> None:
    site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
    aino = site.person("Aino")
    chosen = {**aino.opens(), **JUNE_1_FIRST, "otherwise": SLUG, "step": "details"}
    details = aino.posts(chosen).text
    checked = aino.posts({**HiddenFields(details).values, **aino.details, "step": "check"}).text
    assert aino.posts({**HiddenFields(checked).values, "step": "send"}).status_code == 303
    assert site.statuses("Aino") == {JUNE_2: "confirmed", JUNE_1: "waitlisted"}


class TestWaiter:
    """Somebody who waits for one alternative, and thinks again on the own page."""

    @pytest.fixture
    def own(self, site: Site) -> str:
        site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
        return site.registered("Aino", **JUNE_1_FIRST)

    @BOTH
    def test_either_is_on_offer_and_gives_the_place_that_is_free(
        self, site: Site, own: str, language: str
    ) -> None:
        page = site.person("Aino").client.get(own + SESSIONS[language]).text
        assert f'name="{ALTERNATIVES}" value="either"' in page
        answer = site.person("Aino").answers(own + SESSIONS[language], **{ALTERNATIVES: "either"})
        assert answer.location.endswith("notice=changed")
        assert site.statuses("Aino") == {JUNE_1: "cancelled", JUNE_2: "confirmed"}

    @BOTH
    def test_page_does_not_say_changed_where_nothing_was(self, site: Site, own: str, language: str) -> None:
        site.registered("Helga", **{ALTERNATIVES: JUNE_2})
        either = {ALTERNATIVES: "either", "waitlist": JUNE_2}
        saved = [site.person("Aino").answers(own + SESSIONS[language], **either) for _ in range(2)]
        told = [page_of(site.person("Aino").client.get(each.location)) for each in saved]
        assert [each.location.rpartition("=")[2] for each in saved] == ["changed", "unchanged"]
        assert told[0] != told[1]
        assert site.statuses("Aino") == {None: "waitlisted"}


class TestHolder:
    """Somebody who holds one alternative and would rather have the other, which is full."""

    @pytest.fixture
    def own(self, site: Site) -> str:
        own = site.registered("Aino", **{ALTERNATIVES: JUNE_2})
        site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
        return own

    def swaps(self, site: Site, own: str):
        """Let Aino choose the full one on her own pages."""
        return site.person("Aino").answers(own + SESSIONS[site.language], **JUNE_1_FIRST)

    @BOTH
    def test_place_is_kept_while_the_other_is_awaited(self, site: Site, own: str, language: str) -> None:
        assert self.swaps(site, own).status_code == 303
        assert site.statuses("Aino") == {JUNE_2: "confirmed", JUNE_1: "waitlisted"}

    def test_awaited_one_replaces_the_held_one_when_it_becomes_free(self, site: Site, own: str) -> None:
        self.swaps(site, own)
        site.jobs()
        site.person("Kristian").answers(site.own_page("Kristian") + CANCEL["fi"])
        assert site.statuses("Aino") == {JUNE_2: "cancelled", JUNE_1: "confirmed"}

    def test_wait_can_be_left_and_the_place_stays(self, site: Site, own: str) -> None:
        self.swaps(site, own)
        left = f"{own}/peru?booking={site.booking('Aino', JUNE_1)}"
        assert site.person("Aino").answers(left).status_code == 303
        assert site.statuses("Aino") == {JUNE_2: "confirmed", JUNE_1: "cancelled"}

    @BOTH
    def test_both_are_told_and_neither_is_offered_again(self, site: Site, own: str, language: str) -> None:
        self.swaps(site, own)
        page = site.person("Aino").client.get(own + SESSIONS[language]).text
        assert f'name="{ALTERNATIVES}"' not in page
        assert page.count('<div class="ks-told">') >= 2

    def test_same_wish_twice_changes_nothing(self, site: Site, own: str) -> None:
        token = HiddenFields(site.person("Aino").client.get(own + SESSIONS["fi"]).text).values
        for _ in range(2):
            answer = site.person("Aino").posts({**token, **JUNE_1_FIRST}, own + SESSIONS["fi"])
            assert answer.status_code == 303
        assert site.statuses("Aino") == {JUNE_2: "confirmed", JUNE_1: "waitlisted"}


class TestOffer:
    """Somebody holds one alternative and is offered the one they would rather have."""

    @pytest.fixture
    def own(self, site: Site) -> str:
        site.edit(Process, {"offer_hours": 48})
        first = site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
        wish = {ALTERNATIVES: JUNE_1, "waitlist": JUNE_1, "otherwise": "viimeistely"}
        own = site.registered("Aino", **wish)
        site.person("Kristian").answers(first + CANCEL[site.language])
        site.jobs()
        return own

    def offer(self, site: Site, own: str) -> str:
        """The address of the page on which Aino answers."""
        return f"{own}{OFFER[site.language]}?booking={site.booking('Aino', JUNE_1)}"

    @BOTH
    def test_page_tells_what_is_given_up(self, site: Site, own: str, language: str) -> None:
        page = site.person("Aino").client.get(self.offer(site, own)).text
        told = re.search(r'<p class="ks-notice">.*?</p>', page, re.DOTALL)
        assert told
        assert "2.6.2022" in told[0]

    def test_accepting_gives_up_the_other_in_one_step(self, site: Site, own: str) -> None:
        assert site.statuses("Aino") == {JUNE_2: "confirmed", JUNE_1: "offered"}
        site.person("Aino").answers(self.offer(site, own), answer="accept")
        assert site.statuses("Aino") == {JUNE_2: "cancelled", JUNE_1: "confirmed"}

    def test_declining_keeps_the_other(self, site: Site, own: str) -> None:
        site.person("Aino").answers(self.offer(site, own), answer="decline")
        assert site.statuses("Aino") == {JUNE_2: "confirmed", JUNE_1: "declined"}
