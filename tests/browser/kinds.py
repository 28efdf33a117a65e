"""Every kind of page that the demo has, and how a browser comes to it."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass

from playwright.sync_api import Page

from ..visitor import Visitor, details

LANGUAGES = ("fi", "sv")
Twins = dict[str, tuple[str, str]]

# The addresses in Finnish and in Swedish; {own}, {case} and {mail} are those of somebody who has registered.
PAGES: Twins = {
    "front": ("/", "/sv/"),
    "services": ("/palvelut", "/sv/tjanster"),
    "login": ("/demo/login", "/sv/demo/login"),
    "intranet": ("/intranet", "/sv/intranat"),
    "mailbox": ("/demo/mailbox", "/sv/demo/mailbox"),
    "mail": ("/demo/mailbox/{mail}", "/sv/demo/mailbox/{mail}"),
    "process": ("/strategia/", "/sv/strategi/"),
    "workshops": ("/strategia/tyopajat", "/sv/strategi/workshoppar"),
    "held workshop": (
        "/strategia/tyopajat/nykytilanne-ja-tulevaisuus",
        "/sv/strategi/workshoppar/nykytilanne-ja-tulevaisuus",
    ),
    "themed workshop": (
        "/strategia/tyopajat/strategiset-paamaarat",
        "/sv/strategi/workshoppar/strategiset-paamaarat",
    ),
    "alternatives": (
        "/strategia/tyopajat/strategian-viimeistely",
        "/sv/strategi/workshoppar/strategian-viimeistely",
    ),
    "news": ("/strategia/ajankohtaista", "/sv/strategi/aktuellt"),
    "news item": (
        "/strategia/ajankohtaista/strategiatyo-eteni-tyopajavaiheeseen",
        "/sv/strategi/aktuellt/strategiatyo-eteni-tyopajavaiheeseen",
    ),
    "cut link": ("/strategia/oma/Y3xGdCXlHB29VAzjm74OC7", "/sv/strategi/min/Y3xGdCXlHB29VAzjm74OC7"),
    "missing": ("/strategia/ei-ole", "/sv/strategi/finns-inte"),
    "form": ("/strategia/ilmoittautuminen", "/sv/strategi/anmalan"),
    "discreet answer": ("/strategia/ilmoittautuminen/kiitos", "/sv/strategi/anmalan/tack"),
    "opening": ("/strategia/ilmoita", "/sv/strategi/meddela"),
    "opening asked for": ("/strategia/ilmoita/kiitos", "/sv/strategi/meddela/tack"),
    "opening question": ("/strategia/ilmoita/{opening}", "/sv/strategi/meddela/{opening}"),
    "opening refused": ("/strategia/ilmoita/poistettu", "/sv/strategi/meddela/raderad"),
    "lost link": ("/strategia/linkki", "/sv/strategi/lank"),
    "lost link sent": ("/strategia/linkki/kiitos", "/sv/strategi/lank/tack"),
    "receipt": ("/strategia/oma/{own}?notice=received", "/sv/strategi/min/{own}?notice=received"),
    "own": ("/strategia/oma/{own}", "/sv/strategi/min/{own}"),
    "own details": ("/strategia/oma/{own}/tiedot", "/sv/strategi/min/{own}/uppgifter"),
    "own workshops": ("/strategia/oma/{own}/tyopajat", "/sv/strategi/min/{own}/workshoppar"),
    "cancellation": ("/strategia/oma/{own}/peru", "/sv/strategi/min/{own}/avboka"),
    "erasure": ("/strategia/oma/{own}/poista", "/sv/strategi/min/{own}/radera"),
    "staff overview": ("/strategia/hallinta/", "/sv/strategi/administration/"),
    "staff seats": ("/strategia/hallinta/tilaisuudet", "/sv/strategi/administration/tillfallen"),
    "staff privacy": ("/strategia/hallinta/tietosuoja", "/sv/strategi/administration/dataskydd"),
    "staff privacy notice": (
        "/strategia/hallinta/tietosuoja/seloste",
        "/sv/strategi/administration/dataskydd/beskrivning",
    ),
    "staff search": ("/strategia/hallinta/haku", "/sv/strategi/administration/sok"),
    "staff session": (
        "/strategia/hallinta/tilaisuudet/visio-2022-04-12",
        "/sv/strategi/administration/tillfallen/visio-2022-04-12",
    ),
    "staff entry": (
        "/strategia/hallinta/ilmoittautumiset/uusi",
        "/sv/strategi/administration/anmalningar/ny",
    ),
    "staff case": (
        "/strategia/hallinta/ilmoittautumiset/{case}",
        "/sv/strategi/administration/anmalningar/{case}",
    ),
    "staff workshops": (
        "/strategia/hallinta/ilmoittautumiset/{case}/tyopajat",
        "/sv/strategi/administration/anmalningar/{case}/workshoppar",
    ),
    "staff details": (
        "/strategia/hallinta/ilmoittautumiset/{case}/tiedot",
        "/sv/strategi/administration/anmalningar/{case}/uppgifter",
    ),
    "staff erasure": (
        "/strategia/hallinta/ilmoittautumiset/{case}/poista",
        "/sv/strategi/administration/anmalningar/{case}/radera",
    ),
    "staff cancellation": (
        "/strategia/hallinta/ilmoittautumiset/{case}/peru",
        "/sv/strategi/administration/anmalningar/{case}/avboka",
    ),
    "confirmation on paper": (
        "/strategia/hallinta/ilmoittautumiset/{case}/vahvistus",
        "/sv/strategi/administration/anmalningar/{case}/bekraftelse",
    ),
    "staff door": (
        "/strategia/hallinta/tilaisuudet/visio-2022-04-12/ovi",
        "/sv/strategi/administration/tillfallen/visio-2022-04-12/dorr",
    ),
    "staff invitations": (
        "/strategia/hallinta/tilaisuudet/visio-2022-04-12/kutsut",
        "/sv/strategi/administration/tillfallen/visio-2022-04-12/inbjudningar",
    ),
    "door list on paper": (
        "/strategia/hallinta/tilaisuudet/visio-2022-04-12/ovilista",
        "/sv/strategi/administration/tillfallen/visio-2022-04-12/dorrlista",
    ),
    "name tags on paper": (
        "/strategia/hallinta/tilaisuudet/visio-2022-04-12/nimilaput",
        "/sv/strategi/administration/tillfallen/visio-2022-04-12/namnlappar",
    ),
    "staff embedding": ("/strategia/hallinta/upotus", "/sv/strategi/administration/badda-in"),
    "staff messages": ("/strategia/hallinta/viestit", "/sv/strategi/administration/meddelanden"),
}
# Documents for a frame, without the layout of the town.
FRAMES: Twins = {
    "letter": ("/demo/mailbox/{mail}/html", "/demo/mailbox/{mail}/html"),
    "compact widget": ("/strategia/widget/compact?lang=fi", "/strategia/widget/compact?lang=sv"),
    "standard widget": ("/strategia/widget/standard?lang=fi", "/strategia/widget/standard?lang=sv"),
}
# What only a form leads to: the address of the form.
VISION = (
    "/strategia/ilmoittautuminen?session=visio-2022-04-12",
    "/sv/strategi/anmalan?session=visio-2022-04-12",
)
STEPS: Twins = {"details": VISION, "check": VISION}
# The same, where something is to be corrected.
FLAWED: Twins = {
    "nothing chosen": PAGES["form"],
    "nothing filled in": VISION,
    "nothing added": PAGES["own workshops"],
    "surname removed": PAGES["own details"],
    "no address to tell": PAGES["opening"],
    "no address to send to": PAGES["lost link"],
}
# What is filled in, by id, before each press of the form's button.
NAMES = {"first_name": "Kristian", "last_name": "Lindström", "email": "kristian@example.fi"}
FILLED: dict[str, list[dict[str, str]]] = {
    "details": [{}],
    "check": [{}, NAMES],
    "nothing chosen": [{}],
    "nothing filled in": [{}, {}],
    "nothing added": [{}],
    "surname removed": [{"last_name": ""}],
    "no address to tell": [{"email": "aino"}],
    "no address to send to": [{}],
}
KINDS: Twins = {**PAGES, **FRAMES, **STEPS, **FLAWED}


@dataclass(frozen=True)
class Somebody:
    """Somebody who has registered: the personal link's token, and the number of the mail that told it.

    `opening` is the token of somebody else, who has asked to be told when registration opens.
    """

    own: str
    mail: int
    opening: str

    @property
    def case(self) -> str:
        """The public id of the registration, with which the token begins."""
        return urlsafe_b64decode(self.own + "==")[:16].hex()

    @classmethod
    def registers(cls, site: str, language: str) -> Somebody:
        """Register for two workshops in the language."""
        visitor = Visitor(site)
        person = details(language=language) | {"email": f"pages.{language}@example.fi"}
        june = {"alternative-strategian-viimeistely": "strategian-viimeistely-2022-06-01"}
        form = PAGES["form"][LANGUAGES.index(language)]
        answer = visitor.register(form, {**person, **june, "sessions": "visio-2022-04-12"})
        mails = json.loads(visitor.get("/demo/mailbox.json").text)
        (mail,) = (each["id"] for each in mails if each["to"] == person["email"])
        return cls(answer.url.partition("?")[0].rpartition("/")[2], mail, _asks(visitor, language))


def _asks(visitor: Visitor, language: str) -> str:
    """Ask to be told when registration opens, and give the token in the mail that follows."""
    address, form = f"opening.{language}@example.fi", PAGES["opening"][LANGUAGES.index(language)]
    visitor.register(form, {"email": address})
    mails = json.loads(visitor.get("/demo/mailbox.json").text)
    (text,) = (each["text"] for each in mails if each["to"] == address)
    return str(re.findall(f"{form}/(\\S+)", text)[0])


def show(page: Page, site: str, kind: str, language: str, somebody: Somebody) -> None:
    """Bring a page of the kind into the browser."""
    address = KINDS[kind][LANGUAGES.index(language)].format(
        own=somebody.own, case=somebody.case, mail=somebody.mail, opening=somebody.opening
    )
    if kind == "letter":
        # Nothing may run in the document itself, not even what looks at it; so only its source is shown.
        page.goto("about:blank")
        page.set_content(page.request.get(site + address).text())
        return
    page.goto(site + address)
    for fields in FILLED.get(kind, []):
        for control, value in fields.items():
            page.fill(f"#{control}", value)
        with page.expect_navigation():
            page.click("#send")
