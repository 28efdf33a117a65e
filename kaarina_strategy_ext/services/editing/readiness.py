"""Whether drafts can go public: they fit what is public now, break no rule, and lack no language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ...models import Process, RevisionAction
from ..content import document
from ..content.exporting import content_of
from ..content.translating import missing_translations
from .applying import broken_rules, place_in, with_values
from .history import steps_of
from .merging import Merged, merge
from .parts import PartName, Value, tree_of, values_of
from .problems import EditConflict, MissingText, PartsInvalid, TranslationsMissing
from .protecting import bookings_at_risk

_MADE_PUBLIC = (RevisionAction.PUBLISHED, RevisionAction.LOADED)


@dataclass(frozen=True)
class Planned:
    """A part's draft as it is to go public: its value, and what was public when it was begun."""

    base: Value | None
    value: Value | None


@dataclass(frozen=True)
class Terms:
    """In which languages texts may be, and whether each must be there in all of them or in the first."""

    languages: Sequence[str]
    is_bilingual: bool = True

    @property
    def needed(self) -> Sequence[str]:
        """The languages without which no text is published."""
        return self.languages if self.is_bilingual else self.languages[:1]


def ready_content(
    session: Session, process: Process, plans: Mapping[PartName, Planned], now: datetime, terms: Terms
) -> document.Process:
    """The content of the process with the planned parts.

    Raises `EditConflict` where the same fields have changed in public since a draft was begun, `PartsInvalid`
    with all that breaks a rule, and `TranslationsMissing` with all texts that a needed language lacks: those
    of the planned parts, or of the whole process where it is not public yet.
    """
    public = content_of(process)
    values, known = {}, values_of(public)
    for name, plan in plans.items():
        merged = merge(name.kind, plan.base, plan.value, known.get(name))
        if merged.conflicts:
            raise _conflict(session, process.id, name, plan, known.get(name), merged)
        values[name] = merged.value
    content = with_values(public, values)
    broken = broken_rules(content, languages=terms.languages)
    if problems := [*broken, *bookings_at_risk(session, process.id, public, content, now)]:
        raise PartsInvalid(problems)
    asked = plans if process.is_public else None
    if missing := tuple(missing_texts(content, terms.needed, asked)):
        raise TranslationsMissing(missing)
    return content


def missing_texts(
    content: document.Process, languages: Sequence[str], parts: Collection[PartName] | None = None
) -> Iterator[MissingText]:
    """Each text that a language lacks: of the named parts, or of all where none are named."""
    tree = tree_of(content)
    for language, path in missing_translations(content, languages):
        name, place = place_in(tree, path)
        if parts is None or name in parts:
            yield MissingText(name, place, language)


def _conflict(  # noqa: PLR0917 - everything that an editor is shown of it
    session: Session, process_id: int, name: PartName, plan: Planned, public: Value | None, merged: Merged
) -> EditConflict:
    steps = steps_of(session, process_id, name)
    last = next((each for each in reversed(steps) if each.action in _MADE_PUBLIC), steps[-1])
    return EditConflict(
        part=name,
        base=plan.base,
        mine=plan.value,
        theirs=public,
        merged=merged.value,
        fields=merged.conflicts,
        version=steps[-1].version,
        who=last.actor,
        when=last.at,
        is_of_public=True,
    )
