"""The door on a phone whose network comes and goes: a mark that was made is never lost."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from ..visitor import HiddenFields, Visitor

SESSION = "visio-2022-04-12"
DOOR = f"/strategia/hallinta/tilaisuudet/{SESSION}/ovi"
PRESENT, UNSENT = "Merkitse", "Ei vielä lähetetty"
numbers = count(1)


@dataclass
class Phone:
    """A phone at the door, and the person who comes to it."""

    page: Page
    address: str
    name: str

    def open(self) -> None:
        """Load the page of the door."""
        self.page.goto(self.address)

    @property
    def row(self) -> Locator:
        """The row of the person."""
        return self.page.get_by_role("listitem").filter(has_text=self.name)

    def tap(self, name: str = PRESENT) -> None:
        """Press the button in the person's row."""
        self.row.get_by_role("button", name=name).click()

    def network(self, *, is_there: bool) -> None:
        """Let the network come or go."""
        self.page.context.set_offline(not is_there)


@pytest.fixture
def person(demo_site) -> str:
    """The last name of somebody who has registered and is known to no other test."""
    name = f"Ovinen{next(numbers)}"
    form = "/strategia/ilmoittautuminen"
    fields = {"first_name": "Olli", "last_name": name, "email": f"{name}@example.fi", "sessions": SESSION}
    assert Visitor(demo_site).register(form, fields).status == 200
    return name


@pytest.fixture
def new_phone(new_page, demo_site, person):
    """Makes phones of the registrar's, at the door."""

    def new() -> Phone:
        page = new_page()
        page.request.post(f"{demo_site}/demo/login", form={"role": "registrar"})
        phone = Phone(page, demo_site + DOOR, person)
        phone.open()
        return phone

    return new


@pytest.fixture
def phone(new_phone) -> Phone:
    return new_phone()


def kept(phone: Phone) -> list[str]:
    """What the phone keeps, as text."""
    return phone.page.evaluate("Object.entries(localStorage).map(entry => entry.join(' '))")


def test_tap_is_sent_at_once_without_leaving_the_page(phone: Phone, new_phone) -> None:
    phone.page.evaluate("window.stayed = true")
    phone.tap()
    expect(phone.row.get_by_text("Kumoa")).to_be_visible()
    expect(phone.row.get_by_text(UNSENT)).to_be_hidden()
    assert phone.page.evaluate("window.stayed")
    assert kept(phone) == []
    expect(new_phone().row.get_by_text("Kumoa")).to_be_visible()


def test_mark_made_without_a_network_survives_a_reload(phone: Phone, new_phone) -> None:
    phone.network(is_there=False)
    phone.tap()
    expect(phone.row.get_by_text(UNSENT)).to_be_visible()
    expect(phone.page.get_by_text(f"{UNSENT}: 1")).to_be_visible()
    with suppress(Error):  # there is nothing to load the page from
        phone.page.reload()
    phone.network(is_there=True)
    phone.open()
    expect(phone.row.get_by_text("Kumoa")).to_be_visible()
    expect(phone.row.get_by_text(UNSENT)).to_be_hidden()
    assert kept(phone) == []
    expect(new_phone().row.get_by_text("Kumoa")).to_be_visible()


def test_mark_goes_by_itself_when_the_network_comes_back(phone: Phone) -> None:
    phone.network(is_there=False)
    phone.tap()
    expect(phone.row.get_by_text(UNSENT)).to_be_visible()
    phone.network(is_there=True)
    expect(phone.row.get_by_text(UNSENT)).to_be_hidden()
    assert kept(phone) == []


def test_mark_is_tried_again_where_the_server_fails(phone: Phone) -> None:
    tries = []
    phone.page.route("**/ovi", lambda route: (tries.append(1), route.fulfill(status=503)))
    phone.tap()
    expect(phone.row.get_by_text(UNSENT)).to_be_visible()
    phone.page.unroute("**/ovi")
    expect(phone.row.get_by_text(UNSENT)).to_be_hidden()
    assert tries


def test_lost_answer_makes_no_second_mark(phone: Phone) -> None:
    answers = []

    def lose(route) -> None:
        answers.append(route.fetch())
        route.abort()

    phone.page.route("**/ovi", lose, times=1)
    phone.tap()
    expect(phone.row.get_by_text(UNSENT)).to_be_hidden()
    state = json.loads(answers[0].text())
    assert phone.row.get_attribute("data-ks-row") in state["rows"]
    assert phone.row.get_attribute("data-ks-counter") == "1"


def test_late_mark_does_not_undo_what_another_phone_did_since(phone: Phone, new_phone) -> None:
    other = new_phone()
    phone.network(is_there=False)
    phone.tap()
    other.page.wait_for_timeout(50)  # later by the clock
    other.tap()
    other.tap("Kumoa")
    expect(other.row.get_by_text(UNSENT)).to_be_hidden()
    phone.network(is_there=True)
    expect(phone.row.get_by_text(UNSENT)).to_be_hidden()
    expect(phone.row.get_by_role("button", name=PRESENT)).to_be_visible()


def test_phone_keeps_no_name(phone: Phone) -> None:
    phone.network(is_there=False)
    phone.tap()
    (entry,) = kept(phone)
    assert phone.name not in entry
    assert re.fullmatch(
        r'kaarina-strategy-door:kaarina-2022/\S+:mark:[0-9a-f]{32} \{"id":"[0-9a-f]{32}","people":1,"at":\d+,'
        r'"counter":1,"key":"[0-9a-f]{32}"\}',
        entry,
    )
    phone.network(is_there=True)
    expect(phone.row.get_by_text(UNSENT)).to_be_hidden()


def test_logged_out_phone_keeps_its_marks_and_says_so(phone: Phone, demo_site) -> None:
    phone.page.request.post(f"{demo_site}/demo/login", form={"role": "nobody"})
    phone.tap()
    expect(phone.page.get_by_text("Kirjautumisesi tai linkki on päättynyt")).to_be_visible()
    phone.page.request.post(f"{demo_site}/demo/login", form={"role": "registrar"})
    phone.open()
    expect(phone.row.get_by_text("Kumoa")).to_be_visible()
    expect(phone.row.get_by_text(UNSENT)).to_be_hidden()


def test_walk_ins_without_a_network_are_counted_once(phone: Phone) -> None:
    number = phone.page.locator("[data-ks-walk-ins]")
    before = int(number.inner_text())
    phone.network(is_there=False)
    for _ in range(3):
        phone.page.get_by_role("button", name="Yksi lisää").click()
    phone.page.get_by_role("button", name="Yksi vähemmän").click()
    expect(number).to_have_text(str(before + 2))
    phone.network(is_there=True)
    expect(phone.page.get_by_text(f"{UNSENT}:")).to_be_hidden()
    phone.open()
    expect(number).to_have_text(str(before + 2))


def test_name_is_found_by_its_beginning_and_without_its_dots(phone: Phone, demo_site) -> None:
    form = "/strategia/ilmoittautuminen"
    fields = {"first_name": "Äijö", "last_name": phone.name, "email": f"aijo{phone.name}@example.fi"}
    Visitor(demo_site).register(form, {**fields, "sessions": SESSION})
    phone.open()
    phone.page.get_by_label("Etsi nimeä").fill(f"aijo {phone.name[:6].lower()}")
    expect(phone.row).to_have_count(1)
    phone.page.get_by_label("Etsi nimeä").fill("nobody")
    expect(phone.page.get_by_text("Listalla ei ole ketään sen nimistä")).to_be_visible()


def test_focus_stays_in_the_row(phone: Phone) -> None:
    phone.row.get_by_role("button", name=PRESENT).press("Enter")
    expect(phone.row.get_by_role("button", name="Kumoa")).to_be_focused()


def test_link_of_a_helper_works_on_a_phone_without_a_login(phone: Phone, new_page, demo_site) -> None:
    links = f"{demo_site}{DOOR.removesuffix('ovi')}kutsut"
    hidden = HiddenFields(phone.page.request.get(links).text()).values
    made = phone.page.request.post(links, form={**hidden, "label": "Pääovi", "sessions": SESSION}).text()
    token = re.search(r"/ovi/([\w-]{54})<", made)
    assert token
    helper = Phone(new_page(), f"{demo_site}/strategia/hallinta/ovi/{token[1]}", phone.name)
    helper.open()
    helper.network(is_there=False)
    helper.tap()
    with suppress(Error):
        helper.page.reload()
    helper.network(is_there=True)
    helper.open()
    expect(helper.row.get_by_text("Kumoa")).to_be_visible()
    expect(helper.row.get_by_text(UNSENT)).to_be_hidden()
