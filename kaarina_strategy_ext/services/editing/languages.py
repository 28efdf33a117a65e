"""Which texts lack a language, and which are older in one language than in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from ...models import Draft, FindingKind, Process, Translated
from ..content import document
from ..content.exporting import content_of
from ..content.mapping import name_of, text_moments
from ..content.translating import texts_within
from .applying import fitting, with_values
from .parts import PartKind, PartName, Value, values_of

_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
Moments = Mapping[str, Mapping[str, datetime]]


class Lack(StrEnum):
    """What is wrong with a text in one language."""

    MISSING = "missing"
    STALE = "stale"


Lacks = dict[str, Lack]
"""By the path of a text and its language: `title.sv`, `targets[1].fi`."""


def lacks_of(
    process: Process, drafts: Mapping[PartName, Draft], languages: Sequence[str]
) -> dict[PartName, Lacks]:
    """What each part lacks as its draft stands, and as it is public where it has none.

    A text is stale in a language whose words are older than those of another by its last edit. Parts that
    lack nothing are left out; so are those that are to be removed.
    """
    public = content_of(process)
    values = fitting(public, {name: draft.value for name, draft in drafts.items()})
    old, moments = values_of(public), dict(_moments(process))
    found = {}
    for name, value in values_of(with_values(public, values)).items():
        draft = drafts.get(name)
        base, edited = (draft.base, draft.saved_at) if draft else (old.get(name), None)
        if lacks := dict(_lacks(value, base or {}, moments.get(name, {}), edited, languages)):
            found[name] = lacks
    return found


def _lacks(
    value: Value, base: Value, moments: Moments, edited: datetime | None, languages: Sequence[str]
) -> Iterator[tuple[str, Lack]]:
    for path, text in texts_within(value, languages):
        before, known = _before(path, text, value, base, languages), moments.get(path, {})
        # Of what nobody knows how old it is, we take that it is older than anything edited since.
        translated = Translated(before, {each: known.get(each, _LONG_AGO) for each in before})
        stale = (translated.edited(text, edited) if edited else translated).stale
        for language in languages:
            if language not in text:
                yield f"{path}.{language}", Lack.MISSING
            elif language in stale:
                yield f"{path}.{language}", Lack.STALE


def _before(
    path: str, text: dict[str, str], value: Value, base: Value, languages: Sequence[str]
) -> Mapping[str, str]:
    """What the text was: the element of a list that was lengthened or shortened is one with equal words."""
    field, is_element, _ = path.partition("[")
    if is_element and len(base.get(field, ())) != len(value[field]):
        return text if text in base.get(field, ()) else {}
    return dict(texts_within(base, languages)).get(path, {})


def _moments(process: Process) -> Iterator[tuple[PartName, dict[str, Any]]]:
    yield PartName(PartKind.PROCESS), text_moments(document.Process, process)
    strengths = [each.text for each in process.findings if each.kind is FindingKind.STRENGTH]
    yield PartName(PartKind.STRENGTHS), _of_list("strengths", strengths)
    for theme in process.themes:
        targets = _of_list("targets", [each.text for each in theme.findings])
        yield PartName(PartKind.THEME, theme.key), text_moments(document.Theme, theme) | targets
    for kind, part, rows in (
        (PartKind.PHASE, document.Phase, process.phases),
        (PartKind.MILESTONE, document.Milestone, process.milestones),
        (PartKind.SURVEY, document.Survey, process.surveys),
        (PartKind.WORKSHOP, document.Workshop, process.workshops),
        (PartKind.SESSION, document.Session, [s for w in process.workshops for s in w.sessions]),
        (PartKind.NEWS, document.NewsItem, process.news),
    ):
        for row in rows:
            yield PartName(kind, name_of(row)), text_moments(part, row)


def _of_list(field: str, texts: Sequence[Translated]) -> dict[str, Any]:
    return {f"{field}[{number}]": each.edited_at for number, each in enumerate(texts)}
