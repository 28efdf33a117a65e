"""A site with one workshop in two alternatives, as several server processes and workers run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask

from kaarina_strategy_ext import KaarinaStrategy, schema
from kaarina_strategy_ext.services.auditing import COMMAND_LINE, Act
from kaarina_strategy_ext.services.content.loading import load_content
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..life_cycle.model import Model
from ..life_cycle.seats import Sitting, Workshop
from ..servers import ROOT, STOP_SECONDS
from ..town import engine_of

FACTORY = "tests.concurrency.big_town:create_app()"
BASE_URL = "https://www.example.fi"
SLUG = "june"
HALLS = {"june-1": "North Hall", "june-2": "South Hall"}
SEATS_EACH = 25
CUT_OFF = timedelta(hours=24)  # what a content file says that says nothing
ZONE = ZoneInfo("Europe/Helsinki")
TODAY = datetime.now(ZONE).date()
OPENS = datetime.combine(TODAY - timedelta(days=1), time(9), ZONE)
DAYS: Mapping[str, date] = {key: TODAY + timedelta(days=60 + n) for n, key in enumerate(HALLS)}


def create_app() -> Flask:
    """The site of one process, with its database, folder and mail server from the environment.

    Its pages are in English, which is the language of the message ids and so the same in every catalogue.
    """
    app = Flask("town", instance_path=os.environ["TOWN_FOLDER"])
    app.config.update(
        SECRET_KEY="a secret of the tests",
        KAARINA_STRATEGY_DATABASE_URI=os.environ["TOWN_DATABASE"],
        KAARINA_STRATEGY_BASE_URL=BASE_URL,
        KAARINA_STRATEGY_URL_PREFIXES={"en": "/strategy"},
        KAARINA_STRATEGY_MAIL_FROM="strategy@example.fi",
        KAARINA_STRATEGY_SMTP_URL=os.environ["TOWN_MAIL"],
        KAARINA_STRATEGY_VERIFY_EMAIL="never",  # machines fill in a form sooner than people do
    )
    KaarinaStrategy().init_app(app)
    return app


def prepare(url: str, offer_hours: int) -> None:
    """Fill an empty database with our tables and the process."""
    engine = engine_of(url)
    schema.upgrade(engine)
    act, source = Act(COMMAND_LINE, OPENS.astimezone(UTC)), json.dumps(_content(offer_hours))
    in_one_unit(engine, lambda session: load_content(session, source, act, languages=("en",)))
    engine.dispose()


def first_model(offer_hours: int) -> Model:
    """The same process as plain rules know it, and nobody in it."""
    sittings = {
        key: Sitting(key, _at(day, 14), _at(day, 17), capacity=SEATS_EACH) for key, day in DAYS.items()
    }
    return Model({SLUG: Workshop(SLUG, True, sittings)}, timedelta(hours=offer_hours), CUT_OFF, OPENS)


@contextmanager
def working(number: int, env: Mapping[str, str], folder: Path) -> Iterator[None]:
    """Run so many `flask strategy worker` until the end of the block; each writes a log into the folder.

    Raises `RuntimeError` with the log of one that has not lived that long.
    """
    with ExitStack() as workers:
        for each in range(number):
            workers.enter_context(_worker(env, folder / f"worker{each}.log"))
        yield


@contextmanager
def _worker(env: Mapping[str, str], log: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "flask", "--app", FACTORY, "strategy", "worker", "--pause=0.1"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=ROOT, env={**os.environ, **env})
    try:
        yield
        if process.poll() is not None:
            raise RuntimeError(f"A worker has ended:\n{log.read_text()}")
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def _content(offer_hours: int) -> dict[str, object]:
    sessions = [
        {
            "key": key,
            "date": DAYS[key].isoformat(),
            "starts": "14:00",
            "ends": "17:00",
            "place": {"en": hall},
            "capacity": SEATS_EACH,
        }
        for key, hall in HALLS.items()
    ]
    return {
        "format": 1,
        "slug": "big-town",
        "name": {"en": "Big town"},
        "goal": {"en": "A strategy"},
        "registration": {"mode": "window", "opens": OPENS.replace(tzinfo=None).isoformat("T", "minutes")},
        "offer_hours": offer_hours,
        "phases": [{"key": "workshops", "title": {"en": "Workshops"}}],
        "workshops": [
            {
                "slug": SLUG,
                "phase": "workshops",
                "kind": "alternatives",
                "title": {"en": "Finishing"},
                "sessions": sessions,
            }
        ],
    }


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE)
