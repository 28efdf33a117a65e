"""The letter that tells of sessions that have moved, changed or been cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..models import RegistrationState
from ..readmodels.content import SessionView
from . import facts, wording
from .sheet import Body, Case, Letter, Line, Notice

Change = Mapping[str, Mapping[str, Any]]


def notice(case: Case) -> Letter | None:
    """What has changed, old and new; None where nothing of it concerns what the person holds or awaits."""
    told: Mapping[str, Change] = case.message.parameters["sessions"]
    mine = {each.view.key for place in case.booked for each in place.sittings}
    coming = [
        each.view for each in case.letterhead.process.sessions if each.state is not RegistrationState.HELD
    ]
    views = [each for each in coming if each.key in told and each.key in mine]
    notices = tuple(found for each in views if (found := _notice(case, each, told[each.key])))
    if not notices:
        return None
    headings = {each.heading for each in notices}
    title = headings.pop() if len(headings) == 1 else case.words.gettext("Changes in your workshops")
    topics = [f"{each.title} {each.day}" for each in notices]
    opening = [
        *_advice(case, {each.key: told[each.key] for each in views}),
        *wording.overlaps(case.booked, case.words),
    ]
    return case.written(Body(title, topics, opening, places=case.booked, notices=notices))


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
    return Notice(heading, view.title, view.day_text, tuple(lines))


def _advice(case: Case, told: Mapping[str, Change]) -> list[str]:
    """What follows for the person, most of all for one who has a seat."""
    words = case.words
    seats = {place.key for place in case.booked if place.is_confirmed}
    said = []
    for key, change in told.items():
        before, after = change["before"], change["after"]
        if key not in seats:
            if after["remote_url"] not in (None, before["remote_url"]):
                said.append(words.gettext("The link is sent to those who have a place."))
        elif after["cancelled"]:
            said.append(words.gettext("You need not cancel your place."))
        elif any(before[name] != after[name] for name in ("when", "place")):
            said.append(
                words.gettext("If you cannot come, cancel your place so that somebody else can have it.")
            )
    return list(dict.fromkeys(said))
