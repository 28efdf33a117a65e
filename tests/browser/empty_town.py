"""The demo's town before anybody has written a word: the extension is mounted, and there is no process."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import Babel

from kaarina_strategy_ext import demo
from kaarina_strategy_ext.demo import clock, site
from kaarina_strategy_ext.demo.database import db, tune_sqlite
from kaarina_strategy_ext.demo.languages import language_of_path
from kaarina_strategy_ext.demo.settings import instance_folder, settings


def create_app() -> Flask:
    """The demo without content, with its tables and its clock; its browser confirms no address."""
    app = Flask(demo.__name__, instance_path=str(instance_folder()))
    app.config.from_mapping(settings({"KAARINA_STRATEGY_VERIFY_EMAIL": "never"}, Path(app.instance_path)))
    db.init_app(app)
    Babel(app, locale_selector=language_of_path)
    site.add_pages(app)
    site.mount_strategy(app)
    with app.app_context():
        tune_sqlite(db.engine)
        db.create_all()
        clock.wind()
        app.extensions["kaarina_strategy"].upgrade()
        db.session.remove()
        db.engine.dispose()
    return app
