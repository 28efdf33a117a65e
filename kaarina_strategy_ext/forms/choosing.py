"""What a person has ticked, and the rows in which the choice is offered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from ..errors import AlternativesBothChosen, NothingChosen, RegistrationNotOpen, SessionUnknown
from ..readmodels.present import ProcessNow, SessionNow, WorkshopNow
from ..services.choosing import Choice

ALTERNATIVE = "alternative-"
EITHER = "either"
NONE = "none"


class FormData(Protocol):
    """Submitted fields, of which each may have come several times."""

    def getlist(self, name: str) -> list[str]:
        """All values of the name; empty where there are none."""

    def __iter__(self) -> Iterator[str]:
        """The names that came."""


@dataclass(frozen=True)
class Ticked:
    """The ticks of the form as they came; which of them make sense is decided by `choices`."""

    sessions: tuple[str, ...] = ()
    alternatives: Mapping[str, str] = field(default_factory=dict)
    waitlist: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    """The slugs of workshops of which another alternative will do if the chosen one has no room."""
    doubled: tuple[str, ...] = ()
    """The slugs of workshops of which several alternatives came, as no radios can send them."""

    @classmethod
    def of(cls, data: FormData) -> Ticked:
        """The ticks in the submitted fields."""
        given = {
            name.removeprefix(ALTERNATIVE): data.getlist(name)
            for name in data
            if name.startswith(ALTERNATIVE)
        }
        return cls(
            tuple(dict.fromkeys(data.getlist("sessions"))),
            {slug: values[-1] for slug, values in given.items()},
            tuple(dict.fromkeys(data.getlist("waitlist"))),
            tuple(dict.fromkeys(data.getlist("otherwise"))),
            tuple(slug for slug, values in given.items() if len(set(values)) > 1),
        )

    def fields(self) -> list[tuple[str, str]]:
        """Names and values that give these ticks again, for hidden fields."""
        return [
            *(("sessions", key) for key in self.sessions),
            *((ALTERNATIVE + slug, value) for slug, value in self.alternatives.items()),
            *(("waitlist", key) for key in self.waitlist),
            *(("otherwise", slug) for slug in self.otherwise),
        ]

    def choices(self, process: ProcessNow) -> tuple[Choice, ...]:
        """The wishes that the ticks mean in this process.

        A tick for the waiting list of a separate session is a wish for that session; for an alternative it is
        only the consent to wait. Raises `SessionUnknown` for what the process does not have, and
        `AlternativesBothChosen` where one field came with several of them.
        """
        homes = {session.view.key: each for each in process.workshops for session in each.sessions}
        keys = [*self.sessions, *(key for key in self.waitlist if not _is_alternative(homes.get(key)))]
        either = []
        for slug, value in self.alternatives.items():
            workshop = process.workshop(slug)
            if workshop is None or (value not in (EITHER, NONE) and homes.get(value) is not workshop):
                raise SessionUnknown(value)
            if slug in self.doubled:
                raise AlternativesBothChosen(slug)
            if value == EITHER:
                either.append(Choice(None, slug, accepts_waiting=self._would_wait(workshop)))
            elif value != NONE:
                keys.append(value)
        for key in keys:
            if key not in homes:
                raise SessionUnknown(key)
        single = (self._choice(key, homes[key]) for key in dict.fromkeys(keys))
        return (*single, *either)

    def _choice(self, key: str, workshop: WorkshopNow) -> Choice:
        takes_other = workshop.view.has_alternatives and workshop.view.slug in self.otherwise
        return Choice(key, accepts_waiting=key in self.waitlist, accepts_other=takes_other)

    def _would_wait(self, workshop: WorkshopNow) -> bool:
        coming = [session for session in workshop.sessions if session.takes_registrations]
        return all(session.view.key in self.waitlist for session in coming)


@dataclass(frozen=True)
class Option:
    """One session in the form; `control` is "checkbox", "radio", "waitlist" or "none" (told, not offered)."""

    session: SessionNow
    control: str
    is_checked: bool


@dataclass(frozen=True)
class Group:
    """One workshop in the form; `selected` is the value of the radios where its sessions are alternatives.

    `takes_other` says that another alternative will do if the selected one has no room.
    """

    workshop: WorkshopNow
    options: tuple[Option, ...]
    selected: str
    takes_other: bool

    @property
    def field(self) -> str:
        """The name of the radios."""
        return ALTERNATIVE + self.workshop.view.slug

    @property
    def offers_either(self) -> bool:
        """Whether one can say that either will do."""
        return sum(option.control == "radio" for option in self.options) > 1


def groups(process: ProcessNow, ticked: Ticked, booked: Collection[str] = ()) -> list[Group]:
    """The workshops that have a session to come, with what can be ticked in each.

    Sessions whose keys are `booked` already are told, not offered.
    """
    found = []
    for workshop in process.workshops:
        coming = [session for session in workshop.sessions if session in process.coming_sessions]
        if coming:
            options = tuple(_option(session, workshop, ticked, booked) for session in coming)
            selected = ticked.alternatives.get(workshop.view.slug, NONE)
            takes_other = workshop.view.slug in ticked.otherwise
            found.append(Group(workshop, options, selected, takes_other))
    return found


def together(choices: Iterable[Choice], companions: int) -> tuple[Choice, ...]:
    """The wishes of somebody with so many companions, who wait together where there is no room for all.

    The form says so beside their number: a room for one does not make its reader choose a waiting list.
    """
    return tuple(replace(each, accepts_waiting=each.accepts_waiting or companions > 0) for each in choices)


def refuse_hopeless(process: ProcessNow, choices: tuple[Choice, ...]) -> None:
    """Tell at once what the registration would be refused for anyway, by what is known without the lock.

    Raises `NothingChosen`, `AlternativesBothChosen` or `RegistrationNotOpen`.
    """
    if not choices:
        raise NothingChosen
    chosen = {choice.session_key for choice in choices}
    for workshop in process.workshops:
        mine = [session for session in workshop.sessions if session.view.key in chosen]
        slug = workshop.view.slug
        either = any(choice.workshop_slug == slug and choice.session_key is None for choice in choices)
        if workshop.view.has_alternatives and len(mine) + either > 1:
            raise AlternativesBothChosen(slug)
        for session in mine:
            if not session.state.takes_registrations:
                raise RegistrationNotOpen(session.view.key)


def _option(session: SessionNow, workshop: WorkshopNow, ticked: Ticked, booked: Collection[str]) -> Option:
    key = session.view.key
    if key in booked or not session.takes_registrations:
        return Option(session, "none", is_checked=False)
    if workshop.view.has_alternatives:
        is_chosen = ticked.alternatives.get(workshop.view.slug) == key or key in ticked.sessions
        return Option(session, "radio", is_checked=is_chosen)
    if not session.has_seat:
        return Option(session, "waitlist", is_checked=key in ticked.waitlist)
    return Option(session, "checkbox", is_checked=key in (*ticked.sessions, *ticked.waitlist))


def _is_alternative(workshop: WorkshopNow | None) -> bool:
    return workshop is not None and workshop.view.has_alternatives
