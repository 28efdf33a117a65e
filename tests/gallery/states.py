"""The states that pages can be in: one table for all that looks at them, be it axe or an eye."""

from __future__ import annotations

from collections.abc import Iterator

from ..browser.kinds import FILLED, FRAMES, KINDS
from .state import Press, State, state

# Processes by the state that they are in, with their slugs; the demo's own is the one at the prefix.
PROCESSES = {
    "open": "",
    "empty": "tyhja/",
    "upcoming": "tulossa/",
    "closing": "yksi/",
    "between": "valissa/",
    "postponed": "siirtynyt/",
    "decided": "paatetty/",
    "long words": "pitkat/",
    "200 workshops": "kaksisataa/",
    "every workshop": "tilat/",
}
# Workshops by the state that they are in, with their slugs in the process `tilat`.
WORKSHOPS = {
    "announced later": "myohemmin",
    "not yet open": "avautuu",
    "open": "auki",
    "few left": "vahissa",
    "one left": "viimeinen",
    "full with waiting list": "jonotus",
    "full": "taynna",
    "offered": "tarjolla",
    "closed": "ohi",
    "held with results": "pidetty",
    "held without results": "pidetty-ilman",
    "cancelled": "peruttu",
    "moved": "siirtynyt",
    "online": "etana",
    "hybrid": "molemmat",
    "room for all": "kaikki-mahtuvat",
    "tomorrow": "pian",
    "day unknown": "paiva-avoin",
    "without sessions": "aika-avoin",
    "alternatives": "toinen-naista",
}
WIDGETS = ("line", "compact", "standard", "full", "text")
IN_WIDGETS = ("open", "empty", "upcoming", "between", "decided", "long words")
# Whose mail it is, and which of theirs.
MAILS = {
    "confirmation": ("confirmed", 0),
    "waiting list": ("waiting", 0),
    "confirm your address": ("unconfirmed", 0),
    "existing": ("twice", 1),
    "link": ("lost", 1),
    "changed": ("added", 1),
    "offer": ("offered", 1),
    "cancelled": ("cancelled", 1),
    "workshop cancelled": ("called-off", 1),
    "workshop moved": ("moved", 1),
    "reminder": ("soon", 1),
    "results": ("held", 1),
    "confirm your wish": ("asks", 0),
    "long name": ("long-name", 0),
    "offer not answered": ("lapsed", 2),
    "offer not taken": ("declining", 2),
    "registration opened": ("hears", 1),
    "from the organisers": ("confirmed", 1),
}
STAFF = {
    "sessions": ("tilat/hallinta/tilaisuudet", "registrar"),
    "registrations": ("tilat/hallinta/ilmoittautumiset", "registrar"),
    "overview of many states": ("tilat/hallinta/", "admin"),
    "overview of nothing": ("tyhja/hallinta/", "admin"),
    "exports": ("hallinta/viennit", "registrar"),
    "mailings": ("hallinta/tiedotteet", "registrar"),
    "mailing": ("hallinta/tiedotteet/uusi", "registrar"),
    "rights": ("hallinta/oikeudet", "admin"),
    "content": ("hallinta/sisalto", "editor"),
    "part": ("hallinta/sisalto/osa/workshop:visio", "editor"),
    "publish": ("hallinta/sisalto/julkaisu", "editor"),
    "processes": ("hallinta/sisalto/prosessit", "editor"),
    "draft": ("luonnos/hallinta/sisalto", "editor"),
    "preview of draft": ("luonnos/hallinta/esikatselu", "editor"),
    "kitchen on paper": ("hallinta/tilaisuudet/visio-2022-04-12/keittio", "registrar"),
    "sign-in sheet on paper": ("hallinta/tilaisuudet/visio-2022-04-12/nimilista", "registrar"),
}

FORM = "/strategia/tilat/ilmoittautuminen"
NAMES = {"first_name": "Aino", "last_name": "Virtanen", "email": "new@example.fi"}
LONG_NAMES = {
    "first_name": "Maria-Elisabeth Aleksandra Karolina",
    "last_name": "Hakkarainen-Myllyntaus von Knorring af Elimä",
    "email": "maria-elisabeth.hakkarainen-myllyntaus.von.knorring@kaupunkiymparistolautakunta.example.fi",
    "needs": "Tarvitsen induktiosilmukan ja viittomakielentulkkausjärjestelyn.",
}
TICK = "document.querySelector('[name=sessions][value=auki]').checked = true;"
# What another session was when the form was opened, and is no more when it is sent.
INSTEAD = "{ const box = document.querySelector('[name=sessions]'); box.checked = true; box.value = '%s'; }"
OLD_TOKEN = "document.querySelector('[name=csrf_token]').value = 'old';"
FORMS = {
    "nothing chosen": (Press({}),),
    "details": (Press({}, TICK),),
    "details missing": (Press({}, TICK), Press({})),
    "details wrong": (
        Press({}, TICK),
        Press({**NAMES, "email": "aino", "needs": "x" * 600, "diet": "ananas"}),
    ),
    "check": (Press({}, TICK), Press(NAMES)),
    "check of long names": (Press({}, TICK), Press({**LONG_NAMES, "needs": ""})),
    "too late": (Press({}, INSTEAD % "ohi"),),
    "cancelled meanwhile": (Press({}, INSTEAD % "peruttu"),),
    "filled up meanwhile": (Press({}, INSTEAD % "jonotus"), Press(NAMES), Press({})),
    "waiting list full": (Press({}, INSTEAD % "taynna"), Press(NAMES), Press({})),
    "expired": (Press({}, TICK), Press(NAMES), Press({}, OLD_TOKEN)),
}
REFUSED = {
    "nothing chosen": 409,
    "details missing": 422,
    "details wrong": 422,
    "too late": 409,
    "cancelled meanwhile": 409,
    "filled up meanwhile": 409,
    "waiting list full": 409,
    "expired": 400,
}
# Of the kinds of the demo, those that are not simply there.
STATUSES_OF_DEMO = {
    "cut link": 404,
    "missing": 404,
    "nothing chosen": 409,
    "nothing filled in": 422,
    "nothing added": 409,
    "surname removed": 422,
    "no address to tell": 422,
    "no address to send to": 422,
}


def _of_processes() -> Iterator[State]:
    for name, slug in PROCESSES.items():
        yield state("process", name, f"/strategia/{slug}")
        yield state("workshops", name, f"/strategia/{slug}tyopajat")
        yield state("news", name, f"/strategia/{slug}ajankohtaista")
        yield state("form", f"first step, {name}", f"/strategia/{slug}ilmoittautuminen")
    yield state("process", "draft", "/strategia/luonnos/", status=404)
    yield state("news", "item of long words", "/strategia/pitkat/ajankohtaista/kayntiin")
    yield state("opening", "awaited", "/strategia/tulossa/ilmoita")
    yield state("opening", "nothing to await", "/strategia/paatetty/ilmoita")


def _of_workshops() -> Iterator[State]:
    for name, slug in WORKSHOPS.items():
        yield state("workshop", name, f"/strategia/tilat/tyopajat/{slug}")
    yield state("workshop", "long words", "/strategia/pitkat/tyopajat/yhdyskuntasuunnittelu")


def _of_forms() -> Iterator[State]:
    for name, presses in FORMS.items():
        yield state("form", name, FORM, *presses, status=REFUSED.get(name, 200))


def _of_own() -> Iterator[State]:
    def own(token: str) -> str:
        return f"/strategia/oma/{{{token}}}"

    yield state("own", "receipt", own("confirmed") + "?notice=received")
    yield state("own", "sent twice", own("twice") + "?notice=repeated")
    yield state("own", "confirmed", own("confirmed"))
    yield state("own", "waiting", own("waiting"))
    yield state("own", "offered", own("offered"))
    yield state("own", "offer", own("offered") + "/tarjous{offer}")
    yield state("own", "cancelled", own("cancelled"))
    yield state("own", "called off", own("called_off"))
    yield state("own", "moved", own("moved"))
    yield state("own", "held", own("held"))
    yield state("own", "unconfirmed", own("unconfirmed"))
    yield state("own", "long name", own("long_name"))
    yield state("own", "cancellation of one", own("confirmed") + "/peru")
    yield state("own", "offer not answered", own("lapsed"))
    yield state("own", "erased just now", f"{FORM}/poistettu")


def _of_errors() -> Iterator[State]:
    yield state("error", "404", "/strategia/ei-ole", status=404)
    yield State("error", "404 of the town", ("/ei-ole", "/sv/finns-inte"), status=404)
    yield state("error", "erased", "/strategia/oma/{erased}", status=404)
    yield state("error", "not confirmed in time", "/strategia/oma/{late_to_confirm}", status=404)
    yield state("error", "cut link", "/strategia/oma/Y3xGdCXlHB29VAzjm74OC7", status=404)
    for code in (400, 403, 405, 410, 413, 429):
        yield state("error", str(code), f"/strategia/?fault={code}", status=code)
    yield state("error", "500", "/strategia/?fault=broken", status=500)
    yield state("error", "503", "/strategia/?fault=database", status=503)
    yield state("error", "staff side closed", "/strategia/hallinta/", status=403)


def _of_widgets() -> Iterator[State]:
    for variant in WIDGETS:
        for name in IN_WIDGETS:
            process = PROCESSES[name].strip("/")
            of = f"&process={process}" if process else ""
            yield state("widget", f"{variant}, {name}", f"/strategia/widget/{variant}?lang=fi{of}")


def _of_mails() -> Iterator[State]:
    for name, mail in MAILS.items():
        yield State("mail", name, mail=mail)
        yield State("mail", f"{name}, text", mail=mail)


def _of_staff() -> Iterator[State]:
    for name, (path, role) in STAFF.items():
        yield state("staff", name, f"/strategia/{path}", role=role)


def _of_the_demo() -> Iterator[State]:
    """Every kind of page that the tests of the browser know, as the demo has it."""
    for kind, addresses in KINDS.items():
        is_inner = kind.startswith("staff") or kind.endswith("on paper")
        role = "registrar" if is_inner else "employee" if kind == "intranet" else "nobody"
        if kind in FRAMES:
            continue
        presses = tuple(Press(fields) for fields in FILLED.get(kind, ()))
        yield State("demo", kind, addresses, presses, role, status=STATUSES_OF_DEMO.get(kind, 200))


STATES: dict[str, State] = {
    each.key: each
    for part in (
        _of_processes,
        _of_workshops,
        _of_forms,
        _of_own,
        _of_errors,
        _of_widgets,
        _of_mails,
        _of_staff,
        _of_the_demo,
    )
    for each in part()
}
"""Every state by its key."""
