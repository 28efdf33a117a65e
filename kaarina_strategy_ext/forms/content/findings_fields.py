"""The fields of what the current state looked like: surveys, themes with their targets, strengths."""

from __future__ import annotations

from .controls import Control, Flag, Number, Text, prose
from .list_controls import Texts
from .making import Group, Making
from .time_controls import Fuzzy


def survey_groups(making: Making) -> tuple[Group, ...]:
    """The fields of a survey."""
    gettext = making.words.gettext
    return (
        Group(
            gettext("What it is about"),
            (
                Text(path="title", label=gettext("Title"), required=True),
                *making.naming("key"),
                Text(path="audience", label=gettext("Who was asked")),
                Number(path="respondents", label=gettext("How many answered")),
                Fuzzy(path="period", label=gettext("When")),
                Control(path="report_url", label=gettext("Address of the report")),
                prose("description", gettext("Description")),
            ),
        ),
    )


def theme_groups(making: Making) -> tuple[Group, ...]:
    """The fields of a theme."""
    gettext = making.words.gettext
    return (
        Group(
            gettext("What it is about"),
            (
                Text(path="title", label=gettext("Title"), required=True),
                *making.naming("key"),
                prose("note", gettext("Introduction")),
                Texts(path="targets", label=gettext("What to develop")),
                Flag(path="is_excerpt", label=gettext("These are only examples of all that was found")),
            ),
        ),
    )


def strengths_groups(making: Making) -> tuple[Group, ...]:
    """The list of strengths."""
    gettext = making.words.gettext
    return (Group(gettext("What is good"), (Texts(path="strengths", label=gettext("Strengths")),)),)
