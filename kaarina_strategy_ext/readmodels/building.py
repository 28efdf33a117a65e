"""Building the view of a process from its rows: once per revision and language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..i18n import Words, day, days_between, words
from ..models import (
    ChangeKind,
    FindingKind,
    Milestone,
    NewsItem,
    Phase,
    Process,
    Survey,
    Theme,
    Workshop,
)
from .changes import change_view, moment_in_words
from .content import (
    ChangeView,
    ContactView,
    MilestoneView,
    NewsView,
    PhaseView,
    ProcessView,
)
from .findings import FindingsView, SurveyView, ThemeView
from .markdown import rendered
from .results import strategy_view
from .text import Text, optional_text, text, texts
from .wording import optional_date, phase_dates
from .workshops import workshop_view


def process_view(process: Process, language: str) -> ProcessView:
    """The whole public content of a process for readers of a language."""
    return ProcessView(
        id=process.id,
        slug=process.slug,
        revision=process.revision,
        language=language,
        zone=process.zone,
        year=process.year,
        name=text(process.name, language),
        goal=text(process.goal, language),
        welcome=optional_text(process.welcome, language),
        next_steps=optional_text(process.next_steps, language),
        call_to_action=optional_text(process.call_to_action, language),
        notice=optional_text(process.notice, language),
        participation=texts(process.participation, language),
        contact=_contact(process, language),
        findings=_findings(process, language),
        adopted=strategy_view(process.adopted, language),
        phases=tuple(_phase(each, language) for each in process.phases),
        workshops=tuple(workshop_view(each, language) for each in process.workshops),
        news=tuple(_news(each, language) for each in process.news),
        changes=tuple(_changes(process, words(language))),
        **_terms(process),
    )


def _terms(process: Process) -> dict[str, Any]:
    return {
        "offer_hours": process.offer_hours,
        "companions": process.companions,
        "created_at": process.created_at,
    }


def load_process(session: Session, slug: str) -> Process | None:
    """The process with all that its view needs, in a fixed number of statements; None if there is none."""
    return session.scalar(
        select(Process)
        .where(Process.slug == slug)
        .options(
            selectinload(Process.phases).options(
                selectinload(Phase.milestones),
                selectinload(Phase.workshops).selectinload(Workshop.sessions),
            ),
            selectinload(Process.surveys),
            selectinload(Process.themes).selectinload(Theme.findings),
            selectinload(Process.findings),
            selectinload(Process.workshops).options(
                joinedload(Workshop.phase), selectinload(Workshop.sessions)
            ),
            selectinload(Process.news).joinedload(NewsItem.phase),
            selectinload(Process.changes),
        )
    )


def _findings(process: Process, language: str) -> FindingsView:
    return FindingsView(
        strengths_intro=optional_text(process.strengths_intro, language),
        targets_intro=optional_text(process.targets_intro, language),
        is_excerpt=process.findings_are_excerpt,
        strengths=texts(
            (each.text for each in process.findings if each.kind is FindingKind.STRENGTH), language
        ),
        themes=tuple(_theme(each, language) for each in process.themes),
        surveys=tuple(_survey(each, language) for each in process.surveys),
    )


def _contact(process: Process, language: str) -> ContactView:
    return ContactView(
        name=optional_text(process.contact_name, language),
        email=process.contact_email,
        phone=process.contact_phone,
        address=optional_text(process.contact_address, language),
    )


def _theme(theme: Theme, language: str) -> ThemeView:
    return ThemeView(
        key=theme.key,
        title=text(theme.title, language),
        note=optional_text(theme.note, language),
        targets=texts((finding.text for finding in theme.findings), language),
        is_excerpt=theme.is_excerpt,
    )


def _survey(survey: Survey, language: str) -> SurveyView:
    return SurveyView(
        title=text(survey.title, language),
        audience=optional_text(survey.audience, language),
        respondents=survey.respondents,
        period=optional_date(survey.period, language),
        report_url=survey.report_url,
        description=optional_text(survey.description, language),
    )


def _phase(phase: Phase, language: str) -> PhaseView:
    return PhaseView(
        key=phase.key,
        title=text(phase.title, language),
        summary=optional_text(phase.summary, language),
        description=optional_text(phase.description, language),
        dates=phase_dates(phase.starts, phase.ends, language) or _session_dates(phase, language),
        status_reason=optional_text(phase.status_reason, language),
        course=phase.course(),
        milestones=tuple(_milestone(each, language) for each in phase.milestones),
    )


def _session_dates(phase: Phase, language: str) -> str | None:
    days = [sitting.date for workshop in phase.workshops for sitting in workshop.sessions]
    if not days:
        return None
    return days_between(min(each.earliest for each in days), max(each.latest for each in days), language)


def _milestone(milestone: Milestone, language: str) -> MilestoneView:
    return MilestoneView(
        key=milestone.key,
        title=text(milestone.title, language),
        body=text(milestone.body, language),
        expected=milestone.expected,
        date_text=optional_date(milestone.expected, language),
        is_target=milestone.is_target,
        earlier_date=_earlier_date(milestone, language),
        date_reason=optional_text(milestone.date_reason, language),
        description=optional_text(milestone.description, language),
        agenda_url=milestone.agenda_url,
        minutes_url=milestone.minutes_url,
        outcome=optional_text(milestone.outcome, language),
        decided_on=milestone.decided_on,
        decided_text=day(milestone.decided_on, language) if milestone.decided_on else None,
    )


def _earlier_date(milestone: Milestone, language: str) -> Text | None:
    """The date before the last move, as the public change tells it."""
    moves = (
        change.before
        for change in milestone.process.changes
        if change.kind is ChangeKind.DECISION and change.subject == milestone.key
    )
    before = next(moves, None)
    return moment_in_words(before, language) if before and "date" in before else None


def _news(item: NewsItem, language: str) -> NewsView:
    zone = item.process.zone
    body = text(item.body, language)
    published = item.published_at.astimezone(zone).date()
    updated = item.updated_at.astimezone(zone).date() if item.updated_at else None
    return NewsView(
        slug=item.slug,
        title=text(item.title, language),
        body=Text(rendered(body.value), body.language, is_fallback=body.is_fallback),
        out_at=item.published_at,
        published_on=published,
        published=day(published, language),
        updated_on=updated,
        updated=day(updated, language) if updated else None,
        phase_key=item.phase.key if item.phase else None,
    )


def _changes(process: Process, said: Words) -> Iterable[ChangeView]:
    titles = {
        session.key: text(session.title or workshop.title, said.language)
        for workshop in process.workshops
        for session in workshop.sessions
    }
    yield from (change_view(each, titles, process.zone, said) for each in process.changes)
