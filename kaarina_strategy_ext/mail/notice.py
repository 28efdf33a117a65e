"""The letter that tells of sessions that have moved, changed or been cancelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..i18n import Words
from ..models import RegistrationState
from ..readmodels.content import SessionView
from . import facts, wording
from .sheet import Body, Case, Letter, Line, Notice

Change = Mapping[str, Any]


def notice(case: Case) -> Letter | None:
    """What has changed, old and new; None where nothing of it concerns what the person holds or awaits."""
    words = case.words
    told: Mapping[str, Change] = case.message.parameters["sessions"]
    mine = {each.view.key for place in case.booked for each in place.sittings}
    coming = [
        each.view for each in case.letterhead.process.sessions if each.state is not RegistrationState.HELD
    ]
    views = [each for each in coming if each.key in told and each.key in mine]
    notices = tuple(found for each in views if (found := _notice(case, each, told[each.key])))
    if not notices:
        return None
    headings = {(each.heading, each.joint) for each in notices}
    several = words.gettext("Changes in your workshops"), ": "
    title, joint = headings.pop() if len(headings) == 1 else several
    topics = [f"{each.title} {each.day}" for each in notices]
    opening = [
        *_advice(case, {each.key: told[each.key] for each in views}),
        *wording.overlaps(case.booked, words),
    ]
    return case.written(Body(title, topics, opening, places=case.booked, notices=notices, joint=joint))


def _notice(case: Case, view: SessionView, change: Change) -> Notice | None:
    before, after, words = change["before"], change["after"], case.words
    if after["cancelled"]:
        if before["cancelled"]:
            return None
        reason = (Line(words.gettext("Reason"), (view.cancelled,)),) if view.cancelled else ()
        return Notice(words.gettext("The workshop has been cancelled"), view.title, view.day_text, reason)
    if before["cancelled"]:
        heading = words.gettext("The workshop will be held after all")
        lines = [facts.line(name, after[name], after[name], words) for name in ("when", "place")]
        return Notice(heading, view.title, view.day_text, tuple(lines))
    names = [name for name in facts.NAMES if before[name] != after[name]]
    if not names:
        return None
    heading = facts.heading([(name, before[name], after[name]) for name in names], words)
    lines = [facts.line(each, before[each], after[each], words) for each in names if each in facts.SHOWN]
    if len(names) == 1:
        return Notice(heading, view.title, view.day_text, tuple(lines))
    shown = facts.day(view.day_text, before, after, words)
    return Notice(heading, view.title, shown, tuple(lines), joint=" – ")


def _advice(case: Case, told: Mapping[str, Change]) -> list[str]:
    """What follows for the person, most of all for one who has a seat."""
    seats = {place.key for place in case.booked if place.is_confirmed}
    said = [
        each
        for key, change in told.items()
        for each in (_to_seated if key in seats else _to_waiting)(change, case.words)
    ]
    return list(dict.fromkeys(said))


def _to_seated(change: Change, words: Words) -> Iterator[str]:
    before, after = change["before"], change["after"]
    if after["cancelled"]:
        yield words.gettext("You need not cancel your place.")
    elif any(before[name] != after[name] for name in ("when", "place")):
        yield words.gettext("If you cannot come, cancel your place so that somebody else can have it.")


def _to_waiting(change: Change, words: Words) -> Iterator[str]:
    before, after = change["before"], change["after"]
    if after["cancelled"]:
        if change["lapsed"]:
            yield words.gettext("The place on offer to you in it is no longer on offer.")
        yield words.gettext("You need not do anything.")
    elif after["remote_url"] not in (None, before["remote_url"]):
        yield words.gettext("The link is sent to those who have a place.")
