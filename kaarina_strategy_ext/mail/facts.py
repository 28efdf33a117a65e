"""What has changed about a session, in words: facts in the shape of the content file, old and new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..i18n import Words, listed
from ..readmodels.changes import moment_in_words
from ..readmodels.text import Text, optional_text
from .sheet import Line

SHOWN = ("when", "place", "theme")
"""The facts whose old and new values are told."""
NAMES = (*SHOWN, "remote_url")
"""All facts, the weightiest first; the remote link itself is told only with the place that one holds."""

Fact = tuple[str, Any, Any]


def heading(changed: Sequence[Fact], words: Words) -> str:
    """What has changed, in a few words; each fact comes with its old and its new value."""
    if len(changed) == 1:
        return _headline(*changed[0], words)
    kinds = listed([_kind(name, words) for name, *_ in changed], words.language)
    return words.gettext("Changes: %(kinds)s", kinds=kinds)


def day(shown: str, before: Any, after: Any, words: Words) -> str:
    """The day as it is shown, and the old one where it is another."""
    if before["when"]["date"] == after["when"]["date"]:
        return shown
    old = moment_in_words({"date": before["when"]["date"]}, words.language)
    return words.gettext("%(after)s (earlier: %(before)s)", after=shown, before=old)


def line(name: str, before: Any, after: Any, words: Words) -> Line:
    """The new value, and the old one where it was known and is another."""
    label = {
        "when": words.gettext("Time"),
        "place": words.gettext("Place"),
        "theme": words.gettext("Theme"),
    }[name]
    is_news = before == after or _has_become_known(name, before, after) or not _parts(name, before, words)
    old = () if is_news else _parts(name, before, words)
    return Line(label, _parts(name, after, words) or (_unknown(name, words),), old)


def _headline(name: str, before: Any, after: Any, words: Words) -> str:
    if _has_become_known(name, before, after):
        return {
            "when": words.gettext("The clock time is now known"),
            "place": words.gettext("The place is now known"),
            "theme": words.gettext("The theme is now known"),
            "remote_url": words.gettext("The link for taking part remotely is now known"),
        }[name]
    if not _is_known(name, after) and name != "when":
        return {
            "place": words.gettext("Place announced later"),
            "theme": words.gettext("Theme to be specified"),
            "remote_url": words.gettext("The link for taking part remotely has been removed"),
        }[name]
    return {
        "when": words.gettext("New time"),
        "place": words.gettext("New place"),
        "theme": words.gettext("New theme"),
        "remote_url": words.gettext("New link for taking part remotely"),
    }[name]


def _kind(name: str, words: Words) -> str:
    return {
        "when": words.pgettext("what has changed", "time"),
        "place": words.pgettext("what has changed", "place"),
        "theme": words.pgettext("what has changed", "theme"),
        "remote_url": words.pgettext("what has changed", "remote link"),
    }[name]


def _has_become_known(name: str, before: Any, after: Any) -> bool:
    if _is_known(name, before) or not _is_known(name, after):
        return False
    return name != "when" or before["date"] == after["date"]


def _is_known(name: str, value: Any) -> bool:
    if name == "when":
        return "starts" in value
    return any(value.values()) if name == "place" else bool(value)


def _parts(name: str, value: Any, words: Words) -> tuple[Text, ...]:
    language = words.language
    if name == "when":
        return (moment_in_words(value, language),)
    known = (value["place"], value["address"]) if name == "place" else (value,)
    return tuple(shown for each in known if (shown := optional_text(each, language)))


def _unknown(name: str, words: Words) -> Text:
    said = {"place": words.gettext("Place announced later"), "theme": words.gettext("Theme to be specified")}
    return Text(said[name], words.language)
