"""The clock of the demo stands until it is moved, for everybody."""

from __future__ import annotations

import pytest

STANDS = "ti 5.4.2022 klo 12.00"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", STANDS),
        ("/sv/", "tis 5.4.2022 kl. 12.00"),
        ("/strategia/", STANDS),
        ("/sv/strategi/", "tis 5.4.2022 kl. 12.00"),
    ],
)
def test_every_page_tells_where_the_clock_stands(client, path, words):
    assert words in client.get(path).text


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2022-06-01T17:30", "ke 1.6.2022 klo 17.30"),  # no offset: Helsinki in summer
        ("2022-12-01T09:05", "to 1.12.2022 klo 9.05"),  # and in winter
        ("2022-06-01T17:30:00+00:00", "ke 1.6.2022 klo 20.30"),
        ("2022-06-01", "ke 1.6.2022 klo 0.00"),
    ],
)
def test_script_moves_the_clock_with_one_plain_request(client, now, shown):
    answer = client.post("/demo/clock", data={"now": now})
    assert (answer.status_code, answer.location) == (302, "/")
    assert shown in client.get("/").text


def test_moving_the_clock_returns_to_the_front_page_in_the_language_of_the_form(client):
    answer = client.post(
        "/sv/demo/clock?next=//evil.example", data={"now": "2022-06-01", "next": "//evil.example"}
    )
    assert answer.location == "/sv/"


@pytest.mark.parametrize(
    "now", ["", "huomenna", "2022-13-01", "1999-12-31T23:59", "0001-01-01", "9999-12-31"]
)
@pytest.mark.parametrize(
    ("path", "title"),
    [("/demo/clock", "Aikaa ei ymmärretty"), ("/sv/demo/clock", "Tiden kunde inte tolkas")],
)
def test_what_is_no_moment_is_told_and_moves_nothing(client, path, title, now):
    answer = client.post(path, data={"now": now})
    assert answer.status_code == 400
    assert f"<h1>{title}</h1>" in answer.text
    assert STANDS in client.get("/").text


def test_all_server_processes_see_the_moved_clock(new_demo):
    one, another = new_demo().test_client(), new_demo().test_client()
    one.post("/demo/clock", data={"now": "2022-06-01T12:00"})
    assert "ke 1.6.2022 klo 12.00" in another.get("/").text


def test_moved_clock_survives_a_restart(new_demo):
    new_demo().test_client().post("/demo/clock", data={"now": "2022-06-01T12:00"})
    assert "ke 1.6.2022 klo 12.00" in new_demo().test_client().get("/").text


def test_new_start_counts_more_than_an_earlier_move(new_demo):
    new_demo().test_client().post("/demo/clock", data={"now": "2022-06-01T12:00"})
    restarted = new_demo(KAARINA_STRATEGY_DEMO_NOW="2022-09-01T08:00:00+03:00").test_client()
    assert "to 1.9.2022 klo 8.00" in restarted.get("/").text


def test_start_that_is_no_moment_stops_the_demo(new_demo):
    with pytest.raises(ValueError, match="noon"):
        new_demo(KAARINA_STRATEGY_DEMO_NOW="noon")


def test_extension_follows_the_clock(client):
    before = client.get("/strategia/").text
    client.post("/demo/clock", data={"now": "2022-12-01T12:00"})
    after = client.get("/strategia/").text
    assert before.partition("<main")[2] != after.partition("<main")[2]
