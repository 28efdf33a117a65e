"""How the demo starts: by itself, once, with any number of server processes."""

from __future__ import annotations

import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from sqlalchemy import create_engine, text

from kaarina_strategy_ext.demo import settings

from .conftest import prepare

PROCESSES = 4


def rows(url, query):
    """What the query finds in the database."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(query)).all()
    engine.dispose()
    return found


def test_several_processes_that_start_at_once_fill_an_empty_database_once(database_url):
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as servers:
        list(servers.map(prepare, [database_url] * PROCESSES))
    assert rows(database_url, "SELECT slug FROM kaarina_strategy_process") == [("kaarina-2022",)]
    assert rows(database_url, "SELECT count(*) FROM demo_clock") == [(1,)]


def test_filled_database_is_not_filled_again(demo_url):
    revision = "SELECT revision FROM kaarina_strategy_process"
    before = rows(demo_url, revision)
    prepare(demo_url)
    assert rows(demo_url, revision) == before


def test_database_of_the_environment_is_used(sqlite_url, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    assert settings.settings({}, tmp_path)["SQLALCHEMY_DATABASE_URI"] == sqlite_url


def test_configuration_wins_over_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("KAARINA_STRATEGY_BASE_URL", "https://environment.example")
    chosen = settings.settings({"KAARINA_STRATEGY_BASE_URL": "https://given.example"}, tmp_path)
    assert chosen["KAARINA_STRATEGY_BASE_URL"] == "https://given.example"


def test_demo_needs_no_environment(monkeypatch, tmp_path):
    for key in ["DATABASE_URL", "KAARINA_STRATEGY_BASE_URL", "KAARINA_STRATEGY_DEMO_NOW"]:
        monkeypatch.delenv(key, raising=False)
    chosen = settings.settings({}, tmp_path)
    assert chosen["SQLALCHEMY_DATABASE_URI"] == "sqlite:///demo.sqlite3"
    assert chosen["DEMO_NOW"] == "2022-04-05T12:00:00+03:00"
    assert chosen["KAARINA_STRATEGY_BASE_URL"] == "http://127.0.0.1:5000"


def test_secret_is_made_once_and_kept_from_other_users(tmp_path):
    first = settings.secret_key(tmp_path / "instance")
    assert settings.secret_key(tmp_path / "instance") == first
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "instance" / "secret_key").stat().st_mode) == 0o600
