"""The door of a session: marking who comes by forms, and what the script of a phone sends."""

from __future__ import annotations

import json
import re

import pytest
from flask_wtf import CSRFProtect

from ...town import GOALS, VISION
from ...visitor import HiddenFields
from .conftest import FI, SV, Office


@pytest.fixture
def new_database(new_sqlite):
    """Pages alone are tried here: the rules below them are, by their own tests, on both databases."""
    return new_sqlite


DOOR = f"/tilaisuudet/{VISION}/ovi"
AT = 1649149100000  # a little before the clock of the tests, in milliseconds


@pytest.fixture
def aino(office: Office) -> str:
    """Somebody with a seat in the vision workshop, by public id; one more has the other."""
    office.resident("Kristian", VISION)
    return office.resident("Aino", VISION)


def row(page: str, public_id: str) -> str:
    """The row of somebody, without the tags of what is hidden."""
    found = re.search(rf'<li id="r-{public_id}".*?</li>', page, re.DOTALL)
    assert found, page
    return re.sub(r"<(\w+)[^>]* hidden>.*?</\1>", "", found[0], flags=re.DOTALL)


def mark(name: str, people: int = 1, *, at: int = AT, counter: int = 1, key: str = "key-of-a") -> dict:
    return {"id": name, "people": people, "at": at, "counter": counter, "key": key}


def batch(office: Office, *marks: dict, taps: tuple = (), **fields: str):
    """What a phone sends, and the answer."""
    hidden = HiddenFields(office.client.get(FI + DOOR).text).values
    sent = json.dumps({"marks": marks, "taps": taps})
    return office.client.post(FI + DOOR, data={**hidden, "batch": sent, **fields})


def actions(office: Office, action: str) -> int:
    return office.value("SELECT count(*) FROM kaarina_strategy_audit_entry WHERE action = :a", a=action)


def test_list_is_by_last_name_and_tells_nothing_but_names(office: Office) -> None:
    office.resident("Kristian", VISION, last_name="Åström", phone="0401234567")
    office.resident("Aino", VISION, last_name="Virtanen", needs="Hörslinga", diet="Vegan", consent="1")
    page = office.page(DOOR)
    assert re.findall(r"<b>(\w+)</b> (\w+)", page) == [("Virtanen", "Aino"), ("Åström", "Kristian")]
    assert not re.search(r"@example|0401234567|Hörslinga|Vegan", page)


def test_tap_without_a_script_comes_back_to_the_same_row(office: Office, aino: str) -> None:
    answer = office.send(DOOR, mark=f"{aino}.1")
    assert (answer.status_code, answer.location) == (303, f"{FI}{DOOR}#r-{aino}")
    assert "Kumoa" in row(office.page(DOOR), aino)
    assert "Merkitse" not in row(office.page(DOOR), aino)
    office.send(DOOR, mark=f"{aino}.0")
    assert "Merkitse" in row(office.page(DOOR), aino)


def test_page_tells_how_many_of_those_expected_are_here(office: Office, aino: str) -> None:
    office.send(DOOR, mark=f"{aino}.1")
    page = re.sub(r"</?span[^>]*>", "", office.page(DOOR))
    assert "1/2 paikalla" in page


def test_some_of_those_who_come_together_can_be_marked(office: Office) -> None:
    office.alter("UPDATE kaarina_strategy_process SET companions = 2")
    office.alter("UPDATE kaarina_strategy_session SET capacity = 9")
    group = office.resident("Aino", VISION, companions="2")
    page = row(office.page(DOOR), group)
    assert re.findall(rf'value="{group}\.(\d)"', page) == ["3", "1", "2"]
    office.send(DOOR, mark=f"{group}.2")
    assert "2/3" in re.sub(r"</?span[^>]*>", "", row(office.page(DOOR), group))


def test_walk_in_is_a_number_that_a_double_click_counts_once(office: Office) -> None:
    hidden = HiddenFields(office.page(DOOR)).values
    for _ in range(2):
        office.client.post(FI + DOOR, data={**hidden, "walk_in": "1"})
    assert re.search(r"data-ks-walk-ins>1<", office.page(DOOR))
    office.send(DOOR, walk_in="-1")
    assert re.search(r"data-ks-walk-ins>0<", office.page(DOOR))


def test_each_showing_and_each_mark_stands_in_the_audit(office: Office, aino: str) -> None:
    office.page(DOOR)
    read = office.value(
        "SELECT details FROM kaarina_strategy_audit_entry WHERE action = 'personal data read'"
    )
    assert aino in str(read)
    office.send(DOOR, mark=f"{aino}.1")
    query = (
        "SELECT actor FROM kaarina_strategy_audit_entry WHERE action = 'attendance marked' AND subject = :id"
    )
    assert office.value(query, id=aino) == "reija"
    assert "Merkitty ovella" in office.page(f"/ilmoittautumiset/{aino}")


@pytest.mark.parametrize("fields", [{}, {"mark": "nobody.1"}, {"mark": "0"}, {"walk_in": "7"}])
def test_form_that_no_button_sends_is_not_found(office: Office, fields: dict[str, str]) -> None:
    assert office.send(DOOR, **fields).status_code == 404


def test_those_of_the_same_name_have_their_numbers(office: Office, aino: str) -> None:
    assert "ks-muted" not in row(office.page(DOOR), aino)
    office.resident("Aino", GOALS)
    office.alter("UPDATE kaarina_strategy_registration SET first_name = 'Aino'")
    number = f"{aino[:4]}\xa0{aino[4:8]}".upper()
    assert number in row(office.page(DOOR), aino)


def test_phone_is_told_how_things_stand_without_a_name(office: Office, aino: str) -> None:
    answer = batch(office, mark(aino), taps=({"people": 1, "key": "tap-of-a"},))
    told = answer.json
    assert (told["here"], told["expected"], told["walk_ins"]) == (1, 2, 1)
    assert told["rows"] == {aino: [1, AT, 1]}
    assert "Aino" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_phone_that_asks_without_marks_changes_nothing(office: Office, aino: str) -> None:
    assert batch(office).json["here"] == 0
    assert actions(office, "attendance marked") == 0


def test_late_mark_of_a_phone_does_not_undo_a_newer_one(office: Office, aino: str) -> None:
    batch(office, mark(aino, at=AT, key="key-of-b"))
    late = batch(office, mark(aino, 0, at=AT - 60_000, key="key-of-a"))
    assert late.json["rows"] == {aino: [1, AT, 1]}


def test_mark_that_comes_twice_is_one(office: Office, aino: str) -> None:
    for _ in range(2):
        assert batch(office, mark(aino)).status_code == 200
    assert actions(office, "attendance marked") == 1


def test_phone_is_told_whom_it_could_not_mark_by_number(office: Office, aino: str) -> None:
    stranger = "abcdef01" + "0" * 24
    assert batch(office, mark(stranger), mark(aino)).json["unknown"] == {stranger: "ABCD\xa0EF01"}
    assert actions(office, "attendance marked") == 1


def refused_and_then_taken(office: Office, aino: str) -> tuple[int, int]:
    """The answers to a form with an old token, and to the same with the one that came with the refusal."""
    old = batch(office, mark(aino), csrf_token="old")
    assert actions(office, "attendance marked") == 0
    return old.status_code, batch(office, mark(aino), csrf_token=old.json["csrf_token"]).status_code


def test_old_token_is_answered_with_a_fresh_one(office: Office, aino: str) -> None:
    assert refused_and_then_taken(office, aino) == (400, 200)


@pytest.mark.parametrize("is_shared", [False])
def test_old_token_that_the_host_refuses_is_answered_with_a_fresh_one(app, office: Office, request) -> None:
    CSRFProtect(app)
    assert refused_and_then_taken(office, request.getfixturevalue("aino")) == (400, 200)


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "[]",
        '{"marks": 1}',
        json.dumps({"marks": [mark("x")]}),
        json.dumps({"marks": [mark("0" * 32, at=-1)]}),
        json.dumps({"marks": [mark("0" * 32, counter=2**40)]}),
        json.dumps({"marks": [mark("0" * 32, key="no key!")]}),
        json.dumps({"taps": [{"people": 5, "key": "tap-of-a"}]}),
        json.dumps({"marks": [mark("0" * 32)] * 101}),
        '"\ud800"',
    ],
)
def test_batch_that_is_none_is_refused(office: Office, sent: str) -> None:
    assert batch(office, batch=sent.encode("utf-8", "surrogatepass")).status_code == 422


def test_phone_without_its_login_gets_no_data(office: Office, aino: str, login) -> None:
    hidden = HiddenFields(office.page(DOOR)).values
    login.identity = None
    answer = office.client.post(FI + DOOR, data={**hidden, "batch": json.dumps({"marks": [mark(aino)]})})
    assert answer.status_code == 403
    assert not answer.is_json


def test_door_is_in_swedish_too(office: Office, aino: str) -> None:
    page = office.page(f"{SV}/tillfallen/{VISION}/dorr")
    assert "0/2 på plats" in re.sub(r"</?span[^>]*>", "", page)
    assert "Markera" in page


def test_door_of_no_session_is_not_found(office: Office) -> None:
    assert office.client.get(f"{FI}/tilaisuudet/none/ovi").status_code == 404


def test_greatest_counter_leaves_room_for_the_next_mark(office: Office, aino: str) -> None:
    batch(office, mark(aino, counter=2**31 - 1))
    assert office.send(DOOR, mark=f"{aino}.0").status_code == 303
    stands = batch(office).json["rows"][aino]
    assert stands[0] == 0
    assert (
        batch(office, mark(aino, at=stands[1] + 1, counter=stands[2] + 1, key="next-key")).status_code == 200
    )
