"""Mounting: what a host gets, what it keeps, and what is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from kaarina_strategy_ext import ConfigurationInvalid, KaarinaStrategy, MountRefused

CONTENT = Path(__file__).parents[1] / "kaarina_strategy_ext" / "demo" / "content" / "kaarina-2022.yaml"


def host(tmp_path: Path, **config: object) -> Flask:
    """A site without anything."""
    app = Flask("town", instance_path=str(tmp_path))
    app.config.update(SECRET_KEY="a secret of the tests", **config)
    return app


def test_site_without_any_database_gets_one_of_ours(tmp_path: Path) -> None:
    app = host(tmp_path)
    KaarinaStrategy().init_app(app)
    strategy = app.extensions["kaarina_strategy"]
    with app.app_context():
        strategy.upgrade()
        strategy.load(CONTENT)
        strategy.host.database.engine.dispose()
    assert (tmp_path / "kaarina_strategy.sqlite3").exists()
    assert "Strategiarbetet i S:t Karins" in app.test_client().get("/sv/strategi/").text
    with app.app_context():
        strategy.host.database.engine.dispose()


def test_flask_sqlalchemy_of_the_host_is_found_without_being_named(tmp_path: Path) -> None:
    app = host(tmp_path, SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'town.sqlite3'}")
    db = SQLAlchemy()
    db.init_app(app)
    KaarinaStrategy().init_app(app)
    with app.app_context():
        assert app.extensions["kaarina_strategy"].host.database.engine is db.engine


def test_two_apps_in_one_process_each_have_their_own(tmp_path: Path) -> None:
    strategy = KaarinaStrategy()
    apps = [host(tmp_path / str(number)) for number in range(2)]
    for app in apps:
        strategy.init_app(app)
    first, second = (app.extensions["kaarina_strategy"].host.database.engine for app in apps)
    assert first.url != second.url


def test_second_mount_is_refused(tmp_path: Path) -> None:
    app = host(tmp_path)
    KaarinaStrategy().init_app(app)
    with pytest.raises(MountRefused, match="mounted on this app already"):
        KaarinaStrategy().init_app(app)


def test_late_mount_is_refused(tmp_path: Path) -> None:
    app = host(tmp_path)
    app.test_client().get("/")
    with pytest.raises(MountRefused, match="begun to serve"):
        KaarinaStrategy().init_app(app)


def test_database_that_does_not_know_the_app_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MountRefused, match=r"call db\.init_app\(app\) before"):
        KaarinaStrategy().init_app(host(tmp_path), db=SQLAlchemy())


def test_database_with_binds_only_is_refused(tmp_path: Path) -> None:
    app = host(tmp_path, SQLALCHEMY_BINDS={"archive": "sqlite://"})
    db = SQLAlchemy()
    db.init_app(app)
    with pytest.raises(MountRefused, match="binds only"):
        KaarinaStrategy().init_app(app, db=db)


def test_missing_secret_key_is_refused(tmp_path: Path) -> None:
    app = Flask("town", instance_path=str(tmp_path))
    with pytest.raises(ConfigurationInvalid, match="SECRET_KEY is not set"):
        KaarinaStrategy().init_app(app)


def test_wrong_configuration_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationInvalid, match="KAARINA_STRATEGY_RETENTION_DAYS is 'long'"):
        KaarinaStrategy().init_app(host(tmp_path, KAARINA_STRATEGY_RETENTION_DAYS="long"))


def test_mail_that_cannot_be_sent_yet_is_told_at_the_start(tmp_path: Path, caplog) -> None:
    KaarinaStrategy().init_app(host(tmp_path, KAARINA_STRATEGY_MAIL_FROM="a@example.fi"))
    assert "KAARINA_STRATEGY_BASE_URL, KAARINA_STRATEGY_SMTP_URL" in caplog.text


def test_pages_of_the_host_stay_byte_for_byte_what_they_were(tmp_path: Path) -> None:
    def town(*, mounted: bool) -> Flask:
        app = host(tmp_path)
        app.add_url_rule("/", view_func=lambda: "the town's own page")
        if mounted:
            KaarinaStrategy().init_app(app)
        return app

    before, after = (town(mounted=mounted).test_client() for mounted in (False, True))
    for path in ("/", "/no-such-page"):
        old, new = before.get(path), after.get(path)
        assert (new.status, new.data, list(new.headers)) == (old.status, old.data, list(old.headers))


def test_host_overrides_a_template_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "kaarina_strategy").mkdir()
    (tmp_path / "kaarina_strategy" / "error.html").write_text("the town's own words")
    (tmp_path / "error.html").write_text("not for us")
    app = host(tmp_path)
    app.jinja_loader = type(app.jinja_loader)(str(tmp_path))
    KaarinaStrategy().init_app(app)
    with app.app_context():
        app.extensions["kaarina_strategy"].upgrade()
    assert "the town's own words" in app.test_client().get("/strategia/tyopajat").text
    with app.app_context():
        app.extensions["kaarina_strategy"].host.database.engine.dispose()


@pytest.mark.parametrize(
    ("hooks", "told"),
    [
        ({"block": "main-content"}, "'main-content' is not the name of a Jinja block"),
        ({"block": "content", "title_block": "content"}, "must be different blocks"),
    ],
)
def test_blocks_that_no_layout_can_have_are_refused(tmp_path: Path, hooks, told: str) -> None:
    with pytest.raises(MountRefused, match=told):
        KaarinaStrategy().init_app(host(tmp_path), layout="town.html", **hooks)
