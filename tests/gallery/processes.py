"""The processes of the gallery, each in a state of its own on 5 April 2022."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from kaarina_strategy_ext.host import current_host
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.content.loading import load_content
from kaarina_strategy_ext.services.editing.beginning import begin_from_file

CONTENT = Path(__file__).parent / "content"
PUBLIC = ("empty", "upcoming", "closing", "between", "decided", "postponed", "long", "sessions")
LANGUAGES = ("fi", "sv")
MANY = 200


def load_all(app: Flask) -> None:
    """Load every process as it is before anything changes, and begin one that only staff see."""
    for name in PUBLIC:
        load(app, (CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))
    load(app, json.dumps(many()))
    draft = (CONTENT / "between.yaml").read_text(encoding="utf-8")
    with app.app_context():
        current_host().database.change(
            lambda session: begin_from_file(session, draft, _act(), languages=LANGUAGES, slug="luonnos")
        )


def load_changes(app: Flask) -> None:
    """Load what has changed since."""
    for name in ("postponed-again", "sessions-later"):
        load(app, (CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


def load(app: Flask, source: str) -> None:
    """Load one content file."""
    with app.app_context():
        current_host().database.change(
            lambda session: load_content(session, source, _act(), languages=LANGUAGES)
        )


def many() -> dict[str, Any]:
    """A process with two hundred workshops, on two hundred days one after another."""
    return {
        "slug": "kaksisataa",
        "name": {"fi": "Kylätyöpajat", "sv": "Byaworkshoppar"},
        "goal": {"fi": "Joka kylällä on oma työpaja.", "sv": "Varje by har en egen workshop."},
        "registration": {"mode": "window", "opens": "2022-03-01T09:00"},
        "phases": [{"key": "tyopajat", "title": {"fi": "Työpajat", "sv": "Workshoppar"}}],
        "workshops": [_village(number) for number in range(1, MANY + 1)],
    }


def _village(number: int) -> dict[str, Any]:
    day = date(2022, 4, 6) + timedelta(days=number)
    return {
        "slug": f"kyla-{number}",
        "phase": "tyopajat",
        "title": {"fi": f"Kylätyöpaja {number}", "sv": f"Byaworkshop {number}"},
        "sessions": [
            {
                "key": f"kyla-{number}",
                "date": day.isoformat(),
                "starts": "18:00",
                "ends": "20:00",
                "place": {"fi": f"Kylätalo {number}", "sv": f"Bygård {number}"},
                "capacity": 20,
            }
        ],
    }


def _act() -> Act:
    return Act("editor", current_host().now())
