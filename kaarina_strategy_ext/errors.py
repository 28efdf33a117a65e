"""One class for each rule that can be broken; they carry data, and the edge finds the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


class StrategyError(Exception):
    """The root of everything that this package raises on purpose."""


class ConfigurationInvalid(StrategyError):
    """A configuration value stops the start; its text names the key, the value and what is allowed."""


class MountRefused(StrategyError):
    """The extension cannot be mounted on this app in this way; its text says what to do instead."""


class Busy(StrategyError):
    """The database could not serve a change in time; nothing was written and a new try may succeed."""


class HostTransactionOpen(StrategyError):
    """The host has unfinished changes in its session, which we neither commit nor discard."""


class RuleBroken(StrategyError):
    """A request that the rules of registration refuse; nothing was written."""


class NothingChosen(RuleBroken):
    """No session was chosen where at least one is needed."""


@dataclass
class SessionUnknown(RuleBroken):
    """A chosen session does not exist in this process."""

    key: str


@dataclass
class AlternativesBothChosen(RuleBroken):
    """More than one of the alternative sessions of a workshop was chosen."""

    workshop_slug: str


@dataclass
class RegistrationNotOpen(RuleBroken):
    """The session does not take registrations at the moment when the request arrived."""

    session_key: str


@dataclass
class SeatsTaken(RuleBroken):
    """These sessions are full, and the person has not asked for their waiting lists."""

    session_keys: tuple[str, ...]


@dataclass
class WaitingListFull(RuleBroken):
    """These sessions are full and so are their waiting lists."""

    session_keys: tuple[str, ...]


class BookingUnknown(RuleBroken):
    """The registration holds no such active booking; perhaps it has just been cancelled."""


class SessionOver(RuleBroken):
    """The session has been held or called off, so nobody can leave or join it any more."""


@dataclass
class SessionCancelled(RuleBroken):
    """The organiser has cancelled the session."""

    session_key: str


class OfferExpired(RuleBroken):
    """The offer of a seat was not answered before its deadline, and the seat goes to the next."""


class OfferLapsed(RuleBroken):
    """The offer ended early, because the session is near; the person waits again, and staff decide."""


class VerificationExpired(RuleBroken):
    """The address was not confirmed in time, and the seats go to the next."""


@dataclass
class TooManyCompanions(RuleBroken):
    """More people would come along than the process allows."""

    most: int


@dataclass
class PartyTooLarge(RuleBroken):
    """More people would come together than any of these sessions ever has seats for."""

    session_keys: tuple[str, ...]
    most: int


class ReserveTooLarge(RuleBroken):
    """More seats would be kept for the office than the session has."""


class RegistrationCancelled(RuleBroken):
    """The whole registration has been cancelled, so nothing in it can change any more."""


class RegistrationChanged(RuleBroken):
    """Somebody has changed the registration since the page was shown (optimistic lock)."""


class AddressTaken(RuleBroken):
    """The new name and address belong to another active registration of the process."""


class MailDeferred(StrategyError):
    """The mail server could not take a message now; a later try may succeed (RFC 5321, 4yz)."""


class MailServerFailed(MailDeferred):
    """The mail server, or the way to it, has failed; another message would fare no better."""


class MailRefused(StrategyError):
    """The mail server refused a message for good (RFC 5321, 5yz)."""


@dataclass
class WebhookDeferred(StrategyError):
    """A listener could not take an event now; a later try may succeed, and no sooner than it asked for."""

    reason: str
    retry_after: timedelta | None = None


@dataclass
class WebhookRefused(StrategyError):
    """A listener refused an event for good (RFC 9110, 4xx)."""

    reason: str


class MessageUnknown(RuleBroken):
    """The outbox holds no such message of this process; perhaps the person has been erased."""


class MessageOnItsWay(RuleBroken):
    """The message, or a copy of it, waits to be sent or is being sent, so another would come twice."""


class MessageNotWaiting(RuleBroken):
    """The message does not wait any more, so it cannot be withdrawn."""


class MailingUnknown(RuleBroken):
    """The process has no such mailing."""


@dataclass
class MailingChanged(RuleBroken):
    """Somebody has changed the mailing since the page was shown (optimistic lock)."""

    mailing_id: int


class MailingNotDraft(RuleBroken):
    """The mailing has been sent, scheduled or withdrawn, so its text and audience stand."""


class MailingIncomplete(RuleBroken):
    """Something is missing or wrong in the mailing, so it cannot be sent."""


class NobodyToWriteTo(RuleBroken):
    """Nobody in the chosen sessions and states has an e-mail address."""


class MailingOver(RuleBroken):
    """Nothing of the mailing is still to go, so it cannot be withdrawn."""


class TooManyTests(RuleBroken):
    """Somebody has sent so many tests of mailings that another must wait."""


class InvitationUnknown(RuleBroken):
    """The process has no such invitation to the door."""


@dataclass
class RightUnknown(RuleBroken):
    """Nobody of that id has ever come with the role, so there is nothing to wake."""

    identity_id: str
    role: str
