"""Pictures of no, one and many days stay within their frame."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from kaarina_strategy_ext.readmodels.staff.participation import Course, Day, Shares
from kaarina_strategy_ext.readmodels.staff.pictures import Curve, bars, curve

FIRST = date(2022, 4, 5)


def course(*totals: int, capacity: int | None = None, until: date | None = None) -> Course:
    """A course that changes each day from the first on."""
    changes = [after - before for before, after in zip((0, *totals), totals, strict=False)]
    days = [Day(FIRST + timedelta(days=n), *each) for n, each in enumerate(zip(changes, totals, strict=True))]
    return Course(None, tuple(days), capacity, until or FIRST + timedelta(days=max(0, len(totals) - 1)))


def drawn(*totals: int, **more) -> Curve:
    """The picture of such a course."""
    picture = curve(course(*totals, **more))
    assert picture is not None
    return picture


def test_nobody_makes_no_picture() -> None:
    assert curve(course()) is None
    assert bars(Shares(0, ())) is None
    assert bars(Shares(4, None)) is None


@pytest.mark.parametrize(
    "totals",
    [(1,), (1, 0), (0, 3), tuple(range(1, 401)), (100_000,)],
)
@pytest.mark.parametrize("capacity", [None, 1, 60])
def test_curve_stays_in_its_frame(totals: tuple[int, ...], capacity: int | None) -> None:
    picture = drawn(*totals, capacity=capacity)
    across = [float(each) for each in re.findall(r"[MH]([\d.]+)", picture.path)]
    down = [float(each) for each in re.findall(r"(?:V|M[\d.]+ )([\d.]+)", picture.path)]
    assert across == sorted(across)
    assert (min(across), max(across)) == (picture.left, picture.right)
    assert all(0 <= each <= picture.floor for each in down)
    assert 0 < picture.total_y < picture.height
    assert len(picture.grid) <= 6


def test_curve_goes_on_to_today() -> None:
    picture = drawn(1, until=FIRST + timedelta(days=10))
    assert (picture.first, picture.last) == (FIRST - timedelta(days=1), FIRST + timedelta(days=10))
    assert picture.path.endswith(f"H{picture.end[0]}")


def test_total_is_written_beside_the_limit_and_not_across_it() -> None:
    picture = drawn(49, capacity=50)
    assert picture.capacity_y is not None
    assert picture.total_y > picture.capacity_y + 8


def test_bars_are_as_long_as_their_numbers() -> None:
    picture = bars(Shares(20, (("fi", 15), ("sv", 5))))
    assert picture is not None
    assert [(each.number, each.share, each.length) for each in picture.bars] == [
        (15, 75, 360.0),
        (5, 25, 120.0),
    ]
