"""The registration window as columns of a process, a workshop or a session; the most specific wins."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Enum
from sqlalchemy.orm import Mapped, mapped_column

from .terms import RegistrationMode, Window
from .types import UTCDateTime

MODE = Enum(RegistrationMode, native_enum=False, length=16, values_callable=list)


class HasWindow:
    """Columns of a registration window of one's own; a NULL mode inherits from what is above."""

    registration_mode: Mapped[RegistrationMode | None] = mapped_column(MODE)
    registration_opens_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    registration_closes_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    registration_information_on: Mapped[date | None]

    @property
    def own_window(self) -> Window | None:
        """The window that is set here, or None where it is inherited."""
        if self.registration_mode is None:
            return None
        return Window(
            self.registration_mode,
            self.registration_opens_at,
            self.registration_closes_at,
            self.registration_information_on,
        )


def window_check() -> CheckConstraint:
    """The database's word that a window opens and closes after that, and that nothing else has instants."""
    return CheckConstraint(
        "(registration_mode = 'window' AND registration_opens_at IS NOT NULL"
        " AND (registration_closes_at IS NULL OR registration_closes_at > registration_opens_at))"
        " OR ((registration_mode IS NULL OR registration_mode = 'announced_later')"
        " AND registration_opens_at IS NULL AND registration_closes_at IS NULL)",
        name="registration_window",
    )
