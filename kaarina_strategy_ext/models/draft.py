"""Editing of content: drafts of its parts, what became of each part, and when drafts were published."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import TABLE_PREFIX, Base
from .process import Process
from .types import Translated, TranslatedText, UTCDateTime


class PublicationState(StrEnum):
    """Where a publication stands."""

    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class RevisionAction(StrEnum):
    """What somebody has done with a part."""

    SAVED = "saved"
    RESTORED = "restored"
    DISCARDED = "discarded"
    PUBLISHED = "published"
    LOADED = "loaded"

    @property
    def is_of_draft(self) -> bool:
        """Whether a draft stands after it."""
        return self in (RevisionAction.SAVED, RevisionAction.RESTORED)


def _words(kind: type[StrEnum]) -> Enum:
    return Enum(kind, native_enum=False, length=16, values_callable=list)


class Publication(Base):
    """Drafts that go public together, at once or at `publish_at`.

    `parts` holds of each its name (`part`), and its `base` and `value` as they were when this was made.
    `problems` tells by part and field why a publication that was due has failed.
    """

    __tablename__ = f"{TABLE_PREFIX}publication"
    __table_args__ = (
        CheckConstraint("state IN ('scheduled', 'published', 'failed', 'withdrawn')", name="state"),
        Index(f"{TABLE_PREFIX}publication_due", "state", "publish_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    state: Mapped[PublicationState] = mapped_column(_words(PublicationState))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    publish_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    actor: Mapped[str]
    note: Mapped[Translated | None] = mapped_column(TranslatedText, comment="told to the public")
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class Draft(Base):
    """A part as it is to become; without a `value` it is to be removed.

    `base` is what was public when the draft was begun, NULL for a part that is new. `version` is that of the
    part's newest revision which has touched the draft.
    """

    __tablename__ = f"{TABLE_PREFIX}draft"
    __table_args__ = (UniqueConstraint("process_id", "part", name="part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    part: Mapped[str] = mapped_column(comment="such as session:visio-2022-04-12")
    base: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    version: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    saved_by: Mapped[str]


class Revision(Base):
    """One step in the history of a part; `version` counts them from 1.

    `before` and `after` are values of the draft, and of what is public where there is no draft.
    """

    __tablename__ = f"{TABLE_PREFIX}revision"
    __table_args__ = (
        UniqueConstraint("process_id", "part", "version", name="version"),
        CheckConstraint("action IN ('saved', 'restored', 'discarded', 'published', 'loaded')", name="action"),
        Index(f"{TABLE_PREFIX}revision_process_id_at", "process_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    part: Mapped[str]
    version: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str]
    action: Mapped[RevisionAction] = mapped_column(_words(RevisionAction))
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    publication_id: Mapped[int | None] = mapped_column(ForeignKey(Publication.id))
