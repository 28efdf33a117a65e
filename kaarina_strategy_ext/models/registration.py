"""One person's registration in a process, and its bookings in sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Enum,
    ForeignKey,
    Index,
    String,
    TextClause,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from .base import TABLE_PREFIX, Base
from .booking_status import ACTIVE, BookingStatus
from .naming import sort_key
from .personal import A_NUMBER, NEEDS, REGISTERING, Datum
from .process import Process
from .types import UTCDateTime
from .workshop import Workshop, WorkshopSession

_FOLDED = "the same, folded for comparison"
_ERASED_AT_NULL = text("erased_at IS NULL")
_NOT_ERASED: dict[str, Any] = {"sqlite_where": _ERASED_AT_NULL, "postgresql_where": _ERASED_AT_NULL}


class Registration(Base):
    """One person's data and wishes in one process.

    After an erasure every personal column is NULL and only the bookings remain, for the statistics.
    `version` rises with each change, so that an edit of what has changed meanwhile can be refused.
    """

    __tablename__ = f"{TABLE_PREFIX}registration"
    __table_args__ = (
        UniqueConstraint("public_id", name="public_id"),
        UniqueConstraint("submission_key", name="submission_key"),
        Index(
            f"{TABLE_PREFIX}registration_person",
            "process_id",
            "email_key",
            "name_key",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL AND email_key IS NOT NULL"),
            postgresql_where=text("cancelled_at IS NULL AND email_key IS NOT NULL"),
        ),
        CheckConstraint("(needs IS NULL AND diet IS NULL) OR consented_at IS NOT NULL", name="consent"),
        CheckConstraint("companions >= 0", name="companions"),
        Index(f"{TABLE_PREFIX}registration_verify_by", "verify_by"),
        # What the list of registrations is read in, from any row on.
        Index(f"{TABLE_PREFIX}registration_newest", "process_id", "id", **_NOT_ERASED),
        Index(f"{TABLE_PREFIX}registration_by_name", "process_id", "sort_key", "id", **_NOT_ERASED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(
        comment="128 random bits in hexadecimal; no secret by itself",
        info=REGISTERING.told(Datum.NUMBER, "number", stays=A_NUMBER),
    )
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    first_name: Mapped[str | None] = mapped_column(info=REGISTERING.told(Datum.NAME, "first_name"))
    last_name: Mapped[str | None] = mapped_column(info=REGISTERING.told(Datum.NAME, "last_name"))
    name_key: Mapped[str | None] = mapped_column(info=REGISTERING.untold(Datum.NAME, _FOLDED))
    email: Mapped[str | None] = mapped_column(info=REGISTERING.told(Datum.EMAIL, "email"))
    email_key: Mapped[str | None] = mapped_column(info=REGISTERING.untold(Datum.EMAIL, _FOLDED))
    phone: Mapped[str | None] = mapped_column(info=REGISTERING.told(Datum.PHONE, "phone"))
    language: Mapped[str] = mapped_column(
        comment="ISO 639-1; of all mail to this person",
        info=REGISTERING.told(Datum.LANGUAGE, "language", stays=A_NUMBER),
    )
    needs: Mapped[str | None] = mapped_column(info=NEEDS.told(Datum.NEEDS, "needs"))
    diet: Mapped[str | None] = mapped_column(info=NEEDS.told(Datum.DIET, "diet"))
    sort_key: Mapped[str | None] = mapped_column(
        # By bytes on every server, so that both databases sort alike and a page begins where the last ended.
        String().with_variant(String(collation="C"), "postgresql"),
        comment="the surname first, folded so that its bytes sort as a Finnish list of names",
        info=REGISTERING.untold(Datum.NAME, _FOLDED),
    )
    consented_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime,
        comment="explicit consent to needs and diet, GDPR article 9(2)(a)",
        info=NEEDS.told(Datum.CONSENT, "consented_at"),
    )
    companions: Mapped[int] = mapped_column(
        default=0,
        server_default="0",
        comment="who come along",
        info=REGISTERING.told(Datum.COMPANIONS, "companions", stays=A_NUMBER),
    )
    verify_by: Mapped[datetime | None] = mapped_column(
        UTCDateTime,
        comment="until when the address must be confirmed; NULL once it is, or need not be",
        info=REGISTERING.told(
            Datum.TIMES, "confirm_address_by", stays="says to whoever has the link why it opens nothing"
        ),
    )
    submission_key: Mapped[str | None] = mapped_column(
        comment="digest of the form's key and the person",
        info=REGISTERING.untold(Datum.FORM, "a digest, with which a form sent twice is one registration"),
    )
    token_version: Mapped[int] = mapped_column(default=1, comment="raised to revoke the personal link")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(
        UTCDateTime, info=REGISTERING.told(Datum.TIMES, "registered_at", stays=A_NUMBER)
    )
    cancelled_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, info=REGISTERING.told(Datum.TIMES, "cancelled_at", stays=A_NUMBER)
    )
    erased_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    process: Mapped[Process] = relationship()
    bookings: Mapped[list[Booking]] = relationship(back_populates="registration", order_by="Booking.id")

    @validates("first_name", "last_name")
    def _sort(self, which: str, name: str | None) -> str | None:
        names = {"last_name": self.last_name, "first_name": self.first_name, which: name}
        self.sort_key = sort_key(names["last_name"], names["first_name"])
        return name

    @property
    def active_bookings(self) -> list[Booking]:
        """The bookings that hold or await a seat."""
        return [booking for booking in self.bookings if booking.status.is_active]


def _among(statuses: Iterable[BookingStatus]) -> TextClause:
    return text(f"status IN ({', '.join(repr(each.value) for each in statuses)})")


_ACTIVE = _among(ACTIVE)
_SURE = _among((BookingStatus.HELD, BookingStatus.CONFIRMED))


class Booking(Base):
    """One registration's place in one session, or in the queue of alternatives that are all alike to it.

    `session_id` is NULL only while somebody waits to whom either alternative will do. `accepts_other` says
    that the person takes another alternative as well. `seats` counts the companions too.
    `queue_number` is the order of the workshop's lock, never of a clock.
    `exclusive_workshop_id` repeats the workshop where its sessions are alternatives, for the unique index.
    """

    __tablename__ = f"{TABLE_PREFIX}booking"
    __table_args__ = (
        CheckConstraint(
            "status IN ('held', 'confirmed', 'waitlisted', 'offered', 'cancelled', 'declined', 'expired')",
            name="status",
        ),
        CheckConstraint(
            "session_id IS NOT NULL OR status NOT IN ('held', 'confirmed', 'offered')",
            name="seat_has_session",
        ),
        CheckConstraint("(status = 'offered') = (answer_by IS NOT NULL)", name="offer_has_deadline"),
        CheckConstraint("seats >= 1", name="seats"),
        CheckConstraint(
            "exclusive_workshop_id IS NULL OR exclusive_workshop_id = workshop_id", name="exclusive_workshop"
        ),
        UniqueConstraint("workshop_id", "queue_number", name="queue_number"),
        Index(
            f"{TABLE_PREFIX}booking_once_in_session",
            "registration_id",
            "session_id",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
        Index(
            f"{TABLE_PREFIX}booking_one_alternative",
            "registration_id",
            "exclusive_workshop_id",
            unique=True,
            sqlite_where=_SURE,
            postgresql_where=_SURE,
        ),
        Index(f"{TABLE_PREFIX}booking_seats", "workshop_id", "session_id", "status"),
        Index(f"{TABLE_PREFIX}booking_registration_id", "registration_id"),
        Index(f"{TABLE_PREFIX}booking_of_session", "session_id", "id"),
        Index(f"{TABLE_PREFIX}booking_of_status", "workshop_id", "status"),
        Index(f"{TABLE_PREFIX}booking_answer_by", "answer_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id))
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey(Workshop.id), info=REGISTERING.told(Datum.CHOICES, "bookings.workshop", stays=A_NUMBER)
    )
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey(WorkshopSession.id),
        info=REGISTERING.told(Datum.CHOICES, "bookings.session", stays=A_NUMBER),
    )
    exclusive_workshop_id: Mapped[int | None]
    status: Mapped[BookingStatus] = mapped_column(
        Enum(BookingStatus, native_enum=False, length=16, values_callable=list),
        info=REGISTERING.told(Datum.CHOICES, "bookings.status", stays=A_NUMBER),
    )
    seats: Mapped[int] = mapped_column(
        default=1,
        server_default="1",
        info=REGISTERING.told(Datum.COMPANIONS, "bookings.seats", stays=A_NUMBER),
    )
    accepts_other: Mapped[bool] = mapped_column(
        default=False,
        server_default=false(),
        info=REGISTERING.told(Datum.CHOICES, "bookings.accepts_other", stays=A_NUMBER),
    )
    from_reserve: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="the seat is one of those kept for the office"
    )
    was_confirmed: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="the seat has been theirs, and may be in a calendar"
    )
    answer_by: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="of an offer", info=REGISTERING.told(Datum.TIMES, "bookings.answer_by")
    )
    queue_number: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(
        UTCDateTime, info=REGISTERING.told(Datum.TIMES, "bookings.booked_at", stays=A_NUMBER)
    )
    status_at: Mapped[datetime] = mapped_column(
        UTCDateTime, info=REGISTERING.told(Datum.TIMES, "bookings.since", stays=A_NUMBER)
    )

    @validates("status")
    def _remember(self, _name: str, status: BookingStatus) -> BookingStatus:
        self.was_confirmed = self.was_confirmed or status is BookingStatus.CONFIRMED
        return status

    @classmethod
    def waiting(
        cls, registration: Registration, workshop: Workshop, sitting: WorkshopSession | None, *, number: int
    ) -> Booking:
        """A new booking that waits for the session, or for any alternative where it is None."""
        return cls(
            registration=registration,
            workshop_id=workshop.id,
            session_id=sitting.id if sitting else None,
            session=sitting,
            exclusive_workshop_id=workshop.id if workshop.has_alternatives else None,
            status=BookingStatus.WAITLISTED,
            seats=1 + registration.companions,
            accepts_other=False,
            from_reserve=False,
            queue_number=number,
        )

    @property
    def takes_any(self) -> bool:
        """Whether another alternative than the one that is named will do as well."""
        return self.session_id is None or self.accepts_other

    @property
    def stands(self) -> bool:
        """Whether it takes a seat in a session that the organiser has not cancelled."""
        return self.status.takes_seat and self.session is not None and self.session.cancelled is None

    @property
    def is_cut_short(self) -> bool:
        """Whether it is an offer with less time than promised, because its session is near or was moved.

        Whoever does not answer such an offer waits again, as before it.
        """
        if self.answer_by is None or self.session is None:
            return False
        promised = timedelta(hours=self.session.workshop.process.offer_hours)
        return self.answer_by < self.status_at + promised

    registration: Mapped[Registration] = relationship(back_populates="bookings")
    workshop: Mapped[Workshop] = relationship()
    session: Mapped[WorkshopSession | None] = relationship()
