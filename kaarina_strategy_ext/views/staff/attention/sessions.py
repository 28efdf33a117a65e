"""What needs attention in the workshops: how they fill up, when they open, and what is not known yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ....host import current_host
from ....i18n import moment
from ....identity import REGISTRAR
from ....models import SessionMode
from ....readmodels.present import SessionNow
from ..desk import Desk
from .item import Attention

OPENING_AHEAD = timedelta(days=7)
PREPARED_AHEAD = timedelta(days=14)


def filling(desk: Desk) -> Iterator[Attention]:
    """The sessions to come that have reached or passed one of the configured shares of their places.

    Each is told once, by the highest share: nobody misses one because several places went at once.
    """
    for sitting in desk.process.coming_sessions:
        capacity, taken = sitting.view.terms.capacity, sitting.seats.taken
        if capacity is None or not _reached(taken, capacity):
            continue
        sentence = _filled(desk, sitting, taken, capacity)
        if sitting.seats.waiting:
            sentence += " " + desk.words.ngettext(
                "%(n)s person waits for a place.", "%(n)s people wait for a place.", sitting.seats.waiting
            )
        yield Attention(sentence, _address(desk, sitting))


def _filled(desk: Desk, sitting: SessionNow, taken: int, capacity: int) -> str:
    if taken >= capacity:
        return desk.words.gettext(
            "%(session)s: all places are taken (%(capacity)s).", session=_name(sitting), capacity=capacity
        )
    return desk.words.gettext(
        "%(session)s: %(taken)s of %(capacity)s places are taken.",
        session=_name(sitting),
        taken=taken,
        capacity=capacity,
    )


def _reached(taken: int, capacity: int) -> bool:
    return any(taken * 100 >= share * capacity for share in current_host().settings["FILLING_SHARES"])


def opening(desk: Desk) -> Iterator[Attention]:
    """The sessions for which registration opens within a week, those that open together in one sentence."""
    together: dict[str, list[SessionNow]] = {}
    for sitting in desk.process.coming_sessions:
        window = sitting.view.terms.window
        opens = window.opens_at if window and sitting.awaits_opening else None
        if opens is not None and opens <= desk.process.now + OPENING_AHEAD:
            together.setdefault(moment(opens, desk.process.view.zone, desk.language), []).append(sitting)
    for when, several in together.items():
        if len(several) == 1:
            sentence = desk.words.gettext(
                "Registration for %(session)s opens %(moment)s.", session=_name(several[0]), moment=when
            )
        else:
            sentence = desk.words.ngettext(
                "Registration for %(n)s session opens %(moment)s.",
                "Registration for %(n)s sessions opens %(moment)s.",
                len(several),
                moment=when,
            )
        yield Attention(sentence, _address(desk, several[0]), is_to_come=True)


def closing(desk: Desk) -> Iterator[Attention]:
    """The sessions for which registration closes within a week."""
    for sitting in desk.process.coming_sessions:
        closes = sitting.view.terms.closes_at
        if sitting.state.takes_registrations and closes <= desk.process.now + OPENING_AHEAD:
            sentence = desk.words.gettext(
                "Registration for %(session)s closes %(moment)s.",
                session=_name(sitting),
                moment=moment(closes, desk.process.view.zone, desk.language),
            )
            yield Attention(sentence, _address(desk, sitting), is_to_come=True)


def unprepared(desk: Desk) -> Iterator[Attention]:
    """The sessions of the next two weeks whose place is not known, or how many they take."""
    for sitting in desk.process.coming_sessions:
        view = sitting.view
        if view.terms.begins_at > desk.process.now + PREPARED_AHEAD:
            continue
        has_place = view.place is not None or view.mode is SessionMode.REMOTE
        has_size = view.terms.capacity is not None or view.room_for_all
        if has_place and has_size:
            continue
        name = {"session": _name(sitting)}
        if not has_place and not has_size:
            sentence = desk.words.gettext(
                "%(session)s: the place and the number of places are not known.", **name
            )
        elif not has_place:
            sentence = desk.words.gettext("%(session)s: the place is not known.", **name)
        else:
            sentence = desk.words.gettext("%(session)s: the number of places is not known.", **name)
        yield Attention(sentence, _address(desk, sitting))


def _name(sitting: SessionNow) -> str:
    return f"{sitting.view.title} {sitting.view.day_text}"


def _address(desk: Desk, sitting: SessionNow) -> str:
    """The session's page at the desk for those who may open it, else its workshop's public one."""
    if desk.may(REGISTRAR):
        return desk.url("staff_session", key=sitting.view.key)
    return desk.url("workshop", slug=sitting.view.workshop_slug)
