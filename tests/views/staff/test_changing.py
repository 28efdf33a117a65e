"""What staff change for somebody who phones: workshops, details, and the erasure of both."""

from __future__ import annotations

import pytest

from ...town import GOALS, JUNE_1, JUNE_2, NOW, VISION
from ...visitor import HiddenFields
from .conftest import FI, Office, phoned

ALTERNATIVES = "alternative-viimeistely"


@pytest.fixture
def kalle(office: Office) -> str:
    """The page of somebody without e-mail, who has the first of June."""
    entered = office.send("/ilmoittautumiset/uusi", **phoned("Kalle", **{ALTERNATIVES: JUNE_1}))
    return str(entered.location.partition("?")[0].removeprefix(FI))


def keys(office: Office) -> set[str]:
    """The sessions in which somebody has an active place."""
    query = (
        "SELECT count(*) FROM kaarina_strategy_booking b JOIN kaarina_strategy_session s"
        " ON s.id = b.session_id WHERE b.status IN ('confirmed', 'waitlisted') AND s.key = :key"
    )
    return {key for key in (VISION, GOALS, JUNE_1, JUNE_2) if office.value(query, key=key)}


def test_workshop_is_added_and_an_alternative_swapped_outside_the_window(
    office: Office, kalle: str, clock
) -> None:
    closed = "UPDATE kaarina_strategy_process SET revision = 2, registration_closes_at = :at"
    office.alter(closed, at="2022-04-06 00:00:00")
    clock.now = NOW.replace(day=7)
    answer = office.send(f"{kalle}/tyopajat", sessions=GOALS, **{ALTERNATIVES: JUNE_2})
    assert answer.status_code == 303, answer.text
    assert keys(office) == {GOALS, JUNE_2}
    assert "tulosta uusi vahvistus" in office.page(answer.location)


def test_full_workshop_is_added_only_if_the_person_waits(office: Office, kalle: str) -> None:
    for name in ("Aino", "Kristian"):
        office.resident(name, VISION)
    path = f"{kalle}/tyopajat"
    assert office.send(path, sessions=VISION).status_code == 409
    assert office.send(path, sessions=VISION, waits="1").status_code == 303
    assert office.statuses(kalle.rpartition("/")[2]) == ["confirmed", "waitlisted"]


def test_nothing_added_is_told(office: Office, kalle: str) -> None:
    answer = office.send(f"{kalle}/tyopajat", **{ALTERNATIVES: "none"})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_details_are_corrected_in_the_name_of_the_member_of_staff(office: Office, kalle: str) -> None:
    given = {"first_name": "Kalle", "last_name": "Niemelä", "phone": "050 765 4321", "language": "sv"}
    answer = office.send(f"{kalle}/tiedot", **given)
    page = office.page(answer.location)
    assert answer.status_code == 303
    assert ("Kalle Niemelä" in page, "050 765 4321" in page) == (True, True)


def test_details_that_were_changed_meanwhile_are_not_overwritten(office: Office, kalle: str) -> None:
    hidden = HiddenFields(office.page(f"{kalle}/tiedot")).values
    given = {"first_name": "Kalle", "last_name": "Niemi", "language": "fi"}
    office.send(f"{kalle}/tiedot", **given, phone="050 111 1111")
    answer = office.client.post(f"{FI}{kalle}/tiedot", data={**hidden, **given, "phone": "050 222 2222"})
    assert answer.status_code == 409
    assert "050 222 2222" in answer.text
    assert "050 111 1111" in office.page(kalle)


def test_person_without_an_address_is_erased_and_the_seat_goes_on(office: Office, kalle: str) -> None:
    office.resident("Aino", **{ALTERNATIVES: JUNE_1, "waitlist": JUNE_1})
    assert "Kalle Niemi" in office.page(f"{kalle}/poista")
    answer = office.send(f"{kalle}/poista")
    assert "on poistettu" in office.page(answer.location)
    assert office.client.get(FI + kalle).status_code == 404
    assert office.value("SELECT count(*) FROM kaarina_strategy_registration WHERE phone IS NOT NULL") == 0
    assert office.value("SELECT status FROM kaarina_strategy_booking ORDER BY id DESC LIMIT 1") == "confirmed"


@pytest.mark.parametrize("path", ["tyopajat", "tiedot", "poista"])
def test_forged_form_changes_nothing(office: Office, kalle: str, path: str) -> None:
    fields = {"first_name": "X", "last_name": "Y", "phone": "050 000 0000", "sessions": GOALS, "version": "1"}
    assert office.client.post(f"{FI}{kalle}/{path}", data=fields).status_code == 400
    assert keys(office) == {JUNE_1}
    assert "Kalle Niemi" in office.page(kalle)


def test_cancelled_registration_can_change_no_more(office: Office, kalle: str) -> None:
    token = HiddenFields(office.page(f"{kalle}/tyopajat")).values["csrf_token"]
    office.send(f"{kalle}/peru")
    answer = office.client.post(f"{FI}{kalle}/tyopajat", data={"csrf_token": token, "sessions": GOALS})
    assert answer.status_code == 409
    assert keys(office) == set()
    assert "<form" not in office.page(f"{kalle}/tiedot").partition("<h1")[2]
