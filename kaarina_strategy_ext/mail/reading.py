"""Reading what mails tell, for several messages at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, joinedload, selectinload

from ..errors import Busy
from ..models import Booking, Message, MessageKind, OpeningRequest, Registration, Workshop, WorkshopSession
from ..services import noticing
from ..services.unit_of_work import InUnit
from .letterhead import Letterhead

Sheet = tuple[Message, Letterhead | Exception]
"""A message with all that its mail tells, or with the fault for which that cannot be read."""

_BOOKINGS = selectinload(Registration.bookings).joinedload(Booking.session)
# Made once, because making it takes longer than asking it.
_WITH_ALL = (
    select(Message)
    .where(Message.id.in_(bindparam("messages", expanding=True)))
    .options(
        joinedload(Message.registration).options(
            joinedload(Registration.process),
            _BOOKINGS.joinedload(WorkshopSession.workshop).joinedload(Workshop.process),
        ),
        joinedload(Message.opening_request).joinedload(OpeningRequest.process),
    )
)


@dataclass(frozen=True)
class Reader:
    """How messages are read: `write_letterhead` reads what a mail needs beside the message's own row."""

    in_unit: InUnit
    write_letterhead: Callable[[Session, Message], Letterhead]
    clock: Callable[[], datetime]

    def sheets(self, messages: Sequence[Message]) -> dict[int, Sheet]:
        """What the messages tell, by their ids, without those that have been erased meanwhile."""
        try:
            return self.in_unit(partial(self._read, messages))
        except (Busy, DBAPIError):
            raise
        except Exception as fault:  # noqa: BLE001 - raised again once it is the turn of this one
            if len(messages) == 1:
                return {messages[0].id: (messages[0], fault)}
        # One of them cannot be read, which must not stop the others.
        return {key: sheet for each in messages for key, sheet in self.sheets([each]).items()}

    def _read(self, messages: Sequence[Message], session: Session) -> dict[int, Sheet]:
        for each in messages:
            if each.kind is MessageKind.NOTICE:
                noticing.bring_up_to_date(session, each.id, self.clock())
        return {
            each.id: (each, self._letterhead(session, each))
            for each in _loaded(session, [each.id for each in messages])
        }

    def _letterhead(self, session: Session, message: Message) -> Letterhead | Exception:
        try:
            return self.write_letterhead(session, message)
        except (Busy, DBAPIError):
            raise
        except Exception as fault:  # noqa: BLE001 - raised again once it is the turn of this one
            return fault


def _loaded(session: Session, message_ids: Sequence[int]) -> Iterable[Message]:
    """The messages with all that their mails show, without those that have been erased meanwhile."""
    return session.scalars(_WITH_ALL, {"messages": message_ids})
