"""What was erased and when: proofs that name nobody, and the rounds in which retention found something."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import TABLE_PREFIX, Base
from .process import Process
from .types import UTCDateTime


class ErasureKind(StrEnum):
    """Why something was erased."""

    REQUEST = "request"
    RETENTION = "retention"
    NEEDS = "needs"
    """Only needs and diet, whose time is shorter."""
    UNCONFIRMED = "unconfirmed"
    """The address was never confirmed."""


class ErasureProof(Base):
    """That one registration or request was erased, written in the transaction that did it.

    `address` is a keyed digest of the e-mail address, so that whoever knows the address can ask for it and
    nobody can list it; NULL where there was none. `counts` tells how many rows of which table were emptied or
    deleted, by the table's name without our prefix.
    """

    __tablename__ = f"{TABLE_PREFIX}erasure_proof"
    __table_args__ = (
        UniqueConstraint("public_id", name="public_id"),
        CheckConstraint("kind IN ('request', 'retention', 'needs', 'unconfirmed')", name="kind"),
        Index(f"{TABLE_PREFIX}erasure_proof_address", "address"),
        Index(f"{TABLE_PREFIX}erasure_proof_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(comment="128 random bits in hexadecimal")
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    address: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(comment="as in the audit")
    kind: Mapped[ErasureKind] = mapped_column(
        Enum(ErasureKind, native_enum=False, length=16, values_callable=list)
    )
    counts: Mapped[dict[str, int]] = mapped_column(JSON)


class RetentionJob(StrEnum):
    """What a round of retention goes through."""

    REGISTRATIONS = "registrations"
    REQUESTS = "requests"
    LOG = "log"


class RetentionRun(Base):
    """A round that erased something; and for each job one row, moved on, for the last that found nothing."""

    __tablename__ = f"{TABLE_PREFIX}retention_run"
    __table_args__ = (
        CheckConstraint("job IN ('registrations', 'requests', 'log')", name="job"),
        CheckConstraint("erased >= 0", name="erased"),
        Index(
            f"{TABLE_PREFIX}retention_run_idle",
            "job",
            unique=True,
            sqlite_where=text("erased = 0"),
            postgresql_where=text("erased = 0"),
        ),
        Index(f"{TABLE_PREFIX}retention_run_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[RetentionJob] = mapped_column(
        Enum(RetentionJob, native_enum=False, length=16, values_callable=list)
    )
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    erased: Mapped[int] = mapped_column(comment="registrations, requests or entries; 0 where nothing was due")
