"""Instants and texts survive the way through both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import StatementError

from kaarina_strategy_ext.models import Translated
from kaarina_strategy_ext.models.types import TranslatedText, UTCDateTime

from ..town import engine_of

SAMPLE = Table(
    "sample",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UTCDateTime),
    Column("words", TranslatedText),
)
EARLIER = datetime(2022, 4, 1, tzinfo=UTC)
LATER = datetime(2022, 4, 2, tzinfo=UTC)
LATEST = datetime(2022, 4, 3, tzinfo=UTC)


@pytest.fixture
def connection(database_url: str):
    engine = engine_of(database_url)
    SAMPLE.metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_instant_comes_back_as_the_same_instant(connection) -> None:
    summer = datetime(2022, 4, 12, 17, tzinfo=timezone(timedelta(hours=3)))
    connection.execute(insert(SAMPLE).values(at=summer))
    read = connection.scalar(select(SAMPLE.c.at))
    assert read == summer
    assert read.utcoffset() == timedelta(0)


def test_naive_instant_is_refused(connection) -> None:
    with pytest.raises(StatementError, match="needs its offset"):
        connection.execute(insert(SAMPLE).values(at=datetime(2022, 4, 12, 17)))  # noqa: DTZ001 - that is the point


def test_text_keeps_the_moment_of_each_language(connection) -> None:
    written = Translated({"fi": "Visio", "sv": "Vision"}, {"fi": EARLIER, "sv": LATER})
    connection.execute(insert(SAMPLE).values(words=written))
    read = connection.scalar(select(SAMPLE.c.words))
    assert (read, read.edited_at) == (written, written.edited_at)


def test_absent_text_is_null(connection) -> None:
    connection.execute(insert(SAMPLE).values(words=None))
    assert connection.scalar(text("SELECT count(*) FROM sample WHERE words IS NULL")) == 1


def test_edit_of_one_language_leaves_the_moment_of_the_other() -> None:
    first = Translated({}).edited({"fi": "Visio", "sv": "Vision"}, EARLIER)
    second = first.edited({"fi": "Uusi visio", "sv": "Vision"}, LATER)
    assert second.edited_at == {"fi": LATER, "sv": EARLIER}


def test_language_that_follows_an_edit_has_caught_up() -> None:
    behind = Translated({"fi": "Uusi visio", "sv": "Vision"}, {"fi": LATER, "sv": EARLIER})
    assert behind.stale == {"sv"}
    followed = behind.edited({"fi": "Uusi visio", "sv": "Ny vision"}, LATEST)
    assert (followed.edited_at, followed.stale) == ({"fi": LATEST, "sv": LATEST}, frozenset())


def test_of_two_languages_behind_the_one_that_does_not_follow_stays_so() -> None:
    behind = Translated(
        {"fi": "Uusi visio", "sv": "Vision", "en": "Vision"}, {"fi": LATER, "sv": EARLIER, "en": EARLIER}
    )
    followed = behind.edited({"fi": "Uusi visio", "sv": "Ny vision", "en": "Vision"}, LATEST)
    assert followed.stale == {"en"}


def test_text_without_moments_is_stale_in_no_language_until_one_is_edited() -> None:
    unknown = Translated({"fi": "Visio", "sv": "Vision"})
    assert unknown.stale == frozenset()
    assert unknown.edited({"fi": "Uusi visio", "sv": "Vision"}, LATER).stale == {"sv"}
