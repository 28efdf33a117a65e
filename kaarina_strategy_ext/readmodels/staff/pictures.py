"""Pictures of the statistics as lengths and positions; the templates draw them as SVG and say the words.

They are small, because an SVG shrinks with the screen and its letters with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .participation import Course, Shares

WIDTH, HEIGHT = 360, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 10, 22, 24
_NEAR = 16  # closer than this, one line of letters would run into the other
_ROW, _BAR = 44, 16
_MOST_LINES = 4


@dataclass(frozen=True)
class Line:
    """A horizontal line of the grid at `y`, which stands for so many."""

    y: float
    number: int


@dataclass(frozen=True)
class Curve:
    """The course as a path of steps from `first` to `last`, with its total where it ends.

    `total_y` is where the total is written, `capacity_y` where the line of the capacity is, or None.
    """

    path: str
    end: tuple[float, float]
    total_y: float
    capacity_y: float | None
    grid: tuple[Line, ...]
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    floor: int = HEIGHT - _BOTTOM


@dataclass(frozen=True)
class Bar:
    """One group: its name as a code, how many, its share in per cent, and how long and where the bar is."""

    name: str
    number: int
    share: int
    y: int
    length: float


@dataclass(frozen=True)
class Bars:
    """The groups below each other."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    thickness: int = _BAR


def curve(course: Course) -> Curve | None:
    """The picture of a course; None where nobody has registered yet."""
    if not course.days:
        return None
    first, last = course.days[0].on - timedelta(days=1), course.until
    top = max(course.capacity or 0, *(each.total for each in course.days), 1)
    *_, highest = grid = _grid(top)

    def x(on: date) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (on - first).days / (last - first).days, 1)

    def y(number: int) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * number / highest, 1)

    steps = "".join(f"H{x(each.on)}V{y(each.total)}" for each in course.days)
    end = x(last), y(course.total)
    limit = None if course.capacity is None else y(course.capacity)
    return Curve(
        path=f"M{x(first)} {y(0)}{steps}H{end[0]}",
        end=end,
        total_y=_beside(end[1], limit),
        capacity_y=limit,
        grid=tuple(Line(y(number), number) for number in grid),
        first=first,
        last=last,
    )


def bars(shares: Shares) -> Bars | None:
    """The picture of the groups; None where there are none, or they are too small to be told."""
    if not shares.parts:
        return None
    largest = max(number for _, number in shares.parts)
    drawn = tuple(
        Bar(
            name, number, round(100 * number / shares.total), place * _ROW, round(WIDTH * number / largest, 1)
        )
        for place, (name, number) in enumerate(shares.parts)
    )
    return Bars(drawn, len(drawn) * _ROW)


def _grid(top: int) -> list[int]:
    """Round numbers from 0 to the first that is not below the top, at most a few of them."""
    step = 1
    while step * _MOST_LINES < top:
        # 1, 2, 5, 10, 20, 50 and so on.
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return [*range(0, top, step), -(-top // step) * step]


def _beside(end: float, limit: float | None) -> float:
    """Where the total is written: above the end of the curve, or below it where the limit runs there."""
    is_in_the_way = limit is not None and 0 <= end - limit < _NEAR
    return end + _NEAR if is_in_the_way else end - 6
