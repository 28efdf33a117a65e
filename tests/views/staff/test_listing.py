"""The list of registrations: every page of it, whom it shows, and that no name gets into an address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from kaarina_strategy_ext.i18n import words

from ...benchmarks.big_register import filler
from ...town import GOALS, JUNE_1, JUNE_2, OTHER_GOALS, VISION
from ...visitor import HiddenFields
from ..shared_host import hosted
from .conftest import FI, SV, Login, Office, phoned

LIST = "/ilmoittautumiset"
PEOPLE = 130
crowd = filler(PEOPLE)
NAMES = {"Aino", "Kalle", "Åsa", "Liisa", "Ville", "Helga", "Veera"}
SORTS = ["newest", "name", "session"]


@pytest.fixture
def many(new_database: Callable[..., str], clock, mailbox, form) -> Iterator[Office]:
    """The office of a process with three pages of registrations."""
    with hosted(new_database(crowd), clock, mailbox, login=Login()) as app:
        yield Office(app, form)


def ids(page: str) -> list[str]:
    """The public ids of the rows, in their order."""
    return re.findall(rf'<th scope="row"><a href="{FI}{LIST}/([0-9a-f]{{32}})"', page)


def way(page: str, words: str) -> str | None:
    """Where a way to another page of the list leads."""
    found = re.search(rf'href="{FI}([^"#]*)#results">{words}</a>', page)
    return found[1].replace("&amp;", "&") if found else None


def walk(office: Office, start: str, words: str) -> list[str]:
    """The rows of this page and of all that follow it in one direction, page by page."""
    rows, path = [], start
    while path:
        page = office.page(path)
        rows.append(ids(page))
        path = way(page, words)
    return rows


@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_everybody_once_and_the_way_back_is_the_same(many: Office, sort: str) -> None:
    pages = walk(many, f"{LIST}?sort={sort}", "Seuraava sivu")
    last = way(many.page(f"{LIST}?sort={sort}"), "Viimeinen sivu")
    back = walk(many, last or "", "Edellinen sivu")
    everybody = [each for page in pages for each in page]
    bookings = many.value("SELECT count(*) FROM kaarina_strategy_booking")
    assert len(everybody) == (bookings if sort == "session" else PEOPLE)
    assert [each for page in reversed(back) for each in page] == everybody


def test_names_stand_by_surname_as_in_finnish(office: Office) -> None:
    for first, last in [("Åsa", "Öhman"), ("Aino", "Äijälä"), ("Kalle", "åberg"), ("Ville", "Zilliacus")]:
        office.resident(first, GOALS, last_name=last)
    names = re.findall(
        r">(\w+ \w+)</a>", office.page(f"{LIST}?sort=name").partition("<tbody>")[2].partition("</tbody>")[0]
    )
    assert names == ["Ville Zilliacus", "Kalle åberg", "Aino Äijälä", "Åsa Öhman"]


def test_sort_by_session_gives_each_booking_below_its_session(office: Office) -> None:
    aino = office.resident("Aino", GOALS, VISION)
    kalle = office.resident("Kalle", VISION)
    page = office.page(f"{LIST}?sort=session")
    assert ids(page) == [aino, kalle, aino]
    assert page.count('class="ks-group"') == 2


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (f"session={VISION}", {"Aino", "Kalle"}),
        ("state=waitlisted", {"Ville", "Veera"}),
        (f"session={OTHER_GOALS}&state=waitlisted", {"Ville"}),
        # Who waits for any of the alternatives waits for each of them.
        (f"session={JUNE_1}&state=waitlisted", {"Veera"}),
        ("speaks=sv", {"Åsa"}),
        ("needs=1", {"Åsa"}),
        ("phone=1", {"Kalle"}),
        ("group=1", {"Helga"}),
        ("group=1&speaks=sv", set()),
        ("state=perhaps&session=none&speaks=xx", NAMES),
    ],
)
@pytest.mark.parametrize("sort", ["newest", "session"])
def test_filter_shows_only_those_who_fit(town_full: Office, asked: str, wanted: set[str], sort: str) -> None:
    page = town_full.page(f"{LIST}?{asked}&sort={sort}")
    assert {each for each in NAMES if f">{each} " in page} == wanted


@pytest.fixture
def town_full(office: Office) -> Office:
    """A town in which there is one of each kind."""
    office.alter("UPDATE kaarina_strategy_process SET companions = 3, revision = revision + 1")
    office.resident("Aino", VISION)
    office.send(f"{LIST}/uusi", **phoned("Kalle", VISION))
    office.resident("Åsa", GOALS, email="asa@example.fi", language="sv", needs="En ramp", consent="1")
    office.resident("Liisa", OTHER_GOALS)
    office.resident("Ville", OTHER_GOALS)
    office.resident("Helga", GOALS, companions="2")
    office.alter(
        "UPDATE kaarina_strategy_session SET capacity = 1, reserved_seats = 1 WHERE starts_at IS NULL"
    )
    office.alter("UPDATE kaarina_strategy_process SET revision = revision + 1")
    office.resident("Veera", **{"alternative-viimeistely": "either", "waitlist": [JUNE_1, JUNE_2]})
    return office


@pytest.mark.parametrize(
    "asked", [f"session={VISION}", "state=waitlisted", f"session={GOALS}&state=cancelled"]
)
def test_many_bookings_are_found_as_few_are(
    many: Office, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    few = ids(many.page(f"{LIST}?{asked}&sort=name"))
    monkeypatch.setattr("kaarina_strategy_ext.readmodels.staff.selection.FEW", 0)
    assert ids(many.page(f"{LIST}?{asked}&sort=name")) == few != []


def test_needs_are_flagged_and_not_told(town_full: Office) -> None:
    page = town_full.page(LIST)
    assert page.count("Tarpeita tai ruokavalio</span>") == 1
    assert "En ramp" not in page


@pytest.mark.parametrize(
    "query", ["maria", "ANNA maria", "ek", "maria ek", "ek@example", "example.fi", "anna-maria.ek@EXAMPLE.fi"]
)
def test_search_finds_by_the_beginning_of_any_word(office: Office, query: str) -> None:
    other = office.resident("Kristian", GOALS, email="k@elsewhere.fi")
    anna = office.resident("Anna-Maria", GOALS, last_name="Ek", email="Anna-Maria.Ek@example.fi")
    assert ids(office.send("/haku", query=query).text) == [anna]
    assert other


def test_search_knows_of_a_new_name_and_forgets_whom_it_must(office: Office) -> None:
    aino = office.resident("Aino", GOALS)
    person = {"first_name": "Helmi", "last_name": "Lahti", "email": "helmi@example.fi", "language": "fi"}
    assert office.send(f"{LIST}/{aino}/tiedot", **person).status_code == 303
    assert ids(office.send(LIST, query="lahti").text) == [aino]
    assert ids(office.send(LIST, query="virtanen").text) == []
    office.send(f"{LIST}/{aino}/poista")
    assert office.value("SELECT count(*) FROM kaarina_strategy_search_word") == 0


def test_search_goes_through_its_pages_without_an_address_of_anybody(many: Office) -> None:
    first = many.send(LIST, query="example", sort="name")
    form = {**HiddenFields(first.text).values, "sort": "name", "query": "example"}
    after = re.search(r'name="after" value="(\d+)"', first.text)
    second = many.client.post(FI + LIST, data={**form, "after": after and after[1]})
    assert len({*ids(first.text), *ids(second.text)}) == 100
    assert "query=" not in first.text + second.text


def test_search_keeps_the_filters(town_full: Office) -> None:
    page = town_full.send(f"{LIST}?speaks=sv", query="virtanen").text
    assert page.count('<th scope="row">') == 1


@pytest.mark.parametrize(
    "path", ["after=999999", "before=999999", "after=x", "before=-1", "after=9999999999"]
)
@pytest.mark.parametrize("sort", SORTS)
def test_place_that_is_not_there_is_the_beginning(many: Office, path: str, sort: str) -> None:
    assert ids(many.page(f"{LIST}?sort={sort}&{path}")) == ids(many.page(f"{LIST}?sort={sort}"))


def test_erased_are_not_in_the_list(office: Office) -> None:
    aino, kalle = office.resident("Aino", GOALS), office.resident("Kalle", GOALS)
    office.send(f"{LIST}/{aino}/poista")
    assert ids(office.page(LIST)) == [kalle]


def test_counting_stops_where_it_would_take_long(many: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "130 ilmoittautumista." in many.page(LIST)
    monkeypatch.setattr("kaarina_strategy_ext.readmodels.staff.listing.MOST_COUNTED", 100)
    assert "Yli 100 ilmoittautumista." in many.page(LIST)


def test_filters_stay_where_the_language_is_changed(office: Office) -> None:
    page = office.page(f"{LIST}?sort=name&speaks=sv")
    assert f'href="{SV}/anmalningar?speaks=sv&amp;sort=name"' in page


@contextmanager
def asked_of(office: Office) -> Iterator[list[str]]:
    """The statements that the database is asked within the block."""
    with office.app.app_context():
        engine = office.app.extensions["sqlalchemy"].engine
    statements: list[str] = []

    def listen(_connection, _cursor, statement: str, *_more) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    yield statements
    event.remove(engine, "before_cursor_execute", listen)


@pytest.mark.parametrize("query", ["", "sort=name", f"session={VISION}", "needs=1", "state=confirmed"])
def test_last_page_asks_the_database_no_more_than_the_first(many: Office, query: str) -> None:
    many.page(LIST)  # whatever is asked only once
    with asked_of(many) as first:
        many.page(f"{LIST}?{query}")
    with asked_of(many) as last:
        many.page(f"{LIST}?{query}&end=1")
    assert len(last) <= len(first)


def test_sort_by_session_asks_once_for_each_session_at_most(many: Office) -> None:
    many.page(LIST)
    with asked_of(many) as asked:
        many.page(f"{LIST}?sort=session&needs=1&speaks=sv")
    lists = [each for each in asked if "JOIN kaarina_strategy_registration" in each]
    assert len(lists) <= 8  # five sessions, and three workshops whose queue may be for any of them


def test_public_page_counts_no_seats_where_nothing_has_happened(many: Office) -> None:
    many.page("/strategia/tyopajat")
    with asked_of(many) as asked:
        many.page("/strategia/tyopajat")
    assert [each for each in asked if "kaarina_strategy_booking" in each] == []


def test_seat_that_is_taken_is_seen_by_the_next_page(office: Office) -> None:
    office.page("/strategia/tyopajat")
    office.resident("Aino", VISION)
    office.resident("Kalle", VISION)
    assert words("fi").gettext("No places left") in office.page("/strategia/tyopajat")
