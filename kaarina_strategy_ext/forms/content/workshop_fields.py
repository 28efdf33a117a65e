"""The fields of workshops and their sessions."""

from __future__ import annotations

from collections.abc import Sequence

from . import dates
from .controls import Choice, Control, Flag, Number, Select, Several, Text, prose, sentence
from .list_controls import Rows, Texts
from .making import Group, Making
from .time_controls import Clock, Fuzzy


def workshop_groups(making: Making) -> tuple[Group, ...]:
    """The fields of a workshop, save its sessions."""
    gettext = making.words.gettext
    return (
        Group(
            gettext("What it is about"),
            (
                Text(path="title", label=gettext("Title"), required=True),
                *making.naming("slug"),
                Select(path="phase", label=gettext("Phase"), options=making.phases, required=True),
                prose("purpose", gettext("Purpose"), gettext("In one or two sentences")),
                prose("description", gettext("Description")),
                Texts(path="audience", label=gettext("For whom it is")),
                Fuzzy(
                    path="period",
                    label=gettext("When"),
                    hint=gettext("Where there are no sessions that tell"),
                ),
                _kind(making),
            ),
        ),
        making.window(gettext("As for the whole process")),
        _result(making),
    )


def _kind(making: Making) -> Choice:
    gettext = making.words.gettext
    return Choice(
        path="kind",
        label=gettext("How the sessions belong together"),
        options=(
            ("separate", gettext("One can come to each of them")),
            ("alternatives", gettext("The same content: one chooses one of them")),
        ),
        default="separate",
    )


def _result(making: Making) -> Group:
    gettext = making.words.gettext
    title, url = Text(path="title", label=gettext("Title"), required=True), gettext("Address")
    return Group(
        gettext("After the workshop"),
        (
            prose("summary", gettext("What came out of it"), markdown=True),
            prose("effect", gettext("How this affected the draft of the strategy"), markdown=True),
            Rows(
                path="materials",
                label=gettext("Materials"),
                columns=(title, Control(path="url", label=url, required=True)),
            ),
        ),
    )


def session_groups(making: Making, languages: Sequence[str] = ()) -> tuple[Group, ...]:
    """The fields of a session; `languages` are those in which it is held already."""
    return (
        _time(making),
        _content(making),
        _venue(making),
        _practice(making, languages),
        _places(making),
        making.window(making.words.gettext("As for the workshop")),
        _cancelling(making),
    )


def _time(making: Making) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("When"),
        (
            Fuzzy(path="date", label=gettext("Date"), required=True),
            Clock(
                path="starts",
                label=gettext("Begins at"),
                hint=gettext("For example %(example)s", example=dates.A_TIME),
            ),
            Clock(path="ends", label=gettext("Ends at")),
            Select(path="workshop", label=gettext("Workshop"), options=making.workshops, required=True),
            *making.naming("key"),
        ),
    )


def _content(making: Making) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("What it is about"),
        (
            Text(path="title", label=gettext("Title"), hint=gettext("Empty: the title of the workshop")),
            Text(path="theme", label=gettext("Theme")),
            Flag(path="theme_follows", label=gettext("The theme is told later")),
        ),
    )


def venue_groups(making: Making) -> tuple[Group, ...]:
    """The fields of a place where sessions meet."""
    return (Group("", _place(making)),)


def _place(making: Making) -> tuple[Text, ...]:
    gettext = making.words.gettext
    return (
        Text(path="place", label=gettext("Place")),
        Text(path="address", label=gettext("Address")),
        prose("access", gettext("Getting around"), gettext("Wheelchair, hearing loop, interpreting")),
    )


def _venue(making: Making) -> Group:
    gettext = making.words.gettext
    modes = (
        ("", gettext("Not said")),
        ("on_site", gettext("On site")),
        ("remote", gettext("Remote")),
        ("hybrid", gettext("On site and remote")),
    )
    return Group(
        gettext("Where"),
        (
            Choice(path="mode", label=gettext("How one takes part"), options=modes),
            *_place(making),
            Control(path="remote_url", label=gettext("Address of the remote meeting")),
        ),
    )


def _practice(making: Making, languages: Sequence[str]) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("In practice"),
        (
            Several(
                path="languages", label=gettext("Languages of the session"), options=making.spoken(languages)
            ),
            Flag(path="catering", label=gettext("There is something to eat")),
            sentence(
                "staff_note",
                gettext("Note for the employees"),
                gettext("Only employees see this, in the widget of the intranet"),
            ),
        ),
    )


def _places(making: Making) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("Number of places"),
        (
            Number(
                path="capacity",
                label=gettext("Places"),
                hint=gettext("Leave empty if the number is not known or not limited"),
                least=1,
            ),
            Flag(path="room_for_all", label=gettext("There is room for everybody")),
            Number(
                path="reserved_seats",
                label=gettext("Of these, kept for the office"),
                hint=gettext("Only staff give these seats, for example to those who phone"),
                default=0,
            ),
            Number(
                path="waiting_list_size",
                label=gettext("Size of the waiting list"),
                hint=gettext("Leave empty for no limit; 0 means that nobody can wait"),
            ),
        ),
    )


def _cancelling(making: Making) -> Group:
    gettext = making.words.gettext
    hint = gettext("With a reason here the session is called off, and those who registered are told.")
    return Group(gettext("Calling off"), (prose("cancelled", gettext("Reason"), hint),), is_folded=True)
