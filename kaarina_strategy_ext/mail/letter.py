"""The letter of each kind of message about a registration."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..models import Message, MessageKind
from . import by_clock, offers, standing
from .letterhead import Letterhead
from .mailing import MailingLetter, mailing_letter
from .notice import notice
from .sheet import Case, Letter

_WRITERS: Mapping[MessageKind, Callable[[Case], Letter | MailingLetter | None]] = {
    MessageKind.VERIFICATION: standing.verification,
    MessageKind.CONFIRMATION: standing.confirmation,
    MessageKind.EXISTING: standing.existing,
    MessageKind.CHANGED: standing.changed,
    MessageKind.CANCELLED: standing.cancellation,
    MessageKind.OFFER: offers.offer,
    MessageKind.PROMOTED: offers.promotion,
    MessageKind.EXPIRED: offers.expiry,
    MessageKind.NOTICE: notice,
    MessageKind.REMINDER: by_clock.reminder,
    MessageKind.RESULTS: by_clock.results,
    MessageKind.MAILING: mailing_letter,
}
# A mailing may be for those who have cancelled; it knows itself whom it is for.
_ALSO_OF_A_CANCELLED_ONE = frozenset({MessageKind.CANCELLED, MessageKind.EXPIRED, MessageKind.MAILING})


def letter(message: Message, letterhead: Letterhead) -> Letter | MailingLetter | None:
    """The letter of a message; None where it has nothing left to say.

    That is so once the person has been erased or has no address, once the registration that it shows has been
    cancelled, and once what it tells of has been undone or has passed. Nothing but the question goes to an
    address that nobody has confirmed; the mail that follows its confirmation shows everything.
    """
    registration = message.registration
    if registration is None or registration.email is None or registration.erased_at is not None:
        return None
    # Whose address that is may know nothing of all this.
    if registration.verify_by is not None and message.kind is not MessageKind.VERIFICATION:
        return None
    if registration.cancelled_at is not None and message.kind not in _ALSO_OF_A_CANCELLED_ONE:
        return None
    return _WRITERS[message.kind](Case(message, registration, letterhead))
