"""What the widget says, in which order, and how: Kaarina's own content with the examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from kaarina_strategy_ext.demo import create_app
from kaarina_strategy_ext.host import current_host
from kaarina_strategy_ext.models import Phase, Process, Translated

from ..crawler import Element, visit
from ..demo.conftest import SECRET, let_go, prepare

# One mark of each part, in the order of its value for an employee.
MARKS = {
    "phase": ["Vaihe 2/3: Työpajat", "Valmistelu jatkuu eri sidosryhmille"],
    "next": ["Seuraava työpaja", "ti 12.4.2022 klo 17–20", "Esimerkkitalo, juhlasali", "40 paikkaa jäljellä"],
    "changes": ["Muutokset 14 viime päivän aikana", "Ilmoittautumisajat ovat muuttuneet"],
    "decision": ["Kaupunginvaltuusto", "Tavoite: syyskuun 2022 alussa"],
    "findings": ["Mitä kyselyt kertoivat", "Asiakaslähtöiset palvelut.", "Kaupungin palvelut"],
    "contact": ["Strategiakoordinaattori", "strategia@kaarina.example", "02 000 0000"],
    "as of": ["Tiedot haettu ti 5.4.2022 klo 12"],
}
SIZE = 12_000


@pytest.fixture
def app(new_sqlite: Callable[..., str]) -> Iterator[Flask]:
    """The demo; one kind of database is enough, for the words are made without any."""
    app = create_app({"SQLALCHEMY_DATABASE_URI": new_sqlite(prepare), "SECRET_KEY": SECRET})
    yield app
    let_go(app)


@pytest.fixture
def amend(app: Flask, tmp_path: Path) -> Callable[..., None]:
    """Loads a file that changes the process."""

    def load(**fields: Any) -> None:
        path = tmp_path / "changes.yaml"
        path.write_text(yaml.safe_dump({"amends": "kaarina-2022", **fields}, allow_unicode=True))
        with app.app_context():
            app.extensions["kaarina_strategy"].load(path)

    return load


def shown(app: Flask, address: str) -> Element:
    """What a widget shows."""
    return visit(app.test_client(), f"/strategia/widget/{address}").tree.every("main")[0]


def decision(app: Flask, **amendment: Any) -> dict[str, Any]:
    return {"milestones": [{"key": "valtuuston-paatos", **amendment}]}


@pytest.mark.parametrize("variant", ["full", "text"])
def test_everything_is_told_in_the_order_of_its_value(app: Flask, variant: str) -> None:
    said = shown(app, variant).text
    places = [said.lower().find(mark.lower()) for marks in MARKS.values() for mark in marks]
    assert -1 not in places, [mark for marks in MARKS.values() for mark in marks if mark not in said]
    firsts = [said.lower().find(marks[0].lower()) for marks in MARKS.values()]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize(
    ("variant", "parts"),
    [
        ("compact", {"phase", "next", "as of"}),
        ("standard", {"phase", "next", "changes", "decision", "as of"}),
    ],
)
def test_smaller_variant_tells_what_matters_most(app: Flask, variant: str, parts: set[str]) -> None:
    said = shown(app, variant).text.lower()
    assert {part for part, marks in MARKS.items() if marks[0].lower() in said} == parts


def test_line_tells_phase_next_date_and_the_way(app: Flask) -> None:
    row = shown(app, "line?lang=sv").classed("ks-widget-row")[0].text
    assert row == (
        "Skede 2/3: Workshoppar Pågår Nästa workshop tis 12.4.2022 kl. 17–20"
        " Se hela processen (öppnas i en ny flik)"
    )


@pytest.mark.parametrize("variant", ["line", "compact"])
def test_time_waits_hidden_until_what_is_shown_is_old(app: Flask, variant: str) -> None:
    (time,) = shown(app, variant).classed("ks-widget-time")
    assert {"hidden", "data-ks-if-old"} <= set(time.attributes)


def test_every_session_stands_with_its_state(app: Flask) -> None:
    rows = [each.text for each in shown(app, "full?lang=sv").classed("ks-widget-sessions")[0].every("li")]
    assert rows == [
        "tis 12.4.2022 kl. 17–20 40 platser kvar",
        "ons 20.4.2022 kl. 17–20 25 platser kvar",
        "tis 26.4.2022 kl. 17–20 2 platser kvar",
        "ons 27.4.2022 kl. 17–20 25 platser kvar",
        "ons 1.6.2022 20 platser kvar",
        "tors 2.6.2022 20 platser kvar",
    ]


def test_phases_are_a_list_of_which_one_is_the_current_step(app: Flask) -> None:
    (phases,) = shown(app, "standard").every("ol")
    assert [(each.text, each["aria-current"]) for each in phases.every("li")] == [
        ("Nykytilanteen kartoitus Valmis", ""),
        ("Vaihe 2/3: Työpajat Käynnissä", "step"),
        ("Valtuuston päätös Tulossa", ""),
    ]


def test_text_for_copying_has_paragraphs_and_the_whole_address(app: Flask) -> None:
    text = shown(app, "text?lang=sv")
    assert text.every("ul", "ol", "div", "table") == []
    assert f"{app.config['KAARINA_STRATEGY_BASE_URL']}/sv/strategi/" in text.text


def test_findings_lead_to_those_on_the_process_page(app: Flask) -> None:
    (part,) = shown(app, "full?lang=sv").classed("ks-widget-findings")
    (link,) = part.every("a")
    path, _, anchor = link["href"].partition("#")
    assert visit(app.test_client(), path).tree.every(id=anchor)


@pytest.mark.parametrize(
    ("language", "days"), [("fi", "153 päivää päätökseen"), ("sv", "153 dagar till beslutet")]
)
def test_exact_day_of_the_decision_is_counted_down_to(app: Flask, amend, language: str, days: str) -> None:
    amend(**decision(app, date="2022-09-05", is_target=False))
    (part,) = shown(app, f"standard?lang={language}").classed("ks-widget-decision")
    assert days in part.text
    assert "5.9.2022" in part.text


def test_moved_decision_shows_the_old_date_struck_with_the_reason(app: Flask, amend) -> None:
    reason = {"fi": "Lausuntoja odotetaan.", "sv": "Utlåtanden väntas."}
    amend(**decision(app, date="2022-10-10", is_target=False, date_reason=reason))
    (part,) = shown(app, "standard?lang=sv").classed("ks-widget-decision")
    (struck,) = part.every("s")
    assert struck.text == "Tidigare tidpunkt: i början av september 2022"
    assert part.text.endswith("Ny tidpunkt: 10.10.2022 Utlåtanden väntas.")


def test_decision_that_was_made_is_told(app: Flask, amend) -> None:
    amend(**decision(app, decided_on="2022-04-04"))
    (part,) = shown(app, "standard?lang=sv").classed("ks-widget-decision")
    assert "4.4.2022" in part.text
    assert part.every("s") == []


def test_what_is_missing_in_a_language_is_told_in_its_part(app: Flask) -> None:
    with app.app_context():
        current_host().database.change(only_in_finnish)
    (part,) = shown(app, "standard?lang=sv").classed("ks-widget-phase")
    sentence, note = part.every("p")
    assert sentence.every("span", lang="fi")[0].text == "Vain suomeksi."
    assert note.text == "Det här innehållet finns endast på finska."
    assert shown(app, "standard?lang=fi").text.count("Tämä sisältö") == 0


def test_site_with_english_has_it_in_the_widget_too(new_sqlite: Callable[..., str]) -> None:
    prefixes = {"fi": "/strategia", "sv": "/sv/strategi", "en": "/en/strategy"}
    uri = new_sqlite(prepare)
    app = create_app(
        {"SQLALCHEMY_DATABASE_URI": uri, "SECRET_KEY": SECRET, "KAARINA_STRATEGY_URL_PREFIXES": prefixes}
    )
    assert "Phase 2 of 3" in shown(app, "standard?lang=en").text
    assert [each["lang"] for each in shown(app, "standard?lang=both").every("section")] == ["fi", "sv"]
    let_go(app)


def only_in_finnish(session: Any) -> None:
    """Let the editor's sentence be there in Finnish only."""
    session.query(Phase).filter_by(key="tyopajat").one().summary = Translated({"fi": "Vain suomeksi."})
    session.query(Process).one().revision += 1


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_standard_widget_is_light_with_its_style(app: Flask, language: str) -> None:
    client = app.test_client()
    parts = [f"/strategia/widget/standard?lang={language}", "/strategia/static/widget.css"]
    assert sum(len(visit(client, each).body.encode()) for each in parts) < SIZE
