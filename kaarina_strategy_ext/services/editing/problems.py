"""Why a part cannot be saved or published, said by part and field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ...errors import RuleBroken, StrategyError
from ..content.problems import ContentInvalid, Problem
from .parts import PartName, Value


@dataclass(frozen=True, kw_only=True)
class PartProblem(Problem):
    """One thing that is wrong; its `path` begins at the part, such as `date` or `title.sv`, or is empty."""

    part: PartName


class PartsInvalid(ContentInvalid):
    """Parts that break the rules; its `problems` are `PartProblem`s."""

    problems: tuple[PartProblem, ...]

    def __init__(self, problems: Iterable[PartProblem]) -> None:
        """Take everything that was found."""
        super().__init__(problems)


@dataclass
class EditConflict(StrategyError):
    """Somebody else has changed the same fields meanwhile; nothing was written.

    `base` is the value from which both began, `merged` has what does not conflict from both, and in the
    `fields` that do conflict (such as `title.sv`; the empty one is the whole part) what was `mine`. A value
    of None is a part that is removed. `who` has changed it at `when`; the newest version is `version`.
    `is_of_public` tells that it is not another draft but what is public that has changed since the draft was
    begun.
    """

    part: PartName
    base: Value | None
    mine: Value | None
    theirs: Value | None
    merged: Value | None
    fields: tuple[str, ...]
    version: int
    who: str
    when: datetime
    is_of_public: bool = False


@dataclass(frozen=True)
class MissingText:
    """A text that a language lacks; `path` is its field in the part, such as `targets[1]`.

    The note that goes with a publication is of no part, and has the path `note`.
    """

    part: PartName | None
    path: str
    language: str


@dataclass
class TranslationsMissing(StrategyError):
    """Parts cannot be published while a language lacks some of their texts."""

    missing: tuple[MissingText, ...]


class RevisionUnknown(RuleBroken):
    """The history has no such step of this process."""


class PublicationNotWaiting(RuleBroken):
    """The publication does not wait any more, or has never been; so it cannot be withdrawn."""


@dataclass
class SlugTaken(StrategyError):
    """Another process has the slug already."""

    slug: str
