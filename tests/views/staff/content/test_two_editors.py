"""Two editors at once: what one writes never silently replaces what the other has written."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Controls, Editor, errors, words

WORKSHOP = "/sisalto/osa/workshop:visio"


def test_changes_of_different_fields_are_brought_together_and_told(emma: Editor, otto: Editor) -> None:
    seen_by_both = emma.form(WORKSHOP)
    otto.save(WORKSHOP, {"title.sv": "Ottos titel"})
    answer = emma.save(WORKSHOP, {"title.fi": "Emman otsikko"}, shown=seen_by_both)
    assert answer.status_code == 303
    told = words(emma.open(answer.headers["Location"]))
    assert "otto oli tallentanut sillä välin" in told
    form = emma.form(WORKSHOP)
    assert (form["title.fi"], form["title.sv"]) == (["Emman otsikko"], ["Ottos titel"])


@pytest.fixture
def clash(emma: Editor, otto: Editor) -> dict[str, list[str]]:
    """What the page would send that shows Emma's changes of two fields, of which Otto has changed one."""
    seen_by_both = emma.form(WORKSHOP)
    otto.save(WORKSHOP, {"title.fi": "Oton otsikko"})
    mine = {"title.fi": "Emman otsikko", "purpose.fi": "Emman tarkoitus"}
    answer = emma.save(WORKSHOP, mine, shown=seen_by_both)
    assert answer.status_code == 409
    assert "Joku muu on muuttanut samaa tekstiä" in next(iter(errors(answer.text).values()))
    assert {"Emman otsikko", "Oton otsikko"} <= set(map(str.strip, _cards(answer.text)))
    return Controls(answer.text).values


def _cards(page: str) -> list[str]:
    return [part.partition("</p>")[0] for part in page.split('<p class="ks-kept-lines">')[1:]]


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Emman otsikko"), ("theirs", "Oton otsikko")])
def test_editor_chooses_between_two_versions_and_keeps_the_rest(
    emma: Editor, clash: dict[str, list[str]], choice: str, kept: str
) -> None:
    answer = emma.send(WORKSHOP, shown=clash, **{"do": "resolve", "choose:title.fi": choice})
    assert answer.status_code == 303
    form = emma.form(WORKSHOP)
    assert (form["title.fi"], form["purpose.fi"]) == ([kept], ["Emman tarkoitus"])


def test_editor_may_go_on_writing_after_a_clash(emma: Editor, clash: dict[str, list[str]]) -> None:
    page = emma.send(WORKSHOP, shown=clash, do="show").text
    written = Controls(page).values
    assert (written["title.fi"], written["purpose.fi"]) == (["Emman otsikko"], ["Emman tarkoitus"])
    assert emma.save(WORKSHOP, {"title.fi": "Yhteinen"}, shown=written).status_code == 303


def test_choice_does_not_bring_in_what_the_form_refuses(emma: Editor, clash: dict[str, list[str]]) -> None:
    sent = {"do": "resolve", "choose:title.fi": "mine", "summary.fi": "<script>alert(1)</script>"}
    answer = emma.send(WORKSHOP, shown=clash, **sent)
    assert answer.status_code == 422
    assert "summary.fi" in errors(answer.text)


def test_third_change_while_somebody_chooses_is_a_clash_again(
    emma: Editor, otto: Editor, clash: dict[str, list[str]]
) -> None:
    otto.save(WORKSHOP, {"title.fi": "Oton toinen"})
    answer = emma.send(WORKSHOP, shown=clash, **{"do": "resolve", "choose:title.fi": "mine"})
    assert answer.status_code == 409
    assert "Oton toinen" in answer.text


def test_removal_by_one_and_change_by_the_other_are_shown_to_who_comes_second(
    emma: Editor, otto: Editor
) -> None:
    path = "/sisalto/osa/session:paamaarat-2022-04-20"
    seen_by_both = emma.form(path)
    otto.send(path, do="remove")
    answer = emma.save(path, {"starts": "18.00", "ends": "20.00"}, shown=seen_by_both)
    assert answer.status_code == 409
    assert "Kohta poistetaan" in answer.text
    emma.send(path, shown=Controls(answer.text).values, **{"do": "resolve", "choose:": "mine"})
    assert emma.form(path)["starts"] == ["18.00"]


def test_step_of_the_order_from_an_old_page_changes_nothing_unseen(emma: Editor, otto: Editor) -> None:
    old: dict[str, Any] = emma.form("/sisalto/jarjestys/workshops")
    otto.send("/sisalto/jarjestys/workshops", do="down:visio")
    otto.send("/sisalto/jarjestys/workshops", do="down:visio")
    answer = emma.send("/sisalto/jarjestys/workshops", shown=old, do="up:visio")
    assert answer.status_code == 409
    assert "Joku muu on muuttanut järjestystä" in answer.text
