"""The commands, as an administrator types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from kaarina_strategy_ext import KaarinaStrategy, schema, signals
from kaarina_strategy_ext.services.rights import note_use, rights_of

from .smtp_sink import SmtpSink
from .town import NOW
from .visitor import HiddenFields, details

CONTENT = Path(__file__).parents[1] / "kaarina_strategy_ext" / "demo" / "content"
SEED, EXAMPLES = CONTENT / "kaarina-2022.yaml", CONTENT / "kaarina-2022-examples.yaml"
FORM = "/sv/strategi/anmalan"


@pytest.fixture
def app(database_url: str, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Flask]:
    """A site without Flask-SQLAlchemy, which sends its mail to a real server."""
    app = Flask("town", instance_path=str(tmp_path))
    app.config.update(
        SECRET_KEY="a secret of the tests",
        KAARINA_STRATEGY_DATABASE_URI=database_url,
        KAARINA_STRATEGY_BASE_URL="https://www.example.fi/palvelut",
        KAARINA_STRATEGY_MAIL_FROM="strategia@example.fi",
        KAARINA_STRATEGY_SMTP_URL=f"smtp://{smtp_sink.host}:{smtp_sink.port}",
    )
    KaarinaStrategy().init_app(app, clock=lambda: NOW)
    yield app
    with app.app_context():
        app.extensions["kaarina_strategy"].host.database.engine.dispose()


@pytest.fixture
def run(app: Flask):
    """Runs `flask strategy …` and gives the result."""
    runner: FlaskCliRunner = app.test_cli_runner()

    def ran(*arguments: object):
        return runner.invoke(args=["strategy", *map(str, arguments)])

    return ran


@pytest.fixture
def loaded(run):
    """The process of 2022 with the examples, in migrated tables."""
    for command in (["upgrade"], ["load", SEED], ["load", EXAMPLES]):
        result = run(*command)
        assert result.exit_code == 0, result.output
    return run


@pytest.fixture
def registered(app: Flask, loaded):
    """The commands, after somebody has registered in Swedish on the site of 2022."""
    client = app.test_client()
    hidden = HiddenFields(client.get(FORM).text).values
    sent = client.post(
        FORM, data={**hidden, **details(language="sv"), "alternative-strategian-viimeistely": "either"}
    )
    assert sent.status_code == 303
    return loaded


def test_upgrade_and_current_tell_the_revision(run) -> None:
    assert str(schema.newest()) in run("upgrade").output
    assert str(schema.newest()) in run("current").output


def test_current_tells_that_there_are_no_tables(run) -> None:
    assert "no tables yet" in run("current").output


def test_downgrade_to_base_removes_everything(run) -> None:
    run("upgrade")
    run("downgrade", "base")
    assert "no tables yet" in run("current").output


def test_loading_twice_changes_nothing(loaded) -> None:
    assert "Nothing has changed." in loaded("load", EXAMPLES).output


def test_exported_content_loads_again_without_a_change(loaded, tmp_path: Path) -> None:
    exported = tmp_path / "exported.yaml"
    exported.write_text(loaded("export", "kaarina-2022").output)
    assert "Nothing has changed." in loaded("load", exported).output


def test_load_signals_what_has_moved(loaded, app: Flask, tmp_path: Path) -> None:
    moved = tmp_path / "moved.yaml"
    moved.write_text(loaded("export", "kaarina-2022").output.replace("date: 2022-04-12", "date: 2022-04-13"))
    heard = []

    def hear(sender: Flask, **told: object) -> None:
        heard.append((sender, told))

    with signals.session_moved.connected_to(hear):
        assert "1 public changes" in loaded("load", moved).output
    ((sender, told),) = heard
    assert sender is app
    assert (told["data"]["old"]["earliest"], told["data"]["new"]["earliest"]) == ("2022-04-12", "2022-04-13")


def test_mistake_in_a_file_is_told_by_its_path(run, tmp_path: Path) -> None:
    run("upgrade")
    broken = tmp_path / "broken.yaml"
    broken.write_text(SEED.read_text().replace("date: 2022-04-12", "date: 2022-04-31"))
    result = run("load", broken)
    assert result.exit_code == 1
    assert "workshops[1].sessions[0].date" in result.output


def test_export_of_an_unknown_process_is_refused(loaded) -> None:
    result = loaded("export", "no-such")
    assert (result.exit_code, "There is no process 'no-such'." in result.output) == (1, True)


def test_content_of_2022_lacks_no_translation(loaded) -> None:
    result = loaded("check-translations", "kaarina-2022")
    assert (result.exit_code, result.output) == (0, "")


def test_missing_translation_is_listed(run, tmp_path: Path) -> None:
    run("upgrade")
    half = tmp_path / "half.yaml"
    half.write_text(SEED.read_text().replace("      sv: Visionsworkshop\n", ""))
    run("load", half)
    result = run("check-translations", "kaarina-2022")
    assert (result.exit_code, result.output) == (1, "sv: workshops[1].title\n")


def test_jobs_send_the_mail_through_smtp(registered, smtp_sink: SmtpSink) -> None:
    assert "1 messages handled" in registered("run-jobs").output
    assert [mail["Content-Language"] for mail in smtp_sink.messages] == ["sv"]


def test_link_in_the_mail_is_made_from_the_configured_address(registered, smtp_sink: SmtpSink) -> None:
    registered("run-jobs")
    text = smtp_sink.messages[0].get_body(("plain",)).get_content()
    assert "https://www.example.fi/palvelut/sv/strategi/min/" in text


def test_everything_about_a_person_is_exported(registered) -> None:
    told = json.loads(registered("export-person", "AINO1@example.fi").output)
    assert [each["last_name"] for each in told] == ["Virtanen 1"]


def test_person_is_erased(registered) -> None:
    assert "1 registrations erased." in registered("erase", "aino1@example.fi").output
    assert json.loads(registered("export-person", "aino1@example.fi").output) == []


def test_command_without_tables_says_which_one_makes_them(run) -> None:
    result = run("load", SEED)
    assert result.exit_code == 1
    assert "Has `flask strategy upgrade` been run?" in result.output


COMPLETE = {
    "KAARINA_STRATEGY_PRIVACY_URL": {"fi": "/tietosuoja", "sv": "/sv/dataskydd"},
    "KAARINA_STRATEGY_ACCESSIBILITY_URL": {"fi": "/saavutettavuus", "sv": "/sv/tillganglighet"},
}


@pytest.fixture
def new_run(database_url: str, tmp_path: Path):
    """Runs commands on a site of its own: `new_run(*commands, layout=None, **config)` gives the last."""

    def ran(*commands: list[object], layout: str | None = None, **config: object):
        (tmp_path / "town.html").write_text("{% block content %}{% endblock %}")
        app = Flask("town", instance_path=str(tmp_path), template_folder=str(tmp_path))
        app.config.update(
            SECRET_KEY="a secret of the tests",
            KAARINA_STRATEGY_DATABASE_URI=database_url,
            KAARINA_STRATEGY_BASE_URL="https://www.example.fi",
            KAARINA_STRATEGY_MAIL_FROM="strategia@example.fi",
            KAARINA_STRATEGY_SMTP_URL="smtp://127.0.0.1:9",
        )
        app.config.update({**COMPLETE, **config})
        block = "content" if layout == "town.html" else "no_such_block"
        KaarinaStrategy().init_app(app, layout=layout and "town.html", block=block)
        runner = app.test_cli_runner()
        results = [runner.invoke(args=["strategy", *map(str, command)]) for command in commands]
        with app.app_context():
            app.extensions["kaarina_strategy"].host.database.engine.dispose()
        return results[-1]

    return ran


def test_check_finds_nothing_wrong_with_a_complete_site(new_run) -> None:
    result = new_run(["upgrade"], ["load", SEED], ["check"], layout="town.html")
    assert (result.exit_code, result.output) == (0, "Everything works.\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"KAARINA_STRATEGY_BASE_URL": None}, "KAARINA_STRATEGY_BASE_URL is not set"),
        (
            {"KAARINA_STRATEGY_PRIVACY_URL": {"fi": "/tietosuoja"}},
            "PRIVACY_URL says nothing for the language 'sv'",
        ),
        ({"layout": "swallowing"}, "The layout swallows our pages"),
    ],
)
def test_check_says_what_is_wrong(new_run, options, told: str) -> None:
    result = new_run(["upgrade"], ["load", SEED], ["check"], **options)
    assert result.exit_code == 1
    assert told in result.output


def test_check_says_what_to_run_where_tables_or_content_are_missing(new_run) -> None:
    assert "run `flask strategy upgrade`" in new_run(["check"]).output
    assert "run `flask strategy load FILE`" in new_run(["upgrade"], ["check"]).output


def test_check_says_that_mail_waits_for_a_worker(registered, app: Flask) -> None:
    host = app.extensions["kaarina_strategy"].host
    with app.app_context():
        host.database.change(
            lambda session: session.execute(
                text("UPDATE kaarina_strategy_message SET due_at = '2022-04-05 08:00'")
            )
        )
    assert "is `flask strategy worker` running?" in registered("check").output


def test_wake_renews_a_right_that_somebody_has_come_with(app: Flask, loaded) -> None:
    database = app.extensions["kaarina_strategy"].host.database
    with app.app_context():
        database.change(lambda unit: note_use(unit, "anna", ["admin"], "admin", NOW - timedelta(days=400)))
    result = loaded("wake", "anna", "admin")
    assert result.exit_code == 0, result.output
    with app.app_context():
        assert not rights_of(database.reading(), "anna")["admin"].sleeps(NOW, 180)


@pytest.mark.parametrize(("identity", "hint"), [("anna", "are admin."), ("nobody", "nobody came as")])
def test_wake_says_which_rights_there_are(app: Flask, loaded, identity: str, hint: str) -> None:
    with app.app_context():
        database = app.extensions["kaarina_strategy"].host.database
        database.change(lambda unit: note_use(unit, "anna", ["admin"], "admin", NOW))
    result = loaded("wake", identity, "editor")
    assert result.exit_code == 1
    assert hint in result.output
