"""What a process can begin with: texts that most cities need, to be changed at will."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

THREE_PHASES = "three_phases"
EMPTY = "empty"
TEMPLATES = (THREE_PHASES, EMPTY)
"""Three phases from a survey over workshops to the decision; and nothing at all."""

Tree = dict[str, Any]


def _text(fi: str, sv: str, en: str) -> Tree:
    return {"fi": fi, "sv": sv, "en": en}


_GOAL = _text(
    "Kaupungin strategia uudistetaan.", "Stadens strategi förnyas.", "The city renews its strategy."
)
_SURVEY_PHASE = {
    "key": "nykytilanne",
    "title": _text("Nykytilanteen kartoitus", "Kartläggning av nuläget", "Survey of the current state"),
    "summary": _text(
        "Nykytilanne kartoitetaan kyselyillä.",
        "Nuläget kartläggs med enkäter.",
        "Surveys show where we stand.",
    ),
}
_WORKSHOPS_PHASE = {
    "key": "tyopajat",
    "title": _text("Työpajat", "Workshoppar", "Workshops"),
    "summary": _text(
        "Strategiaa valmistellaan työpajoissa.",
        "Strategin bereds i workshoppar.",
        "The strategy is prepared in workshops.",
    ),
}
_DECISION_PHASE = {
    "key": "paatos",
    "title": _text("Valtuuston päätös", "Fullmäktiges beslut", "Decision of the council"),
    "summary": _text(
        "Valtuusto päättää strategiasta.",
        "Fullmäktige beslutar om strategin.",
        "The council decides on the strategy.",
    ),
}
_DECISION = {
    "key": "valtuuston-paatos",
    "phase": "paatos",
    "title": _text(
        "Valtuuston päätös uudesta strategiasta",
        "Fullmäktiges beslut om den nya strategin",
        "The council's decision on the new strategy",
    ),
    "body": _text("kaupunginvaltuusto", "stadsfullmäktige", "city council"),
}
_SURVEY = {
    "key": "asukaskysely",
    "title": _text("Kysely asukkaille", "Enkät för invånarna", "Survey of the residents"),
}
_WORKSHOP = {
    "slug": "visio",
    "phase": "tyopajat",
    "title": _text("Visiotyöpaja", "Visionsworkshop", "Vision workshop"),
}
_TREES: dict[str, Tree] = {
    EMPTY: {"goal": _GOAL},
    THREE_PHASES: {
        "goal": _GOAL,
        "registration": {"mode": "announced_later"},
        "phases": [_SURVEY_PHASE, _WORKSHOPS_PHASE, _DECISION_PHASE],
        "milestones": [_DECISION],
        "surveys": [_SURVEY],
        "workshops": [_WORKSHOP],
    },
}


def template_tree(template: str, languages: Sequence[str]) -> Tree:
    """The fields of the template but slug and name; texts are in those of the languages that it has."""
    tree: Tree = _in_languages(_TREES[template], frozenset(languages))
    return tree


def _in_languages(value: Any, languages: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_in_languages(each, languages) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == _GOAL.keys():
        return {language: words for language, words in value.items() if language in languages}
    return {name: _in_languages(each, languages) for name, each in value.items()}
