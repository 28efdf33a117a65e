"""A process as the public will see it: with drafts, at any moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ...errors import StrategyError
from ...i18n import Words
from ...models import Seats
from ...services.content.exporting import content_of
from ...services.content.updating import update_process
from ...services.editing.applying import fitting, with_values
from ...services.editing.history import drafts_of, take_turn
from ...services.editing.parts import PartName
from ...services.editing.protecting import bookings_at_risk
from ...services.seat_counting import seat_counts
from ..building import load_process, process_view
from ..content import ProcessView
from ..present import ProcessNow


class DraftsUnfit(StrategyError):
    """The drafts cannot be laid over what is public: one removes what people have booked since."""


@dataclass(frozen=True)
class Drafted:
    """The view of a process with drafts, and its seats; `has_all` is false where a draft is left out."""

    view: ProcessView
    seats: Mapping[int, Seats]
    has_all: bool

    def at(self, moment: datetime) -> ProcessNow:
        """The process as it will stand at the moment, as far as anybody knows."""
        return ProcessNow(self.view, moment, self.seats)


def drafted(
    session: Session, process_id: int, language: str, now: datetime, *, only: Collection[PartName] | None
) -> Drafted:
    """The process with the drafts of the named parts, or with all where none are named.

    The rows are brought to the drafts and back again, so that nothing is left of it in the database. Must be
    the only work of its transaction. Raises `DraftsUnfit`.
    """
    process = take_turn(session, process_id)
    public, drafts = content_of(process), drafts_of(session, process_id)
    wished = {name: draft.value for name, draft in drafts.items() if only is None or name in only}
    values = fitting(public, wished)
    content = with_values(public, values)
    # Not every host has its SQLite watch over references, so the bookings of what is removed are looked for.
    if any(not each.path for each in bookings_at_risk(session, process_id, public, content, now)):
        raise DraftsUnfit
    try:
        update_process(session, process, content, now)
        session.flush()
    except IntegrityError as refusal:
        raise DraftsUnfit from refusal
    session.expire_all()
    view = process_view(load_process(session, process.slug) or process, language)
    seats = seat_counts(session, process_id)
    session.rollback()
    return Drafted(view, seats, has_all=values.keys() == wished.keys())


@dataclass(frozen=True)
class Moment:
    """A moment worth looking at, with its name; `at` is None for the present one."""

    name: str
    at: datetime | None


def moments(process: ProcessNow, words: Words) -> tuple[Moment, ...]:
    """The moments at which the pages change most, in their order after the present one."""
    known = sorted(_moments(process, words), key=lambda each: each[1])
    return (Moment(words.gettext("Now"), None), *(Moment(name, at) for name, at in known))


def _moments(process: ProcessNow, words: Words) -> Iterator[tuple[str, datetime]]:
    zone = process.view.zone
    for phase in process.view.phases:
        if begins := phase.course.begins_at:
            yield words.gettext("%(phase)s: begins", phase=phase.title), begins
    opens = [each.terms.window.opens_at for each in process.view.sessions if each.terms.window]
    if known := [each for each in opens if each]:
        yield words.gettext("Registration opens"), min(known)
    if process.view.sessions:
        last = max(each.terms.ends_at for each in process.view.sessions) + timedelta(days=1)
        morning = last.astimezone(zone).replace(hour=9, minute=0)
        yield words.gettext("The day after the last session"), morning
