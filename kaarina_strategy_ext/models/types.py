"""Column types: instants in UTC, and texts by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, TypeDecorator


class UTCDateTime(TypeDecorator[datetime]):
    """An instant, stored in UTC and always read back aware.

    SQLite drops the offset of `DateTime(timezone=True)`, so that 12:00+03:00 would come back as 12:00;
    naive values are refused with `TypeError` because nobody can know which instant they mean.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the database the instant in UTC, without an offset where it cannot keep one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"an instant needs its offset: {value!r}")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give Python the aware instant, or None."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@dataclass(frozen=True)
class Translated(Mapping[str, str]):
    """A text in one or several languages, each with the moment when it was last edited."""

    texts: Mapping[str, str]
    edited_at: Mapping[str, datetime] = field(default_factory=dict, compare=False)

    def __getitem__(self, language: str) -> str:
        return self.texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.texts.items())))

    @property
    def stale(self) -> frozenset[str]:
        """The languages that were last edited before another was; one without a moment is the oldest."""
        if not self.edited_at:
            return frozenset()
        newest = max(self.edited_at.values())
        return frozenset(each for each in self.texts if self.edited_at.get(each) != newest)

    def edited(self, texts: Mapping[str, str], now: datetime) -> Translated:
        """The text after an edit: a language keeps its moment unless its words changed.

        Where only languages were changed that were stale or missing, they have caught up: those that were
        ahead of them have the same moment then, and are not taken for older.
        """
        changed = {language for language, words in texts.items() if self.texts.get(language) != words}
        behind = self.stale | (texts.keys() - self.texts.keys())
        renewed = texts.keys() - (behind - changed) if changed and changed <= behind else changed
        kept = {each: moment for each, moment in self.edited_at.items() if each in texts}
        return Translated(dict(texts), kept | dict.fromkeys(renewed, now))


class TranslatedText(TypeDecorator[Translated]):
    """A `Translated` as JSON: `{"fi": {"text": "…", "edited_at": "…"}}`."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Translated | None, dialect: Dialect) -> Any:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give the database a JSON object by language, or NULL."""
        if value is None:
            return None
        return {
            language: {
                "text": text,
                "edited_at": moment.astimezone(UTC).isoformat()
                if (moment := value.edited_at.get(language))
                else None,
            }
            for language, text in value.texts.items()
        }

    def process_result_value(self, value: Any, dialect: Dialect) -> Translated | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give Python the texts and their moments, or None."""
        if value is None:
            return None
        moments = {
            language: datetime.fromisoformat(entry["edited_at"])
            for language, entry in value.items()
            if entry["edited_at"]
        }
        return Translated({language: entry["text"] for language, entry in value.items()}, moments)
