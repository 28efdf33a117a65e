"""The commands: `flask strategy …`."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from . import schema
from .checking import faults
from .errors import RightUnknown
from .host import Host, current_host, logger
from .jobs import run_jobs
from .services.auditing import COMMAND_LINE, Act
from .services.content.exporting import export_content, export_process
from .services.content.loading import load_content
from .services.content.problems import ContentInvalid
from .services.content.translating import missing_translations
from .services.disclosing import disclose
from .services.erasing import erase_address
from .services.rights import rights_of, wake

commands = AppGroup()


@commands.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Create our tables, or bring them to this release."""
    schema.upgrade(current_host().database.engine, revision)
    click.echo(f"Tables are at {schema.current(current_host().database.engine)}.")


@commands.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take our tables down to REVISION; `base` removes them with everything in them."""
    schema.downgrade(current_host().database.engine, revision)
    click.echo(f"Tables are at {schema.current(current_host().database.engine) or 'base'}.")


@commands.command()
def current() -> None:
    """Show the revision of our tables."""
    click.echo(schema.current(current_host().database.engine) or "There are no tables yet.")


@commands.command()
def check() -> None:
    """Try everything against this site; say what is wrong and how to mend it, and exit with 1."""
    found = list(faults(current_host()))
    for sentence in found:
        click.echo(sentence)
    if found:
        raise SystemExit(1)
    click.echo("Everything works.")


@commands.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Load a content FILE; loading the same file twice changes nothing."""
    host = current_host()
    source, act = file.read_bytes(), _act(host)
    try:
        loaded = host.database.change(
            lambda session: load_content(session, source, act, languages=host.languages)
        )
    except ContentInvalid as invalid:
        raise click.ClickException("\n".join(str(problem) for problem in invalid.problems)) from invalid
    if not loaded.changed:
        click.echo("Nothing has changed.")
    else:
        click.echo(f"{'Created' if loaded.created else 'Updated'}; {len(loaded.changes)} public changes.")


@commands.command()
@click.argument("slug")
def export(slug: str) -> None:
    """Write the content of the process SLUG as a content file."""
    content = export_content(current_host().database.reading(), slug)
    if content is None:
        raise click.ClickException(f"There is no process {slug!r}.")
    click.echo(content, nl=False)


@commands.command("run-jobs")
def run_jobs_once() -> None:
    """Do one round of what is due: send mail, erase what has been kept long enough."""
    done = run_jobs(current_host())
    click.echo(
        f"{done.expired} offers or holds ended, {done.messages} messages handled,"
        f" {done.webhooks} webhooks handled, {done.erased} registrations erased or trimmed."
    )


@commands.command()
@click.option("--pause", default=5.0, show_default=True, help="Seconds between two rounds.")
def worker(pause: float) -> None:
    """Do what is due, again and again, until stopped."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # LocalProxy
    with current_host().stopping.on_sigterm():
        while True:
            with app.app_context():
                try:
                    run_jobs(current_host())
                except Exception as fault:  # noqa: BLE001 - whatever it is, the mail of the next round must go
                    logger.warning("A job failed (%s); the next round tries again.", type(fault).__name__)
            time.sleep(pause)


@commands.command("export-person")
@click.argument("email")
def export_person(email: str) -> None:
    """Write everything that is stored about the address EMAIL, as JSON (GDPR, article 15)."""
    click.echo(json.dumps(disclose(current_host().database.reading(), email), ensure_ascii=False, indent=2))


@commands.command()
@click.argument("email")
def erase(email: str) -> None:
    """Erase everything that is stored about the address EMAIL, and give its seats on (GDPR, article 17)."""
    host = current_host()
    act, keys = _act(host), host.link_keys
    erased = host.database.change(lambda session: erase_address(session, email, act, keys))
    click.echo(f"{erased.registrations} registrations erased.")
    if erased.requests:
        click.echo(f"{erased.requests} requests to be told of an opening erased.")


@commands.command("check-translations")
@click.argument("slug")
def check_translations(slug: str) -> None:
    """List the texts of the process SLUG that a language lacks; exits with 1 where there are any."""
    host = current_host()
    document = export_process(host.database.reading(), slug)
    if document is None:
        raise click.ClickException(f"There is no process {slug!r}.")
    missing = missing_translations(document, host.languages)
    for language, path in missing:
        click.echo(f"{language}: {path}")
    if missing:
        raise SystemExit(1)


@commands.command("wake")
@click.argument("identity")
@click.argument("role")
def wake_right(identity: str, role: str) -> None:
    """Let IDENTITY, the site's own id of somebody, use the sleeping ROLE again."""
    host = current_host()
    act = _act(host)
    process = host.cache.present(
        host.database.reading(), host.settings["PROCESS"], host.languages[0], act.now
    )
    process_id = process.view.id if process else None
    try:
        host.database.change(lambda session: wake(session, identity, role, act, process_id=process_id))
    except RightUnknown as error:
        known = ", ".join(sorted(rights_of(host.database.reading(), identity)))
        hint = f"the roles of {identity!r} are {known}." if known else f"nobody came as {identity!r}."
        raise click.ClickException(f"There is no such right: {hint}") from error
    click.echo(f"{identity} can use the role {role} again.")


def _act(host: Host) -> Act:
    return Act(COMMAND_LINE, host.now())
