"""A coordinator makes a strategy public from nothing, alone, in a browser; then reads it all in Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from ..servers import serving
from .coordinator import FINNISH, STAFF, SWEDISH, Coordinator, register

FIRST, SECOND = "visio-2022-06-01", "visio-2022-06-02"
NAME = ("Strategia 2026", "Strategi 2026")
NOTE = ("Visiotyöpaja siirtyy viikolla.", "Visionsworkshoppen flyttas en vecka.")
SUBJECT = ("Ota eväät mukaan", "Ta med matsäck")
TEXT = ("Hei {etunimi}, tervetuloa!", "Hej {förnamn}, välkommen!")
RESULTS = ("Meri on **lähellä**.", "Havet är **nära**.")
EFFECT = ("Luonnokseen lisättiin meri.", "Havet lades till i utkastet.")
MATERIAL = ("Esitys", "Presentation")
PDF = "https://kaarina.example/esitys.pdf"
# People are called by their own names, and kinds of files too.
SAME_IN_BOTH = {"Aino Mäkelä", "Kristian Lindström", "Olli Virta", "Aino", "Kristian", "Olli", "Mäkelä"}
SAME_IN_BOTH |= {"Lindström", "Virta", "CSV", "Excel"}
WORD = re.compile(r"[^\W\d_]{3,}")
HEADINGS = {
    "/": "Översikt",
    "/sisalto": "Innehåll",
    "/sisalto/julkaisu": "Publicera",
    "/tilaisuudet": "Workshoppar och platser",
    "/ilmoittautumiset": "Alla anmälningar",
    "/tiedotteet/uusi": "Skriv till deltagarna",
    f"/tilaisuudet/{FIRST}/ovi": "Visionsworkshop",
}


@dataclass(frozen=True)
class Screen:
    """A page in Swedish: its heading, and what it says in the very words of the Finnish page."""

    heading: str
    same: set[str]


@dataclass
class Story:
    """What the coordinator and the public saw on the way."""

    coordinator: Coordinator
    visitor: Page
    site: str
    seen: dict[str, str] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    def look(self, name: str, path: str = "/strategia/") -> None:
        """Remember what a visitor reads at the address."""
        self.visitor.goto(self.site + path)
        self.seen[name] = self.visitor.get_by_role("main").inner_text()

    def remember(self, name: str) -> None:
        """Remember what the coordinator reads where they are."""
        self.seen[name] = self.coordinator.page.get_by_role("main").inner_text()


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A town whose site has no process, on a database of its own."""
    folder = tmp_path_factory.mktemp("empty")
    env = {"DATABASE_URL": f"sqlite:///{folder / 'town.sqlite3'}"}
    factory = "tests.browser.empty_town:create_app()"
    with serving(factory, workers=1, threads=8, env=env, folder=folder) as url:
        yield url


@pytest.fixture(scope="module")
def story(browser: Browser, empty_site: str) -> Iterator[Story]:
    """The whole work of a spring, done once; what came of it is read in the tests."""
    contexts = [browser.new_context(locale="fi-FI", timezone_id="Europe/Helsinki") for _ in range(2)]
    desk, visitor = (each.new_page() for each in contexts)
    told = Story(Coordinator(desk, empty_site), visitor, empty_site)
    desk.on("pageerror", lambda error: told.errors.append(error))  # noqa: PLW0108 - as in conftest.py
    told.coordinator.log_in()
    for chapter in (begin, publish, residents_register, move, write, hold, tell_results):
        chapter(told)
    yield told
    for each in contexts:
        each.close()


def begin(story: Story) -> None:
    """From an empty site to a process with an alternative pair, which nobody sees yet."""
    coordinator = story.coordinator
    coordinator.open("/")
    story.remember("empty site")
    coordinator.begin_from_template(NAME)
    coordinator.open_registration("4.4.2022 9.00", "31.5.2022")
    coordinator.let_choose_one()
    coordinator.add_session("1.6.2022", "20")
    coordinator.add_session("2.6.2022", "30")
    story.look("before publication")


def publish(story: Story) -> None:
    """Publish everything, at first with a note that is in Finnish only."""
    coordinator = story.coordinator
    coordinator.open("/sisalto/julkaisu")
    coordinator.publish(("Strategiatyö alkaa.", ""))
    story.seen["refusal"] = coordinator.refusal()
    coordinator.publish(("Strategiatyö alkaa.", "Strategiarbetet börjar."))
    coordinator.is_told("Julkaistu.")
    story.look("after publication")
    story.look("after publication in Swedish", "/sv/strategi/")


def residents_register(story: Story) -> None:
    """Two come on the first day, one of them in Swedish, and one on the second."""
    site, visitor = story.site, story.visitor
    register(visitor, site, FINNISH, "ke 1.6.2022 klo 17–20", ("Aino", "Mäkelä"))
    register(visitor, site, SWEDISH, "ons 1.6.2022 kl. 17–20", ("Kristian", "Lindström"))
    register(visitor, site, FINNISH, "to 2.6.2022 klo 17–20", ("Olli", "Virta"))
    story.coordinator.open("/tilaisuudet")
    story.coordinator.open("/ilmoittautumiset")
    story.remember("registrations")


def move(story: Story) -> None:
    """Move the first day by a week; the notices leave ten minutes later."""
    coordinator = story.coordinator
    coordinator.move_session(FIRST, "8.6.2022")
    coordinator.publish(NOTE)
    coordinator.is_told("Julkaistu.")
    coordinator.set_clock("2022-04-05T12:11")
    story.look("after the move")
    story.look("after the move in Swedish", "/sv/strategi/")


def write(story: Story) -> None:
    """Write to those whose day has moved."""
    story.coordinator.write_to("Visiotyöpaja, ke 8.6.2022 klo 17–20", SUBJECT, TEXT)
    story.coordinator.open("/tiedotteet")
    story.coordinator.open("/viestit")


def hold(story: Story) -> None:
    """Hold both sessions; Kristian stays away."""
    coordinator = story.coordinator
    coordinator.set_clock("2022-06-02T16:45")
    coordinator.mark_present(SECOND, "Virta")
    coordinator.set_clock("2022-06-08T16:45")
    coordinator.mark_present(FIRST, "Mäkelä")
    coordinator.open(f"/tilaisuudet/{FIRST}")
    story.remember("session")


def tell_results(story: Story) -> None:
    """The day after, the overview asks for the results; they are written and published."""
    coordinator = story.coordinator
    coordinator.set_clock("2022-06-09T09:00")
    coordinator.open("/")
    story.remember("overview")
    coordinator.write_results(RESULTS, EFFECT, MATERIAL, PDF)
    coordinator.publish()
    coordinator.is_told("Julkaistu.")
    coordinator.open("/sisalto")
    story.look("results", "/strategia/tyopajat/visio")
    story.look("results in Swedish", "/sv/strategi/workshoppar/visio")


def test_empty_site_leads_to_the_beginning_of_a_process(story: Story) -> None:
    assert "Uusi strategiatyö" in story.seen["empty site"]


def test_public_sees_the_process_only_when_it_is_published(story: Story) -> None:
    assert "Sivua ei löytynyt" in story.seen["before publication"]
    assert "Valitse yksi näistä: 1.6. ja 2.6.2022" in story.seen["after publication"]
    assert "Strategi 2026" in story.seen["after publication in Swedish"]


def test_publication_asks_for_the_language_that_is_missing(story: Story) -> None:
    assert "Kirjoita tieto myös tällä kielellä" in story.seen["refusal"]


def test_list_has_everybody_who_registered(story: Story) -> None:
    assert "3 ilmoittautumista." in story.seen["registrations"]


@pytest.mark.parametrize(
    ("seen", "told"), [("after the move", NOTE[0]), ("after the move in Swedish", NOTE[1])]
)
def test_public_reads_why_the_session_has_moved(story: Story, seen: str, told: str) -> None:
    assert told in story.seen[seen]


def test_everybody_gets_their_mails_in_their_language(story: Story) -> None:
    mails = [(each["to"].partition("@")[0], each["subject"]) for each in story.coordinator.mails()]
    assert [subject for to, subject in mails if to == "aino"] == [
        "Ilmoittautumisesi: Visiotyöpaja ke 1.6.2022",
        "Uusi aika: Visiotyöpaja ke 8.6.2022",
        "Ota eväät mukaan",
        "Muistutus: Visiotyöpaja tänään klo 17",
        "Työpajan tulokset on julkaistu: Visiotyöpaja",
    ]
    assert [subject for to, subject in mails if to == "kristian"] == [
        "Din anmälan: Visionsworkshop ons 1.6.2022",
        "Ny tid: Visionsworkshop ons 8.6.2022",
        "Ta med matsäck",
        "Påminnelse: Visionsworkshop i dag kl. 17",
        "Resultaten av workshoppen har publicerats: Visionsworkshop",
    ]


def test_somebody_on_the_day_that_stays_hears_nothing_of_the_move(story: Story) -> None:
    subjects = [each["subject"] for each in story.coordinator.mails() if each["to"] == "olli@example.fi"]
    assert subjects == [
        "Ilmoittautumisesi: Visiotyöpaja to 2.6.2022",
        "Muistutus: Visiotyöpaja tänään klo 17",
        "Työpajan tulokset on julkaistu: Visiotyöpaja",
    ]


def test_message_greets_each_by_name(story: Story) -> None:
    texts = {each["subject"]: each["text"] for each in story.coordinator.mails()}
    assert "Hei Aino, tervetuloa!" in texts[SUBJECT[0]]
    assert "Hej Kristian, välkommen!" in texts[SUBJECT[1]]


def test_overview_asks_for_the_results_of_a_workshop_that_is_over(story: Story) -> None:
    assert "Visiotyöpaja on pidetty, mutta sen tuloksista ei ole kerrottu." in story.seen["overview"]


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ("results", ["Pidetty", "Meri on lähellä.", EFFECT[0], MATERIAL[0]]),
        ("results in Swedish", ["Har hållits", "Havet är nära.", EFFECT[1], MATERIAL[1]]),
    ],
)
def test_public_reads_what_came_out_of_the_workshop(story: Story, seen: str, told: list[str]) -> None:
    assert [each for each in told if each not in story.seen[seen]] == []


def test_no_script_of_the_staff_side_failed(story: Story) -> None:
    assert story.errors == []


@pytest.fixture(scope="module")
def screens(story: Story) -> dict[str, Screen]:
    """Every screen at which the coordinator worked, turned to Swedish by its own switch, by its address."""
    desk, shown = story.coordinator, {}
    for path in dict.fromkeys(desk.screens):
        desk.page.goto(story.site + STAFF + path)
        finnish = set(desk.texts())
        desk.page.get_by_text("På svenska", exact=True).click()
        expect(desk.page.locator("html")).to_have_attribute("lang", "sv")
        desk.page.wait_for_load_state()
        heading = desk.page.get_by_role("heading", level=1).inner_text()
        shown[path] = Screen(heading, finnish & set(desk.texts()))
    return shown


def test_screens_have_swedish_headings(screens: dict[str, Screen]) -> None:
    assert {path: screens[path].heading for path in HEADINGS} == HEADINGS


def test_screens_say_nothing_in_finnish_when_they_are_in_swedish(screens: dict[str, Screen]) -> None:
    same = {each for screen in screens.values() for each in screen.same - SAME_IN_BOTH}
    assert {each for each in same if WORD.search(each) and "@" not in each} == set()
