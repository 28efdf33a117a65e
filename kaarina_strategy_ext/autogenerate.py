"""Our tables and the migrations that the host's Alembic makes by comparing: it is not to see them."""

from __future__ import annotations

from typing import Any

from flask import Flask


def hide_from_autogenerate(app: Flask) -> None:
    """Teach the host's Flask-Migrate not to see our tables, or it would drop them at its next revision."""
    migrate = app.extensions.get("migrate")
    if migrate is not None:
        _chain(migrate.configure_args)
    context = app.config.setdefault("ALEMBIC_CONTEXT", {})
    _chain(context)


def _chain(arguments: dict[str, Any]) -> None:
    theirs = arguments.get("include_name")

    def include_name(name: str | None, kind: str, parents: Any) -> bool:
        from .models import TABLE_PREFIX

        if kind == "table" and name is not None and name.startswith(TABLE_PREFIX):
            return False
        return theirs is None or bool(theirs(name, kind, parents))

    arguments["include_name"] = include_name
