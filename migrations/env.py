"""Run our revisions on the connection that the extension hands over."""

from __future__ import annotations

from alembic import context
from sqlalchemy import JSON, Connection, Enum, TypeDecorator, text

from kaarina_strategy_ext.models import TABLE_PREFIX, Base

VERSION_TABLE = f"{TABLE_PREFIX}alembic_version"
LOCK_NUMBER = 7_261_202_203  # any number, the same for all who migrate


def ours(name: str | None, kind: str, _: object) -> bool:
    """Whether autogenerate may look at this table."""
    return kind != "table" or (name is not None and name.startswith(TABLE_PREFIX) and name != VERSION_TABLE)


def plain(kind: str, item: object, _: object) -> str | bool:
    """Our column types as the plain ones beneath them, so that a revision outlives a change of our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return "sa.JSON()" if isinstance(item.impl, JSON) else "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def run(connection: Connection) -> None:
    """Run the revisions in one transaction, alone."""
    is_sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table=VERSION_TABLE,
        include_name=ours,
        render_item=plain,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if is_sqlite:
            # The driver begins a transaction only before INSERT; a migration cut off would stay half done.
            if not connection.connection.driver_connection.in_transaction:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK_NUMBER})
        context.run_migrations()


run(context.config.attributes["connection"])
