"""The letters that come by the clock: before a session, and once its results are out."""

from __future__ import annotations

from datetime import datetime

from ..i18n import clock_range
from ..readmodels.content import SessionView
from . import wording
from .places import held
from .sheet import Body, Case, Letter
from .short_letter import Way


def reminder(case: Case) -> Letter | None:
    """That a session is soon; None once it has begun or moved, or the person has no seat in it any more."""
    about = held(case.booked, case.message.parameters["session_key"])
    begins = datetime.fromisoformat(case.message.parameters["begins"])
    if not about or begins <= case.letterhead.now:
        return None
    view = about[0].sittings[0].view
    if view.terms.begins_at != begins:
        return None
    today = _today(case, view)
    title, topics = case.words.gettext("Reminder"), [f"{view.title} {today or view.when}"]
    return case.written(Body(title, topics, [wording.reminder(today, case.words)], places=about))


def _today(case: Case, view: SessionView) -> str | None:
    """The clock time at which the session begins today; None on any other day, or where it is not known."""
    zone, language = case.letterhead.process.view.zone, case.letterhead.language
    begins = view.terms.begins_at.astimezone(zone)
    if not view.time_text or begins.date() != case.letterhead.now.astimezone(zone).date():
        return None
    return case.words.gettext("today %(time)s", time=clock_range(begins.time(), None, language))


def results(case: Case) -> Letter | None:
    """That the summary of a workshop is out; None where it has been taken back."""
    workshop = case.letterhead.process.workshop(case.message.parameters["workshop_slug"])
    if workshop is None or workshop.view.summary is None:
        return None
    words, view = case.words, workshop.view
    opening = [words.gettext("You had a place in this workshop: %(title)s.", title=view.title)]
    opening.append(words.gettext("Its summary is now on our pages."))
    return case.written(
        Body(
            words.gettext("The results of the workshop are out"),
            [str(view.title)],
            [" ".join(opening)],
            ways=(Way(words.gettext("Read the summary"), case.letterhead.workshop_url(view.slug)),),
            texts=(view.title,),
        )
    )
