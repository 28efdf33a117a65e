"""Staff cancel, seat and move with a message to the person, or tell them themselves."""

from __future__ import annotations

import re

import pytest

from ...town import GOALS, OTHER_GOALS, VISION
from .conftest import FI, Office

REASON = "Sovittu puhelimessa"


def told(office: Office) -> int:
    """How many messages there are beside the confirmations."""
    return office.value("SELECT count(*) FROM kaarina_strategy_message WHERE kind <> 'confirmation'")


def cancelling(office: Office) -> tuple[str, dict[str, str]]:
    """The page on which everything of Aino's is cancelled."""
    return f"/ilmoittautumiset/{office.resident('Aino', VISION)}/peru", {}


def cancelling_one(office: Office) -> tuple[str, dict[str, str]]:
    """The page on which one of Aino's places is cancelled."""
    aino = office.resident("Aino", VISION, GOALS)
    return f"/ilmoittautumiset/{aino}/peru?booking=1", {}


def seating(office: Office) -> tuple[str, dict[str, str]]:
    """The page on which Kalle, who waits, is given a seat."""
    office.resident("Aino", OTHER_GOALS)
    office.resident("Kalle", OTHER_GOALS)
    office.alter(
        "UPDATE kaarina_strategy_session SET capacity = 2, reserved_seats = 1 WHERE key = :key",
        key=OTHER_GOALS,
    )
    office.alter("UPDATE kaarina_strategy_process SET revision = revision + 1")
    return f"/tilaisuudet/{OTHER_GOALS}/paikka/2", {"reason": REASON}


def moving(office: Office) -> tuple[str, dict[str, str]]:
    """The page on which Aino is moved."""
    aino = office.resident("Aino", OTHER_GOALS)
    return f"/ilmoittautumiset/{aino}/siirto?booking=1", {"session": GOALS, "reason": REASON, "step": "send"}


ACTS = [cancelling, cancelling_one, seating, moving]


@pytest.mark.parametrize(("tell", "messages"), [("yes", 1), ("no", 0), (None, 1)])
@pytest.mark.parametrize("act", ACTS)
def test_person_gets_a_message_unless_staff_say_no(
    office: Office, act, tell: str | None, messages: int
) -> None:
    path, fields = act(office)
    asked = {"tell": tell} if tell else {}
    assert office.send(path, **fields, **asked).status_code == 303
    assert told(office) == messages


@pytest.mark.parametrize("act", ACTS)
def test_what_was_done_quietly_stands_in_the_story(office: Office, act) -> None:
    path, fields = act(office)
    name = "Kalle" if act is seating else "Aino"
    office.send(path, **fields, tell="no")
    public_id = office.value(
        "SELECT public_id FROM kaarina_strategy_registration WHERE first_name = :n", n=name
    )
    story = office.page(f"/ilmoittautumiset/{public_id}").partition('id="ks-story"')[2]
    assert "Asiasta ei lähetetty viestiä" in story
    assert fields.get("reason", "") in story


@pytest.mark.parametrize("act", [cancelling, seating])
def test_page_asks_and_a_message_is_what_it_proposes(office: Office, act) -> None:
    page = office.page(act(office)[0])
    assert re.search(r'name="tell" value="yes" checked', page)
    assert 'name="tell" value="no">' in page


def test_nobody_is_asked_about_mail_to_somebody_without_an_address(office: Office) -> None:
    path, _ = cancelling(office)
    office.alter("UPDATE kaarina_strategy_registration SET email = NULL, email_key = NULL")
    assert 'name="tell"' not in office.page(path)


def test_choice_is_kept_from_the_form_of_a_move_to_the_second_look(office: Office) -> None:
    path, fields = moving(office)
    look = office.send(path, **{**fields, "step": "check", "tell": "no"}).text
    assert 'name="tell" value="no" checked' in look


def test_message_of_before_still_goes_out(office: Office) -> None:
    path, _ = cancelling_one(office)
    office.send(path, tell="no")
    query = "SELECT state FROM kaarina_strategy_message WHERE kind = 'confirmation'"
    assert office.value(query) == "queued"
    assert office.client.get(FI + "/viestit").status_code == 200
