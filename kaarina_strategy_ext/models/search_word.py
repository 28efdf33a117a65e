"""By which words a registration is found: the beginnings of these are looked up in an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, String, delete, event, insert, inspect
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from .base import TABLE_PREFIX, Base
from .registration import Registration

_WORD = re.compile(r"[^\W_]+")


class SearchWord(Base):
    """One word of somebody's name or address; written and deleted with the registration by itself.

    So a search among a hundred thousand people takes no longer than among a hundred. Words sort by their
    bytes, because that is what a beginning is found by.
    """

    __tablename__ = f"{TABLE_PREFIX}search_word"
    __table_args__ = (Index(f"{TABLE_PREFIX}search_word_word", "process_id", "word", "registration_id"),)

    registration_id: Mapped[int] = mapped_column(
        ForeignKey(Registration.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    word: Mapped[str] = mapped_column(
        String().with_variant(String(collation="C"), "postgresql"), primary_key=True
    )
    process_id: Mapped[int]


def search_words(name_key: str | None, email_key: str | None) -> set[str]:
    """The words of a folded name, and the address from each of its words on; empty where there is neither.

    "anna-maria ek" is found by "maria" too, and "aino.ek@example.fi" by "ek@example" and by "example.fi".
    """
    dotted = {part for part in (name_key or "").split() if "." in part}
    return {*_WORD.findall(name_key or ""), *dotted, *_of_address(email_key or "")}


def asked_words(query: str) -> tuple[str, ...]:
    """The words that somebody looks for, with what may be of an address as a whole; `query` is folded."""
    return tuple(
        word
        for part in (each.strip("@.,;<>") for each in query.split())
        for word in ([part] if "@" in part or "." in part else _WORD.findall(part))
    )


def _of_address(address: str) -> Iterator[str]:
    local, at, domain = address.rpartition("@")
    yield from (f"{local[each.start() :]}{at}{domain}" for each in _WORD.finditer(local))
    if local:
        yield address
        yield domain


@event.listens_for(Registration, "after_insert")
def _write(_: Mapper[Any], connection: Connection, registration: Registration) -> None:
    rows = [
        {"registration_id": registration.id, "word": each, "process_id": registration.process_id}
        for each in sorted(search_words(registration.name_key, registration.email_key))
    ]
    if rows:
        connection.execute(insert(SearchWord), rows)


@event.listens_for(Registration, "after_update")
def _rewrite(mapper: Mapper[Any], connection: Connection, registration: Registration) -> None:
    state = inspect(registration)
    if any(state.attrs[name].history.has_changes() for name in ("name_key", "email_key")):
        connection.execute(delete(SearchWord).where(SearchWord.registration_id == registration.id))
        _write(mapper, connection, registration)
