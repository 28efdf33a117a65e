"""Our own declarative base: nothing of ours is registered with, or seen by, the host's models."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

TABLE_PREFIX = "kaarina_strategy_"


class Base(DeclarativeBase):
    """The base of all our tables, whose names, indexes and constraints begin with `TABLE_PREFIX`."""

    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "fk": "%(table_name)s_%(column_0_name)s_fkey",
            "uq": "%(table_name)s_%(constraint_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
        }
    )
