"""Refused forms: nothing is stored, nothing typed is lost, and there is somebody to turn to."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kaarina_strategy_ext.models import Process, RegistrationMode, Workshop, WorkshopSession, day

from ..town import GOALS, JUNE_1, JUNE_2, NOW, OTHER_GOALS, VISION
from .residents import ALTERNATIVES, FORM, Site

BOTH = pytest.mark.parametrize("language", ["fi", "sv"])
MICROSECOND = timedelta(microseconds=1)
CLOSING = NOW + timedelta(hours=3)
PHONE = 'href="tel:020000000"'


def window(opens: datetime | None, closes: datetime | None = None) -> dict[str, Any]:
    """The columns of a registration window; without an opening it is announced later."""
    mode = RegistrationMode.WINDOW if opens else RegistrationMode.ANNOUNCED_LATER
    return {
        "registration_mode": mode,
        "registration_opens_at": opens,
        "registration_closes_at": closes,
    }


def sent_at(site: Site, moment: datetime, opened: dict[str, str], key: str = VISION) -> int:
    """The status of a form that was opened before and is sent at the moment."""
    site.clock.now = moment
    return site.person("Aino").sends(opened=opened, sessions=key).status_code


@BOTH
def test_form_sent_after_the_closing_of_everything_shows_what_was_typed_and_whom_to_call(
    site: Site, language: str, count
) -> None:
    site.edit(Process, window(NOW - timedelta(days=1), CLOSING))
    aino = site.person("Aino")
    opened = aino.opens()
    site.clock.now = CLOSING
    typed = {"phone": "050 123 4567", "needs": "Induktiosilmukka <b>", "consent": "1"}
    answer = aino.sends(opened=opened, sessions=VISION, **typed)
    main = answer.text.partition('class="ks-help"')[0]
    assert answer.status_code == 409
    assert [
        each for each in ("aino@example.fi", "050 123 4567", "silmukka &lt;b&gt;") if each not in main
    ] == []
    ended = {"fi": "Ilmoittautuminen on päättynyt", "sv": "Anmälan har avslutats"}[language]
    assert f"{ended}: Visio-työpaja" in main
    assert PHONE in main.partition("<h1")[0]  # right below what was wrong
    assert '<form class="ks-form"' not in main
    assert count("registration") == 0


@BOTH
def test_form_sent_after_the_closing_of_one_workshop_keeps_what_was_typed_in_the_form(
    site: Site, language: str, count
) -> None:
    opened = site.person("Aino").opens()
    site.edit(Workshop, window(NOW - timedelta(days=1), CLOSING), slug="visio")
    site.clock.now = CLOSING
    answer = site.person("Aino").sends(opened=opened, sessions=[VISION, GOALS], phone="050 123 4567")
    assert answer.status_code == 409
    assert 'name="phone" value="050 123 4567"' in answer.text
    assert re.search(rf'value="{GOALS}" checked', answer.text)
    kept = {"fi": "Muut tietosi ovat tallella.", "sv": "Dina övriga uppgifter finns kvar."}
    assert answer.text.count(kept[language]) == 2  # in the summary and beside the field
    assert PHONE in answer.text.partition('class="ks-help"')[0]
    assert count("registration") == 0


def test_workshop_that_filled_up_meanwhile_says_that_the_rest_is_kept(site: Site) -> None:
    opened = site.person("Aino").opens()
    site.registered("Kristian", sessions=OTHER_GOALS)
    assert (
        "Muut tietosi ovat tallella." in site.person("Aino").sends(opened=opened, sessions=OTHER_GOALS).text
    )


def test_both_alternatives_in_the_field_of_the_radios_are_refused_beside_it(site: Site, count) -> None:
    answer = site.person("Aino").sends(**{ALTERNATIVES: [JUNE_1, JUNE_2]})
    assert answer.status_code == 409
    assert f'id="{ALTERNATIVES}-error"' in answer.text
    assert count("registration") == 0


def test_refusal_without_anything_typed_shows_no_empty_list(site: Site) -> None:
    site.edit(Process, window(NOW - timedelta(days=1), NOW))
    answer = site.person("Aino").posts({"sessions": VISION})
    assert answer.status_code == 409
    assert "<dl" not in answer.text.partition('class="ks-help"')[0]


@BOTH
def test_every_link_of_an_error_summary_leads_to_something(site: Site, language: str) -> None:
    site.edit(Workshop, window(NOW - timedelta(days=1), NOW), slug="visio")
    answer = site.person("Aino").sends(sessions=VISION)
    summary = answer.text.partition('role="alert"')[2].partition("</div>")[0]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets
    assert [each for each in targets if f'id="{each}"' not in answer.text] == []


@pytest.mark.parametrize(
    ("late", "status"),
    [(-MICROSECOND, 303), (timedelta(0), 409), (MICROSECOND, 409)],  # half-open: closed at the instant
)
def test_window_closes_to_the_microsecond(site: Site, late: timedelta, status: int) -> None:
    site.edit(Process, window(NOW - timedelta(days=1), CLOSING))
    opened = site.person("Aino").opens()
    assert sent_at(site, CLOSING + late, opened) == status


@pytest.mark.parametrize(
    ("late", "status"),
    [(-MICROSECOND, 409), (timedelta(0), 303), (MICROSECOND, 303)],  # half-open: open at the instant
)
def test_window_opens_to_the_microsecond(site: Site, late: timedelta, status: int) -> None:
    opened = site.person("Aino").opens()
    site.edit(Process, window(CLOSING))
    assert sent_at(site, CLOSING + late, opened) == status


# The night on which the day has 23 hours, and the one on which it has 25.
NIGHTS = [
    (date(2027, 3, 28), datetime(2027, 3, 27, 22, tzinfo=UTC), datetime(2027, 3, 28, 21, tzinfo=UTC)),
    (date(2026, 10, 25), datetime(2026, 10, 24, 21, tzinfo=UTC), datetime(2026, 10, 25, 22, tzinfo=UTC)),
]


@pytest.mark.parametrize(("on", "begins", "ends"), NIGHTS, ids=["spring", "autumn"])
def test_day_of_the_change_of_clocks_begins_at_midnight_in_the_zone_of_the_process(
    site: Site, on: date, begins: datetime, ends: datetime
) -> None:
    site.edit(WorkshopSession, {"date": day(on), "starts_at": None, "ends_at": None}, key=VISION)
    opened = site.person("Aino").opens()
    refused = site.person("Kristian").opens()
    assert sent_at(site, begins - MICROSECOND, opened) == 303
    site.clock.now = begins
    assert site.person("Kristian").sends(opened=refused, sessions=VISION).status_code == 409


@pytest.mark.parametrize(("on", "begins", "ends"), NIGHTS, ids=["spring", "autumn"])
def test_day_of_the_change_of_clocks_ends_at_midnight_in_the_zone_of_the_process(
    site: Site, on: date, begins: datetime, ends: datetime
) -> None:
    own = site.registered("Aino", sessions=VISION)
    site.edit(WorkshopSession, {"date": day(on), "starts_at": None, "ends_at": None}, key=VISION)
    cancel = f"{own}/peru?booking={site.booking('Aino', VISION)}"
    site.clock.now = ends
    assert site.person("Aino").answers(cancel).status_code == 409
    site.clock.now = ends - MICROSECOND
    assert site.person("Aino").answers(cancel).status_code == 303


@pytest.mark.parametrize(
    ("closes", "told"),
    [
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "2.59"),  # the last minute of winter time
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "4"),  # an instant later by the clock on the wall
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "3.30"),  # the first half past three of that night
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "3.30"),  # the second one
    ],
)
def test_closing_in_the_night_of_the_change_holds_as_an_instant(
    site: Site, closes: datetime, told: str
) -> None:
    site.edit(
        WorkshopSession, {"date": day(date(2027, 4, 12)), "starts_at": None, "ends_at": None}, key=VISION
    )
    site.edit(Workshop, window(NOW, closes), slug="visio")
    opened, late = site.person("Aino").opens(), site.person("Kristian").opens()
    page = site.app.test_client().get("/strategia/tyopajat/visio").text
    assert f"klo {told}" in page.replace("\u00a0", " ")
    assert sent_at(site, closes - MICROSECOND, opened) == 303
    site.clock.now = closes
    assert site.person("Kristian").sends(opened=late, sessions=VISION).status_code == 409


OPEN, SHUT, LATER = window(NOW - timedelta(days=1)), window(NOW + timedelta(days=1)), window(None)


@pytest.mark.parametrize(
    ("process", "workshop", "session", "status"),
    [
        (OPEN, None, None, 303),
        (SHUT, None, None, 409),
        (LATER, None, None, 409),
        (SHUT, OPEN, None, 303),
        (OPEN, SHUT, None, 409),
        (OPEN, LATER, None, 409),
        (SHUT, SHUT, OPEN, 303),
        (OPEN, OPEN, SHUT, 409),
        (LATER, OPEN, LATER, 409),
    ],
)
def test_most_specific_window_wins(
    site: Site,
    process: dict[str, Any],
    workshop: dict[str, Any] | None,
    session: dict[str, Any] | None,
    status: int,
) -> None:
    opened = site.person("Aino").opens()
    site.edit(Process, process)
    site.edit(Workshop, workshop or {}, slug="paamaarat")
    site.edit(WorkshopSession, session or {}, key=OTHER_GOALS)
    assert sent_at(site, NOW, opened, OTHER_GOALS) == status


def test_language_switch_of_a_refused_form_keeps_the_refused_person(site: Site) -> None:
    answer = site.person("Aino").posts(
        {**site.person("Aino").details, "sessions": VISION, "show": "choose"}, FORM["sv"]
    )
    assert 'name="first_name" value="Aino"' in answer.text
