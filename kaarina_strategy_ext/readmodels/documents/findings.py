"""What the current state of the city looked like, and who was asked."""

from __future__ import annotations

from ..findings import SurveyView, ThemeView
from . import shapes
from .merging import InLanguages, Process
from .shapes import Shape, Texts


class Survey(Shape, frozen=True):
    """A source of the findings; `period` is in words."""

    title: Texts
    audience: Texts | None
    respondents: shapes.Count | None
    period: Texts | None
    description: Texts | None
    report: str | None


class Theme(Shape, frozen=True):
    """A theme with what should become better; `is_excerpt` says that there is more."""

    key: shapes.Key
    title: Texts
    note: Texts | None
    targets: list[Texts]
    is_excerpt: bool


class Findings(Shape, frozen=True):
    """What the current state looked like."""

    strengths: list[Texts]
    themes: list[Theme]
    surveys: list[Survey]
    is_excerpt: bool


def findings(process: Process) -> Findings:
    """All findings; empty lists where there are none."""
    same = process.now.part(lambda now: now.view.findings)
    return Findings(
        strengths=[each.texts(lambda said: said) for each in same.parts(lambda every: every.strengths)],
        themes=[_theme(each) for each in same.parts(lambda every: every.themes)],
        surveys=[_survey(each) for each in same.parts(lambda every: every.surveys)],
        is_excerpt=same.any.is_excerpt,
    )


def _theme(same: InLanguages[ThemeView]) -> Theme:
    return Theme(
        key=same.any.key,
        title=same.texts(lambda each: each.title),
        note=same.optional_texts(lambda each: each.note),
        targets=[each.texts(lambda said: said) for each in same.parts(lambda every: every.targets)],
        is_excerpt=same.any.is_excerpt,
    )


def _survey(same: InLanguages[SurveyView]) -> Survey:
    return Survey(
        title=same.texts(lambda each: each.title),
        audience=same.optional_texts(lambda each: each.audience),
        respondents=same.any.respondents,
        period=same.optional_texts(lambda each: each.period),
        description=same.optional_texts(lambda each: each.description),
        report=same.any.report_url,
    )
