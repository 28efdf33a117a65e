"""The coordinator of a strategy, at a desk in Finnish, as sentences; and the residents whom they wait for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

STAFF = "/strategia/hallinta"
WORKSHOP = "workshop:visio"
Texts = tuple[str, str]
"""What somebody writes: in Finnish and in Swedish."""

# Every text node of the page itself, and the words that only a screen reader tells; but not what stands in a
# language of its own (WCAG 3.1.2), nor what somebody has typed.
TEXTS_OF_PAGE = """() => {
  const main = document.querySelector('main'), said = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (!around.closest('script, style, textarea, main [lang]')) said.push(walker.currentNode.data);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const each of main.querySelectorAll('[' + name + ']')) said.push(each.getAttribute(name));
  }
  return said.map(each => each.replace(/\\s+/g, ' ').trim()).filter(Boolean);
}"""


@dataclass
class Coordinator:
    """Somebody with the role of an administrator; `screens` are the addresses at which they have worked."""

    page: Page
    site: str
    screens: list[str] = field(default_factory=list)

    def log_in(self) -> None:
        """Become the administrator of the intranet."""
        self.page.request.post(f"{self.site}/demo/login", form={"role": "admin"})

    def set_clock(self, moment: str) -> None:
        """Let it be that time in Kaarina, with all that is due by then done."""
        assert self.page.request.post(f"{self.site}/demo/clock", form={"now": moment}).ok

    def open(self, path: str) -> None:
        """Open a page of the staff side by its address below `hallinta`."""
        self.page.goto(self.site + STAFF + path)
        self.screens.append(path)

    def press(self, name: str) -> None:
        """Press the button that begins with these words."""
        self.page.get_by_role("button", name=name).first.click()

    def write(self, label: str, value: str) -> None:
        """Fill in one field."""
        self.page.get_by_label(label, exact=True).fill(value)

    def write_both(self, group: str, texts: Texts, *, languages: Texts = ("Suomi", "Svenska")) -> None:
        """Fill in a text in both languages, side by side."""
        fields = self.page.get_by_role("group", name=group)
        for language, text in zip(languages, texts, strict=True):
            fields.get_by_label(language, exact=True).fill(text)

    def is_told(self, sentence: str) -> None:
        """Wait for what the page says about what was done."""
        expect(self.page.get_by_role("main").get_by_role("status").first).to_contain_text(sentence)

    def refusal(self) -> str:
        """What the page says is wrong, once it is there."""
        return self.page.get_by_role("alert").first.inner_text()

    def texts(self) -> list[str]:
        """All that the page says in its language, without the layout around it."""
        said: list[str] = self.page.evaluate(TEXTS_OF_PAGE)
        return said

    def begin_from_template(self, name: Texts) -> None:
        """Make a process of the template with surveys, workshops and a decision."""
        self.page.get_by_label("Mallista").check()
        self.write_both("Strategiatyön nimi", name)
        self.press("Luo")
        self.is_told("Strategiatyö on luotu.")

    def open_registration(self, opens: str, closes: str) -> None:
        """Give all workshops the same time in which one can register."""
        self.open("/sisalto/osa/process")
        self.page.get_by_label("Avoinna tiettynä aikana").check()
        self.write("Avautuu", opens)
        self.write("Päättyy", closes)
        self.save()

    def let_choose_one(self) -> None:
        """Make the sessions of the workshop an alternative for each other."""
        self.open(f"/sisalto/osa/{WORKSHOP}")
        self.page.get_by_label("Sama sisältö: valitaan yksi niistä").check()
        self.save()

    def add_session(self, day: str, places: str) -> None:
        """Add an evening in the hall to the workshop, as a draft."""
        self.open("/sisalto/uusi/session")
        self.write("Päivä, kuukausi tai vuosi", day)
        self.press("Lisää")
        self.write("Alkamisaika", "17")
        self.write("Päättymisaika", "20")
        self.page.get_by_label("Paikan päällä", exact=True).check()
        self.write_both("Paikka", ("Kaarina-sali", "S:t Karinssalen"))
        self.write("Paikkoja", places)
        self.save()

    def move_session(self, key: str, day: str) -> None:
        """Give a session another day, and go on to its publication."""
        self.open(f"/sisalto/osa/session:{key}")
        self.write("Päivä, kuukausi tai vuosi", day)
        self.press("Tallenna ja julkaise")

    def write_results(self, results: Texts, effect: Texts, material: Texts, address: str) -> None:
        """Write what came out of the workshop, and go on to its publication."""
        self.open(f"/sisalto/osa/{WORKSHOP}")
        self.write_both("Tulokset", results)
        self.write_both("Miten tämä vaikutti strategialuonnokseen", effect)
        self.write_both("Aineistot", material)
        self.page.get_by_role("group", name="Aineistot").get_by_label("Osoite").fill(address)
        self.press("Tallenna ja julkaise")

    def save(self) -> None:
        """Keep the draft."""
        self.press("Tallenna luonnos")
        self.is_told("Luonnos on tallennettu.")

    def publish(self, note: Texts = ("", "")) -> None:
        """Publish what is ticked, with a note to the public."""
        self.write_both("Yleisölle kerrottava tieto", note)
        self.press("Julkaise")

    def write_to(self, session: str, subject: Texts, text: Texts) -> None:
        """Write to those who have a place in the session, look at it and send it."""
        self.open("/tiedotteet/uusi")
        for language, title, words in zip(("Suomi", "Ruotsi"), subject, text, strict=True):
            fields = self.page.get_by_role("group", name=language)
            fields.get_by_label("Otsikko").fill(title)
            fields.get_by_label("Viesti").fill(words)
        self.page.get_by_label(session).check()
        self.press("Jatka tarkistukseen")
        self.press("Lähetä nyt 2 henkilölle")
        self.is_told("Viesti on matkalla.")

    def mark_present(self, key: str, name: str) -> None:
        """Mark at the door that somebody has come, until the mark has arrived."""
        self.open(f"/tilaisuudet/{key}/ovi")
        row = self.page.get_by_role("listitem").filter(has_text=name)
        row.get_by_role("button", name="Merkitse").click()
        expect(row.get_by_role("button", name="Kumoa")).to_be_visible()
        expect(row.get_by_text("Ei vielä lähetetty")).to_be_hidden()

    def mails(self) -> list[dict[str, Any]]:
        """All mail that has gone out, newest last."""
        sent: list[dict[str, Any]] = self.page.request.get(f"{self.site}/demo/mailbox.json").json()
        return sent


@dataclass(frozen=True)
class Form:
    """The public form in one language, by its words."""

    path: str
    go_on: str
    send: str
    labels: tuple[str, str, str]
    done: str


FINNISH = Form(
    "/strategia/ilmoittautuminen",
    "Jatka",
    "Lähetä ilmoittautuminen",
    ("Etunimi", "Sukunimi", "Sähköpostiosoite"),
    "Kiitos, ilmoittautumisesi on vastaanotettu",
)
SWEDISH = Form(
    "/sv/strategi/anmalan",
    "Fortsätt",
    "Skicka anmälan",
    ("Förnamn", "Efternamn", "E-postadress"),
    "Tack, din anmälan har tagits emot",
)


def register(page: Page, site: str, form: Form, session: str, name: tuple[str, str]) -> None:
    """Let a resident register for the session on the public form."""
    page.goto(site + form.path)
    page.get_by_label(session).check()
    page.get_by_role("button", name=form.go_on).click()
    for label, value in zip(form.labels, (*name, f"{name[0].lower()}@example.fi"), strict=True):
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name=form.go_on).click()
    page.get_by_role("button", name=form.send).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(form.done)
