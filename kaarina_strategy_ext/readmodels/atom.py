"""The public changes of a process as entries of an Atom feed (RFC 4287)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from ..models import ChangeKind
from .changes import OF_A_SESSION
from .content import ChangeView, MilestoneView, NewsView, PhaseView, ProcessView, SessionView
from .present import ProcessNow

# Whoever asks again within weeks misses nothing, and the document stays small.
MOST_ENTRIES = 100


@dataclass(frozen=True)
class Entry:
    """A change with what is known now of its subject; what it does not concern, or what is gone, is None."""

    id: str
    change: ChangeView
    session: SessionView | None
    milestone: MilestoneView | None
    phase: PhaseView | None
    news: NewsView | None


@dataclass(frozen=True)
class Feed:
    """The newest changes first; `updated` is when the newest was made, or the process where there is none."""

    id: str
    updated: datetime
    entries: tuple[Entry, ...]


def feed_of(process: ProcessNow, domain: str) -> Feed:
    """The feed of a process in its view's language; ids are made of `domain`, the site's host name."""
    view = process.view
    base = _tag(view, domain)
    told = [change for change in view.changes if change.at <= process.now][:MOST_ENTRIES]
    return Feed(
        id=base,
        updated=max([view.created_at, *(change.at for change in told)]),
        entries=tuple(_entry(f"{base}/{change.id}", change, process) for change in told),
    )


def _tag(view: ProcessView, domain: str) -> str:
    """A name that no request and no other process can change or have (tag URI, RFC 4151)."""
    return f"tag:{domain},{view.created_at:%Y-%m-%d}:{quote(view.slug)}/{view.language}/changes"


def _entry(entry_id: str, change: ChangeView, process: ProcessNow) -> Entry:
    kind, subject, view = change.kind, change.subject, process.view
    sessions = view.sessions if kind in OF_A_SESSION else ()
    milestones = view.milestones if kind is ChangeKind.DECISION else ()
    news = process.news if kind is ChangeKind.NEWS else ()
    milestone = next((each for each in milestones if each.key == subject), None)
    return Entry(
        id=entry_id,
        change=change,
        session=next((each for each in sessions if each.key == subject), None),
        milestone=milestone,
        phase=next((each for each in view.phases if _is_in(each, change, milestone)), None),
        news=next((each for each in news if each.slug == subject), None),
    )


def _is_in(phase: PhaseView, change: ChangeView, milestone: MilestoneView | None) -> bool:
    """Whether the change is one of the phase, or of the decision that ends it."""
    return milestone in phase.milestones or (change.kind is ChangeKind.PHASE and phase.key == change.subject)
