"""Links to the door: made once, shown once, good for the names of some sessions until two months after."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from kaarina_strategy_ext.models import door_closes_at

from ...town import GOALS, JUNE_1, OTHER_GOALS, VISION
from ...visitor import HiddenFields
from .conftest import FI, Login, Office


@pytest.fixture
def new_database(new_sqlite):
    """Pages alone are tried here: the rules below them are, by their own tests, on both databases."""
    return new_sqlite


PAGE = f"/tilaisuudet/{VISION}/kutsut"


@pytest.fixture
def aino(office: Office) -> str:
    return office.resident("Aino", VISION, GOALS, phone="0401234567")


def link_in(page: str) -> str:
    """The path of the link that a page shows."""
    found = re.search(r"https://www\.example\.fi(/\S+)</textarea>", page)
    assert found, page
    return found[1]


def invite(office: Office, *keys: str) -> str:
    """Make a link to the doors of these sessions, and give its path."""
    answer = office.send(PAGE, label="Pääovi", sessions=list(keys or [VISION]))
    assert answer.status_code == 200
    return link_in(answer.text)


@pytest.fixture
def helper(office: Office) -> FlaskClient:
    """A phone of somebody without a login."""
    return office.app.test_client()


def logged_out(login: Login) -> None:
    login.identity = None


def test_link_opens_the_door_without_a_login(office: Office, aino, helper, login) -> None:
    link = invite(office)
    logged_out(login)
    page = helper.get(link)
    assert page.status_code == 200
    assert "<b>Virtanen</b> Aino" in page.text
    assert "0401234567" not in page.text
    assert "ks-staff-menu" not in page.text


def test_helper_marks_and_the_audit_names_the_link(office: Office, aino, helper, login) -> None:
    link = invite(office)
    logged_out(login)
    hidden = HiddenFields(helper.get(link).text).values
    answer = helper.post(link, data={**hidden, "mark": f"{aino}.1"})
    assert answer.location == f"{link}/{VISION}#r-{aino}"
    assert helper.get(answer.location).status_code == 200
    query = "SELECT count(*) FROM kaarina_strategy_audit_entry WHERE actor = 'door:1' AND action = :action"
    assert office.value(query, action="attendance marked") == 1
    assert office.value(query, action="personal data read") == 2


def test_link_opens_no_other_door_and_nothing_else(office: Office, aino, helper, login) -> None:
    link = invite(office)
    logged_out(login)
    assert helper.get(f"{link}/{GOALS}").status_code == 404
    assert helper.get(f"{link}/{GOALS}/ovilista").status_code == 404
    for path in ("/", f"/tilaisuudet/{VISION}", f"/tilaisuudet/{VISION}/ovi", f"/ilmoittautumiset/{aino}"):
        assert helper.get(FI + path).status_code == 403


def test_link_to_several_sessions_lets_one_choose(office: Office, aino, helper, login) -> None:
    link = invite(office, VISION, GOALS)
    logged_out(login)
    page = helper.get(link).text
    assert "Aino" not in page
    doors = re.findall(rf'href="({link}/[^"]+)"', page)
    assert doors == [f"{link}/{VISION}#ks-door", f"{link}/{GOALS}#ks-door"]
    assert all("Aino" in helper.get(door).text for door in doors)


def test_door_list_is_printed_by_the_link_too(office: Office, aino, helper, login) -> None:
    link = invite(office)
    logged_out(login)
    page = helper.get(f"{link}/{VISION}/ovilista").text
    assert "<b>Virtanen</b> Aino" in page
    assert "0401234567" not in page


def test_only_the_hash_of_the_token_is_stored(office: Office) -> None:
    token = invite(office).rpartition("/")[2]
    assert len(token) == 54
    row = office.value("SELECT token_hash || label || sessions FROM kaarina_strategy_door_invitation")
    assert token not in row
    assert token not in office.page(PAGE)


def test_form_sent_twice_makes_one_link(office: Office) -> None:
    hidden = HiddenFields(office.page(PAGE)).values
    fields = {**hidden, "label": "Pääovi", "sessions": VISION}
    links = {link_in(office.client.post(FI + PAGE, data=fields).text) for _ in range(2)}
    assert len(links) == 1
    assert office.value("SELECT count(*) FROM kaarina_strategy_door_invitation") == 1


def test_revoked_link_opens_nothing_from_the_next_click_on(office: Office, aino, helper) -> None:
    link = invite(office)
    hidden = HiddenFields(helper.get(link).text).values
    assert office.send(PAGE, revoke="1").status_code == 303
    page = helper.get(link)
    assert page.status_code == 403
    assert "Linkki ei enää avaa mitään" in page.text
    assert "Aino" not in page.text
    assert helper.post(f"{link}/{VISION}", data={**hidden, "mark": f"{aino}.1"}).status_code == 403
    assert office.value("SELECT count(*) FROM kaarina_strategy_attendance") == 0


# The session ends on 12 April at 20.00 in the zone of the process.
@pytest.mark.parametrize(
    ("now", "status"),
    [
        (datetime(2022, 6, 12, 20, 59, tzinfo=UTC), 200),  # the last minute of 12 June in Helsinki
        (datetime(2022, 6, 12, 21, 0, tzinfo=UTC), 403),
    ],
)
def test_link_works_until_two_months_after_the_session(
    office: Office, helper, clock, now: datetime, status: int
) -> None:
    link = invite(office)
    clock.now = now
    assert helper.get(link).status_code == status


def test_door_that_is_over_closes_alone(office: Office, aino, helper, clock) -> None:
    link = invite(office, VISION, JUNE_1)
    clock.now = datetime(2022, 6, 20, tzinfo=UTC)
    assert helper.get(f"{link}/{VISION}").status_code == 404
    assert helper.get(f"{link}/{JUNE_1}").status_code == 200


@pytest.mark.parametrize(
    ("ends", "closes"),
    [
        ("2022-04-12T17:00+00:00", "2022-06-13T00:00+00:00"),
        ("2022-12-31T17:00+00:00", "2023-03-01T00:00+00:00"),  # the month has 28 days
        ("2023-12-31T17:00+00:00", "2024-03-01T00:00+00:00"),  # and here 29
        ("2022-11-30T00:00+00:00", "2023-01-31T00:00+00:00"),
    ],
)
def test_second_month_ends_with_the_same_day_or_its_last(ends: str, closes: str) -> None:
    assert door_closes_at(datetime.fromisoformat(ends)) == datetime.fromisoformat(closes)


def test_cancelled_session_has_no_door_for_helpers(office: Office, aino, helper) -> None:
    link = invite(office)
    office.alter(
        "UPDATE kaarina_strategy_session SET cancelled = :why WHERE key = :key",
        why='{"fi": {"text": "Sairaus", "edited_at": null}}',
        key=VISION,
    )
    office.alter("UPDATE kaarina_strategy_process SET revision = revision + 1")
    assert helper.get(link).status_code == 403


@pytest.mark.parametrize("token", ["x" * 54, "kissa", "%00"])
def test_guessed_link_is_not_found(helper, token: str) -> None:
    assert helper.get(f"{FI}/ovi/{token}").status_code == 404


def test_link_that_was_cut_off_says_so(office: Office, helper) -> None:
    assert "Linkki on katkennut" in helper.get(invite(office)[:-5]).text


def test_token_is_in_no_referrer_and_no_cache(office: Office, helper) -> None:
    headers = helper.get(invite(office)).headers
    assert headers["Referrer-Policy"] == "strict-origin"
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"label": "", "sessions": VISION}, "label"),
        ({"label": "x" * 101, "sessions": VISION}, "label"),
        ({"label": "a\x07", "sessions": VISION}, "label"),
        ({"label": "Pääovi", "sessions": []}, "session-1"),
        ({"label": "Pääovi", "sessions": [VISION, "none"]}, "session-1"),
    ],
)
def test_link_for_nothing_is_not_made(office: Office, fields, wrong: str) -> None:
    answer = office.send(PAGE, **fields)
    assert answer.status_code == 422
    assert f'href="#{wrong}"' in answer.text
    assert office.value("SELECT count(*) FROM kaarina_strategy_door_invitation") == 0


@pytest.mark.parametrize("number", ["2", "0", "x", "99999999999999999999"])
def test_link_that_is_not_there_cannot_be_revoked(office: Office, number: str) -> None:
    assert office.send(PAGE, revoke=number).status_code == 404


def test_links_are_listed_at_each_session_that_they_open(office: Office) -> None:
    invite(office, VISION, GOALS)
    listed = [
        key for key in (VISION, GOALS, OTHER_GOALS) if "Pääovi" in office.page(f"/tilaisuudet/{key}/kutsut")
    ]
    assert listed == [VISION, GOALS]


def test_use_of_a_link_is_noted_once_a_day(office: Office, aino, helper, clock) -> None:
    link = invite(office)
    used = "SELECT used_at FROM kaarina_strategy_door_invitation"
    helper.get(link)
    first = office.value(used)
    clock.now = clock.now.replace(hour=20)
    helper.get(link)
    assert first is not None
    assert office.value(used) == first


def test_form_that_is_gone_back_to_makes_a_link_to_what_is_chosen_now(office: Office, aino, helper) -> None:
    hidden = HiddenFields(office.client.get(FI + PAGE).text).values
    first, second, again = (
        link_in(office.client.post(FI + PAGE, data={**hidden, "label": "Pääovi", "sessions": key}).text)
        for key in (VISION, GOALS, GOALS)
    )
    assert "Visio" in helper.get(first).text
    assert "Strategiset" in helper.get(second).text
    assert second == again
