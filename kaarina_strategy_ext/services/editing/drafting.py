"""Saving drafts: what one person writes never silently replaces what another has written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ...models import Draft, Process, Revision, RevisionAction
from ..auditing import Act
from ..content import document
from ..content.exporting import content_of
from .applying import Values, broken_rules, fitting, with_values
from .history import draft_of, drafts_of, note_step, seen_at, steps_of, take_turn
from .merging import merge
from .parts import PartName, Value, value_of
from .problems import EditConflict, PartProblem, PartsInvalid
from .protecting import bookings_at_risk


@dataclass(frozen=True)
class Saved:
    """What has become of a saved part; `version` is the one on which the next change is to be based.

    `value` is what stands now, None for a part that is to be removed; `is_draft` tells whether it differs
    from what is public. Where somebody else had saved meanwhile and both changes were brought together,
    `merged_with` tells who.
    """

    value: Value | None
    version: int
    is_draft: bool
    merged_with: str | None = None


def save_draft(
    session: Session,
    process_id: int,
    name: PartName,
    value: Value | None,
    act: Act,
    *,
    based_on: int,
    languages: Sequence[str],
    accepts_public: bool = False,
) -> Saved:
    """Save the part's value as a draft, or that the part is to be removed where it is None.

    `based_on` is the version that the editor saw (0: the part had no history). A value equal to what is
    public leaves no draft; saving the same twice changes nothing. `accepts_public` tells that the editor has
    seen what is public now, so that it is no longer in conflict with the draft.

    Raises `EditConflict` where somebody else has changed the same fields since, and `PartsInvalid` for what
    breaks a rule within the part; a language that is missing is no such thing. Must be the first work of its
    transaction.
    """
    process = take_turn(session, process_id)
    editing = _Editing(session, process, name, act)
    mine = editing.canonical(value)
    merged_with = None
    if based_on != editing.version:
        mine, merged_with = editing.merged(mine, based_on)
    if problems := editing.problems(mine, languages):
        raise PartsInvalid(problems)
    editing.keep(mine, RevisionAction.SAVED, accepts_public=accepts_public)
    return Saved(mine, editing.version, editing.draft is not None, merged_with)


def discard_draft(session: Session, process_id: int, name: PartName, act: Act) -> Saved:
    """Forget the part's draft, which stays in its history; harmless where there is none.

    Must be the first work of its transaction.
    """
    editing = _Editing(session, take_turn(session, process_id), name, act)
    editing.discard()
    return Saved(editing.public, editing.version, is_draft=False)


def restore_draft(
    session: Session, process: Process, revision: Revision, act: Act, *, languages: Sequence[str]
) -> Saved:
    """Make the part again what it was before a step of its history, as a draft; the turn is taken already.

    Raises `PartsInvalid` where that breaks a rule by now.
    """
    editing = _Editing(session, process, PartName.parse(revision.part), act)
    value = editing.canonical(revision.before)
    if problems := editing.problems(value, languages):
        raise PartsInvalid(problems)
    editing.keep(value, RevisionAction.RESTORED)
    return Saved(value, editing.version, editing.draft is not None)


class _Editing:
    """One part under the hands of one person, while nobody else edits the process."""

    def __init__(self, session: Session, process: Process, name: PartName, act: Act) -> None:
        self.session, self.process, self.name, self.act = session, process, name, act
        self.content: document.Process = content_of(process)
        self.public: Value | None = value_of(self.content, name)
        self.draft: Draft | None = draft_of(session, process.id, name)
        self.steps = steps_of(session, process.id, name)
        self.version = self.steps[-1].version if self.steps else 0

    @property
    def present(self) -> Value | None:
        """What stands now: the draft, else what is public."""
        return self.draft.value if self.draft else self.public

    def others(self) -> dict[PartName, Value | None]:
        """Return the values of all other drafts, among which this one must fit.

        A draft whose home is gone is in nobody's way.
        """
        drafts = drafts_of(self.session, self.process.id)
        values = {name: draft.value for name, draft in drafts.items() if name != self.name}
        return fitting(self.content, values)

    def canonical(self, value: Value | None) -> Value | None:
        """Return the value as the content file would write it; raise `PartsInvalid` where it has no shape."""
        return value_of(self._drafted({self.name: value}), self.name)

    def _drafted(self, own: Values) -> document.Process:
        return with_values(self.content, {**self.others(), **own})

    def merged(self, mine: Value | None, based_on: int) -> tuple[Value | None, str | None]:
        """Return the value with what others have changed since, and who did; raise `EditConflict`."""
        base, theirs = seen_at(self.steps, based_on, self.public), self.present
        if theirs == base:
            return mine, None
        merged, last = merge(self.name.kind, base, mine, theirs), self.steps[-1]
        if merged.conflicts:
            raise EditConflict(
                self.name,
                base,
                mine,
                theirs,
                merged.value,
                merged.conflicts,
                version=self.version,
                who=last.actor,
                when=last.at,
            )
        return merged.value, last.actor if theirs != mine else None

    def problems(self, value: Value | None, languages: Sequence[str]) -> list[PartProblem]:
        """Return what the value breaks, and what its removal does to others and to those who have booked."""
        before, after = self._drafted({}), self._drafted({self.name: value})
        known = broken_rules(before, languages=languages)
        broken = [each for each in broken_rules(after, languages=languages) if each not in known]
        if value is not None:
            broken = [each for each in broken if each.part == self.name]
        # How many sessions a workshop needs is asked when it is published.
        if broken := [each for each in broken if each.path != "sessions"]:
            return broken
        at_risk = bookings_at_risk(self.session, self.process.id, self.content, after, self.act.now)
        return [each for each in at_risk if each.part == self.name]

    def keep(self, value: Value | None, action: RevisionAction, *, accepts_public: bool = False) -> None:
        """Store the value as the draft; forget the draft where the value is what is public."""
        if self.draft and accepts_public:
            self.draft.base = self.public
        if value == self.present:
            return
        if value == self.public:
            self.discard()
            return
        before = self.present
        if self.draft is None:
            self.draft = Draft(process_id=self.process.id, part=str(self.name), base=self.public)
            self.session.add(self.draft)
        self.step(action, before, value)
        draft = self.draft
        draft.value, draft.version = value, self.version
        draft.saved_at, draft.saved_by = self.act.now, self.act.actor

    def discard(self) -> None:
        """Forget the draft, where there is one."""
        if self.draft is None:
            return
        self.step(RevisionAction.DISCARDED, self.draft.value, self.public)
        self.session.delete(self.draft)
        self.draft = None

    def step(self, action: RevisionAction, before: Value | None, after: Value | None) -> None:
        """Write down the next step."""
        self.version += 1
        note_step(
            self.session,
            self.process.id,
            self.name,
            action,
            self.act,
            version=self.version,
            values=(before, after),
        )
