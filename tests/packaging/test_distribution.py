"""What a city installs: the wheel holds all that the checkout runs on, and works without the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = "kaarina_strategy_ext"
# The folders that the wheel carries inside the package.
CARRIED = {PACKAGE: PACKAGE, "migrations": f"{PACKAGE}/migrations", "translations": f"{PACKAGE}/translations"}
# What new revisions and catalogues are made from.
MAINTAINERS = {"babel.cfg", "kaarina_strategy.pot", "script.py.mako"}
NEEDED = [
    "py.typed",
    "demo/content/kaarina-2022.yaml",
    "migrations/env.py",
    "static/share.js",
    "templates/kaarina_strategy/layout.html",
    "translations/fi/LC_MESSAGES/kaarina_strategy.mo",
    "translations/sv/LC_MESSAGES/kaarina_strategy.mo",
    "translations/sv/LC_MESSAGES/kaarina_strategy.po",
]
SITE = """
from flask import Flask
from kaarina_strategy_ext import KaarinaStrategy

def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "a key for an afternoon"
    KaarinaStrategy().init_app(app)
    return app
"""
VISIT = """
import json, kaarina_strategy_ext
from town import create_app

client = create_app().test_client()
pages = {path: client.get(path) for path in ["/strategia/", "/sv/strategi/"]}
answers = {path: [page.status_code, page.text] for path, page in pages.items()}
print(json.dumps({"from": kaarina_strategy_ext.__file__, **answers}))
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources: a build writes into its folder, and takes up what an older one left there."""
    copy = tmp_path_factory.mktemp("checkout") / "sources"
    left_out = shutil.ignore_patterns(".*", "*.egg-info", "__pycache__", "build", "dist", "instance")
    shutil.copytree(ROOT, copy, ignore=left_out)
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    """The wheel that is built from the checkout."""
    return _built(checkout, "--wheel")


@pytest.fixture(scope="module")
def sdist(checkout: Path) -> Path:
    """The archive of the sources."""
    return _built(checkout, "--sdist")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the wheel in it."""
    folder = tmp_path_factory.mktemp("installed")
    _run("-m", "pip", "install", "--no-deps", "--no-index", "--target", folder, wheel)
    return folder


@pytest.fixture
def town(installed: Path, tmp_path: Path) -> Path:
    """The folder of a small site that mounts the extension."""
    (tmp_path / "town.py").write_text(SITE)
    return tmp_path


def test_wheel_holds_every_file_that_the_checkout_runs_on(wheel, checkout):
    assert _carried(wheel) == _expected(checkout)


@pytest.mark.parametrize("name", NEEDED)
def test_wheel_holds(wheel, name):
    assert f"{PACKAGE}/{name}" in _carried(wheel)


def test_wheel_holds_nothing_beside_the_package(wheel):
    with ZipFile(wheel) as archive:
        tops = {name.partition("/")[0].partition("-")[0] for name in archive.namelist()}
    assert tops == {PACKAGE}


def test_archive_of_the_sources_builds_the_same_wheel(sdist, wheel, tmp_path):
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    [sources] = tmp_path.iterdir()
    assert _carried(_built(sources, "--wheel")) == _carried(wheel)


def test_archive_of_the_sources_holds_the_tests(sdist):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"tests/conftest.py", "tests/packaging/test_distribution.py"} <= names


def test_installed_wheel_serves_a_process_in_both_languages(installed, town):
    content = installed / PACKAGE / "demo/content/kaarina-2022.yaml"
    flask = ["-m", "flask", "--app", "town", "strategy"]
    _run(*flask, "upgrade", cwd=town, path=installed)
    _run(*flask, "load", content, cwd=town, path=installed)
    answers = json.loads(_run("-c", VISIT, cwd=town, path=installed))
    finnish, swedish = answers["/strategia/"], answers["/sv/strategi/"]
    assert Path(answers["from"]).is_relative_to(installed)
    assert (finnish[0], swedish[0]) == (200, 200)
    # One heading of our catalogue and one finding of the content file.
    assert ">Vahvuudet<" in finnish[1]
    assert "Asiakaslähtöiset palvelut" in finnish[1]
    assert ">Styrkor<" in swedish[1]
    assert "Kundorienterad service" in swedish[1]


def _built(sources: Path, kind: str) -> Path:
    """The wheel or archive of the sources, built with the setuptools that is here: nothing is downloaded."""
    folder = sources.parent / f"{sources.name}{kind}"
    _run("-m", "build", "--no-isolation", kind, "--outdir", folder, sources)
    [made] = folder.iterdir()
    return made


def _carried(wheel: Path) -> set[str]:
    """The files of a wheel, without what it says about itself."""
    with ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def _expected(checkout: Path) -> set[str]:
    """Every file of the folders that a wheel carries, but what only a maintainer needs."""
    return {
        f"{inside}/{path.relative_to(checkout / folder).as_posix()}"
        for folder, inside in CARRIED.items()
        for path in (checkout / folder).rglob("*")
        if path.is_file() and path.name not in MAINTAINERS
    }


def _run(*arguments: str | Path, cwd: Path | None = None, path: Path | None = None) -> str:
    """What the command of this Python printed; an error shows with all of its own words."""
    env = {**os.environ, "PYTHONPATH": str(path)} if path else None
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout
