"""The fields of a news item."""

from __future__ import annotations

from . import dates
from .controls import Select, Text, prose
from .making import Group, Making
from .time_controls import Moment


def news_groups(making: Making) -> tuple[Group, ...]:
    """The fields of a news item; its body is Markdown."""
    gettext = making.words.gettext
    body = prose(
        "body",
        gettext("Text"),
        gettext("## heading, - list, **bold**, [link](https://…)"),
        required=True,
        markdown=True,
    )
    title = Text(path="title", label=gettext("Title"), required=True)
    return Group(gettext("News item"), (title, *making.naming("slug"), body)), _dates(making)


def _dates(making: Making) -> Group:
    gettext = making.words.gettext
    published = Moment(
        path="published",
        label=gettext("Published"),
        hint=gettext("A day, or a day and a time: %(examples)s", examples=f"{dates.A_DAY}, {dates.A_MOMENT}"),
        required=True,
    )
    updated = Moment(path="updated", label=gettext("Updated"))
    phases = (("", gettext("None")), *making.phases)
    phase = Select(path="phase", label=gettext("Phase that it announces"), options=phases)
    return Group(gettext("When"), (published, updated, phase))
