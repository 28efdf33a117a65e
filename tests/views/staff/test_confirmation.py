"""The confirmation on paper: in the person's language, whatever staff use."""

from __future__ import annotations

import re

import pytest

from ...town import GOALS, VISION
from .conftest import FI, Office, phoned


@pytest.fixture
def paper(office: Office):
    """The confirmation of a Swedish speaker without e-mail, asked for by staff who use Finnish."""
    entered = office.send(
        "/ilmoittautumiset/uusi", **phoned("Kristian", VISION, GOALS, language="sv")
    ).location.partition("?")[0]
    return office.client.get(f"{entered}/vahvistus")


def test_paper_is_in_the_language_of_the_person(paper) -> None:
    assert '<html class="ks-paper" lang="sv">' in paper.text
    assert paper.headers["Content-Language"] == "sv"
    assert "Visio-työpaja (sv)" in paper.text
    assert "tis 12.4.2022 kl. 17–20" in paper.text


def test_only_the_line_for_staff_is_in_theirs(paper) -> None:
    assert re.findall(r'lang="fi"', paper.text) == ['lang="fi"']
    assert '<nav class="ks-screen" lang="fi"' in paper.text


def test_paper_tells_all_that_the_person_needs(office: Office, paper) -> None:
    public_id = office.value("SELECT public_id FROM kaarina_strategy_registration")
    number = f"{public_id[:4]}\N{NO-BREAK SPACE}{public_id[4:8]}".upper()
    # Thirty days after the last session, which is on 20 April.
    assert [
        each for each in ("Kristian Niemi", number, "02 000 0000", "20.5.2022") if each not in paper.text
    ] == []


def test_paper_loads_nothing_but_our_style(paper) -> None:
    assert paper.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert "<script" not in paper.text


def test_paper_is_private(paper) -> None:
    assert paper.headers["Cache-Control"] == "no-store"


def test_paper_of_somebody_who_waits_does_not_promise_a_place(office: Office) -> None:
    for name in ("Aino", "Ville"):
        office.resident(name, VISION)
    public_id = office.resident("Kalle", VISION)
    assert 'value="' not in office.page(f"/ilmoittautumiset/{public_id}/vahvistus")
    paper = office.page(f"{FI}/ilmoittautumiset/{public_id}/vahvistus")
    assert "Paikkasi on vahvistettu" not in paper
    assert "Olet jonotuslistalla sijalla 1." in paper
    assert "lähetämme sinulle sähköpostia" in paper


def test_paper_of_somebody_without_an_address_says_that_we_phone(office: Office) -> None:
    for name in ("Aino", "Ville"):
        office.resident(name, VISION)
    entered = office.send("/ilmoittautumiset/uusi", **phoned("Kalle", VISION)).location.partition("?")[0]
    paper = office.page(f"{entered}/vahvistus")
    assert "Kun sinulle vapautuu paikka, soitamme sinulle." in paper
    assert "Jos työpaja muuttuu tai perutaan, soitamme sinulle." in paper
    assert "työpajojen järjestämistä varten" in paper
    assert "Olet jonotuslistalla" in paper
