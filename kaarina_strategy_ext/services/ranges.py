"""Many ids in few characters: `1-4512,4520`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Ranges:
    """Ids that follow each other as ranges, both ends included, in order."""

    bounds: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, ids: Iterable[int]) -> Ranges:
        """The ranges of ids that come in order, each once."""
        bounds: list[tuple[int, int]] = []
        for each in ids:
            if bounds and each == bounds[-1][1] + 1:
                bounds[-1] = (bounds[-1][0], each)
            else:
                bounds.append((each, each))
        return cls(tuple(bounds))

    @classmethod
    def read(cls, written: str) -> Ranges:
        """The ranges that `str()` has written."""
        pairs = (each.partition("-") for each in written.split(",") if each)
        return cls(tuple((int(first), int(last or first)) for first, _, last in pairs))

    def __str__(self) -> str:
        return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in self.bounds)

    def __iter__(self) -> Iterator[int]:
        for first, last in self.bounds:
            yield from range(first, last + 1)

    def __contains__(self, each: int) -> bool:
        at = bisect_right(self.bounds, (each, float("inf")))
        return at > 0 and each <= self.bounds[at - 1][1]

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.bounds)
