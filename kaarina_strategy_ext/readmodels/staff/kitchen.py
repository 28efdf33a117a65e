"""What the kitchen and the venue must know of a session: counts, without names."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ...models import Registration
from ..present import ProcessNow, SessionNow
from .door import seated_or_come


@dataclass(frozen=True)
class Wish:
    """What several people have written alike, or one, and how many they are."""

    text: str
    people: int


@dataclass(frozen=True)
class KitchenSummary:
    """How many people are expected, and the diets and needs that they have written down.

    `registered` counts those who have registered, without their companions, whom nobody has asked.
    `subjects` are the public ids of those whose words it tells.
    """

    session: SessionNow
    people: int
    registered: int
    diets: tuple[Wish, ...]
    needs: tuple[Wish, ...]
    subjects: tuple[str, ...]


def kitchen_summary(session: Session, process: ProcessNow, key: str) -> KitchenSummary | None:
    """The summary of the session with the key; None where the process has no such session."""
    sitting = next((each for each in process.sessions if each.view.key == key), None)
    if sitting is None:
        return None
    bookings = [each for each in seated_or_come(session, sitting.view.id) if each.status.takes_seat]
    people: list[Registration] = [each.registration for each in bookings]
    return KitchenSummary(
        sitting,
        people=sum(each.seats for each in bookings),
        registered=len(bookings),
        diets=folded(each.diet for each in people),
        needs=folded(each.needs for each in people),
        subjects=tuple(each.public_id for each in people if each.diet or each.needs),
    )


def folded(texts: Iterable[str | None]) -> tuple[Wish, ...]:
    """What people wrote, each text once with their number, the most frequent first and then by the alphabet.

    Texts are the same that differ only in letter case, spaces and the full stop at their end; it is shown as
    most of them wrote it. All others stand alone: only a person can tell that two words mean one diet.
    """
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in filter(None, texts):
        plain = " ".join(unicodedata.normalize("NFC", text).split())
        if plain:
            written[plain.casefold().rstrip(".! ")][plain] += 1
    wishes = [Wish(_usual(spellings), spellings.total()) for spellings in written.values()]
    return tuple(sorted(wishes, key=lambda wish: (-wish.people, wish.text.casefold())))


def _usual(spellings: Counter[str]) -> str:
    most: Sequence[tuple[str, int]] = sorted(spellings.items(), key=lambda each: (-each[1], each[0]))
    return most[0][0]
