"""The processes of the gallery, each in a state of its own on 5 April 2022."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.host import current_host
from kaarina_strategy_ext.models import Audience, BookingStatus, Process
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.content.loading import load_content
from kaarina_strategy_ext.services.editing.beginning import begin_from_file
from kaarina_strategy_ext.services.mailing.drafting import begin_mailing
from kaarina_strategy_ext.services.mailing.rules import MailingText
from kaarina_strategy_ext.services.mailing.sending import send_mailing

CONTENT = Path(__file__).parent / "content"
SESSIONS = "sessions"
OTHERS = ("empty", "upcoming", "closing", "between", "decided", "postponed", "long")
EDITOR = "editor"
LONG_AGO = datetime(2022, 3, 2, 7, tzinfo=UTC)
LANGUAGES = ("fi", "sv")
MANY = 200


def load_with_people(app: Flask) -> None:
    """Load, as of now, the process in which people do something."""
    load(app, SESSIONS)


def load_changes(app: Flask) -> None:
    """Load what has changed in it by now."""
    load(app, "sessions-later")


def load_others(app: Flask) -> None:
    """Load all others, as if they had been there for a month, and begin one that only staff see.

    They come last because each makes the jobs of everything that happens a little slower.
    """
    for name in OTHERS:
        load(app, name, at=LONG_AGO)
    _load(app, json.dumps(many()), LONG_AGO)
    load(app, "postponed-again")
    with app.app_context():
        act, draft = Act(EDITOR, LONG_AGO), _source("between")
        current_host().database.change(
            lambda session: begin_from_file(session, draft, act, languages=LANGUAGES, slug="luonnos")
        )


def write_to_participants(app: Flask) -> None:
    """Let the organisers write to those who have a place in the remote workshop."""
    subject = {"fi": "Tuo lempilevysi", "sv": "Ta med din favoritskiva"}
    body = {
        "fi": "Hei {etunimi},\n\nkuuntelemme yhdessä **levyjä**. Työpajasi:\n\n{työpajat}",
        "sv": "Hej {förnamn}!\n\nVi lyssnar på **skivor** tillsammans. Dina workshoppar:\n\n{workshoppar}",
    }
    text = MailingText(subject, body, Audience(("etana",), (BookingStatus.CONFIRMED,)))
    with app.app_context():
        act = Act(EDITOR, current_host().now())

        def write(session: Session) -> None:
            process_id = session.scalars(select(Process.id).where(Process.slug == "tilat")).one()
            mailing = begin_mailing(session, process_id, text, act, form_key="gallery")
            send_mailing(
                session, process_id, mailing.id, act, version=1, languages=LANGUAGES, is_bilingual=True
            )

        current_host().database.change(write)


def load(app: Flask, name: str, *, at: datetime | None = None) -> None:
    """Load one content file, now unless another moment is given."""
    _load(app, _source(name), at)


def _source(name: str) -> str:
    return (CONTENT / f"{name}.yaml").read_text(encoding="utf-8")


def _load(app: Flask, source: str, at: datetime | None) -> None:
    with app.app_context():
        act = Act(EDITOR, at or current_host().now())
        current_host().database.change(
            lambda session: load_content(session, source, act, languages=LANGUAGES)
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
