"""Immutable views of what was found of the current state, and of its sources."""

from __future__ import annotations

from dataclasses import dataclass

from .text import Text


@dataclass(frozen=True)
class SurveyView:
    """A source of the findings; `period` is already in words."""

    title: Text
    audience: Text | None
    respondents: int | None
    period: str | None
    report_url: str | None
    description: Text | None


@dataclass(frozen=True)
class ThemeView:
    """A theme with its development targets."""

    key: str
    title: Text
    note: Text | None
    targets: tuple[Text, ...]
    is_excerpt: bool


@dataclass(frozen=True)
class FindingsView:
    """What the current state looked like, and where that comes from."""

    strengths_intro: Text | None
    targets_intro: Text | None
    is_excerpt: bool
    strengths: tuple[Text, ...]
    themes: tuple[ThemeView, ...]
    surveys: tuple[SurveyView, ...]
