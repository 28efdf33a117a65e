"""Imports point downwards only: the list below is the one that the README draws."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest

PACKAGE = "kaarina_strategy_ext"
ROOT = Path(__file__).parents[2]

# From the top down. What shares a line is of one height: it knows what is below, and not its neighbours.
LAYERS = [
    ["demo"],
    ["public names"],  # the package's own __init__.py
    ["extension"],
    ["commands"],
    ["cli", "views"],
    ["checking", "jobs"],
    ["layout", "letters"],
    ["host", "forms", "mail", "webhooks"],
    ["autogenerate", "database", "identity", "schema", "templating"],
    ["readmodels", "signals"],
    ["i18n"],
    ["services"],
    ["models"],
    ["config"],
    ["errors", "allowed", "datafiles", "endpoints", "late", "stopping"],
]
HEIGHT = {part: -line for line, parts in enumerate(LAYERS) for part in parts}
FRAMEWORKS = ("flask", "wtforms")  # and all that begins with these, such as flask_babel


def complaints(source: str, path: str) -> Iterator[str]:
    """What is wrong with a file's imports, one sentence each; `path` begins with the package's folder."""
    own = _part(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    if own not in HEIGHT:
        yield f"{path}: {own} has no place in LAYERS"
        return
    for name in _imported(source, path.rpartition("/")[0].replace("/", ".")):
        other = _part(name)
        if other and other != own and HEIGHT.get(other, 0) >= HEIGHT[own]:
            yield f"{path} imports {other}"
        if name.startswith(FRAMEWORKS) and HEIGHT[own] <= HEIGHT["readmodels"]:
            yield f"{path} imports {name.partition('.')[0]}"
        if other and other != own and name.rpartition(".")[2].startswith("_"):
            yield f"{path} imports the private {name}"


def _imported(source: str, package: str) -> Iterator[str]:
    """The dotted name of everything that the source imports, wherever in it; `package` is where it lies."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package)
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _part(name: str) -> str | None:
    """The part of our package that a dotted name is in; None where it is not ours."""
    package, _, rest = f"{name}.".partition(".")
    part = rest.partition(".")[0]
    if package != PACKAGE:
        return None
    return part if part.islower() else "public names"


def test_every_import_points_downwards():
    paths = sorted((ROOT / PACKAGE).rglob("*.py"))
    sources = ((path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()) for path in paths)
    assert paths
    found = "\n".join(each for source, path in sources for each in complaints(source, path))
    assert not found, found


@pytest.mark.parametrize(
    ("path", "line", "complaint"),
    [
        ("models/phase.py", "from ..views import public", "imports views"),
        ("models/phase.py", "from ..views.public import page", "imports views"),
        ("models/phase.py", "import kaarina_strategy_ext.services.seating", "imports services"),
        ("models/phase.py", "def f():\n    from kaarina_strategy_ext import i18n", "imports i18n"),
        ("models/phase.py", "from .. import KaarinaStrategy", "imports public names"),
        ("forms/__init__.py", "from ..mail import letter", "imports mail"),
        ("cli.py", "from . import views", "imports views"),
        ("errors.py", "from .datafiles import data_dir", "imports datafiles"),
        ("host.py", "from .demo.site import create_app", "imports demo"),
        ("services/seating.py", "from flask_sqlalchemy import SQLAlchemy", "imports flask_sqlalchemy"),
        ("i18n/dates.py", "import flask.globals", "imports flask"),
        ("readmodels/text.py", "from wtforms import Form", "imports wtforms"),
        (
            "demo/site.py",
            "from ..host import _as_bytes",
            "imports the private kaarina_strategy_ext.host._as_bytes",
        ),
        ("manager.py", "", "manager has no place in LAYERS"),
    ],
)
def test_wrong_import_is_found(path, line, complaint):
    assert any(each.endswith(complaint) for each in complaints(line, f"{PACKAGE}/{path}"))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (
            "views/own.py",
            "from . import answers\nfrom .answers import _page\nfrom ..services import changing",
        ),
        ("views/own.py", "from flask import request\nfrom wtforms import Form"),
        ("extension.py", "from .views.blueprint import blueprint"),
        ("demo/site.py", "from kaarina_strategy_ext import KaarinaStrategy\nfrom .database import db"),
        ("services/content/loading.py", "from ..seating import seat_counts\nfrom ...models import Process"),
    ],
)
def test_right_import_is_left_alone(path, line):
    assert list(complaints(line, f"{PACKAGE}/{path}")) == []
