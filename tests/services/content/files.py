"""Content files for the tests: the smallest one that can be read, and changes to it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kaarina_strategy_ext.services.content.document import Process
from kaarina_strategy_ext.services.content.problems import ContentInvalid
from kaarina_strategy_ext.services.content.reading import read

LANGUAGES = ("fi", "sv")
TEXT = {"fi": "Teksti", "sv": "Text"}
SMALLEST: dict[str, Any] = {"slug": "turku", "name": TEXT, "goal": TEXT}
PHASE: dict[str, Any] = {"key": "alku", "title": TEXT}
MILESTONE: dict[str, Any] = {"key": "paatos", "phase": "alku", "title": TEXT, "body": TEXT}
WORKSHOP: dict[str, Any] = {"slug": "visio", "phase": "alku", "title": TEXT}
SESSION: dict[str, Any] = {"key": "eka", "date": "2022-04-12"}
NEWS: dict[str, Any] = {"slug": "uutinen", "title": TEXT, "body": TEXT, "published": "2022-03-03"}


def file_of(**fields: Any) -> str:
    """The text of the smallest content file with these fields added; JSON is YAML."""
    return json.dumps(SMALLEST | fields, ensure_ascii=False)


def with_workshop(**fields: Any) -> dict[str, Any]:
    """The fields of a process that has one phase, and in it one workshop with these fields added."""
    return {"phases": [PHASE], "workshops": [WORKSHOP | fields]}


def with_session(**fields: Any) -> dict[str, Any]:
    """The fields of a process that has one session, with these fields added to the session's."""
    return with_workshop(sessions=[SESSION | fields])


def process_of(**fields: Any) -> Process:
    """The smallest process with these fields added."""
    return read(file_of(**fields), languages=LANGUAGES)


def complaints(source: str | bytes) -> list[str]:
    """What `read` says about a file that it must refuse."""
    with pytest.raises(ContentInvalid) as refusal:
        read(source, languages=LANGUAGES)
    return str(refusal.value).split("\n")
