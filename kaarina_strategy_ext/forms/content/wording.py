"""What breaks a rule of the content, in the editor's words and about the field beside which it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ...i18n import Words
from . import dates


def worded(message: str, words: Words) -> str | None:
    """The message of a content problem in the editor's words; None for one that only files can have."""
    pattern: str = getattr(message, "pattern", message)
    values: Mapping[str, Any] = getattr(message, "values", {})
    known = {
        **_of_texts(words),
        **_of_numbers(words, values),
        **_of_dates(words, values),
        **_of_registration(words),
        **_of_parts(words, values),
        **_of_bookings(words),
    }
    return known.get(pattern)


def _of_texts(words: Words) -> dict[str, str]:
    gettext = words.gettext
    return {
        "needs a text in at least one language": gettext("Write the text in at least one language"),
        "must not be empty": gettext("Fill in this field"),
        "is needed": gettext("Fill in this field"),
        "the character U+{code:04X} is not allowed": gettext("Remove the characters that cannot be shown"),
        "expected 1 to 60 lower-case letters a-z, digits and hyphens, got {name!r}": gettext(
            "Use 1 to 60 of these: a–z, 0–9 and hyphens"
        ),
        "expected a language code such as fi, got {code!r}": gettext("Choose one of these"),
        "expected an address that begins with https:// or http://, got {link!r}": gettext(
            "Enter an address that begins with https:// or http://"
        ),
        "expected an e-mail address, got {address!r} ({error})": gettext(
            "Enter an e-mail address in the format name@example.com"
        ),
    }


def _of_numbers(words: Words, values: Mapping[str, Any]) -> dict[str, str]:
    gettext = words.gettext
    least, most, count = (values.get(name, "") for name in ("least", "most", "count"))
    return {
        "must be at least {least}, not {value}": gettext("Enter at least %(least)s", least=least),
        "must be at most {most}, not {value}": gettext("Enter at most %(most)s", most=most),
        "must be at most the capacity {most}, not {value}": gettext(
            "There are only %(most)s places", most=most
        ),
        "{taken} people have a seat already": gettext(
            "%(n)s people have a place already, so there must be at least as many", n=values.get("taken", "")
        ),
        "needs a capacity as well": gettext("Enter the number of places as well"),
        "has {count} numbers; at most {most} are allowed": gettext(
            "Enter at most %(most)s numbers", most=most
        ),
        "has {count} characters; at most {most} fit": gettext(
            "Use at most %(most)s characters; now there are %(count)s", most=most, count=count
        ),
        "{name!r} stands already at {place}": gettext(
            "%(name)s is there already. Choose another.", name=values.get("name", "")
        ),
    }


def _of_dates(words: Words, values: Mapping[str, Any]) -> dict[str, str]:
    gettext = words.gettext
    year = gettext(
        "Enter a year from %(least)s to %(most)s", least=values.get("least", ""), most=values.get("most", "")
    )
    return {
        "must be from {least} to {most}, not {value}": year,
        "the year must be from {least} to {most}, not {year}": year,
        "there is no {shown} in {zone}; the clocks skip it when daylight saving time begins": gettext(
            "There is no %(moment)s: the clocks skip it, because daylight saving time begins",
            moment=_moment(values.get("shown")),
        ),
        "must not be before earliest": gettext("The last day cannot be before the first"),
        "a date that is precise to the day has the same earliest and latest": gettext(
            "An exact day has the same first and last day"
        ),
        "must not be before starts": gettext("The phase cannot end before it begins"),
        "needs starts as well": gettext("Enter also when the session begins"),
        "must be after starts": gettext("The session must end after it begins"),
        "a clock time needs a date that is precise to the day": gettext(
            "A time needs an exact day such as %(example)s", example=dates.A_DAY
        ),
        "must not be before published": gettext("This cannot be before the publication"),
    }


def _moment(shown: Any) -> str:
    return dates.shown_moment(datetime.fromisoformat(shown)) if shown else ""


def _of_registration(words: Words) -> dict[str, str]:
    gettext = words.gettext
    return {
        "only a registration of mode window has this": gettext(
            "Choose “Open in a period” above, or empty this field"
        ),
        "a window needs the time at which it opens": gettext("Enter when registration opens"),
        "must be after opens": gettext("Registration must close after it opens"),
    }


def _of_parts(words: Words, values: Mapping[str, Any]) -> dict[str, str]:
    gettext = words.gettext
    return {
        "there is no phase {phase!r}; the phases are {known}": gettext("Choose one of the phases"),
        "there is no workshop {workshop!r}": gettext("Choose one of the workshops"),
        "{slug!r} is the word of another page's address": gettext(
            "%(name)s is the word of another page. Choose another.", name=values.get("slug", "")
        ),
        "there is no time zone {zone!r}; expected a name such as Europe/Helsinki": gettext(
            "Enter a time zone such as Europe/Helsinki"
        ),
        "somebody has changed this in public meanwhile": gettext(
            "Somebody has published a change here meanwhile"
        ),
        "the text is missing in the language {language}": gettext("Translation missing"),
        "alternatives need at least {least} sessions, not {count}": gettext(
            "Alternatives need at least two sessions. Add the sessions first."
        ),
        "a status set by hand needs a reason": gettext("Tell why the state is set by hand"),
        "is only for a status set by hand, and there is none": gettext("Choose a state, or empty the reason"),
    }


def _of_bookings(words: Words) -> dict[str, str]:
    gettext = words.gettext
    return {
        "{name!r} has bookings and cannot be removed; cancel its sessions instead": gettext(
            "People have registered here, so this cannot be removed. Call off the sessions instead."
        ),
        "{name!r} has bookings and cannot be removed; cancel it instead": gettext(
            "People have registered here, so this cannot be removed. Call it off instead."
        ),
        "{name!r} has bookings, so that its kind cannot change any more": gettext(
            "People have registered here, so this cannot be changed any more"
        ),
        "{name!r} has bookings, so that it cannot move out of {home!r}": gettext(
            "People have registered here, so the session stays in its workshop"
        ),
        "{name!r} has bookings, so that it cannot move into the past": gettext(
            "People have registered here, so the session cannot move into the past"
        ),
    }
