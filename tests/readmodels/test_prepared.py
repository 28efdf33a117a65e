"""What is made once for all readers, however many ask at the same time."""

from __future__ import annotations

from kaarina_strategy_ext.readmodels.prepared import MOST, Prepared


def test_is_made_once() -> None:
    prepared = Prepared()
    assert [prepared.get("page", lambda each=each: each) for each in ("first", "second")] == ["first"] * 2


def test_holds_no_more_than_its_bound() -> None:
    prepared = Prepared()
    for number in range(3 * MOST):
        assert prepared.get(number, lambda number=number: f"page {number}") == f"page {number}"
    assert len(prepared._made) <= MOST


class Name:
    """A name; after so many looks at it, another thread has made so much that everything is forgotten."""

    def __init__(self, prepared: Prepared, looks: int) -> None:
        self.prepared, self.looks = prepared, looks

    def __hash__(self) -> int:
        if self.looks == 0:
            self.prepared._made.clear()
        self.looks -= 1
        return 1


def test_is_handed_out_though_another_thread_forgets_everything_meanwhile() -> None:
    for looks in range(4):
        prepared = Prepared()
        assert prepared.get(Name(prepared, looks), lambda: "page") == "page"
