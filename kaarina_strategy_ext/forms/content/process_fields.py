"""The fields of the process itself."""

from __future__ import annotations

from .controls import Control, Flag, Number, Numbers, Text, prose
from .list_controls import Texts
from .making import Group, Making

MOST_HOURS = 8760  # a year
MOST_COMPANIONS = 20


def process_groups(making: Making) -> tuple[Group, ...]:
    """The fields of a process, save its slug, which is for good."""
    return (
        _goal(making),
        _taking_part(making),
        making.window(making.words.gettext("Nothing is said yet")),
        _contact(making),
        _seats(making),
        _findings(making),
        _details(making),
    )


def _goal(making: Making) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("What it is about"),
        (
            Text(path="name", label=gettext("Name of the process"), required=True),
            prose("goal", gettext("Goal"), gettext("In one or two sentences"), required=True),
            Number(path="year", label=gettext("Year of the strategy"), least=1900, most=2199),
            prose("welcome", gettext("Welcome"), gettext("The first words to the residents")),
            prose("next_steps", gettext("What happens next")),
            prose("notice", gettext("Notice on every page"), gettext("For example a break in service")),
        ),
    )


def _taking_part(making: Making) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("Taking part"),
        (
            Text(
                path="call_to_action",
                label=gettext("Invitation"),
                hint=gettext("A heading above the workshops"),
            ),
            Texts(path="participation", label=gettext("Good to know before taking part")),
        ),
    )


def _contact(making: Making) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("Contact"),
        (
            Text(path="contact.name", label=gettext("Name or title")),
            Control(path="contact.email", label=gettext("E-mail address")),
            Control(path="contact.phone", label=gettext("Phone number")),
            prose("contact.address", gettext("Address for visits")),
        ),
    )


def _seats(making: Making) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("Places and reminders"),
        (
            Number(
                path="offer_hours",
                label=gettext("Hours to answer when a place becomes free"),
                hint=gettext("0: the next on the waiting list gets the place at once"),
                most=MOST_HOURS,
                default=48,
            ),
            Number(
                path="cut_off_hours",
                label=gettext("Hours before a session when staff take over"),
                hint=gettext("From then on staff decide who gets a place that becomes free"),
                most=MOST_HOURS,
                default=24,
            ),
            _companions(making),
            _reminders(making),
        ),
        is_folded=True,
    )


def _companions(making: Making) -> Number:
    label = making.words.gettext("How many people one may bring along")
    return Number(path="companions", label=label, most=MOST_COMPANIONS, default=0)


def _reminders(making: Making) -> Numbers:
    gettext = making.words.gettext
    return Numbers(
        path="reminder_hours",
        label=gettext("Reminders, hours before a session"),
        hint=gettext("For example 48, 2. Empty: no reminders."),
        default=(48, 2),
    )


def _findings(making: Making) -> Group:
    gettext = making.words.gettext
    return Group(
        gettext("Above the findings"),
        (
            prose("strengths_intro", gettext("Words above the strengths")),
            prose("targets_intro", gettext("Words above the areas to develop")),
            Flag(
                path="findings_are_excerpt",
                label=gettext("The findings are only examples of all that was found"),
            ),
        ),
        is_folded=True,
    )


def _details(making: Making) -> Group:
    gettext = making.words.gettext
    zone = Control(
        path="time_zone",
        label=gettext("Time zone"),
        hint=gettext("For example Europe/Helsinki; all times are in it"),
    )
    return Group(gettext("Time zone"), (zone,), is_folded=True)
