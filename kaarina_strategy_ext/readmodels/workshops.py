"""Building the views of workshops and their sessions from their rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..i18n import clock_range, days_listed, weekday_day
from ..models import FuzzyDate, Precision, Workshop, WorkshopSession
from .content import SessionView, WorkshopView
from .results import material_views
from .text import optional_text, text, texts
from .wording import fuzzy_date, optional_date


def workshop_view(workshop: Workshop, language: str) -> WorkshopView:
    """The workshop with its sessions for readers of a language."""
    period = workshop.period
    days = [each.date.earliest for each in workshop.sessions if each.date.is_exact]
    return WorkshopView(
        id=workshop.id,
        slug=workshop.slug,
        phase_key=workshop.phase.key,
        title=text(workshop.title, language),
        purpose=optional_text(workshop.purpose, language),
        description=optional_text(workshop.description, language),
        summary=optional_text(workshop.summary, language),
        effect=optional_text(workshop.effect, language),
        materials=material_views(workshop.materials, language),
        audience=texts(workshop.audience, language),
        period=optional_date(period, language),
        period_month=period.earliest if period and period.precision is Precision.MONTH else None,
        has_alternatives=workshop.has_alternatives,
        span=workshop.span(),
        # A session that has been moved stands where it is now, wherever it stands in the content file.
        sessions=tuple(sorted((_session(each, language) for each in workshop.sessions), key=_by_time)),
        days_text=days_listed(days, language) if len(days) == len(workshop.sessions) and days else None,
    )


def _by_time(session: SessionView) -> tuple[datetime, str]:
    return session.terms.begins_at, session.key


def _session(sitting: WorkshopSession, language: str) -> SessionView:
    return SessionView(
        id=sitting.id,
        key=sitting.key,
        workshop_slug=sitting.workshop.slug,
        workshop_title=text(sitting.workshop.title, language),
        own_title=optional_text(sitting.title, language),
        first_day=sitting.date.earliest,
        on=sitting.date,
        **_when(sitting, language),
        theme=optional_text(sitting.theme, language),
        theme_follows=sitting.theme_follows,
        place=optional_text(sitting.place, language),
        address=optional_text(sitting.address, language),
        access=optional_text(sitting.access, language),
        mode=sitting.mode,
        languages=tuple(sitting.languages),
        catering=sitting.catering,
        room_for_all=sitting.room_for_all,
        cancelled=optional_text(sitting.cancelled, language),
        staff_note=optional_text(sitting.staff_note, language),
        terms=sitting.terms(),
    )


def _when(sitting: WorkshopSession, language: str) -> dict[str, Any]:
    day_text, time_text = _day_text(sitting.date, language), _time_text(sitting, language)
    return {
        "day_text": day_text,
        "time_text": time_text,
        "has_both_times": sitting.ends_at is not None,
        "when": f"{day_text} {time_text}" if time_text else day_text,
        "machine_date": _machine_date(sitting),
    }


def _day_text(when: FuzzyDate, language: str) -> str:
    return weekday_day(when.earliest, language) if when.is_exact else fuzzy_date(when, language)


def _time_text(sitting: WorkshopSession, language: str) -> str | None:
    starts, ends = _local(sitting, sitting.starts_at), _local(sitting, sitting.ends_at)
    return clock_range(starts.time(), ends.time() if ends else None, language) if starts else None


def _machine_date(sitting: WorkshopSession) -> str:
    starts, when = _local(sitting, sitting.starts_at), sitting.date
    if starts:
        return starts.isoformat(timespec="minutes")
    return {
        Precision.DAY: when.earliest.isoformat(),
        Precision.MONTH: f"{when.earliest:%Y-%m}",
        Precision.YEAR: f"{when.earliest:%Y}",
    }[when.precision]


def _local(sitting: WorkshopSession, moment: datetime | None) -> datetime | None:
    return moment.astimezone(sitting.workshop.process.zone) if moment else None
