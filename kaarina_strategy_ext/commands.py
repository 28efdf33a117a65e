"""The group of commands, as the host's `flask --help` lists it."""

from __future__ import annotations

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError


class StrategyGroup(AppGroup):
    """Our commands, loaded when one is asked for; a database that cannot serve them is told in a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        self._load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of the name; None where there is none."""
        self._load()
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """What the command gives; raises `click.ClickException` where the database fails."""
        try:
            return super().invoke(ctx)
        except DBAPIError as fault:
            raise click.ClickException(
                f"The database fails ({type(fault.orig).__name__}). Has `flask strategy upgrade` been run?"
            ) from fault

    def _load(self) -> None:
        from .cli import commands

        self.commands = {**commands.commands, **self.commands}


strategy = StrategyGroup("strategy", help="The city's strategy process: tables, content, mail, people.")
