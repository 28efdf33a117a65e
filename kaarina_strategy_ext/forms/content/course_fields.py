"""The fields of what makes the course of a process: phases, milestones, and the strategy at its end."""

from __future__ import annotations

from .controls import Choice, Control, Flag, Select, Text, prose, sentence
from .list_controls import Rows
from .making import Group, Making
from .time_controls import Day, Fuzzy


def phase_groups(making: Making) -> tuple[Group, ...]:
    """The fields of a phase."""
    gettext = making.words.gettext
    texts = Group(
        gettext("What it is about"),
        (
            Text(path="title", label=gettext("Title"), required=True),
            *making.naming("key"),
            sentence("summary", gettext("In one sentence: where are we"), gettext("The widget shows this")),
            prose("description", gettext("Description")),
        ),
    )
    dates = Group(
        gettext("When"),
        (Fuzzy(path="starts", label=gettext("Begins")), Fuzzy(path="ends", label=gettext("Ends"))),
        note=gettext(
            "Both may be left empty: then the workshops and decisions of the phase tell when it is."
        ),
    )
    return texts, dates, _status(making)


def _status(making: Making) -> Group:
    gettext = making.words.gettext
    options = (
        ("", gettext("By the dates")),
        ("upcoming", gettext("Upcoming")),
        ("in_progress", gettext("In progress")),
        ("completed", gettext("Completed")),
        ("postponed", gettext("Postponed")),
        ("suspended", gettext("Suspended")),
    )
    return Group(
        gettext("State"),
        (
            Choice(path="status", label=gettext("State of the phase"), options=options),
            prose("status_reason", gettext("Why it is set by hand"), gettext("Everybody sees the reason")),
        ),
    )


def milestone_groups(making: Making) -> tuple[Group, ...]:
    """The fields of a milestone."""
    gettext = making.words.gettext
    return (
        Group(
            gettext("What is decided"),
            (
                Text(path="title", label=gettext("Title"), required=True),
                *making.naming("key"),
                Text(
                    path="body",
                    label=gettext("Who decides"),
                    required=True,
                    hint=gettext("For example the city council"),
                ),
                Select(
                    path="phase", label=gettext("Phase that it ends"), options=making.phases, required=True
                ),
                prose("description", gettext("Description")),
            ),
        ),
        _target_date(making),
        _decision(making),
    )


def strategy_groups(making: Making) -> tuple[Group, ...]:
    """The fields of the strategy as it was adopted."""
    gettext = making.words.gettext
    columns = (
        Text(path="title", label=gettext("In a few words"), required=True),
        prose("text", gettext("In more words")),
    )
    return (
        Group(
            gettext("The adopted strategy"),
            (
                prose("adopted.vision", gettext("Vision")),
                Rows(path="adopted.values", label=gettext("Values"), columns=columns),
                Rows(path="adopted.goals", label=gettext("Goals"), columns=columns),
                Control(path="adopted.document_url", label=gettext("Address of the document")),
            ),
        ),
    )


def _target_date(making: Making) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("When"),
        (
            Fuzzy(path="date", label=gettext("Date")),
            Flag(path="is_target", label=gettext("The date is a target and not certain")),
            sentence("date_reason", gettext("Why the date has moved"), gettext("The widget shows this")),
        ),
    )


def _decision(making: Making) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("The decision"),
        (
            Control(path="agenda_url", label=gettext("Address of the agenda")),
            Control(path="minutes_url", label=gettext("Address of the minutes")),
            Day(path="decided_on", label=gettext("Decided on")),
            prose("outcome", gettext("What was decided")),
        ),
    )
