"""Our own migrations: own directory, own version table, invisible to the host's."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from .datafiles import data_dir
from .models import TABLE_PREFIX

VERSION_TABLE = f"{TABLE_PREFIX}alembic_version"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring our tables up to the revision."""
    with _migrating(engine) as connection:
        command.upgrade(configuration(connection), revision)
        connection.commit()


def downgrade(engine: Engine, revision: str) -> None:
    """Take our tables down to the revision; `base` removes all of them, and what they hold."""
    with _migrating(engine) as connection:
        command.downgrade(configuration(connection), revision)
        if revision == "base":
            connection.execute(text(f"DROP TABLE {VERSION_TABLE}"))
        connection.commit()


def _migrating(engine: Engine) -> Connection:
    """A connection that sees, once it is its turn, what the migration before it has done."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="READ COMMITTED")
    return engine.connect()


def current(engine: Engine) -> str | None:
    """The revision of the database; None where our tables are not there."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        return context.get_current_revision()


def newest() -> str | None:
    """The revision that this release of ours expects."""
    return ScriptDirectory(str(data_dir("migrations"))).get_current_head()


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for our directory, on this connection."""
    config = Config()
    config.set_main_option("script_location", str(data_dir("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
