"""One state of a page, and how one comes to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The Finnish word of a path and its Swedish one.
SWEDISH = {
    "/strategia": "/sv/strategi",
    "/tyopajat": "/workshoppar",
    "/ajankohtaista": "/aktuellt",
    "/ilmoittautuminen": "/anmalan",
    "/ilmoita": "/meddela",
    "/kiitos": "/tack",
    "/poistettu": "/raderad",
    "/oma": "/min",
    "/tarjous": "/erbjudande",
    "/peru": "/avboka",
    "/hallinta": "/administration",
    "/tilaisuudet": "/tillfallen",
    "/ilmoittautumiset": "/anmalningar",
    "/haku": "/sok",
    "/viennit": "/export",
    "/tiedotteet": "/utskick",
    "/sisalto": "/innehall",
    "/osa": "/del",
    "/historia": "/historik",
    "/julkaisu": "/publicering",
    "/prosessit": "/processer",
    "/esikatselu": "/forhandsgranskning",
    "/oikeudet": "/rattigheter",
    "/keittio": "/kok",
    "/nimilista": "/namnlista",
    "/uusi": "/ny",
}
WORD_OF_PATH = re.compile(rf"(?:{'|'.join(map(re.escape, SWEDISH))})(?![\w-])")


@dataclass(frozen=True)
class Press:
    """Fill in fields by id, run a script of what goes wrong meanwhile, and press the form's button."""

    fields: dict[str, str]
    meanwhile: str = ""


@dataclass(frozen=True)
class State:
    """One state of a page.

    `addresses` are the Finnish and the Swedish one, with names of the people's tokens in braces. `role` is
    that of an employee, or "nobody". `mail` tells whose mail it is and which of them, counted from 0.
    """

    group: str
    name: str
    addresses: tuple[str, str] = ("", "")
    presses: tuple[Press, ...] = ()
    role: str = "nobody"
    mail: tuple[str, int] | None = None
    status: int = 200

    @property
    def key(self) -> str:
        """The name of the state among all: its group and its own."""
        return f"{self.group}-{self.name}".replace(" ", "-")


def twins(finnish: str) -> tuple[str, str]:
    """The address in Finnish and in Swedish."""
    if finnish.startswith("/strategia/widget/"):  # one address for all languages
        return finnish, finnish.replace("lang=fi", "lang=sv")
    return finnish, WORD_OF_PATH.sub(lambda found: SWEDISH[found[0]], finnish)


def state(
    group: str, name: str, path: str, *presses: Press, role: str = "nobody", status: int = 200
) -> State:
    """A state of the page at the Finnish path."""
    return State(group, name, twins(path), presses, role, status=status)
