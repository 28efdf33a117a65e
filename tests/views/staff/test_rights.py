"""Rights that nobody uses expire, the page says so in plain words, and an administrator renews them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kaarina_strategy_ext import Identity

from ...town import NOW, VISION
from .conftest import FI, REGISTRAR, Login, Office


@pytest.fixture
def new_database(new_sqlite):
    """Pages alone are tried here: the rules below them are, by their own tests, on both databases."""
    return new_sqlite


PAGE = "/oikeudet"
ANNA = Identity("anna", "Anna", None, frozenset({"admin"}))
BOTH = Identity("bo", "Bo", None, frozenset({"editor", "registrar"}))
USED = "SELECT used_at FROM kaarina_strategy_right WHERE identity_id = :id AND role = :role"


@pytest.fixture
def later(office: Office, clock):
    """Reija has been here once; the clock goes on by so many days."""
    office.page("/")

    def go(days: float) -> None:
        clock.now = NOW + timedelta(days=days)

    return go


@pytest.mark.parametrize(("days", "status"), [(179.9, 200), (180, 403)])
def test_right_expires_when_it_has_not_been_used_for_half_a_year(office: Office, later, days, status) -> None:
    later(days)
    assert office.client.get(f"{FI}/").status_code == status


def test_use_keeps_a_right_alive(office: Office, later) -> None:
    for days in (100, 200, 300):
        later(days)
        assert office.client.get(f"{FI}/").status_code == 200


def test_page_says_what_has_happened_and_whom_to_ask(office: Office, later) -> None:
    later(200)
    page = office.page("/")
    assert "Käyttöoikeutesi on vanhentunut" in page
    assert "180 päivään" in page
    assert "pääkäyttäjää" in page
    assert "reija" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_expired_right_changes_nothing_and_is_not_used_by_the_try(office: Office, later, method) -> None:
    before = office.value(USED, id="reija", role="registrar")
    later(200)
    answer = office.client.open(f"{FI}/tilaisuudet/{VISION}", method=method, data={"capacity": "50"})
    assert answer.status_code == 403
    assert office.value(USED, id="reija", role="registrar") == before


def test_administrator_renews_it(office: Office, later, login: Login) -> None:
    later(200)
    login.identity = ANNA
    page = office.page(PAGE)
    assert page.index("reija") < page.index("anna")  # what has expired comes first
    number = office.value("SELECT id FROM kaarina_strategy_right WHERE identity_id = 'reija'")
    assert office.send(PAGE, renew=str(number)).status_code == 303
    query = "SELECT actor || ' ' || details FROM kaarina_strategy_audit_entry WHERE action = 'right woken'"
    assert office.value(query.replace("details", "CAST(details AS TEXT)")).startswith(
        'anna {"identity": "reija"'
    )
    login.identity = REGISTRAR
    assert office.client.get(f"{FI}/").status_code == 200


def test_expired_administrator_cannot_renew_anything(office: Office, login: Login, clock) -> None:
    login.identity = ANNA
    office.page(PAGE)
    clock.now = NOW + timedelta(days=200)
    assert office.client.get(FI + PAGE).status_code == 403


def test_never_is_zero_days(office: Office, later) -> None:
    office.app.extensions["kaarina_strategy"].host.settings["RIGHTS_EXPIRE_DAYS"] = 0
    later(3000)
    assert office.client.get(f"{FI}/").status_code == 200


def test_role_that_is_never_used_expires_beside_one_that_is(office: Office, login: Login, clock) -> None:
    login.identity = BOTH
    for days in (0, 100, 200):
        clock.now = NOW + timedelta(days=days)
        # The page for embedding takes any role, and is opened as an editor.
        assert office.client.get(f"{FI}/upotus").status_code == 200
    assert office.client.get(f"{FI}/tilaisuudet").status_code == 403


def test_page_for_several_roles_shows_nothing_of_one_that_has_expired(
    office: Office, login: Login, clock
) -> None:
    login.identity = BOTH
    files = f"{FI}/viennit"
    assert "ilmoittautumiset.csv" in office.page(files)
    office.page("/upotus")
    for days in (100, 200):
        clock.now = NOW + timedelta(days=days)
        office.page("/sisalto")
    for path in (files, "/"):
        page = office.page(path)
        assert f'href="{FI}/sisalto"' in page
        assert "/ilmoittautumiset" not in page


def test_use_is_written_at_most_once_a_day(office: Office, later) -> None:
    first = office.value(USED, id="reija", role="registrar")
    later(0.9)
    office.page("/")
    assert office.value(USED, id="reija", role="registrar") == first
    later(1)
    office.page("/")
    assert office.value(USED, id="reija", role="registrar") != first


def test_right_that_is_not_there_is_not_found(office: Office, login: Login) -> None:
    login.identity = ANNA
    assert office.send(PAGE, renew="99").status_code == 404


def test_links_to_the_door_are_listed_and_revoked_by_the_administrator(office: Office, login: Login) -> None:
    office.send(f"/tilaisuudet/{VISION}/kutsut", label="Pääovi", sessions=VISION)
    login.identity = ANNA
    assert "Pääovi" in office.page(PAGE)
    office.send(PAGE, revoke="1")
    assert office.value("SELECT revoked_at FROM kaarina_strategy_door_invitation") is not None
