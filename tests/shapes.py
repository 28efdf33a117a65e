"""The whole shape of a database, for comparing two."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, inspect

from kaarina_strategy_ext.schema import VERSION_TABLE

Shape = dict[str, dict[str, Any]]


def shape_of(engine: Engine) -> Shape:
    """Columns, keys, checks and indexes with their conditions, by table; in no matter which order."""
    found = inspect(engine)
    return {
        table: {
            "columns": {each["name"]: _plain(each) for each in found.get_columns(table)},
            "primary key": _plain(found.get_pk_constraint(table)),
            "foreign keys": {each["name"]: _plain(each) for each in found.get_foreign_keys(table)},
            "unique": {each["name"]: _plain(each) for each in found.get_unique_constraints(table)},
            "checks": {each["name"]: _plain(each) for each in found.get_check_constraints(table)},
            "indexes": {each["name"]: _plain(each) for each in found.get_indexes(table)},
        }
        for table in found.get_table_names()
        if table != VERSION_TABLE
    }


def _plain(told: Any) -> Any:
    """Values that can be compared, in place of types and SQL expressions."""
    if isinstance(told, dict):
        return {name: _plain(value) for name, value in told.items()}
    return told if isinstance(told, (str, int, list, type(None))) else str(told)
