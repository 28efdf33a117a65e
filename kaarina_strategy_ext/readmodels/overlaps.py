"""Sessions at the same time: pointed out, never forbidden."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from .content import SessionView


def overlapping(sessions: Iterable[SessionView]) -> tuple[tuple[SessionView, SessionView], ...]:
    """The pairs that overlap, the earlier first.

    Only what is not cancelled and has both clock times: of what ends nobody knows when, nothing can be said.
    """
    timed = [each for each in sessions if each.has_both_times and each.cancelled is None]
    timed.sort(key=lambda each: (each.terms.begins_at, each.key))
    return tuple(
        (first, second)
        for first, second in combinations(timed, 2)
        if second.terms.begins_at < first.terms.ends_at
    )
