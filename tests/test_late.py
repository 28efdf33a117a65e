"""What is loaded when, each time in an interpreter that knows nothing of us yet."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from kaarina_strategy_ext.extension import WIDGET
from kaarina_strategy_ext.models import EventKind
from kaarina_strategy_ext.signals import _ours
from kaarina_strategy_ext.views.blueprint import FAULT, FOR_ROLES, VIEWS

ROOT = Path(__file__).parents[1]
SITE = """
import logging, sys
from pathlib import Path
from threading import Thread
from flask import Flask
from kaarina_strategy_ext import Identity, KaarinaStrategy

logging.disable()
CONTENT = Path("kaarina_strategy_ext/demo/content/kaarina-2022.yaml")
editor = Identity("emma", "Emma", None, frozenset({"admin"}))

def town(uri="sqlite://"):
    app = Flask("town")
    app.config.update(SECRET_KEY="x", KAARINA_STRATEGY_DATABASE_URI=uri)
    KaarinaStrategy().init_app(app, identity=lambda: editor)
    return app

def with_content(app):
    with app.app_context():
        app.extensions["kaarina_strategy"].upgrade()
        app.extensions["kaarina_strategy"].load(CONTENT)

def ours():
    return {name for name in sys.modules if name.startswith("kaarina_strategy_ext.")}

PAGES = ["", "tyopajat", "ilmoittautuminen", "kalenteri.ics", "muutokset.atom", "widget/standard", "oembed"]
PAGES += ["api/v1/processes", "api/v1/none", "nothing", "hallinta/", "hallinta/ilmoittautumiset", "oma/x"]
"""
# Of others, which take their time and their room: what a command, a job, an export or a form needs.
HEAVY = ["alembic", "babel", "email_validator", "icalendar", "mako", "markdown_it", "msgspec", "smtplib"]
HEAVY += ["wtforms", "xlsxwriter", "yaml"]
OF_OURS = ["cli", "forms", "i18n", "jobs", "layout", "mail", "models", "readmodels", "schema", "templating"]
OF_OURS += ["views.public", "views.staff.guarding", "webhooks"]


def said_by_a_new_interpreter(code: str) -> str:
    """What the code has written, in an interpreter of its own."""
    run = [sys.executable, "-W", "error", "-c", SITE + code]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_after(code: str) -> set[str]:
    return set(said_by_a_new_interpreter(code + "\nprint(*sys.modules)").split())


def names(view) -> tuple[str, str, str]:
    """By what other extensions tell a view from others."""
    return view.__module__, view.__name__, view.__qualname__


def in_package(names: list[str]) -> set[str]:
    return {f"kaarina_strategy_ext.{name}" for name in names}


@pytest.mark.parametrize(
    "code",
    ["town()", "town().test_cli_runner().invoke(args=['--help'])", "town().test_client().get('/')"],
    ids=["mounting", "help of the host's commands", "page of the host's"],
)
def test_what_is_not_asked_for_is_not_loaded(code):
    loaded = loaded_after(code)
    assert "kaarina_strategy_ext.views.blueprint" in loaded
    assert loaded & {*HEAVY, *in_package(OF_OURS)} == set()


def test_public_page_loads_nothing_of_the_staff_side_or_the_jobs():
    page = "app = town()\nwith_content(app)\nbefore = ours()\napp.test_client().get('/strategia/')"
    new = set(said_by_a_new_interpreter(f"{page}\nprint(*ours() - before)").split())
    assert "kaarina_strategy_ext.views.public" in new
    parts = ("views.staff", "readmodels.staff", "jobs", "webhooks", "forms")
    assert [name for name in new if name.removeprefix("kaarina_strategy_ext.").startswith(parts)] == []


def test_commands_are_loaded_when_they_are_listed():
    listed = "town().test_cli_runner().invoke(args=['strategy', '--help'])"
    assert "check-translations" in said_by_a_new_interpreter(f"print({listed}.output)")


def test_loaded_pages_load_nothing_at_their_first_requests():
    new = said_by_a_new_interpreter(
        """
app = town()
with_content(app)
app.extensions["kaarina_strategy"].load_pages()
before = ours()
for page in PAGES:
    app.test_client().get(f"/strategia/{page}")
print(*ours() - before)
"""
    )
    assert new.split() == []


def test_first_requests_may_come_at_once(tmp_path):
    uri = f"sqlite:///{tmp_path / 'town.sqlite3'}"
    said_by_a_new_interpreter(f"with_content(town({uri!r}))")
    answers = said_by_a_new_interpreter(
        f"app = town({uri!r})"
        """
found = {}
def visit(page):
    found[page] = app.test_client().get(f"/strategia/{page}").status_code
visits = [Thread(target=visit, args=[page]) for page in PAGES]
for each in visits: each.start()
for each in visits: each.join()
print(*(found[page] for page in PAGES))
"""
    )
    assert answers.split() == ["200"] * 6 + ["400", "200", "404", "404", "200", "200", "404"]


def test_every_name_is_that_of_what_is_called():
    for late in (FAULT, FOR_ROLES, WIDGET, *VIEWS.values()):
        assert callable(late.loaded)
        assert names(late) == names(late.loaded)


def test_what_is_called_shows_through():
    for late in (FAULT, FOR_ROLES, WIDGET, *VIEWS.values()):
        assert late.__doc__ == late.loaded.__doc__
        assert inspect.signature(late) == inspect.signature(late.loaded)


def test_there_is_a_signal_for_each_kind_of_event():
    assert set(_ours) == {str(kind) for kind in EventKind}
