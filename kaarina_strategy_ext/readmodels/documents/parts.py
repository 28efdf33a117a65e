"""The parts of the documents, from the parts of the view model in all languages."""

from __future__ import annotations

from datetime import date

from ...models import FuzzyDate
from ..content import ChangeView, MilestoneView
from ..present import PhaseNow, SessionNow
from ..text import Text, text
from ..wording import fuzzy_date
from . import shapes
from .merging import InLanguages, Process, by_language


def phases(process: Process) -> list[shapes.PhaseInBrief]:
    """All phases in their order."""
    return [
        shapes.PhaseInBrief(
            number=phase.any.number,
            key=phase.any.view.key,
            title=phase.texts(lambda each: each.view.title),
            status=phase.any.status,
            dates=phase.optional_texts(lambda each: each.view.dates),
        )
        for phase in process.now.parts(lambda now: now.phases)
    ]


def current_phase(process: Process) -> shapes.CurrentPhase | None:
    """The phase where the process is; None only in a process without phases."""
    for phase in process.now.parts(lambda now: now.phases):
        if phase.any.is_current:
            return _current(phase, len(process.now.any.phases))
    return None


def _current(phase: InLanguages[PhaseNow], number_of_phases: int) -> shapes.CurrentPhase:
    return shapes.CurrentPhase(
        number=phase.any.number,
        of=number_of_phases,
        key=phase.any.view.key,
        title=phase.texts(lambda each: each.view.title),
        status=phase.any.status,
        status_text=phase.texts(lambda each: each.status_word),
    )


def session(process: Process, same: InLanguages[SessionNow]) -> shapes.Session:
    """A session as it stands."""
    view = same.any.view
    return shapes.Session(
        key=view.key,
        workshop=view.workshop_slug,
        title=same.texts(lambda each: each.view.title),
        theme=same.optional_texts(lambda each: each.view.theme),
        theme_follows=view.theme_follows,
        date=view.first_day,
        date_precision=view.on.precision,
        starts=process.local(view.terms.begins_at) if view.time_text else None,
        ends=process.local(view.terms.ends_at) if view.has_both_times else None,
        when=by_language((language, _session_time(each, language)) for language, each in same.each),
        mode=view.mode,
        place=same.optional_texts(lambda each: each.view.place),
        address=same.optional_texts(lambda each: each.view.address),
        access=same.optional_texts(lambda each: each.view.access),
        languages=list(view.languages),
        catering=view.catering,
        cancelled=same.optional_texts(lambda each: each.view.cancelled),
        registration=_registration(process, same),
        seats=_seats(same.any),
        links=_session_links(process, same.any),
    )


def _session_time(now: SessionNow, language: str) -> Text | str:
    return now.view.when if now.view.on.is_exact else in_words(now.view.on, language)


def in_words(when: FuzzyDate, language: str) -> Text:
    """The date as its editor put it, which may be in another language only; else in the words of this one."""
    return text(when.text, language) if when.text else Text(fuzzy_date(when, language), language)


def _registration(process: Process, same: InLanguages[SessionNow]) -> shapes.Registration:
    terms = same.any.view.terms
    opens = terms.window.opens_at if terms.window else None
    return shapes.Registration(
        state=same.any.state,
        sentence=same.texts(lambda each: each.state_sentence),
        opens=process.local(opens) if opens else None,
        closes=process.local(terms.closes_at) if opens else None,
    )


def _seats(now: SessionNow) -> shapes.Seats:
    return shapes.Seats(
        capacity=now.view.terms.capacity,
        free=now.view.terms.free(now.seats),
        waiting=now.seats.waiting,
        room_for_all=now.view.room_for_all,
    )


def _session_links(process: Process, now: SessionNow) -> shapes.SessionLinks:
    register = process.pages("register", session=now.view.key) if now.takes_registrations else None
    return shapes.SessionLinks(html=process.pages("workshop", slug=now.view.workshop_slug), register=register)


def decision(process: Process) -> shapes.Decision | None:
    """The decision to which the process leads; None where there is none."""
    if process.now.any.decision is None:
        return None
    return milestone(process, process.now.part(lambda now: now.view.milestones[-1]))


def milestone(process: Process, same: InLanguages[MilestoneView]) -> shapes.Decision:
    """A decision of the process."""
    now, view = process.now.any, same.any
    earlier = same.texts(lambda each: each.earlier_date)
    reason = same.optional_texts(lambda each: each.date_reason)
    return shapes.Decision(
        key=view.key,
        title=same.texts(lambda each: each.title),
        body=same.texts(lambda each: each.body),
        date=_exact(view.expected),
        days=now.days_to_decision if view == now.decision else None,
        when=_expected(same),
        is_target=view.is_target,
        postponed=shapes.Postponement(earlier, reason) if earlier else None,
        decided_on=view.decided_on,
        outcome=same.optional_texts(lambda each: each.outcome),
        agenda=view.agenda_url,
        minutes=view.minutes_url,
    )


def _expected(same: InLanguages[MilestoneView]) -> shapes.Texts | None:
    told = ((language, each.expected) for language, each in same.each)
    return by_language((language, in_words(when, language)) for language, when in told if when) or None


def _exact(when: FuzzyDate | None) -> date | None:
    return when.earliest if when and when.is_exact else None


def changes(process: Process, days: int) -> list[shapes.Change]:
    """The public changes of the last so many days, newest first."""
    return [_change(process, each) for each in process.now.parts(lambda now: now.changes(days))]


def _change(process: Process, same: InLanguages[ChangeView]) -> shapes.Change:
    return shapes.Change(
        at=process.local(same.any.at),
        kind=same.any.kind,
        subject=same.any.subject,
        text=same.texts(lambda each: each.sentence),
    )


def contact(process: Process) -> shapes.Contact:
    """Whom to turn to."""
    same = process.now.part(lambda now: process.site.contact(now.view))
    return shapes.Contact(
        name=same.optional_texts(lambda each: each.name),
        email=same.any.email,
        phone=same.any.phone,
        address=same.optional_texts(lambda each: each.address),
    )
