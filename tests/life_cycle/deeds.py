"""What people, staff and the clock can do to a process; a deed goes to the services and to the model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from kaarina_strategy_ext.services.choosing import Choice


@dataclass(frozen=True)
class Register:
    """Somebody sends the form; `form` tells apart the forms that one person has opened."""

    name: str
    wishes: tuple[Choice, ...]
    companions: int = 0
    is_asked: bool = False
    by_office: bool = False
    form: int = 0


@dataclass(frozen=True)
class Own:
    """A deed upon one registration: `who` picks it by number and, once it is aimed, names it."""

    who: Any


@dataclass(frozen=True)
class Add(Own):
    """Book more, or swap."""

    wishes: tuple[Choice, ...]


@dataclass(frozen=True)
class Upon(Own):
    """A deed upon one booking: the `which`th that was ever made in the registration."""

    which: int


class CancelAll(Own):
    """Cancel what is still to come."""


class Verify(Own):
    """Confirm the address."""


class Erase(Own):
    """Erase the person."""


class Expire(Own):
    """Let the job end what is due of the registration."""


class Cancel(Upon):
    """Cancel one booking."""


class Accept(Upon):
    """Accept an offer."""


class Decline(Upon):
    """Decline an offer."""


@dataclass(frozen=True)
class Give(Upon):
    """Staff give a seat, in the session of the key or wherever there is room."""

    key: str | None


@dataclass(frozen=True)
class Resize:
    """Staff say how many people a session takes."""

    key: str
    capacity: int | None
    reserved: int
    waiting_size: int | None


@dataclass(frozen=True)
class Amend:
    """An editor changes sessions: by key the fields and values of the content file."""

    fields: tuple[tuple[str, str, Any], ...]


@dataclass(frozen=True)
class Window:
    """An editor says until when registration is open; None is for as long as there is something to come."""

    closes_in_days: int | None


@dataclass(frozen=True)
class Retain:
    """The job erases whom it has promised to erase by now."""


Deed = Register | Own | Resize | Amend | Window | Retain


WANTED = {
    "Accept": ("offered",),
    "Decline": ("offered",),
    "Give": ("waitlisted", "offered"),
    "Cancel": ("held", "confirmed", "offered", "waitlisted"),
}


def aimed(deed: Any, people: dict[str, Any]) -> Any:
    """The deed with its registration and booking picked; None where there is nobody to pick."""
    if not isinstance(deed, Own):
        return deed
    if not people:
        return None
    if isinstance(deed, Upon):
        who, which = _booking(deed, people)
        return replace(deed, who=who, which=which)
    active = [key for key, person in people.items() if not person.is_cancelled]
    return replace(deed, who=_picked(deed.who, active, list(people)))


def _booking(deed: Upon, people: dict[str, Any]) -> tuple[str, int]:
    every = [(key, index) for key, person in people.items() for index, _ in enumerate(person.places)]
    wanted = WANTED[type(deed).__name__]
    fitting = [each for each in every if people[each[0]].places[each[1]].status in wanted]
    return _picked(deed.who + 10 * deed.which, fitting, every)


def _picked(number: int, fitting: list[Any], every: list[Any]) -> Any:
    """Mostly one to whom the deed applies; now and then one to whom it does not."""
    among = fitting if fitting and number % 6 else every
    return among[number // 6 % len(among)]
