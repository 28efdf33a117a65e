"""Many ids are written in few characters, and read back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaarina_strategy_ext.services.ranges import Ranges


@pytest.mark.parametrize(
    ("ids", "written"),
    [([], ""), ([7], "7"), ([1, 2, 3], "1-3"), ([1, 3], "1,3"), ([1, 2, 4, 5, 9], "1-2,4-5,9")],
)
def test_ids_that_follow_each_other_are_one_range(ids: list[int], written: str) -> None:
    assert str(Ranges.of(ids)) == written


@given(st.sets(st.integers(1, 300)))
def test_ids_come_back_as_they_were(ids: set[int]) -> None:
    read = Ranges.read(str(Ranges.of(sorted(ids))))
    assert list(read) == sorted(ids)
    assert len(read) == len(ids)
    assert {each for each in range(302) if each in read} == ids
