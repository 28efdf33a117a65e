"""The menu of the staff side: grouped by kind of work, and only what the role may open."""

from __future__ import annotations

import re
from html import unescape

import pytest

from kaarina_strategy_ext import Identity

from .conftest import SV, Login, Office

ALL = {
    "Tilanne": ["Yleiskuva", "Tilastot ja viennit"],
    "Ilmoittautumiset": ["Työpajat ja paikat", "Kaikki ilmoittautumiset", "Uusi ilmoittautuminen"],
    "Viestintä": ["Kirjoita osallistujille", "Viestit"],
    "Julkiset sivut": ["Sisältö", "Upota"],
    "Ylläpito": ["Tietosuoja", "Käyttöoikeudet"],
}
OF_ANYBODY = {"Tilanne": ALL["Tilanne"], "Julkiset sivut": ["Upota"]}


def menus(page: str) -> list[dict[str, list[str]]]:
    """The menus of a page, for wide and for small screens: the names of the entries by heading."""
    found = []
    for menu in re.findall(r'<nav class="ks-staff-menu.*?</nav>', unescape(page), re.DOTALL):
        groups = re.findall(r"<b>(.*?)</b>(.*?)</ul>", menu, re.DOTALL)
        found.append({name: re.findall(r"<a [^>]*>(.*?)</a>", entries) for name, entries in groups})
    return found


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        ("admin", ALL),
        ("registrar", {**ALL, "Julkiset sivut": ["Upota"], "Ylläpito": ["Tietosuoja"]}),
        ("editor", {**OF_ANYBODY, "Julkiset sivut": ["Sisältö", "Upota"]}),
        ("employee", OF_ANYBODY),
    ],
)
def test_menu_groups_what_the_role_may_open_without_an_empty_group(
    office: Office, login: Login, role: str, groups: dict[str, list[str]]
) -> None:
    login.identity = Identity("somebody", "Somebody", None, frozenset({role}))
    assert menus(office.page("/")) == [groups, groups]


def test_menu_is_there_in_swedish(office: Office) -> None:
    wide, _ = menus(office.page(f"{SV}/"))
    assert list(wide) == ["Läget", "Anmälningar", "Kommunikation", "Offentliga sidor", "Förvaltning"]
