"""What is asked before something goes public: what the public is told, and when."""

from __future__ import annotations

from . import dates
from .controls import Choice, Text
from .making import Group, Making
from .time_controls import MIDNIGHT, Moment

NOW, LATER = "now", "later"


def publication_groups(making: Making) -> tuple[Group, ...]:
    """The change note, and the time in the zone of the process."""
    gettext = making.words.gettext
    note = Text(
        path="note",
        label=gettext("Note to the public about the change"),
        hint=gettext("Shown among the changes, on the widget and in the feed. Leave empty for none."),
    )
    when = Choice(
        path="when",
        label=gettext("When"),
        options=((NOW, gettext("Now")), (LATER, gettext("Later, at a time"))),
    )
    at = Moment(
        path="at",
        label=gettext("Time"),
        hint=gettext("For example %(example)s", example=dates.A_MOMENT),
        otherwise=MIDNIGHT,
    )
    return (Group(gettext("What the public is told"), (note,)), Group(gettext("When"), (when, at)))
